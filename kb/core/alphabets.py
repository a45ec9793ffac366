"""Alphabetical order as the readers of each language know it, from tables of their alphabets."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import get_language

from kb.core.languages import FALLBACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    Place = tuple[int | str, ...]

LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
GREEK = "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω"
#: What each language counts as a letter, in its order; letters that only foreign names have (q in
#: Polish) stand where those expect them. Accents of en, nl, fr and it are no letters, nor are ij in
#: Dutch, ch and ll in Spanish. A table can't tell the few Croatian words in which nj is no letter.
ALPHABETS = {
    "en": LATIN,
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "nl": LATIN,
    "fr": LATIN,
    "hr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "el": GREEK,
    "it": LATIN,
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
}
#: Letters that Unicode doesn't take apart into a base letter and its mark.
_PLAIN = {"ł": "l", "đ": "d", "ø": "o", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"} | {
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
#: What comes first: the space, so that equal words stay together, then numbers, then letters.
_SPACE, _NUMBER, _LETTER = range(3)
#: A space also takes the signs behind it, so that one with a dash is no other.
_PARTS = (r"[0-9]+", r"\s[\W_]*", ".")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


class Key(NamedTuple):
    """What texts are ordered by: their letters, then marks of these, at last the text as it is."""

    letters: tuple[Place, ...]
    marks: tuple[str, ...]
    text: str


def key(text: str, language: str | None = None) -> Key:
    """For ``sorted``: a text's place in the order of a language, by default the reader's.

    Numbers stand before letters, by their value. Letters of another alphabet stand where their base
    letters do, those of another script behind all. Such letters' marks count where all letters are
    the same; case and what is neither letter nor digit where the marks are the same too.
    """
    units = list(_units(text, language or get_language() or FALLBACK))
    return Key(tuple(place for place, _mark in units), tuple(mark for _place, mark in units), text)


def _units(text: str, language: str) -> Iterator[tuple[Place, str]]:
    """Places of letters, numbers and spaces, with the mark that tells one from its base letter."""
    places, parts = _table(language)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for part in parts.findall(_EDGES.sub("", folded)):
        if part[0].isspace():
            yield (_SPACE,), ""
        elif part.isascii() and part.isdigit():
            digits = part.lstrip("0")
            yield (_NUMBER, len(digits), digits), ""
        elif part in places:
            yield (_LETTER, places[part]), ""
        else:
            yield from _others(part, places)


def _others(letter: str, places: dict[str, int]) -> Iterator[tuple[Place, str]]:
    """What the alphabet doesn't have: by the base letters; nothing for a sign that has none."""
    for base in _PLAIN.get(letter) or unicodedata.normalize("NFD", letter):
        if base in places:
            yield (_LETTER, places[base]), letter
        elif unicodedata.category(base).startswith("L"):
            yield (_LETTER, len(places) + ord(base)), letter


@cache
def _table(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """The places of letters, the language's own first, and what a text is parted into."""
    own = ALPHABETS.get(language, LATIN)
    letters = tuple(dict.fromkeys(f"{own} {LATIN} {GREEK}".split()))
    pairs = [letter for letter in letters if len(letter) > 1]
    parts = re.compile("|".join([*pairs, *_PARTS]), re.DOTALL)
    return {letter: place for place, letter in enumerate(letters)}, parts
