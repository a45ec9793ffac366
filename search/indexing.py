"""Keeps the index as the database is, by comparing versions, whoever noticed a change first.

The web process applies a change right after its commit, the worker catches up with whatever was
missed; both do the same comparison, so neither order of commits nor a crash between the two can
lose one.
"""

from __future__ import annotations

import logging
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection

from kb.core.family import Family
from kb.core.languages import FALLBACK
from kb.core.stamp import Stamp
from search import registry, thesaurus
from search.batches import due, forget, in_batches
from search.behind import behind
from search.engines.base import SearchUnavailable
from search.index import differs_only_by_thesaurus, engine, stamp
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

log = logging.getLogger(__name__)

#: From this share of dead slots on a rebuild pays: each query reads what they left in the postings.
WORN = 0.25


def catch_up() -> int:
    """Do whatever the index lags behind; the number of families that it did."""
    lag = behind()
    if lag.rebuild or engine().worn() > WORN:
        return rebuild()
    return apply(due(lag.keys))


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

    return sum(in_batches(list(keys), write))


def rebuild() -> int:
    """Build a new index beside the present one, and catch up with what changed meanwhile."""
    forget()
    keys = list(Family.objects.values_list("key", flat=True))
    made = in_batches(keys, lambda batch: list(registry.documents(batch)))
    engine().rebuild(chain.from_iterable(made), stamp())
    lag = behind()
    if not lag.rebuild:
        apply(due(lag.keys))
    return len(keys)


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
        if differs_only_by_thesaurus(built_for):
            apply(changed, built_for)
    except (SearchUnavailable, DatabaseError) as reason:
        log.warning("The worker will index %s: %s", changed, reason)
        if connection.needs_rollback:
            raise
