"""Answers one query from one state of the index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from search import scoring
from search.document import Document
from search.engines.embedded.matching import Matcher
from search.engines.embedded.schema import DamagedIndex
from search.engines.narrowing import narrow
from search.engines.terms import pieces
from search.highlights import Spotter
from search.reading import read
from search.results import Hit, Results, Understood

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from search.concepts import Thesaurus
    from search.document import Version
    from search.engines.embedded.snapshot import Snapshot
    from search.facets import Facet
    from search.query import Query
    from search.reading import ReadQuery

# The slot of a hit that was not found by its text
NO_SLOT = -1


@dataclass(frozen=True, slots=True)
class _Result:
    """Which families were found, their scores, and the best slot of each or NO_SLOT (families)."""

    found: NDArray[np.bool_]
    scores: NDArray[np.float32]
    slots: NDArray[np.int64]


class Finder:
    """Finds, narrows, orders, and looks at the hits of one page."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        snapshot: Snapshot,
        thesaurus: Thesaurus,
        facets: Sequence[Facet],
    ) -> None:
        self._connection = connection
        self._snapshot = snapshot
        self._thesaurus = thesaurus
        self._facets = facets
        self._matcher = Matcher(connection, snapshot)

    def find(self, query: Query) -> Results:
        """A page of results, with the counts of all."""
        reading = read(query, self._thesaurus, self._snapshot.languages)
        result = self._found(query, reading)
        narrowed = narrow(result.found, query.filters, self._facets, self._snapshot.columns)
        families = self._ordered(query, result, np.flatnonzero(narrowed.left))
        page = families[query.offset : query.offset + query.limit]
        asked = ((each.asked, concept) for each in reading.concepts for concept in each.concepts)
        return Results(
            total=int(families.size),
            hits=self._hits(query, reading, result, page),
            facets=narrowed.counts,
            understood=Understood(tuple(asked)),
        )

    def _found(self, query: Query, reading: ReadQuery) -> _Result:
        """All families, or those that a text query finds; without those that it excludes."""
        size = len(self._snapshot.families)
        scores = np.zeros(size, np.float32)
        slots = np.full(size, NO_SLOT, np.int64)
        if query.asked:
            chosen, best = self._chosen(query, reading)
            found = np.zeros(size, np.bool_)
            found[chosen.family] = True
            scores[chosen.family], slots[chosen.family] = chosen.score, best
        else:
            found = self._snapshot.live.copy()
        if query.without:
            found[self._matcher.excluded(reading)] = False
        if query.asked:
            ordered = self._by_relevance(scores, np.flatnonzero(found))
            found[ordered[scoring.AT_MOST :]] = False
        return _Result(found, scores, slots)

    def _chosen(self, query: Query, reading: ReadQuery) -> tuple[scoring.Found, NDArray[np.int64]]:
        matched = self._matcher.match(reading, query.language)
        scores = scoring.score(matched.candidates, matched.asked)
        chosen = scoring.choose(matched.candidates, scores)
        return chosen, matched.slots[chosen.row]

    def _ordered(
        self, query: Query, result: _Result, families: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        if query.sort == "newest" or not query.asked:
            return families[np.argsort(self._snapshot.order.by_date[families])]
        return self._by_relevance(result.scores, families)

    def _by_relevance(
        self, scores: NDArray[np.float32], families: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        return families[np.lexsort((self._snapshot.order.by_key[families], -scores[families]))]

    def _hits(
        self, query: Query, reading: ReadQuery, result: _Result, page: NDArray[np.int64]
    ) -> tuple[Hit, ...]:
        documents = self._documents(page)

        @cache
        def spotter(language: str) -> Spotter:
            return Spotter(reading, language, self._thesaurus)

        return tuple(
            _hit(
                query,
                documents[family],
                self._place(family, result),
                float(result.scores[family]),
                spotter,
            )
            for family in page.tolist()
        )

    def _place(self, family: int, result: _Result) -> int:
        """Which of a family's versions is the best, or NO_SLOT."""
        slot = int(result.slots[family])
        return NO_SLOT if slot == NO_SLOT else slot - self._snapshot.families[family].first_slot

    def _documents(self, families: NDArray[np.int64]) -> dict[int, Document]:
        numbers = families.tolist()
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(
            f"SELECT number, document FROM family WHERE number IN ({marks})",  # noqa: S608 -- marks
            numbers,
        )
        found = {number: load(document) for number, document in rows}
        if len(found) != len(numbers):
            raise DamagedIndex
        return found


def load(document: str) -> Document:
    """A document as it was stored; raises :class:`DamagedIndex` if it isn't one."""
    try:
        return Document.load(document)
    except ValueError as error:
        raise DamagedIndex from error


def _hit(
    query: Query,
    document: Document,
    place: int,
    score: float,
    spotter: Callable[[str], Spotter],
) -> Hit:
    if place == NO_SLOT:
        version = _read_in(document, query.language)
        return Hit(document.key, document.type, score, version.language)
    version = document.versions[place]
    spotting = spotter(version.language)
    looked = spotting.look(pieces(version))
    return Hit(
        key=document.key,
        type=document.type,
        score=score,
        language=version.language,
        highlight=spotting.highlight(looked),
        reasons=spotting.reasons(looked, document.concepts),
    )


def _read_in(document: Document, language: str) -> Version:
    """The version in the reader's language, or else the original."""
    wanted = (language, document.original_language)
    spoken = {version.language: version for version in document.versions}
    return next((spoken[each] for each in wanted if each in spoken), document.versions[0])
