"""Where words stand side by side."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from search.engines.embedded import postings
from search.engines.terms import word_term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from search.analysis import Word
    from search.reading import Phrase

    Places = NDArray[np.int64]


def holding(
    connection: sqlite3.Connection, phrases: Mapping[str, tuple[Phrase, ...]], of: int
) -> NDArray[np.int64]:
    """The slots, live or dead, in which all the phrases of the slot's language stand.

    ``phrases`` are by language, ``of`` is the number of slots; the answer is ascending.
    """
    terms = {
        word_term(code, form)
        for code, each in phrases.items()
        for phrase in each
        for word in phrase
        for form in word.forms
    }
    places = postings.read_places(connection, terms, of)
    found = [
        reduce(_both, [_standing(code, phrase, places) for phrase in each])
        for code, each in phrases.items()
        if each
    ]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))


def _standing(code: str, phrase: Phrase, places: Mapping[str, Places]) -> NDArray[np.int64]:
    begins = _places(code, phrase[0], places)
    for distance, word in enumerate(phrase[1:], 1):
        begins = _both(begins, _places(code, word, places) - distance)
    return postings.slots_of(begins)


def _places(code: str, word: Word, places: Mapping[str, Places]) -> Places:
    """Where a word stands in any of its forms, ascending."""
    terms = (word_term(code, form) for form in word.forms)
    standing = [places[term] for term in terms if term in places]
    if len(standing) == 1:
        return standing[0]  # ascending already, and long: phrases are made of common words
    return np.unique(np.concatenate([np.zeros(0, np.int64), *standing]))


def _both(some: Places, others: Places) -> Places:
    """What is in both of two ascending arrays."""
    few, many = sorted((some, others), key=len)
    at = np.searchsorted(many, few)
    within = at < many.size
    shared: Places = few[within][many[at[within]] == few[within]]
    return shared
