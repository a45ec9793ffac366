"""Everything is public: no e-mail address and no telephone number of a person is published."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_EMAIL = re.compile(r"[\w+-]@(?:[\w-]+\.)+[^\W\d_]{2}")
#: By + or 0, with so many digits that no date of eight is taken for one; or after a word for it.
_TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?<!\d )"  # not within a number
    r"(?:\+(?:[ ()/.-]{0,2}\d){8,15}|\(?0\d(?:[ ()/.-]{0,2}\d){7,13}"
    r"|(?:t[eé]l\w*|τηλ\w*|cell|mob|gsm|phone|fax)[.:]{1,2} ?\(?\d(?:[ ()/.-]{0,2}\d){6,13})"
    r"(?![ ()/.-]{0,2}\d)",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_WITH_USER = re.compile(r"[^/?#]*//[^/?#]*@")


def impersonal(text: str) -> None:
    """Refuse ways to reach a person."""
    text = " ".join(text.split())
    if _EMAIL.search(text):
        raise ValidationError(_("Remove the e-mail address: the library publishes none."))
    if _TELEPHONE.search(text):
        raise ValidationError(_("Remove the telephone number: the library publishes none."))


def web_address(address: str) -> None:
    """Refuse what doesn't lead to a page of the web, or names a person."""
    if not _WEB.match(address):
        raise ValidationError(_("The address must begin with https:// or http://."))
    if _WITH_USER.match(address):
        raise ValidationError(_("Remove the user name from the address."))
    if _EMAIL.search(unquote(address)):
        raise ValidationError(_("Remove the e-mail address: the library publishes none."))
