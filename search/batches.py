"""Families in batches, where one that fails keeps no other from being found."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, TypeVar

from kb.core.outage import is_outage
from search.engines.base import SearchUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

Done = TypeVar("Done")

log = logging.getLogger(__name__)

#: Families read, analysed and written at once: some megabytes of text.
BATCH = 200
#: Seconds until a family that can't be indexed is tried again by itself: each try leaves a
#: traceback in the log. One that an editor mends is indexed with its next change.
RETRY = 300.0

#: When families that couldn't be indexed are due again.
_failed: dict[UUID, float] = {}


def due(keys: Iterable[UUID]) -> list[UUID]:
    """Those that didn't fail a moment ago."""
    now = time.monotonic()
    return [key for key in keys if _failed.get(key, 0) <= now]


def forget() -> None:
    """All are due: an index is made anew."""
    _failed.clear()


def in_batches(keys: list[UUID], do: Callable[[list[UUID]], Done]) -> Iterator[Done]:
    """Do something with some families at a time, or with each alone where one of them fails.

    One that fails alone is logged and left behind, and keeps no other from being found.
    """
    for start in range(0, len(keys), BATCH):
        yield from _tried(keys[start : start + BATCH], do)


def _tried(batch: list[UUID], do: Callable[[list[UUID]], Done]) -> list[Done]:
    try:
        return [do(batch)]
    except SearchUnavailable:
        raise
    except Exception as error:
        if is_outage(error):
            raise
        if len(batch) > 1:
            return [done for key in batch for done in _tried([key], do)]
        log.exception("Family %s can't be indexed; it is tried again later", batch[0])
        _failed[batch[0]] = time.monotonic() + RETRY
        return []
