"""The versions that hold something of a query, with the parts of their score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from search.engines.embedded import postings
from search.engines.embedded.phrases import holding
from search.engines.embedded.snapshot import DEAD
from search.engines.terms import found_term, ticked_term, word_term
from search.scoring import Asked, Candidates, Counted, weigh

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from search.analysis import Word
    from search.engines.embedded.postings import Posting
    from search.engines.embedded.snapshot import Snapshot
    from search.reading import Phrase, ReadQuery, Spoken

    Floats = NDArray[np.float32]
    Slots = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matched:
    """Candidates, the slot of each, and what the query is worth."""

    slots: Slots
    candidates: Candidates
    asked: Asked


class Matcher:
    """Looks a query up in one state of the index."""

    def __init__(self, connection: sqlite3.Connection, snapshot: Snapshot) -> None:
        self._connection = connection
        self._snapshot = snapshot

    def match(self, reading: ReadQuery, language: str) -> Matched:
        """The versions that hold a word or concept, and every phrase asked for."""
        held = self._read(_terms(reading))
        phrases = {code: spoken.phrases for code, spoken in reading.spoken.items()}
        with_phrases = any(phrases.values())
        slots = self._holding(phrases) if with_phrases else self._candidates(held.values())
        rows = np.full(self._snapshot.family.size, DEAD, np.int64)
        rows[slots] = np.arange(slots.size)
        table = _Table(held, rows, slots.size)
        in_language = self._snapshot.language[slots].astype(np.int64)
        words = table.words(reading)
        candidates = Candidates(
            family=self._snapshot.family[slots].astype(np.int64),
            language=in_language,
            own=in_language == self._number(language),
            kept=np.full(slots.size, with_phrases, np.bool_),
            counts=words,
            found=table.concepts(reading),
            ticked=table.ticked(reading),
        )
        asked = weigh(reading, language, self._counted(reading, candidates))
        understood = replace(candidates, counts=_understood(reading, words, candidates))
        return Matched(slots, understood, asked)

    def excluded(self, reading: ReadQuery) -> Slots:
        """The families of which any version holds what the query is without."""
        slots = [
            self._holding({code: (phrase,)})
            for code, spoken in reading.spoken.items()
            for phrase in spoken.without
        ]
        families = self._snapshot.family[np.concatenate([np.zeros(0, np.int64), *slots])]
        return np.unique(families.astype(np.int64))

    def _read(self, terms: Iterable[str]) -> dict[str, Posting]:
        family = self._snapshot.family
        read = postings.read(self._connection, dict.fromkeys(terms), family.size)
        live = {}
        for term, posting in read.items():
            stay = family[posting.slots] != DEAD
            live[term] = postings.Posting(posting.slots[stay], posting.counts[stay])
        return live

    def _candidates(self, held: Iterable[Posting]) -> Slots:
        marks = np.zeros(self._snapshot.family.size, np.bool_)
        for posting in held:
            marks[posting.slots] = True
        return np.flatnonzero(marks)

    def _number(self, language: str) -> int:
        known = self._snapshot.languages
        return known.index(language) if language in known else DEAD

    def _holding(self, phrases: Mapping[str, tuple[Phrase, ...]]) -> Slots:
        family = self._snapshot.family
        slots = holding(self._connection, phrases, family.size)
        live: Slots = slots[family[slots] != DEAD]
        return live

    def _counted(self, reading: ReadQuery, candidates: Candidates) -> Counted:
        """How common the words and concepts of the query are."""
        languages = len(self._snapshot.languages)
        standing = np.zeros((languages, reading.width), np.int64)
        for column in range(reading.width):
            holding = candidates.language[candidates.counts[:, column] > 0]
            standing[:, column] = np.bincount(holding, minlength=languages)
        marks = (candidates.found > 0) | (candidates.ticked > 0)
        carrying = [np.unique(candidates.family[each]).size for each in marks.T]
        return Counted(
            standing,
            self._snapshot.versions,
            np.array(carrying, np.int64),
            int(self._snapshot.live.sum()),
        )


class _Table:
    """Spreads postings over the rows of the candidates."""

    def __init__(self, held: Mapping[str, Posting], rows: Slots, size: int) -> None:
        self._held = held
        self._rows = rows
        self._size = size

    def words(self, reading: ReadQuery) -> NDArray[np.float32]:
        table = np.zeros((self._size, reading.width), np.float32)
        for code, spoken in reading.spoken.items():
            for column, word in enumerate(spoken.words):
                self._word(table[:, column], code, word)
        return table

    def concepts(self, reading: ReadQuery) -> NDArray[np.float32]:
        table = np.zeros((self._size, len(reading.concepts)), np.float32)
        for column, asked in enumerate(reading.concepts):
            for concept in asked.concepts:
                self._raise(table[:, column], found_term(concept))
        return table

    def ticked(self, reading: ReadQuery) -> NDArray[np.float32]:
        table = np.zeros((self._size, len(reading.concepts)), np.float32)
        for column, asked in enumerate(reading.concepts):
            for concept in asked.concepts:
                self._raise(table[:, column], ticked_term(concept))
        return table

    def _word(self, column: NDArray[np.float32], code: str, word: Word) -> None:
        """A word stands where a form of it stands, a compound also where all its parts do."""
        for form in word.forms:
            self._raise(column, word_term(code, form))
        if word.parts:
            parts = np.zeros((len(word.parts), self._size), np.float32)
            for part, form in zip(parts, word.parts, strict=True):
                self._raise(part, word_term(code, form))
            np.maximum(column, parts.min(axis=0), out=column)

    def _raise(self, column: NDArray[np.float32], term: str) -> None:
        posting = self._held.get(term)
        if posting is None:
            return
        rows = self._rows[posting.slots]
        among = rows != DEAD
        rows = rows[among]
        column[rows] = np.maximum(column[rows], posting.counts[among])


def _understood(reading: ReadQuery, words: Floats, candidates: Candidates) -> Floats:
    """How often words count (n, words) that were read as a concept.

    Where the library has the concept, one of its words says nothing in a text that isn't about it
    ("street" of "street lighting"); in one that is, another label of it says the same. A concept
    that nothing carries is looked for by its words as they are.
    """
    counts = words.copy()
    carrying = (candidates.ticked > 0) | (candidates.found > 0)
    for number, spoken in enumerate(reading.spoken.values()):
        rows = np.flatnonzero(candidates.language == number)
        known = [each for each in spoken.together if carrying[:, each.concept].any()]
        for each in known:
            counts[np.ix_(rows[~carrying[rows, each.concept]], np.array(each.words))] = 0
        for each in known:
            among = np.ix_(rows, np.array(each.words))
            meant = candidates.found[rows, each.concept] * reading.concepts[each.concept].weight
            said = np.maximum(words[among].min(axis=1), meant)
            counts[among] = np.maximum(counts[among], said[:, np.newaxis])
    return counts


def _terms(reading: ReadQuery) -> Iterator[str]:
    for code, spoken in reading.spoken.items():
        yield from _word_terms(code, spoken)
    for asked in reading.concepts:
        for concept in asked.concepts:
            yield found_term(concept)
            yield ticked_term(concept)


def _word_terms(code: str, spoken: Spoken) -> Iterator[str]:
    for word in spoken.words:
        for form in (*word.forms, *word.parts):
            yield word_term(code, form)
