"""What rich text may lead to: live pages of this site, and addresses of the web.

Everything is public: no e-mail address and no telephone number is linked to, or written out.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from kb.core.contacts import impersonal, web_address
from kb.core.pieces import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

_TAG = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_KIND = re.compile(r"""\blinktype=["'](?P<kind>[^"']*)["']""", re.IGNORECASE)
BROKEN = _("A link leads to no page. Set the link again, or remove it.")
#: A row's number: positive, and no longer than the database's integers.
_ID = re.compile(r"""\bid=["'](?P<id>[0-9]{1,18})["']""")
_ADDRESS = re.compile(r"""\bhref=["'](?P<address>[^"']*)["']""", re.IGNORECASE)
#: Below this site's own host.
_INSIDE = re.compile(r"/(?![/\\])")


def fault(markup: str) -> StrOrPromise:
    """What no text may hold, in words, or nothing."""
    if has_barred_links(markup):
        return _(
            "A link leads neither to a page nor to a website (http or https). "
            "Remove it: e-mail addresses and telephone numbers are not published."
        )
    if has_contacts(plain(markup)):
        return _(
            "Remove the e-mail address or telephone number: everything here is public. "
            "Link to a page of the organisation instead."
        )
    return ""


def has_broken_links(markup: str) -> bool:
    """Whether a link within this site names nothing, or a page that visitors can't open."""
    pages = set()
    for tag in _TAG.findall(markup):
        if kind := _KIND.search(tag):
            if not (number := _ID.search(tag)):
                return True
            if kind["kind"] == "page":
                pages.add(int(number["id"]))
    return bool(pages) and pages != {
        page.pk for page in Page.objects.live().filter(pk__in=pages) if page.url
    }


def has_barred_links(markup: str) -> bool:
    """Whether a link leads elsewhere than to the web, such as ``mailto:`` or ``tel:``."""
    return any(map(_is_barred, _TAG.findall(markup)))


def has_contacts(text: str) -> bool:
    """Whether an e-mail address or a telephone number is written out."""
    return not _passes(impersonal, text)


def without_barred(markup: str) -> str:
    """The same markup, but of a link that leads elsewhere than to the web only its words."""
    return _TAG.sub(lambda tag: "<a>" if _is_barred(tag[0]) else tag[0], markup)


def _is_barred(tag: str) -> bool:
    found = _ADDRESS.search(tag)
    if found is None:
        return False
    address = html.unescape(found["address"]).strip()
    inside = _INSIDE.match(address) and _passes(impersonal, unquote(address))
    return not inside and not _passes(web_address, address)


def _passes(validator: Callable[[str], None], text: str) -> bool:
    try:
        validator(text)
    except ValidationError:
        return False
    return True
