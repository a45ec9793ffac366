"""Everything is public: no e-mail address and no telephone number of a person is published."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_EMAIL = re.compile(r"[\w+-] ?@ ?(?:[\w-]+\.)+[^\W\d_]{2}")
#: How the eight languages announce a number, inflected. District heating begins like some of them.
_WORDS = (
    r"(?:t[eé]l|telef|telefax|telefon\w{0,8}|telefoon\w{0,6}|t[eé]l[eé]phones?|tel[eé]fonos?"
    r"|phones?|mobile|mob|mobiel|mobitel\w{0,2}|gsm|fax|faks|cellulare|m[oó]vil"
    r"|τηλ|τηλ[εέ]φων\w{0,3}|κιν|κινητ[οόάα]|φαξ)"
)
_DIGIT = r"(?:[ ()/.·-]{0,2}\d)"
#: What else stands behind such a word: a period, or digits in threes.
_NONE = r"(?!\(?(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d\b)"
_NO_AMOUNT = r"(?!\d{1,3}(?:[ .]\d{3})+(?![ .]?\d))"
#: By + or 0, with so many digits that no date of eight is taken for one; or after a word for it,
#: with fewer where a sign stands between them.
_TELEPHONE = re.compile(
    rf"(?:(?<![\w.,/-])\+{_DIGIT}{{8,15}}"
    rf"|(?<![\w.,/-])(?<!\d )\(?0\d{_DIGIT}{{7,13}}"  # not within a number
    rf"|\b{_WORDS}\b ?(?:[.:]{{1,2}}|[.:]? ?(?:nr|no|n°|αρ)\b[.:]?) ?{_NONE}\(?\d{_DIGIT}{{6,13}}"
    rf"|\b(?:{_WORDS}|cell[.:]{{0,2}}) {_NONE}{_NO_AMOUNT}\(?\d{_DIGIT}{{8,13}})"
    rf"(?!{_DIGIT})",
    re.IGNORECASE,
)
_DASH = re.compile(r"[\u2010-\u2015\u2212]")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_WITH_USER = re.compile(r"[^/?#]*//[^/?#]*@")


def impersonal(text: str) -> None:
    """Refuse ways to reach a person, however they are typeset."""
    text = _plainly(text)
    if _EMAIL.search(text):
        raise ValidationError(_("Remove the e-mail address: the library publishes none."))
    if _TELEPHONE.search(text):
        raise ValidationError(_("Remove the telephone number: the library publishes none."))


def _plainly(text: str) -> str:
    """The same with one kind of digit, dash and space, and without what can't be seen."""
    seen = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join(_DASH.sub("-", "".join(seen)).split())


def web_address(address: str) -> None:
    """Refuse what doesn't lead to a page of the web, or names a person."""
    if not _WEB.match(address):
        raise ValidationError(_("The address must begin with https:// or http://."))
    if _WITH_USER.match(address):
        raise ValidationError(_("Remove the user name from the address."))
    if _EMAIL.search(unquote(address)):
        raise ValidationError(_("Remove the e-mail address: the library publishes none."))
