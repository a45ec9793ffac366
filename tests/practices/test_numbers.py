"""Numbers as each language writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from practices.numbers import amount

MILLIONS = [
    ("en", 22_000_000, "22\u00a0million\u00a0€"),
    ("pl", 22_000_000, "22\u00a0miliony\u00a0€"),
    ("pl", 75_000_000, "75\u00a0milionów\u00a0€"),
    ("pl", 2_200_000, "2,2\u00a0miliona\u00a0€"),
    ("pl", 1_000_000, "1\u00a0milion\u00a0€"),
    ("hr", 5_000_000, "5\u00a0milijuna\u00a0€"),
    ("en", 1_234_567, "1,234,567\u00a0€"),
    ("el", 20_000, "20.000\u00a0€"),
]


@pytest.mark.parametrize(("language", "value", "text"), MILLIONS)
def test_amounts_are_written_as_the_language_does(language: str, value: int, text: str) -> None:
    with override(language):
        assert str(amount(Decimal(value), "EUR")) == text
