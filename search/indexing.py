"""Keeps the index as the database is, by comparing versions, whoever noticed a change first.

The web process applies a change right after its commit, the worker catches up with whatever was
missed; both do the same comparison, so neither order of commits nor a crash between the two can
lose one.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, Error, connection
from django.db.models import Count, Max, Sum

from kb.core.family import Family
from kb.core.languages import CODES, FALLBACK
from kb.core.stamp import Stamp
from search import registry, thesaurus
from search.analysis import ANALYSIS
from search.engines.base import Engine, SearchUnavailable
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Done = TypeVar("Done")

log = logging.getLogger(__name__)

#: Families read, analysed and written at once: some megabytes of text.
BATCH = 200
#: From this share of dead slots on a rebuild pays: each query reads what they left in the postings.
WORN = 0.25
#: Seconds until a family that can't be indexed is tried again by itself: each try leaves a
#: traceback in the log. One that an editor mends is indexed with its next change.
RETRY = 300.0
#: Seconds until families and index are compared one by one though nothing seems to have changed.
COMPARE = 600.0


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
    """What an index must have been built for.

    That is analysis, documents, facets, languages, database, and last the thesaurus.
    """
    facets = (facet.code for facet in registry.facets())
    made_for = (ANALYSIS, *registry.numbers(), *facets, *CODES, Stamp.present())
    return ".".join(map(str, made_for))


def _but_for_the_thesaurus(stamp: str) -> str:
    return stamp.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Behind:
    """What an index lags behind: it was built for something else, or these families changed."""

    rebuild: bool
    keys: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return self.rebuild or bool(self.keys)


@dataclass(slots=True)
class _Alike:
    """What index and families were when nothing was behind, and until when that is believed."""

    digest: object = None
    until: float = 0.0


_alike = _Alike()


def behind() -> Behind:
    """The difference of two tables: versions of families, versions held.

    It takes 150 ms for 20,000 families, and is left out if neither table changed since they were
    alike: the index by its state; the families by their number, the sum of their versions and the
    highest id. That is sound as long as versions only rise and ids are given in order: without a
    new id nothing was added, with the same number nothing is gone, and then an equal sum means
    equal versions. A restored backup breaks the rule, as do transactions that commit in another
    order than their ids while a family is deleted; so all is compared again after COMPARE.
    """
    if not engine().current(stamp()):
        return Behind(rebuild=True)
    digest = (engine().state(), _digest())
    if digest == _alike.digest and time.monotonic() < _alike.until:
        return Behind(rebuild=False)
    found = _difference()
    if not found:
        _alike.digest, _alike.until = digest, time.monotonic() + COMPARE
    return found


def _digest() -> tuple[int | None, ...]:
    totals = Family.objects.aggregate(count=Count("pk"), sum=Sum("version"), last=Max("pk"))
    return totals["count"], totals["sum"], totals["last"]


def _difference() -> Behind:
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
    if lag.rebuild or engine().worn() > WORN:
        return rebuild()
    now = time.monotonic()
    return apply([key for key in lag.keys if _failed.get(key, 0) <= now])


def apply(keys: Collection[UUID], made_for: str = "") -> int:
    """Bring these families up to date, as they are now; the number of those that it did.

    ``made_for`` is what the present index was built for, if not for the present stamp.
    """
    made_for = made_for or stamp()

    def write(batch: list[UUID]) -> int:
        # Versions first: content read later can only be newer, and is then done again.
        versions = dict(Family.objects.filter(key__in=batch).values_list("key", "version"))
        found = list(registry.documents(batch))
        seen = {document.key for document in found}
        withdrawn = {key.hex: versions.get(key, 0) for key in batch if key.hex not in seen}
        engine().apply(found, withdrawn, made_for)
        return len(batch)

    return sum(_in_batches(list(keys), write))


def rebuild() -> int:
    """Build a new index beside the present one, and catch up with what changed meanwhile."""
    _failed.clear()
    keys = list(Family.objects.values_list("key", flat=True))
    made = _in_batches(keys, lambda batch: list(registry.documents(batch)))
    engine().rebuild(chain.from_iterable(made), stamp())
    lag = behind()
    if not lag.rebuild:
        apply([key for key in lag.keys if key not in _failed])
    return len(keys)


#: When families that couldn't be indexed are due again.
_failed: dict[UUID, float] = {}


def _in_batches(keys: list[UUID], do: Callable[[list[UUID]], Done]) -> Iterator[Done]:
    """Do something with some families at a time, or with each alone where one of them fails.

    One that fails alone is logged and left behind, and keeps no other from being found.
    """
    for start in range(0, len(keys), BATCH):
        yield from _tried(keys[start : start + BATCH], do)


def _tried(batch: list[UUID], do: Callable[[list[UUID]], Done]) -> list[Done]:
    try:
        return [do(batch)]
    except (Error, SearchUnavailable):  # of database or index, not of a family
        raise
    except Exception:
        if len(batch) > 1:
            return [done for key in batch for done in _tried([key], do)]
        log.exception("Family %s can't be indexed; it is tried again later", batch[0])
        _failed[batch[0]] = time.monotonic() + RETRY
        return []


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

    An index that isn't there, or that was built for something else, is left to it too: to build one
    takes longer than a request may. One that only knows an older thesaurus takes the change, and is
    still built anew. The thesaurus is read after the index is looked at, so that nothing is
    analysed with an older one than the index was built for.
    """
    changed = list(keys)
    try:
        built_for = engine().built_for()
        Stamp.latest()
        if _but_for_the_thesaurus(built_for) == _but_for_the_thesaurus(stamp()):
            apply(changed, built_for)
    except (SearchUnavailable, DatabaseError) as reason:
        log.warning("The worker will index %s: %s", changed, reason)
        if connection.needs_rollback:
            raise
