"""Gives each query one state of the index: a connection of its thread, and the arrays for it."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.engines.embedded.schema import (
    DAMAGED,
    SCHEMA,
    DamagedIndex,
    MissingIndex,
    connect,
    explained,
    number,
    transaction,
)
from search.engines.embedded.snapshot import Snapshot, empty, refreshed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from search.engines.embedded.generations import Generations
    from search.facets import Facet


@dataclass(frozen=True, slots=True)
class _Open:
    """A connection, and the generation and process that it belongs to."""

    generation: Path
    process: int
    connection: sqlite3.Connection


class Reader:
    """Reads the current generation; used by any number of threads."""

    def __init__(self, generations: Generations, facets: tuple[Facet, ...]) -> None:
        self._generations = generations
        self._facets = facets
        self._own = threading.local()
        self._lock = threading.Lock()
        self._inherited: list[_Open] = []
        self._latest: tuple[Path | None, Snapshot] = (None, empty(facets))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state; raises :class:`SearchUnavailable`."""
        with explained():
            generation = self._generations.current()
        with explained(generation):
            connection = self._connection(generation)
            with transaction(connection):
                yield connection

    @contextmanager
    def snapshot(self) -> Iterator[tuple[sqlite3.Connection, Snapshot]]:
        """The same, with the arrays of that state."""
        with self.reading() as connection:
            yield connection, self.of_state(connection)

    def of_state(self, connection: sqlite3.Connection) -> Snapshot:
        """The arrays of the state that the connection sees.

        Kept for all threads and brought up to date by the first that sees a newer state; one that
        began before makes its own from nothing, which is rare.
        """
        generation = self._own.open.generation
        state = number(connection, "state")
        with self._lock:
            of, latest = self._latest
            known = latest if of == generation else empty(self._facets)
            if known.state > state:
                return refreshed(empty(self._facets), connection, state)
            if known.state < state:
                known = refreshed(known, connection, state)
                self._latest = (generation, known)
            return known

    def _connection(self, generation: Path) -> sqlite3.Connection:
        """This thread's connection; one of a parent process may not be used by a child."""
        held: _Open | None = getattr(self._own, "open", None)
        if held and (held.generation, held.process) == (generation, os.getpid()):
            return held.connection
        if held and held.process == os.getpid():
            held.connection.close()
        elif held:
            self._inherited.append(held)  # SQLite: not even closed by a child
        connection = connect(generation)
        if number(connection, "schema") != SCHEMA:
            connection.close()
            raise MissingIndex
        self._own.open = _Open(generation, os.getpid(), connection)
        return connection


def check(generation: Path) -> str:
    """The stamp that a readable generation was built for.

    Raises :class:`MissingIndex` or :class:`DamagedIndex`.
    """
    if (generation / DAMAGED).exists():
        raise DamagedIndex
    connection = connect(generation)
    try:
        if number(connection, "schema") != SCHEMA:
            raise MissingIndex
        (stamp,) = connection.execute("SELECT value FROM meta WHERE name = 'stamp'").fetchone()
        return str(stamp)
    finally:
        connection.close()
