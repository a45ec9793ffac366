"""Faults of the database, which end a job, and those of one row, which only skip it.

A missing column is an ``OperationalError`` in SQLite and a ``ProgrammingError`` in PostgreSQL, so
what isn't plainly of the row counts as the database's.
"""

from __future__ import annotations

from django.db import DataError, Error, IntegrityError


def is_outage(error: Exception) -> bool:
    """Whether every other row would fail as well."""
    return isinstance(error, Error) and not isinstance(error, DataError | IntegrityError)
