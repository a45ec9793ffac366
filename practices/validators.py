"""What short texts, addresses and numbers may hold; each error says how to mend it."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

#: SQLite keeps decimals as floats, which bear 15 significant digits: 12 before the point, 3 after.
LARGEST = Decimal("999999999999.999")
LARGEST_POPULATION = 100_000_000  # a place is smaller than a country
LARGEST_GEONAMES_ID = 2**31 - 1  # PostgreSQL's integer
MOST_LINES = 1_000  # no province has as many municipalities

NOT_NEGATIVE = [MinValueValidator(0), MaxValueValidator(LARGEST)]

LANGUAGE = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z",
    _("Write the code of a language, for instance: hr"),
)
LANGUAGES = RegexValidator(
    r"\A[a-z]{2}( +[a-z]{2})*\Z",
    _("Write codes of two letters separated by spaces, for instance: it en"),
)

#: Control characters but tab and line ends, and marks that turn the direction of what follows.
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_EMAIL = re.compile(r"[\w+-]@(?:[\w-]+\.)+[^\W\d_]{2}")
#: In international or national writing; so many digits that no date of eight is taken for one.
_TELEPHONE = re.compile(
    r"(?<![\w.,/-])"
    r"(?:\+(?:[ ()/.-]{0,2}\d){8,15}|\(?0\d(?:[ ()/.-]{0,2}\d){7,13})"
    r"(?![ ()/.-]{0,2}\d)"
)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_WITH_USER = re.compile(r"[^/?#]*//[^/?#]*@")


def visible(text: str) -> None:
    """Refuse what can't be seen but changes what is."""
    if found := _HIDDEN.search(text):
        raise ValidationError(
            _("It contains a hidden character (%(code)s). Type the text again by hand."),
            params={"code": f"U+{ord(found[0]):04X}"},
        )


def impersonal(text: str) -> None:
    """Refuse ways to reach a person."""
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


def few_lines(text: str) -> None:
    """Refuse more lines than a page can show."""
    if len(text.splitlines()) > MOST_LINES:
        raise ValidationError(_("Give at most %(limit)s lines."), params={"limit": MOST_LINES})
