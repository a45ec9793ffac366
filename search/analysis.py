"""From text to what is compared: one analysis for every language, every engine and every query.

A word is compared by its stems without marks. Both orders are kept, fold(stem(word)) and
stem(fold(word)): stemmers need the marks, and people type ``zamowienia`` or ``ενεργειακη`` without.
"""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The number of this analysis; raised with any change to it, since indexes made before must go.
ANALYSIS = 2

# Snowball's names; there is no Croatian stemmer, and the Serbian one reads Latin script.
STEMMERS = {
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hr": "serbian",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "ro": "romanian",
    "sv": "swedish",
}

# Letters that decomposing (NFKD) leaves as they are
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "ς": "σ", "æ": "ae"}
    | {"œ": "oe", "þ": "th", "ŧ": "t", "\u00ad": ""}
)
# A number with its separators, or letters, digits and the marks that belong to them
_WORD = r"\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:[\u0300-\u036f\u00ad]+[^\W_]*)*"
# What is written together with the next word (fr, it) or the last (en) and says nothing
_ELIDED = {
    "fr": r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ]",
    "it": r"(?:[cdlmnstv]|un|gl|(?:[ad]|da|de|ne|su|co)ll|all|quest|quell|tutt|anch)['’ʼ]",
}
_ENDINGS = {"en": r"['’ʼ]s\b"}
# Words kept of each language, some 8 MB: those of a large library, but not of hostile queries.
# To analyse a word costs 5 µs, to look it up .05.
_KNOWN = 20_000
# So the stemmers themselves keep none.
_KEPT_BY_STEMMERS = 0
# BEI, SECAP, CO2: a word in capitals that is longer is a word of a heading
_SHORTEST_ABBREVIATION, _LONGEST_ABBREVIATION = 2, 5
# zon|ne|panelen: shorter words than these make parts of everything
_SHORTEST_HEAD, _SHORTEST_TAIL = 3, 4
# What Dutch puts between two parts
_LINKS = ("", "s", "e", "n", "en", "ne")


class Word(NamedTuple):
    """What is compared of a word.

    ``forms`` are its stems (one or two), ``parts`` the stems of the parts of a compound, ``exact``
    stands for the word as it is, and ``capitals`` for an abbreviation that is written as one:
    Dutch "mei" is a month.
    """

    folded: str
    forms: tuple[str, ...]
    parts: tuple[str, ...]
    exact: str
    capitals: str = ""


class Token(NamedTuple):
    """A word where it stands: ``text[start:end]``."""

    start: int
    end: int
    word: Word


def fold(text: str) -> str:
    """Small letters without marks: ``Łódź`` and ``lodz`` are one, as are ``φως`` and ``φωσ``."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # compatibility characters decompose into capitals and letters of the table
    return bare.casefold().translate(_LETTERS)


def is_abbreviation(written: str) -> bool:
    """Whether a word is written as an abbreviation."""
    return written.isupper() and _SHORTEST_ABBREVIATION <= len(written) <= _LONGEST_ABBREVIATION


class Compounds:
    """Splits Dutch compounds (``schoolgebouwen``) into words that are known."""

    language = "nl"

    def __init__(self, words: Iterable[str] = ()) -> None:
        known = {fold(word) for word in words} - _function_words()[self.language]
        self._stems = frozenset(stem for word in known for stem in _forms(word, self.language))

    def split(self, word: str) -> tuple[str, ...]:
        """The stems of the two known words that a folded word is put together of, or nothing."""
        for cut in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
            tail = self._known(word[cut:])
            head = self._head(word[:cut]) if tail else ""
            if head:
                return head, tail
        return ()

    def _head(self, written: str) -> str:
        bare = (written.removesuffix(link) for link in _LINKS if written.endswith(link))
        known = (self._known(word) for word in bare if len(word) >= _SHORTEST_HEAD)
        return next((stem for stem in known if stem), "")

    def _known(self, word: str) -> str:
        return next((stem for stem in _forms(word, self.language) if stem in self._stems), "")


def analyse(text: str, language: str, compounds: Compounds | None = None) -> list[Token]:
    """The words of a text with their places; a language without a stemmer is folded only."""
    known = _known(language, compounds if language == Compounds.language else None)
    return [
        Token(*found.span(1), known[found[1]])  # the elided word before it is left out
        for found in _pattern(language).finditer(text)
    ]


class _Known(dict[str, Word]):
    """The words of a language that were analysed before."""

    def __init__(self, language: str, compounds: Compounds | None) -> None:
        self._language = language
        self._compounds = compounds

    def __missing__(self, word: str) -> Word:
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = read = self._read(word)
        return read

    def _read(self, word: str) -> Word:
        folded = fold(word)
        exact = f"={folded}"  # no stem begins so
        capitals = f"^{folded}" if is_abbreviation(word) else ""
        if folded[:1].isdecimal():
            return Word(folded, (_number(folded),), (), exact)
        forms = _forms(word, self._language)
        parts = self._compounds.split(folded) if self._compounds else ()
        others = tuple(part for part in parts if part not in forms)
        return Word(folded, forms, others, exact, capitals)


@lru_cache(maxsize=16)  # each language, and Dutch again for each thesaurus
def _known(language: str, compounds: Compounds | None) -> _Known:
    return _Known(language, compounds)


def content_words(words: Iterable[Word], *languages: str) -> list[Word]:
    """The words of a query that say what is looked for; all of them if there are no others."""
    every = list(words)
    small = frozenset[str]().union(*(_function_words().get(each, ()) for each in languages))
    return [word for word in every if word.folded not in small] or every


def _forms(word: str, language: str) -> tuple[str, ...]:
    name = STEMMERS.get(language)
    if name is None:
        return (fold(word),)
    stem = _stemmer(name).stemWord
    if word.isascii():
        return (stem(word.lower()) or word.lower(),)
    marked = unicodedata.normalize("NFC", word.lower().replace("\u00ad", ""))
    both = (fold(stem(marked)), fold(stem(fold(word))))
    return tuple(dict.fromkeys(form for form in both if form)) or (fold(word),)


def _number(written: str) -> str:
    """1,200 and 1.200 are 1200; 2,5 is 2.5."""
    groups = re.split(r"[.,]", written)
    if all(len(group) == 3 for group in groups[1:]):  # noqa: PLR2004 -- thousands
        return "".join(groups)
    return ".".join(groups)


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    elided = rf"(?i:\b{_ELIDED[language]})?" if language in _ELIDED else ""
    ending = rf"(?i:{_ENDINGS[language]})?" if language in _ENDINGS else ""
    return re.compile(f"{elided}({_WORD}){ending}")


_own = threading.local()  # a stemmer of PyStemmer may not be used by two threads at once


def _stemmer(name: str) -> Stemmer.Stemmer:
    stemmers: dict[str, Stemmer.Stemmer] = _own.__dict__
    if name not in stemmers:
        stemmers[name] = Stemmer.Stemmer(name, _KEPT_BY_STEMMERS)
    return stemmers[name]


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    listed = tomllib.loads(Path(__file__).with_name("function_words.toml").read_text("utf-8"))
    return {language: frozenset(map(fold, _each(words))) for language, words in listed.items()}


def _each(words: str) -> Iterator[str]:
    yield from words.split()
