"""Numbers in a text, read as the language writes them.

None may stand there that isn't in the facts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?")
_POINT = {"en": "."}  # the other seven have a comma before decimals
_TIMES = (
    (
        re.compile(
            r"\s*(?:million|milion|mln|mio|miljoen|milijun|millon|millón|εκατομ|εκατ\b)",
            re.IGNORECASE,
        ),
        10**6,
    ),
    (
        re.compile(r"\s*(?:billion|mld|miliard|milliard|miljard|milijard|δισεκατ)", re.IGNORECASE),
        10**9,
    ),
    (
        re.compile(
            r"\s*(?:thousand|tys\b|tysi|duizend|tisuć|χιλιάδες|mila\b|mil\b|mille\b)", re.IGNORECASE
        ),
        10**3,
    ),
)
_WORDS = {
    word: Decimal(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}


def numbers(text: str, language: str) -> Iterator[Decimal]:
    """Values of the numbers written in digits; ``22 million`` is 22000000."""
    point = _POINT.get(language, ",")
    for match in _NUMBER.finditer(text):
        yield _value(match.group(), point) * _factor(text[match.end() :])


def allowed(facts: str) -> set[Decimal]:
    """Values that a text may name when it rests on these English facts.

    In digits, or in words up to twenty.
    """
    in_words = {
        value for word, value in _WORDS.items() if re.search(rf"\b{word}\b", facts, re.IGNORECASE)
    }
    return set(numbers(facts, "en")) | in_words


def _value(digits: str, point: str) -> Decimal:
    thousands = "," if point == "." else "."
    plain = re.sub(r"[\u00a0\u202f]", "", digits)
    if not re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{point}\d+)?", plain):
        return Decimal(plain.replace(",", "."))
    return Decimal(plain.replace(thousands, "").replace(point, "."))


def _factor(rest: str) -> int:
    return next((times for pattern, times in _TIMES if pattern.match(rest)), 1)
