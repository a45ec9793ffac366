"""Keeps the index as the database is: always by comparing versions, whoever noticed a change first.

The web process applies a change right after its commit, the worker catches up with whatever was
missed; both do the same comparison, so neither order of commits nor a crash between the two can
lose one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection

from kb.core.family import Family
from kb.core.languages import CODES, FALLBACK
from kb.core.stamp import Stamp
from search import registry, thesaurus
from search.analysis import ANALYSIS
from search.engines.base import Engine, SearchUnavailable
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

log = logging.getLogger(__name__)

#: Families read, analysed and written at once: some megabytes of text.
BATCH = 200


@lru_cache(maxsize=4)  # tests use a folder each
def _engine(name: str, folder: Any) -> Engine:
    if name == "null":
        from search.engines.null import NullEngine

        return NullEngine()
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(folder, thesaurus.present, registry.facets())


def engine() -> Engine:
    """The engine that the settings name."""
    return _engine(settings.SEARCH_ENGINE, settings.SEARCH_FOLDER)


def stamp() -> str:
    """What an index must have been built for: analysis, facets, languages, database, thesaurus."""
    made_for = (ANALYSIS, *(facet.code for facet in registry.facets()), *CODES)
    return f"{'.'.join(map(str, made_for))}.{Stamp.present()}"


@dataclass(frozen=True, slots=True)
class Behind:
    """What an index lags behind: it was built for something else, or these families changed."""

    rebuild: bool
    keys: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return self.rebuild or bool(self.keys)


def behind() -> Behind:
    """The difference of two tables: versions of families, versions held."""
    if not engine().current(stamp()):
        return Behind(rebuild=True)
    held = dict(engine().held())
    changed = []
    for key, version in Family.objects.values_list("key", "version").iterator():
        known = held.pop(key.hex, None)
        if known is not None and known > version:
            return Behind(rebuild=True)  # versions only rise: a backup was restored
        if known != version:
            changed.append(key)
    return Behind(rebuild=False, keys=(*changed, *map(UUID, held)))


def catch_up() -> int:
    """Do whatever the index lags behind; the number of families that it did."""
    lag = behind()
    if lag.rebuild:
        return rebuild()
    apply(lag.keys)
    return len(lag.keys)


def apply(keys: Collection[UUID]) -> None:
    """Bring these families up to date, as they are now."""
    made_for = stamp()
    for batch in _batches(list(keys)):
        # Versions first: content read later can only be newer, and is then done again.
        versions = dict(Family.objects.filter(key__in=batch).values_list("key", "version"))
        found = list(registry.documents(batch))
        seen = {document.key for document in found}
        withdrawn = {key.hex: versions.get(key, 0) for key in batch if key.hex not in seen}
        engine().apply(found, withdrawn, made_for)


def rebuild() -> int:
    """Build a new index beside the present one, and catch up with what changed meanwhile."""
    count = Family.objects.count()
    engine().rebuild(registry.documents(), stamp())
    lag = behind()
    if not lag.rebuild:
        apply(lag.keys)
    return count


def verify() -> list[str]:
    """What the index has wrong, in words: missing, left over, or different from the content."""
    if not engine().current(stamp()):
        return [
            "The index is missing, damaged, or built for another analysis, thesaurus or database."
        ]
    held = dict(engine().fingerprints())
    faults = []
    for document in registry.documents():
        found = held.pop(document.key, None)
        if found is None:
            faults.append(f"{document.key} is missing")
        elif found != document.fingerprint():
            faults.append(f"{document.key} differs from the content")
    return faults + [f"{key} is left over" for key in held]


def state() -> str:
    """``ok``, ``catching up`` or ``degraded``, for the health report."""
    try:
        return "catching up" if behind() else "ok"
    except SearchUnavailable:
        return "degraded"


def warm() -> None:
    """Read what the first search would wait for: thesaurus and index, half a second in all."""
    try:
        engine().search(parse("", FALLBACK, limit=0))
        thesaurus.present()
    except (SearchUnavailable, DatabaseError) as reason:
        log.warning("Not warmed: %s", reason)


def follow(keys: Iterable[UUID], **_: Any) -> None:
    """Right after a commit: these families changed. What can't be done now, the worker does.

    A change of the thesaurus or a missing index is left to it too: that takes longer than a
    request may.
    """
    try:
        if engine().current(stamp()):
            apply(list(keys))
    except (SearchUnavailable, DatabaseError) as reason:
        log.warning("The worker will index %s: %s", len(list(keys)), reason)
        if connection.needs_rollback:
            raise


def _batches(keys: list[UUID]) -> Iterable[list[UUID]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
