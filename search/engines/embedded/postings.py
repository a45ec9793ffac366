"""Which slots hold a term, how much it counts in each, and where it stands."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from search.engines.embedded.schema import DamagedIndex

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from search.engines.terms import Terms

_Kind = TypeVar("_Kind", np.int32, np.float32)

# Place and slot in one number, so that a phrase is found by comparing sorted numbers.
_SLOT_BITS = 32


@dataclass(frozen=True, slots=True)
class Posting:
    """The slots that hold a term (n, ascending), and how often it counts in each (n)."""

    slots: NDArray[np.int32]
    counts: NDArray[np.float32]


class Block:
    """The postings of some slots, gathered in the order of the slots, written together."""

    def __init__(self) -> None:
        self.size = 0
        self._rows: dict[str, tuple[array[int], array[float], array[int], array[int]]] = (
            defaultdict(lambda: (array("i"), array("f"), array("i"), array("i")))
        )

    def add(self, slot: int, terms: Terms) -> None:
        """Take up the terms of a slot."""
        self.size += len(terms.counts)
        for term, count in terms.counts.items():
            slots, counts, occurrences, places = self._rows[term]
            standing = terms.places.get(term, ())
            slots.append(slot)
            counts.append(count)
            occurrences.append(len(standing))
            places.extend(standing)

    def write(self, connection: sqlite3.Connection) -> None:
        """Store what was gathered; a term's rows stay in the order in which they came."""
        rows = (
            (term, *(part.tobytes() for part in parts))
            for term, parts in sorted(self._rows.items())
        )
        connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, ?)", rows)


def read(connection: sqlite3.Connection, terms: Iterable[str], of: int) -> dict[str, Posting]:
    """The postings of those terms that stand somewhere, among ``of`` slots."""
    found: dict[str, list[tuple[bytes, bytes]]] = defaultdict(list)
    for term, slots, counts in _select(connection, terms, "slots, counts"):
        found[term].append((slots, counts))
    return {term: _posting(rows, of) for term, rows in found.items()}


def read_places(
    connection: sqlite3.Connection, terms: Iterable[str], of: int
) -> Mapping[str, NDArray[np.int64]]:
    """For each term that stands somewhere its occurrences, ascending, as slot << 32 | place."""
    found: dict[str, list[NDArray[np.int64]]] = defaultdict(list)
    for term, *blobs in _select(connection, terms, "slots, occurrences, places"):
        slots, occurrences, places = (_array(blob, np.int32) for blob in blobs)
        _check(slots, of)
        whole = slots.size == occurrences.size and int(occurrences.sum()) == places.size
        if not whole or (occurrences < 0).any():
            raise DamagedIndex
        standing = np.repeat(slots.astype(np.int64) << _SLOT_BITS, occurrences)
        found[term].append(standing | places)
    return {term: np.concatenate(parts) for term, parts in found.items()}


def slots_of(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The slots, each once, of some places."""
    return np.unique(places >> _SLOT_BITS)


def _select(
    connection: sqlite3.Connection, terms: Iterable[str], columns: str
) -> Iterable[tuple[Any, ...]]:
    asked = tuple(terms)
    marks = ",".join("?" * len(asked))
    # columns and marks are this module's own; the order is that of the index, and of the slots
    statement = f"SELECT term, {columns} FROM posting WHERE term IN ({marks}) ORDER BY term, rowid"  # noqa: S608
    return connection.execute(statement, asked)


def _posting(rows: list[tuple[bytes, bytes]], of: int) -> Posting:
    slots = _array(b"".join(slots for slots, _ in rows), np.int32)
    counts = _array(b"".join(counts for _, counts in rows), np.float32)
    _check(slots, of)
    if slots.size != counts.size or not np.isfinite(counts).all():
        raise DamagedIndex
    return Posting(slots, counts)


def _array(blob: bytes, kind: type[_Kind]) -> NDArray[_Kind]:
    try:
        return np.frombuffer(blob, kind)
    except (ValueError, TypeError) as error:  # not a whole number of items, not a blob
        raise DamagedIndex from error


def _check(slots: NDArray[np.int32], of: int) -> None:
    if slots.size and (int(slots.min()) < 0 or int(slots.max()) >= of):
        raise DamagedIndex
