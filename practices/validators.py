"""What short texts, addresses and numbers may hold; each error says how to mend it."""

from __future__ import annotations

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from kb.core.contacts import impersonal, web_address

__all__ = ["impersonal", "web_address"]  # an earlier migration names them here

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


def visible(text: str) -> None:
    """Refuse what can't be seen but changes what is."""
    if found := _HIDDEN.search(text):
        raise ValidationError(
            _("It contains a hidden character (%(code)s). Type the text again by hand."),
            params={"code": f"U+{ord(found[0]):04X}"},
        )


#: What is shown as somebody has typed it.
SHORT_TEXT = [visible, impersonal]
ADDRESS = [visible, web_address]


def few_lines(text: str) -> None:
    """Refuse more lines than a page can show."""
    if len(text.splitlines()) > MOST_LINES:
        raise ValidationError(_("Give at most %(limit)s lines."), params={"limit": MOST_LINES})
