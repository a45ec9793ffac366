"""Our own views in the place of localize's: each asks for rights on the page that it writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.views import edit_translation as theirs

from kb.core.family import Family
from kb.core.pages import FamilyPage
from kb.core.translation.drafts import draft
from kb.core.translation.remarks import dated
from kb.core.translation.submitting import open_locales
from kb.core.translation.submitting import submit as submit_for

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: What the editor's script asks of a string; the body of anything else has been read already.
EDITING = ("PUT", "DELETE")
TITLE_LENGTH = 255  # of Wagtail's column, which localize fills unasked


class SubmitForm(forms.Form):
    """Into which languages, and how much."""

    extent = forms.ChoiceField(
        label=gettext_lazy("How much"),
        choices=[
            ("whole", gettext_lazy("The whole page")),
            ("card", gettext_lazy("Title and summary, for now")),
        ],
        widget=forms.RadioSelect,
        initial="whole",
        required=False,
    )
    locales = forms.ModelMultipleChoiceField(
        Locale.objects.none(),
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, locales: list[Locale], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField", self.fields["locales"])
        field.queryset = Locale.objects.filter(pk__in=[locale.pk for locale in locales])


def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Choose languages for a source; those are offered in which one may write."""
    source, user = _source(page_id), cast("User", request.user)
    locales = open_locales(source, user)
    may_see = source.live or source.permissions_for_user(user).can_edit()
    if not locales or not may_see or (request.method == "POST" and not source.live):
        raise PermissionDenied
    _refuse_others(request.POST.getlist("locales"), locales)
    form = SubmitForm(locales, request.POST or None)
    if request.method == "POST" and form.is_valid():
        card_only = form.cleaned_data["extent"] == "card"
        pages = submit_for(source, form.cleaned_data["locales"], user, card_only=card_only)
        messages.success(request, _("Ready to be translated."))
        return redirect("wagtailadmin_pages:edit", pages[0].pk)
    context = {"form": form, "page": source, "live": source.live}
    return TemplateResponse(request, "kb/admin/submit_translation.html", context)


def _refuse_others(asked: list[str], locales: list[Locale]) -> None:
    """No form offers a language in which this person may not write."""
    others = Locale.objects.exclude(pk__in=[locale.pk for locale in locales])
    if set(asked) & {str(number) for number in others.values_list("pk", flat=True)}:
        raise PermissionDenied


def edit_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """Localize's, but a title is no longer than its column, and no date is in English.

    One at a time: what is typed isn't lost to somebody who deletes or changes the family meanwhile.
    """
    with transaction.atomic():
        translations = Translation.objects.filter(pk=translation_id)
        Family.objects.filter(key__in=translations.values("source__object_id")).lock()
        return _edit_string(request, translation_id, string_segment_id)


def _edit_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    _target(request, translation_id)
    if request.method not in EDITING:
        return HttpResponseNotAllowed(EDITING)
    segment = get_object_or_404(StringSegment, pk=string_segment_id)
    value = _sent(request).get("value")
    if request.method == "PUT" and value is None:
        return JsonResponse({"detail": "value is missing"}, status=400)
    if value and _CONTROL.search(value):
        return JsonResponse({"detail": "value holds control characters"}, status=400)
    if value and segment.context.path == "title" and len(value) > TITLE_LENGTH:
        return _told(segment, value, _("The title is too long."))
    answer: Any = theirs.edit_string_translation(request, translation_id, string_segment_id)
    if answer.data and "comment" in answer.data:
        answer.data["comment"] = dated(answer.data["comment"])
    return cast("HttpResponse", answer)


def _told(segment: StringSegment, value: str, fault: str) -> JsonResponse:
    """Why it isn't kept, as the editor's script shows it; of any other status it makes its own."""
    return JsonResponse({
        "string_id": segment.string_id, "segment_id": segment.pk, "data": value,
        "error": fault, "comment": "", "last_translated_by": None,
    })  # fmt: skip


def _sent(request: HttpRequest) -> QueryDict:
    """What was put; Django itself reads only what is posted."""
    request.body  # noqa: B018  # is kept then, to be read again
    try:
        return cast("QueryDict", Request(request, parsers=[MultiPartParser(), FormParser()]).POST)
    except APIException:
        return QueryDict()


def preview(request: HttpRequest, translation_id: int, mode: str | None = None) -> HttpResponse:
    """The draft as it would be saved now."""
    translation = _target(request, translation_id)
    page = draft(translation)
    if mode and mode not in dict(page.preview_modes):
        raise Http404
    return cast(
        "HttpResponse", page.make_preview_request(request, mode or page.default_preview_mode)
    )


def _target(request: HttpRequest, translation_id: int) -> Translation:
    """A translation whose page this person may edit."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method != "GET":
        respect_lock(request, page)
    return translation


def respect_lock(request: HttpRequest, page: Page) -> None:
    """Somebody has locked it, or it is being looked over by others."""
    if (lock := page.get_lock()) and lock.for_user(request.user):
        raise PermissionDenied


def _source(page_id: int) -> FamilyPage:
    """A page in the language that it is written in; of another version nothing is made."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, FamilyPage) or not page.is_source or page.is_fixed:
        raise PermissionDenied
    return page
