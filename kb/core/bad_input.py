"""What the admin was sent, but no page or form of it sends: 400 instead of 500.

Wagtail takes numbers, keys and texts out of a request without looking at them. Only a fault that
the request itself carries is answered here; any other stays a 500, is logged, and is ours to mend.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

from kb.core.rich_text import ForgedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

#: Rows of one kind on a page: the longest list of the library has 27.
MOST_ROWS = 500
#: Opening brackets in one value: with more it may be too deep for Python's thousand nested calls.
MOST_NESTED = 300
#: Nineteen digits: the first number that no row of a database has, and others below it.
_TOO_LARGE = re.compile(r"\d{19}")
#: More digits than Python reads as a number.
_TOO_LONG = re.compile(r"\d{4301}")
#: The first year of all: its first hours belong to none in other time zones.
_FIRST_YEAR = re.compile(r"\b0001-")
_SURROGATE = re.compile(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]")
#: What Django and Python say of a number that is none; the value stands behind it.
_NO_NUMBER = re.compile(
    r"(?:expected a number but got|invalid literal for int\(\) with base 10:) (.*?)\.?$", re.DOTALL
)
#: Where Wagtail 8 uses what a form of its own always holds, and a forged one may lack.
_TRUSTING = {
    ("wagtail/admin/forms/choosers.py", "is_absolute_path"),  # an external link without address
    ("wagtail/admin/views/generic/chooser.py", "post"),  # to make what can't be made in a chooser
    ("wagtail/contrib/redirects/forms.py", "clean"),  # to import without a file
    ("wagtail/admin/views/pages/copy.py", "post"),  # a copy to nowhere
    ("wagtail/admin/views/pages/move.py", "dispatch"),  # the root, moved
    ("wagtail/admin/views/pages/move.py", "post"),
    ("wagtail/admin/views/pages/ordering.py", "dispatch"),
    ("wagtail/admin/views/pages/ordering.py", "post"),
    ("wagtail/images/image_operations.py", "run"),  # to a size of nothing
    ("wagtail/images/image_operations.py", "construct"),
    # all pages below one that doesn't exist
    (
        "wagtail/admin/views/pages/bulk_actions/page_bulk_action.py",
        "get_all_objects_in_listing_query",
    ),
}


class BadInput:
    """Answers for what was asked below ``/admin/``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do as long as all is well."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Refuse a form that claims more rows than anybody fills in: each would be built."""
        if request.path_info.startswith("/admin/") and any(_too_many(request)):
            return _answer(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page that says what was wrong, or None: then it is a fault like any other."""
        if not request.path_info.startswith("/admin/"):
            return None
        if isinstance(error, ProtectedError):
            return _still_used(request)
        if not is_bad_input(request, error):
            return None
        logger.warning("Bad input for %s: %r", request.path_info, error)
        with translation.override(_language(request)):
            return _answer(request)


def _still_used(request: HttpRequest) -> HttpResponse:
    """Wagtail asks a list of references that follows changes only after a moment."""
    with translation.override(_language(request)):
        messages.error(request, _("It is still used by a page: nothing was deleted."))
    return redirect(request.get_full_path())


def _too_many(request: HttpRequest) -> Iterator[bool]:
    for name in request.POST:
        if name.endswith("-TOTAL_FORMS"):
            value = str(request.POST[name])
            yield value.isdecimal() and (len(value) > len(str(MOST_ROWS)) or int(value) > MOST_ROWS)


def is_bad_input(request: HttpRequest, error: Exception) -> bool:
    """Whether the request carries what the error is about."""
    match error:
        case MultiValueDictKeyError():
            return not any(error.args[0] in sent for sent in (request.GET, request.POST))
        case OverflowError() | DataError() | IntegrityError():
            impossible = _FIRST_YEAR if "date value" in str(error) else _TOO_LARGE
            return any(impossible.search(value) for value in _values(request))
        case RecursionError():
            return any(sum(map(value.count, "[{")) > MOST_NESTED for value in _values(request))
        case (
            AttributeError()
            | LookupError()
            | TypeError()
            | ObjectDoesNotExist()
            | ZeroDivisionError()
        ):
            return _trusts(error)
        case ValueError():
            return _is_bad_value(error, _values(request))
    return isinstance(error, ForgedText)


def _is_bad_value(error: ValueError, values: list[str]) -> bool:
    if isinstance(error, UnicodeEncodeError):
        return any(_SURROGATE.search(value) for value in values)
    if no_number := _NO_NUMBER.search(str(error)):
        return no_number[1] in map(repr, values)
    if "integer string conversion" in str(error):
        return any(_TOO_LONG.search(value) for value in values)
    return "NUL" in str(error) and any("\0" in value for value in values)


def _values(request: HttpRequest) -> list[str]:
    """All that was sent: parts of the address, keys and values of the query and of the form."""
    sent = request.path_info.split("/")
    for query in (request.GET, request.POST):
        for name, values in query.lists():
            sent += [name, *map(str, values)]
    return sent


def _trusts(error: Exception) -> bool:
    places = [
        (Path(frame.filename).as_posix(), frame.name)
        for frame in traceback.extract_tb(error.__traceback__)
        if "/wagtail/" in Path(frame.filename).as_posix()
    ]
    path, function = places[-1] if places else ("", "")
    return any(path.endswith(known) and function == name for known, name in _TRUSTING)


def _language(request: HttpRequest) -> str:
    """What the user has chosen for the admin, else what the browser asks for."""
    profile = getattr(getattr(request, "user", None), "wagtail_userprofile", None)
    return str(profile.get_preferred_language() if profile else translation.get_language())


def _answer(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/admin/api/"):
        return JsonResponse({"message": _("The request contains an impossible value.")}, status=400)
    context = {"language": translation.get_language(), "robots": "noindex"}
    return render(request, "kb/bad_input.html", context, status=400)
