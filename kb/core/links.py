"""What rich text may lead to: live pages of this site, and addresses of the web.

Everything is public: no e-mail address and no telephone number is linked to, or written out.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from kb.core.pieces import plain

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_TAG = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_KIND = re.compile(r"""\blinktype=["'](?P<kind>[^"']*)["']""", re.IGNORECASE)
#: A row's number: positive, and no longer than the database's integers.
_ID = re.compile(r"""\bid=["'](?P<id>[0-9]{1,18})["']""")
_ADDRESS = re.compile(r"""\bhref=["'](?P<address>[^"']*)["']""", re.IGNORECASE)
#: Of the web, or below this site's own host.
_OPEN = re.compile(r"https?://|/(?!/)", re.IGNORECASE)

_EMAIL = re.compile(r"[\w.+-]@[\w-]+(?:\.[\w-]+)+")
#: With the code of a country, which never begins with 0; at least eight digits in all.
_TELEPHONE = re.compile(r"(?<![\w.,])(?:\+|00)[ (]?[1-9](?:[ ./()-]{0,3}\d){7}")


def fault(markup: str) -> StrOrPromise:
    """What is wrong with the links and words of a text, or nothing."""
    if has_broken_links(markup):
        return _("A link leads to no page. Set the link again, or remove it.")
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
    """Whether an e-mail address or an international telephone number is written out."""
    text = " ".join(text.split())
    return bool(_EMAIL.search(text) or _TELEPHONE.search(text))


def without_barred(markup: str) -> str:
    """The same markup, but of a link that leads elsewhere than to the web only its words."""
    return _TAG.sub(lambda tag: "<a>" if _is_barred(tag[0]) else tag[0], markup)


def _is_barred(tag: str) -> bool:
    found = _ADDRESS.search(tag)
    return found is not None and not _OPEN.match(html.unescape(found["address"]).strip())
