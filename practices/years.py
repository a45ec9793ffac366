"""Years: which may be given, and how a period is written."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = 1900, 2100
VALIDATORS = [MinValueValidator(FIRST), MaxValueValidator(LAST)]


def years(since: int | None, until: int | None) -> str:
    """``2015``, ``2015–2020``, or empty."""
    if since and until and since != until:
        return f"{since}–{until}"
    return str(since or until or "")
