"""Numbers as each language writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from practices.numbers import amount, decimal

AMOUNTS = [
    ("en", 22_000_000, "EUR", "22 million €"),
    ("pl", 22_000_000, "EUR", "22 miliony €"),
    ("pl", "22000000.000", "EUR", "22 miliony €"),
    ("pl", 75_000_000, "EUR", "75 milionów €"),
    ("pl", 2_200_000, "EUR/a", "2,2 miliona € rocznie"),
    ("pl", 1_000_000, "EUR", "1 milion €"),
    ("nl", 22_000_000, "EUR", "22 miljoen €"),
    ("fr", 22_000_000, "EUR", "22 millions d’€"),
    ("fr", 1_900_000, "EUR/a", "1,9 million d’€ par an"),
    ("hr", 5_000_000, "EUR", "5 milijuna €"),
    ("el", 22_000_000, "EUR", "22 εκατομμύρια €"),
    ("it", 22_000_000, "EUR", "22 milioni di €"),
    ("es", 22_000_000, "EUR", "22 millones de €"),
    ("en", 1_234_567, "EUR", "1,234,567 €"),
    ("el", 20_000, "EUR", "20.000 €"),
    ("fr", "0.9", "years", "0,9 an"),
    ("fr", "1.5", "years", "1,5 an"),
    ("fr", "2.5", "years", "2,5 ans"),
    ("en", 1, "years", "1 year"),
    ("en", "2.5", "years", "2.5 years"),
    ("pl", 1, "years", "1 rok"),
    ("pl", 2, "years", "2 lata"),
    ("pl", 5, "years", "5 lat"),
    ("pl", "5.000", "years", "5 lat"),
    ("pl", "2.5", "years", "2,5 roku"),
    ("pl", 3, "months", "3 miesiące"),
    ("hr", 1, "years", "1 godina"),
    ("hr", 2, "years", "2 godine"),
    ("hr", 12, "years", "12 godina"),
    ("hr", 6, "months", "6 mjeseci"),
    ("hr", "1.5", "months", "1,5 mjeseca"),
    ("nl", 5, "years", "5 jaar"),
    ("it", 1, "years", "1 anno"),
]
GROUPED = [
    ("en", "5,200", "33,526"),
    ("pl", "5200", "33 526"),
    ("nl", "5.200", "33.526"),
    ("fr", "5 200", "33 526"),
    ("hr", "5.200", "33.526"),
    ("el", "5.200", "33.526"),
    ("it", "5.200", "33.526"),
    ("es", "5200", "33.526"),
]


@pytest.mark.parametrize(("language", "value", "unit", "text"), AMOUNTS)
def test_amounts_are_written_as_the_language_does(
    language: str, value: int | str, unit: str, text: str
) -> None:
    with override(language):
        written = amount(Decimal(value), unit)
    assert str(written).replace("\u00a0", " ") == text
    assert str(written).startswith(f"{written.number}\u00a0" if written.unit else written.number)
    assert " " not in written.number
    assert " €" not in written.unit


@pytest.mark.parametrize(("language", "four", "five"), GROUPED)
def test_digits_are_grouped_as_the_language_does(language: str, four: str, five: str) -> None:
    with override(language):
        shown = [decimal(5200), decimal(33526)]
        tenth = decimal(Decimal("9999.5"))

    assert shown == [text.replace(" ", "\u00a0") for text in (four, five)]
    assert len(tenth) == len(four) + 2
