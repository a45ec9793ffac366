"""Numbers as each language writes them."""

from __future__ import annotations

from decimal import Decimal

import polib
import pytest
from django.utils.translation import override

from kb.core import catalogues
from practices.numbers import amount, decimal, whole

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
    ("de", 22_000_000, "EUR", "22 Millionen €"),  # with the words of an empty catalogue
    ("ro", 22_000_000, "EUR", "22 de milioane €"),
    ("sv", 22_000_000, "EUR", "22 miljoner €"),
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
    ("en", 5, "years", "5 years"),
    ("en", 1, "months", "1 month"),
    ("en", 3, "months", "3 months"),
    ("en", "1.5", "months", "1.5 months"),
    ("en", 2_200_000, "EUR/a", "2.2 million € a year"),
    ("en", 900_000, "EUR", "900,000 €"),
    ("en", 2_000_000, "MWh", "2,000,000 MWh"),
    ("en", 999_900_000, "EUR", "999.9 million €"),
    ("en", 1_100_000_000, "EUR", "1,100,000,000 €"),
    ("it", 9_900_000_000_000, "EUR", "9.900.000.000.000 €"),
    ("en", 5, "", "5"),
    ("en", 5, "%", "5 %"),
    ("en", 5, "t", "5 t"),
    ("en", 5, "kW", "5 kW"),
    ("en", 5, "MWh", "5 MWh"),
    ("en", 5, "m2", "5 m²"),
    ("en", 5, "EUR/a", "5 € a year"),
    ("pl", 5, "EUR/a", "5 € rocznie"),
    ("en", 5, "t/a", "5 t a year"),
    ("pl", 5, "t/a", "5 t rocznie"),
    ("en", 5, "MWh/a", "5 MWh a year"),
    ("pl", 5, "MWh/a", "5 MWh rocznie"),
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


@pytest.mark.parametrize(("language", "text"), [("pl", "10 000"), ("es", "10.000")])
def test_five_digits_begin_with_ten_thousand(language: str, text: str) -> None:
    with override(language):
        assert whole(10_000) == text.replace(" ", "\u00a0")
        assert whole(-10_000) == f"-{text}".replace(" ", "\u00a0")
        assert whole(9_999) == "9999"


def test_no_decimal_is_lost() -> None:
    assert decimal(Decimal("0.123456789")) == "0.123456789"
    assert decimal(Decimal("1e-16")) == "0.0000000000000001"
    assert decimal(0.1) == "0.1"


def test_what_is_longer_than_any_figure_is_shown_as_it_was_stored() -> None:
    assert decimal(Decimal("1e16")) == "10,000,000,000,000,000"
    assert decimal(Decimal("1e17")) == "1E+17"
    assert decimal(Decimal("1e-17")) == "1E-17"
    assert decimal(Decimal("NaN")) == "NaN"
    assert decimal(Decimal("Infinity")) == "Infinity"


def test_where_no_language_is_set_numbers_are_english() -> None:
    with override(None):
        assert whole(5_200) == "5,200"


def test_translators_are_asked_for_the_words_of_every_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[tuple[str, str]] = set()

    def ask(context: str, message: str, *_: object) -> str:
        asked.add((context, message))
        return message

    for name in ("pgettext", "npgettext"):
        monkeypatch.setattr(f"practices.numbers.{name}", ask)
    for unit in ("years", "months", "EUR", "EUR/a", "%"):
        for value in (2, Decimal("2.5"), 2_000_000):
            amount(Decimal(value), unit)
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogues.path_of("pl")))}
    assert len(asked) == 15
    assert asked <= known
