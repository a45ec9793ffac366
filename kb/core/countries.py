"""Countries: ISO 3166-1 alpha-2 codes, their names in eight languages from CLDR."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language

from kb.core import alphabets
from kb.core.catalogues import interface_language
from kb.core.languages import FALLBACK

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The members of the Council of Europe, Kosovo, and the Covenant's eastern and southern partners.
CODES = [
    "AD",
    "AL",
    "AM",
    "AT",
    "AZ",
    "BA",
    "BE",
    "BG",
    "BY",
    "CH",
    "CY",
    "CZ",
    "DE",
    "DK",
    "DZ",
    "EE",
    "EG",
    "ES",
    "FI",
    "FR",
    "GB",
    "GE",
    "GR",
    "HR",
    "HU",
    "IE",
    "IL",
    "IS",
    "IT",
    "JO",
    "LB",
    "LI",
    "LT",
    "LU",
    "LV",
    "LY",
    "MA",
    "MC",
    "MD",
    "ME",
    "MK",
    "MT",
    "NL",
    "NO",
    "PL",
    "PS",
    "PT",
    "RO",
    "RS",
    "RU",
    "SE",
    "SI",
    "SK",
    "SM",
    "TN",
    "TR",
    "UA",
    "VA",
    "XK",
]


def name(code: str, language: str | None = None) -> str:
    """The name of a country, by default in the interface's language; its code if CLDR has none."""
    return _names(language or _interface()).get(code, code)


def _interface() -> str:
    return interface_language(get_language() or FALLBACK)


@cache
def _names(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)


lazy_name = lazy(name, str)


def choices() -> Iterator[tuple[str, object]]:
    """For ``choices=`` of a field: in the alphabetical order of whoever looks."""
    for code in _by_name(_interface()):
        yield code, lazy_name(code)


@cache
def _by_name(language: str) -> tuple[str, ...]:
    return tuple(sorted(CODES, key=lambda code: alphabets.key(name(code, language), language)))


def choices_with_union() -> Iterator[tuple[str, object]]:
    """The same with the European Union, for bodies of the European initiative itself."""
    yield "EU", lazy_name("EU")
    yield from choices()


def official_language(code: str) -> str:
    """The language in which a country's place names are written; for ``lang`` on a name.

    Empty if unsure.
    """
    return _PLACE_LANGUAGE.get(code, "")


#: Countries whose places have names in one language; Belgium and the like are left to the place.
_PLACE_LANGUAGE = {
    code: language
    for language, codes in {
        "bg": "BG", "cs": "CZ", "da": "DK", "de": "AT DE", "el": "CY GR", "en": "GB IE", "es": "ES",
        "et": "EE", "fi": "FI", "fr": "FR", "hr": "HR", "hu": "HU", "it": "IT", "lt": "LT",
        "lv": "LV", "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "sk": "SK",
        "sl": "SI", "sv": "SE",
    }.items()
    for code in codes.split()
}  # fmt: skip
