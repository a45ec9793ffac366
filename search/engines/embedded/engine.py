"""The engine itself: what is asked of it, in terms of its parts."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from search.engines.base import SearchUnavailable
from search.engines.embedded.finder import Finder, load
from search.engines.embedded.generations import Generations
from search.engines.embedded.reader import Reader, check
from search.engines.embedded.schema import (
    SCHEMA,
    MissingIndex,
    complete,
    connect,
    create,
    explained,
    number,
    transaction,
)
from search.engines.embedded.writer import Prepared, Writer, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from search.concepts import Thesaurus
    from search.document import Document
    from search.facets import Facet
    from search.query import Query
    from search.results import Results

# A change waits for another one, which takes milliseconds; a request must not wait longer.
_LOCK_SECONDS = 5.0


class EmbeddedEngine:
    """Keeps an index in a folder; any number of processes read while one writes."""

    name = "embedded"

    def __init__(
        self,
        folder: Path,
        thesaurus: Callable[[], Thesaurus],
        facets: tuple[Facet, ...],
        lock_seconds: float = _LOCK_SECONDS,
    ) -> None:
        self._generations = Generations(folder)
        self._thesaurus = thesaurus
        self._facets = facets
        self._lock_seconds = lock_seconds
        self._reader = Reader(self._generations, facets)

    def search(self, query: Query) -> Results:
        """Answer a query; raises :class:`SearchUnavailable` and nothing else."""
        thesaurus = self._thesaurus()
        with self._reader.snapshot() as (connection, snapshot):
            return Finder(connection, snapshot, thesaurus, self._facets).find(query)

    def held(self) -> Mapping[str, int]:
        """The version held of each family, by key; withdrawn families are held too."""
        with self._reader.reading() as connection:
            held = "SELECT key, version FROM family WHERE version != 0 OR document IS NOT NULL"
            return dict(connection.execute(held).fetchall())

    def fingerprints(self) -> Mapping[str, str]:
        """The fingerprint of each document held, by key."""
        with self._reader.reading() as connection:
            stored = "SELECT key, fingerprint FROM family WHERE document IS NOT NULL"
            return dict(connection.execute(stored).fetchall())

    def state(self) -> str:
        """The name of the present generation, and the number of its state."""
        with explained():
            generation = self._generations.current()
        return f"{generation.name}.{self._state()}"

    def current(self, stamp: str) -> bool:
        """Whether there is a readable index that was built for this stamp."""
        return self.built_for() == stamp

    def built_for(self) -> str:
        """The stamp that the present index was built for; empty if there is none to be read."""
        try:
            with explained():
                return check(self._generations.current())
        except SearchUnavailable:
            return ""

    def worn(self) -> float:
        """The share of slots that are dead, 0 to 1."""
        with self._reader.snapshot() as (_, snapshot):
            slots = snapshot.family.size
            return float(slots - snapshot.versions.sum()) / max(1, slots)

    def apply(
        self, documents: Iterable[Document], withdrawn: Mapping[str, int], stamp: str = ""
    ) -> None:
        """Store these documents and forget the withdrawn families; all or nothing.

        Raises :class:`SearchUnavailable`, with the index as it was; also if the index was meanwhile
        built for another stamp than the one given, since the analysis made here would be the old.
        """
        thesaurus = self._thesaurus()
        prepared = [Prepared.of(document, thesaurus) for document in documents]
        with self._generations.locked("writer", self._lock_seconds):
            if stamp and not self.current(stamp):
                raise SearchUnavailable("The index was built anew meanwhile; this is done again.")
            _write(self._generations.current(), prepared, withdrawn)

    def rebuild(self, documents: Iterable[Document], stamp: str) -> None:
        """Build a new generation beside the present one, which is read and written meanwhile.

        What was written to the present one meanwhile is done again in the new one. Raises
        :class:`SearchUnavailable`; any error leaves the present generation current.
        """
        with self._generations.locked("rebuild", self._lock_seconds):
            self._generations.clean()
            try:
                before = self._state()
                generation = self._filled(documents, stamp)
                with self._generations.locked("writer", self._lock_seconds):
                    self._catch_up(generation, before)
                    with explained():
                        self._generations.make_current(generation)
            finally:
                self._generations.clean()

    def _filled(self, documents: Iterable[Document], stamp: str) -> Path:
        """A new generation with these documents; one that a crash leaves is cleaned up later."""
        with explained():
            generation = self._generations.new()
            connection = create(generation, stamp)
        with closing(connection):
            with transaction(connection):
                self._put_all(Writer(connection), documents)
            with explained():
                complete(connection)
        return generation

    def _put_all(self, writer: Writer, documents: Iterable[Document]) -> None:
        thesaurus = self._thesaurus()
        for document in documents:
            with explained():  # not what goes wrong where the documents come from
                writer.put(Prepared.of(document, thesaurus))
        with explained():
            writer.finish()

    def _state(self) -> int | None:
        """The number of the present state, or none if there is nothing that can be read."""
        try:
            with self._reader.reading() as connection:
                return number(connection, "state")
        except SearchUnavailable:
            return None

    def _catch_up(self, generation: Path, before: int | None) -> None:
        """Do in a new generation what was done in the present one since a state."""
        if before is None:
            return
        with self._reader.reading() as connection:
            changed = connection.execute(
                "SELECT key, version, document FROM family WHERE changed > ?", [before]
            ).fetchall()
        stored = (document for _, _, document in changed if document)
        thesaurus = self._thesaurus()
        with explained(generation):
            prepared = [Prepared.of(load(document), thesaurus) for document in stored]
        withdrawn = {key: version for key, version, document in changed if not document}
        _write(generation, prepared, withdrawn)


def _write(generation: Path, prepared: Iterable[Prepared], withdrawn: Mapping[str, int]) -> None:
    with explained(generation), closing(connect(generation)) as connection:
        if number(connection, "schema") != SCHEMA:
            raise MissingIndex
        with transaction(connection, "IMMEDIATE"):
            write(connection, prepared, withdrawn)
