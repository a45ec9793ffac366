"""Numbers as a reader's language writes them (CLDR, by Babel), never broken over two lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel import numbers
from django.utils.translation import get_language, pgettext

from kb.core.languages import FALLBACK

NO_BREAK = "\u00a0"
MILLION = 1_000_000
#: Digits before or behind the point; figures have at most sixteen in all.
MOST_DIGITS = 16
#: A number is shortened to millions only if at most one decimal is left: nothing is rounded.
SHORTEST_STEP = 100_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the unit that stands after it, both as text."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number}{NO_BREAK}{self.unit}" if self.unit else self.number


def _language() -> str:
    return get_language() or FALLBACK


def decimal(value: Decimal | int | float) -> str:
    """A number with all its decimals: ``20,000`` en, ``20 000`` pl and fr, ``20.000`` el.

    One that is longer than any that the editor takes is shown as it was stored.
    """
    exact = Decimal(str(value))
    if not exact.is_finite() or abs(exact.adjusted()) > MOST_DIGITS:
        return str(exact)
    text = numbers.format_decimal(exact.normalize(), locale=_language(), decimal_quantization=False)
    return text.replace("\u202f", NO_BREAK)  # the narrow one is missing in the typeface


def whole(value: int) -> str:
    """A whole number."""
    return decimal(value)


def amount(value: Decimal, unit: str) -> Amount:
    """A value in the unit of its indicator, in words of the reader's language."""
    words = _unit(unit)
    if unit in {"EUR", "EUR/a"} and value >= MILLION and value % SHORTEST_STEP == 0:
        number, _, million = _millions(value).partition(NO_BREAK)
        return Amount(number, f"{million}{NO_BREAK}{words}" if million else words)
    return Amount(decimal(value), words)


def _millions(value: Decimal) -> str:
    # The plural follows the digits that are shown: "22 miliony", but "2,2 miliona".
    digits = 0 if value % MILLION == 0 else 1
    text = numbers.format_compact_decimal(
        value, format_type="long", locale=_language(), fraction_digits=digits
    )
    return text.replace(" ", NO_BREAK).replace("\u202f", NO_BREAK)


def _unit(unit: str) -> str:
    """The words for a unit; empty for a plain count."""
    words = {
        "": "",
        "t/a": pgettext("unit", "t a year"),
        "MWh/a": pgettext("unit", "MWh a year"),
        "EUR": pgettext("unit", "€"),
        "EUR/a": pgettext("unit", "€ a year"),
        "years": pgettext("unit", "years"),
        "months": pgettext("unit", "months"),
        "kW": pgettext("unit", "kW"),
        "%": pgettext("unit", "%"),
        "MWh": pgettext("unit", "MWh"),
        "t": pgettext("unit", "t"),
        "m2": pgettext("unit", "m²"),
    }
    return words[unit].replace(" ", NO_BREAK)
