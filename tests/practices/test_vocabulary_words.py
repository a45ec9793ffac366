"""What a vocabulary file adds must have its words everywhere it is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kb.core import vocabulary
from practices.derived import derived
from practices.models import Figure
from practices.numbers import amount


@pytest.mark.parametrize("indicator", vocabulary.codes("indicator"))
def test_each_unit_has_its_words(indicator: str) -> None:
    unit = vocabulary.unit(indicator)
    assert amount(Decimal(2), unit).unit or not unit


@pytest.mark.django_db
@pytest.mark.parametrize("first", vocabulary.codes("standing"))
@pytest.mark.parametrize("second", vocabulary.codes("standing"))
def test_each_pair_of_standings_is_calculated_or_says_why_not(first: str, second: str) -> None:
    figures = [
        Figure(indicator="investment", value=Decimal(1000), standing=first, method="not-stated"),
        Figure(indicator="buildings", value=Decimal(10), standing=second, method="not-stated"),
    ]
    (row,) = derived(figures)
    assert bool(row.amount) != bool(row.reason)
