"""Figures as they are shown: how much, and how far they can be trusted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from practices.key_figures import Number, bound, figure
from practices.numbers import NO_BREAK, amount
from practices.years import years
from tests.content import a_figure

pytestmark = pytest.mark.django_db


NOT_STATED = "How it was obtained is not stated"


def a_number(**values: Any) -> Number:
    with override("en"):
        return figure(a_figure(**values), 1)


@pytest.mark.parametrize(
    ("code", "word"),
    [("exactly", ""), ("about", "About"), ("at-least", "At least"), ("at-most", "At most")],
)
def test_only_a_number_that_is_not_exact_has_a_word_before_it(code: str, word: str) -> None:
    with override("en"):
        assert bound(code) == word
    assert a_number(bound=code).bound == word


@pytest.mark.parametrize(
    ("since", "until", "text"),
    [
        (None, None, ""),
        (2015, None, "2015"),
        (None, 2020, "2020"),
        (2015, 2020, "2015–2020"),
        (2020, 2020, "2020"),
    ],
)
def test_years_are_one_or_two_and_never_the_same_twice(
    since: int | None, until: int | None, text: str
) -> None:
    assert years(since, until) == text
    assert a_number(since=since, year=until).years == text


@pytest.mark.parametrize(
    ("values", "notes"),
    [
        ({}, (NOT_STATED,)),
        ({"method": "measured"}, ("Measured",)),
        ({"standing": "planned"}, ("Planned", NOT_STATED)),
        ({"standing": "planned", "method": "calculated"}, ("Planned", "Calculated")),
        ({"standing": "planned", "method": "planned"}, ("Planned or expected",)),
        ({"standing": "guaranteed", "method": "guaranteed"}, ("Guaranteed by contract",)),
        ({"standing": "guaranteed", "method": "planned"}, ("Guaranteed", "Planned or expected")),
        ({"standing": "context", "method": "measured"}, ("Context", "Measured")),
        ({"method": "measured", "part": True}, ("Measured", "A part of it only")),
        (
            {"standing": "planned", "method": "estimated", "part": True},
            ("Planned", "Estimated", "A part of it only"),
        ),
    ],
)
def test_notes_say_how_far_a_number_can_be_trusted_and_nothing_twice(
    values: dict[str, Any], notes: tuple[str, ...]
) -> None:
    assert a_number(**values).notes == notes


@pytest.mark.parametrize(
    ("standing", "caution"),
    [
        ("achieved", ""),
        ("guaranteed", "Guaranteed"),
        ("planned", "Planned"),
        ("context", "Context"),
    ],
)
def test_all_but_a_result_warn_that_they_are_none(standing: str, caution: str) -> None:
    number = a_number(standing=standing)
    with override("en"):
        assert number.caution == caution


def test_a_figure_is_shown_with_all_that_its_row_says() -> None:
    number = a_number(
        value=Decimal(1200), method="measured", as_stated="1,200 MWh", quotation="1200 MWh saved."
    )
    assert number.what == "Energy saving"
    assert str(number.amount).replace(NO_BREAK, " ") == "1,200 MWh a year"
    assert (number.standing, number.method, number.source) == ("achieved", "measured", 1)
    assert (number.as_stated, number.quotation) == ("1,200 MWh", "1200 MWh saved.")
    assert number.words is None


def test_savings_of_two_carriers_are_told_apart_by_what_they_are() -> None:
    assert [a_number(carrier=carrier).what for carrier in ("heat", "electricity")] == [
        "Energy saving: heat",
        "Energy saving: electricity",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("999999", "EUR", "999,999 €"),
        ("1000000", "MWh/a", "1,000,000 MWh a year"),
        ("1050000", "EUR", "1,050,000 €"),
        ("1100000", "EUR", "1.1 million €"),
        ("0", "years", "0 years"),
        ("0.5", "months", "0.5 months"),
        ("12", "%", "12 %"),
        ("57", "", "57"),
        ("-3.50", "t/a", "-3.5 t a year"),
    ],
)
def test_only_whole_tenths_of_millions_of_euros_are_shortened(
    value: str, unit: str, text: str
) -> None:
    with override("en"):
        assert str(amount(Decimal(value), unit)).replace(NO_BREAK, " ") == text
