"""The file of an index: its tables, and how a connection to it is opened.

A version of a family is numbered once and for all (its *slot*); the slots of a family stand
together. A changed family gets new slots, and nothing is ever taken out of the postings: what a
slot was is known from the families alone, so an update only adds.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from search.engines.base import SearchUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Raised with any change to the tables, to the terms or to what stands in a blob.
SCHEMA = 2
FILE = "index.sqlite3"
# Left in the folder of a generation by whoever found it unreadable: it is then not current.
DAMAGED = "DAMAGED"

# A posting row holds one term for all the slots that were written together, as arrays of the
# machine: slots and occurrences int32, counts float32, and the places of all occurrences int32, one
# after the other. Places come last: SQLite doesn't read the end of a row that isn't asked for.
TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE family (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
    changed INTEGER NOT NULL, first_slot INTEGER NOT NULL, languages TEXT NOT NULL,
    published TEXT NOT NULL, facets TEXT NOT NULL, fingerprint TEXT NOT NULL, document TEXT
);
CREATE TABLE posting (
    term TEXT NOT NULL, slots BLOB NOT NULL, counts BLOB NOT NULL, occurrences BLOB NOT NULL,
    places BLOB NOT NULL
);
"""
# Made when the rows are there: four times as fast
INDEXES = """
CREATE INDEX family_changed ON family (changed);
CREATE INDEX posting_term ON posting (term);
"""

# How long a reader waits for another process to bring a file back to order after a crash.
_BUSY_SECONDS = 5
# Ten times the largest update seen; a log that grew during a long read is cut back to it.
_LOG_BYTES = 64_000_000

# What a connection keeps in memory at most (kB): an update touches hundreds of pages all over the
# index; a reader's pages come from the system's cache anyway.
_CACHE_KB = 16_000

REBUILD = "Run `manage.py search_index rebuild`."


class DamagedIndex(SearchUnavailable):
    """What is read can't have been written by this program."""

    def __init__(self) -> None:
        super().__init__(f"The search index is damaged. {REBUILD}")


class MissingIndex(SearchUnavailable):
    """There is no index yet, or one that was made by another version of this program."""

    def __init__(self) -> None:
        super().__init__(f"There is no search index of this version yet. {REBUILD}")


def connect(generation: Path) -> sqlite3.Connection:
    """A connection to the index of a generation; raises :class:`MissingIndex`."""
    path = generation / FILE
    if not path.exists():
        raise MissingIndex
    # Closed by whichever thread ends the process or drops it; used by one only.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    # FULL: a change that was reported as stored survives a power cut
    connection.executescript(
        f"PRAGMA synchronous = FULL; PRAGMA journal_size_limit = {_LOG_BYTES};"
        f"PRAGMA cache_size = -{_CACHE_KB};"
    )
    return connection


def create(generation: Path, stamp: str) -> sqlite3.Connection:
    """The connection to a new index that nobody reads yet, and that a crash may leave in pieces."""
    connection = sqlite3.connect(generation / FILE, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
    rows = [("schema", SCHEMA), ("stamp", stamp), ("state", 0), ("slots", 0)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    return connection


def complete(connection: sqlite3.Connection) -> None:
    """Make a filled index fit to be read."""
    connection.executescript(INDEXES + "PRAGMA journal_mode = WAL;")


def number(connection: sqlite3.Connection, name: str) -> int:
    """A number of the table ``meta``."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
    if row is None or not isinstance(row[0], int):
        raise DamagedIndex
    return int(row[0])


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "DEFERRED") -> Iterator[None]:
    """One state of the index from the first statement on; all or nothing of what is written."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def explained(generation: Path | None = None) -> Iterator[None]:
    """Turns errors of the file into :class:`SearchUnavailable`, and marks a damaged generation."""
    try:
        yield
    # of a broken table SQLite's own message may be no text
    except (DamagedIndex, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.OperationalError) and _passing(error):
            raise SearchUnavailable(
                f"The search index can't be used just now ({error})."
            ) from error
        _mark_damaged(generation)
        raise DamagedIndex from error
    except OSError as error:
        raise SearchUnavailable(
            f"The search index can't be used just now ({error}); check its folder."
        ) from error


def _passing(error: sqlite3.OperationalError) -> bool:
    """Locked, disk full, not permitted; without a cause of that kind the file is broken."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code != sqlite3.SQLITE_ERROR


def _mark_damaged(generation: Path | None) -> None:
    if generation is not None and generation.is_dir():
        (generation / DAMAGED).touch()
