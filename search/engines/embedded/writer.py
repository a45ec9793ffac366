"""Puts documents into an index, within one transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.engines.embedded.postings import Block
from search.engines.embedded.schema import number
from search.engines.terms import Terms, terms_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from search.concepts import Thesaurus
    from search.document import Document

_STORE = """
INSERT INTO family VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
    version = excluded.version, changed = excluded.changed, first_slot = excluded.first_slot,
    languages = excluded.languages, published = excluded.published, facets = excluded.facets,
    fingerprint = excluded.fingerprint, document = excluded.document
"""
# Postings gathered before they are written: some 100 MB of memory. A rebuild of 20,000 families
# then leaves about ten rows of a common term, which are read as one.
_BLOCK = 1_000_000
# A version that no family has: the family itself is gone, and is asked about no more.
GONE = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its analysis: all that takes time, done before anything is locked."""

    document: Document
    terms: tuple[Terms, ...]

    @classmethod
    def of(cls, document: Document, thesaurus: Thesaurus) -> Prepared:
        """Analyse a document."""
        versions = document.versions
        return cls(document, tuple(terms_of(document, each, thesaurus) for each in versions))


class Writer:
    """Writes one new state of the index; its transaction is the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._state = number(connection, "state") + 1
        self._slot = number(connection, "slots")
        (families,) = connection.execute("SELECT count(*) FROM family").fetchone()
        self._families = int(families)  # numbered from 0, none is ever deleted
        self._block = Block()

    def put(self, prepared: Prepared) -> None:
        """Store a document, unless a newer one is held."""
        document = prepared.document
        if self._newer_held(document.key, document.version):
            return
        self._store(document)
        for terms in prepared.terms:
            self._block.add(self._slot, terms)
            self._slot += 1
        if self._block.size > _BLOCK:
            self._block.write(self._connection)
            self._block = Block()

    def withdraw(self, key: str, version: int) -> None:
        """Forget a family, holding its version; one of version GONE as if never held."""
        if version == GONE or not self._newer_held(key, version):
            row = (self._number(key), key, version, self._state, 0, "", "", "{}", "", None)
            self._connection.execute(_STORE, row)

    def finish(self) -> None:
        """Write the postings and the number of the new state."""
        self._block.write(self._connection)
        rows = [(self._state, "state"), (self._slot, "slots")]
        self._connection.executemany("UPDATE meta SET value = ? WHERE name = ?", rows)

    def _store(self, document: Document) -> None:
        codes = {facet: document.codes(facet) for facet in ("type", *document.facets)}
        row = (
            self._number(document.key),
            document.key,
            document.version,
            self._state,
            self._slot,
            " ".join(version.language for version in document.versions),
            document.published,
            json.dumps(codes),
            document.fingerprint(),
            document.dump(),
        )
        self._connection.execute(_STORE, row)

    def _newer_held(self, key: str, version: int) -> bool:
        held = self._connection.execute("SELECT version FROM family WHERE key = ?", [key])
        return any(newer > version for (newer,) in held)

    def _number(self, key: str) -> int:
        """The number that a family has, or the next; a number is never used twice."""
        held = self._connection.execute("SELECT number FROM family WHERE key = ?", [key]).fetchone()
        if held:
            return int(held[0])
        self._families += 1
        return self._families - 1


def write(
    connection: sqlite3.Connection, prepared: Iterable[Prepared], withdrawn: Mapping[str, int]
) -> None:
    """Store and withdraw as one new state of the index."""
    writer = Writer(connection)
    for each in prepared:
        writer.put(each)
    for key, version in withdrawn.items():
        writer.withdraw(key, version)
    writer.finish()
