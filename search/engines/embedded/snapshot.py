"""The families of one state of the index, as arrays: what is filtered, counted and ordered by."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from search.engines.embedded.schema import DamagedIndex, number
from search.engines.narrowing import Column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from search.facets import Facet

    Codes = Mapping[str, Sequence[str]]

# What stands in the place of a family's number for a slot that is no longer used
DEAD = -1

_SELECT = """
SELECT number, key, published, first_slot, languages, facets
FROM family WHERE changed > ? ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Family:
    """What is kept in memory of a family; a withdrawn one has no languages."""

    number: int
    key: str
    published: str
    first_slot: int
    languages: tuple[str, ...]

    @property
    def slots(self) -> range:
        """The numbers of its versions."""
        return range(self.first_slot, self.first_slot + len(self.languages))


@dataclass(frozen=True, slots=True)
class Order:
    """The rank of each family by key, and by date (the newest first, then by key), (families)."""

    by_key: NDArray[np.int64]
    by_date: NDArray[np.int64]

    @classmethod
    def of(cls, families: Sequence[Family]) -> Order:
        """Order families."""
        by_key = sorted(families, key=lambda family: family.key)
        by_date = sorted(by_key, key=lambda family: family.published, reverse=True)
        return cls(_ranks(by_key), _ranks(by_date))


@dataclass(frozen=True)
class Snapshot:
    """The families of a state; they are numbered from 0, and so are their versions (the slots).

    ``family`` (slots) is the number of the family of a slot, or DEAD; ``language`` (slots) a
    place in ``languages``; ``columns`` the codes of each facet; ``families`` (families) all of
    them, withdrawn ones too. ``order`` is how they are ordered.
    """

    state: int
    families: Sequence[Family]
    languages: tuple[str, ...]
    family: NDArray[np.int32]
    language: NDArray[np.int32]
    columns: Mapping[str, Column]
    order: Order

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """The families that have a version, (families)."""
        marks = np.zeros(len(self.families), np.bool_)
        marks[self.family[self.family != DEAD]] = True
        return marks

    @cached_property
    def versions(self) -> NDArray[np.int64]:
        """How many live versions there are in each language, (languages)."""
        return np.bincount(self.language[self.family != DEAD], minlength=len(self.languages))


def empty(facets: Iterable[Facet]) -> Snapshot:
    """The state of an index in which nothing was ever stored."""
    none = np.zeros(0, np.int32)
    columns = {facet.code: Column.empty() for facet in facets}
    return Snapshot(0, (), (), none, none, columns, Order.of(()))


def refreshed(snapshot: Snapshot, connection: sqlite3.Connection, state: int) -> Snapshot:
    """The snapshot with what was changed since; ``state`` is the one that the connection sees."""
    rows = connection.execute(_SELECT, [snapshot.state])
    changed, codes = _split(_family(row) for row in rows)
    slots = number(connection, "slots")
    if any(each.slots.stop > slots for each in changed):
        raise DamagedIndex
    languages = _all_languages(snapshot.languages, changed)
    family, language = _extended(snapshot.family, slots), _extended(snapshot.language, slots)
    for before in (each for each in changed if each.number < len(snapshot.families)):
        old = snapshot.families[before.number].slots
        family[old.start : old.stop] = DEAD
    for each in changed:
        new = slice(each.slots.start, each.slots.stop)
        family[new] = each.number
        language[new] = [languages.index(code) for code in each.languages]
    columns = {
        facet: column.replaced([(which, carried.get(facet, ())) for which, carried in codes])
        for facet, column in snapshot.columns.items()
    }
    families = _replaced(snapshot.families, changed)
    same = all(_same_place(snapshot.families, each) for each in changed)
    order = snapshot.order if same else Order.of(families)
    return Snapshot(state, families, languages, family, language, columns, order)


def _family(row: tuple[int, str, str, int, str, str]) -> tuple[Family, Codes]:
    number_, key, published, first_slot, languages, facets = row
    try:
        spoken = tuple(map(sys.intern, languages.split()))
        family = Family(int(number_), str(key), str(published), int(first_slot), spoken)
        codes = {facet: tuple(carried) for facet, carried in json.loads(facets).items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise DamagedIndex from error
    if family.number < 0 or family.first_slot < 0:
        raise DamagedIndex
    return family, codes


def _split(
    rows: Iterable[tuple[Family, Codes]],
) -> tuple[list[Family], list[tuple[int, Codes]]]:
    families, codes = [], []
    for family, carried in rows:
        families.append(family)
        codes.append((family.number, carried))
    return families, codes


def _replaced(families: Sequence[Family], changed: Iterable[Family]) -> list[Family]:
    """The families with those that changed, and the new ones at the end, none left out."""
    replaced = list(families)
    for family in changed:
        if family.number > len(replaced):
            raise DamagedIndex
        replaced[family.number : family.number + 1] = [family]
    return replaced


def _extended(array: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    longer = np.full(size, DEAD, np.int32)
    longer[: array.size] = array
    return longer


def _all_languages(known: tuple[str, ...], changed: Iterable[Family]) -> tuple[str, ...]:
    more = (language for family in changed for language in family.languages)
    return tuple(dict.fromkeys((*known, *more)))


def _same_place(families: Sequence[Family], family: Family) -> bool:
    """Whether a family stays where it was in every order, as it does in most updates."""
    known = families[family.number : family.number + 1]
    return [each.published for each in known] == [family.published]


def _ranks(order: Sequence[Family]) -> NDArray[np.int64]:
    ranks = np.empty(len(order), np.int64)
    ranks[np.fromiter((family.number for family in order), np.int64, len(order))] = np.arange(
        len(order)
    )
    return ranks
