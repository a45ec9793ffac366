"""What was loaded from files, so that loading them again is quick and keeps editors' changes."""

from __future__ import annotations

import hashlib
import json
from enum import Enum
from typing import Any

from django.db import models


class Due(Enum):
    """What to do with a file."""

    LOAD = "load"
    NOTHING = "nothing"
    EDITED = "edited"


def content_hash(content: Any) -> str:
    """Hash of anything that JSON can hold."""
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()


class Loaded(models.Model):
    """The hash of a file's content, and of the rows that it became, when they were loaded."""

    name = models.CharField(max_length=200, unique=True)
    file = models.CharField(max_length=64)
    rows = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def holds(cls, name: str, file: str) -> bool:
        """Whether this file was loaded as it is now, whatever became of its rows."""
        return cls.objects.filter(name=name, file=file).exists()

    @classmethod
    def due(cls, name: str, file: str, rows: str | None) -> Due:
        """What to do with a file whose rows have the hash ``rows``, or None if they are gone.

        Rows that were never loaded but exist, or that differ from what was loaded, are an editor's.
        """
        found = cls.objects.filter(name=name).first()
        if found is None:
            return Due.LOAD if rows is None else Due.EDITED
        if found.rows != rows:
            return Due.EDITED
        return Due.NOTHING if found.file == file else Due.LOAD

    @classmethod
    def note(cls, name: str, file: str, rows: str) -> None:
        """Remember what was loaded."""
        cls.objects.update_or_create(name=name, defaults={"file": file, "rows": rows})
