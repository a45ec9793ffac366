"""Numbers as a reader's language writes them (CLDR, by Babel), never broken over two lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel import numbers
from django.utils.translation import get_language, npgettext, pgettext

from kb.core.catalogues import interface_language
from kb.core.languages import FALLBACK

NO_BREAK = "\u00a0"
MILLION = 1_000_000
#: Digits before or behind the point; figures have at most sixteen in all.
MOST_DIGITS = 16
#: From here on languages count in thousands of millions, billions, milliards: written in full.
TOO_MANY_MILLIONS = 1_000_000_000
#: A number is shortened to millions only if at most one decimal is left: nothing is rounded.
SHORTEST_STEP = 100_000
#: Below it these leave the digits together (CLDR's minimumGroupingDigits, unknown to Babel).
FIVE_DIGITS = 10_000
GROUPED_FROM_FIVE_DIGITS = frozenset({"pl", "es"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the unit that stands after it, both as text; a unit may go over two lines."""

    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number}{NO_BREAK}{self.unit}" if self.unit else self.number


def _language() -> str:
    """The one that the words around a number are in."""
    return interface_language(get_language() or FALLBACK)


def decimal(value: Decimal | int | float) -> str:
    """A number with all its decimals: ``5,200`` en, ``5200`` pl and es, ``5 200`` fr.

    From five digits on ``20 000`` pl and fr, ``20.000`` es. One that is longer than any that the
    editor takes is shown as it was stored.
    """
    exact = Decimal(str(value))
    if not exact.is_finite() or abs(exact.adjusted()) > MOST_DIGITS:
        return str(exact)
    language = _language()
    text = numbers.format_decimal(
        exact.normalize(),
        locale=language,
        decimal_quantization=False,
        group_separator=language not in GROUPED_FROM_FIVE_DIGITS or abs(exact) >= FIVE_DIGITS,
    )
    return text.replace("\u202f", NO_BREAK)  # the narrow one is missing in the typeface


def whole(value: int) -> str:
    """A whole number."""
    return decimal(value)


def amount(value: Decimal, unit: str) -> Amount:
    """A value in the unit of its indicator, in words of the reader's language."""
    in_millions = MILLION <= value < TOO_MANY_MILLIONS and not value % SHORTEST_STEP
    if in_millions and unit in {"EUR", "EUR/a"}:
        return _millions(value, unit)
    words = _time(value, unit) if unit in {"years", "months"} else _unit(unit)
    return Amount(decimal(value), words)


def _millions(value: Decimal, unit: str) -> Amount:
    # The plural follows the digits that are shown: "22 miliony", but "2,2 miliona". Babel counts
    # the zeros of a stored 22000000.000 as digits too.
    digits = int(bool(value % MILLION))
    text = numbers.format_compact_decimal(
        int(value), format_type="long", locale=_language(), fraction_digits=digits
    )
    number, million = text.split(maxsplit=1)  # "22 de milioane"
    words = {
        "EUR": pgettext("large amount", "%(million)s €"),
        "EUR/a": pgettext("large amount", "%(million)s € a year"),
    }[unit] % {"million": million}
    return Amount(number, words.replace(" €", f"{NO_BREAK}€"))


def _time(value: Decimal, unit: str) -> str:
    """``1 rok``, ``2 lata``, ``5 lat``, ``2,5 roku``."""
    # French counts 0,9 and 1,5 as one: "0,9 an", "1,5 an", "2,5 ans"
    if value % 1 and _language() != "fr":
        return {
            "years": pgettext("unit after decimals", "years"),
            "months": pgettext("unit after decimals", "months"),
        }[unit]
    count = int(value)
    if unit == "years":
        return npgettext("unit", "year", "years", count)
    return npgettext("unit", "month", "months", count)


def unit_name(unit: str) -> str:
    """How a unit is called where no number stands before it."""
    return _time(Decimal(5), unit) if unit in {"years", "months"} else _unit(unit)


def _unit(unit: str) -> str:
    """The words for any other unit; empty for a plain count."""
    return {
        "": "",
        "t/a": pgettext("unit", "t a year"),
        "MWh/a": pgettext("unit", "MWh a year"),
        "EUR": pgettext("unit", "€"),
        "EUR/a": pgettext("unit", "€ a year"),
        "kW": pgettext("unit", "kW"),
        "%": pgettext("unit", "%"),
        "MWh": pgettext("unit", "MWh"),
        "t": pgettext("unit", "t"),
        "m2": pgettext("unit", "m²"),
    }[unit]
