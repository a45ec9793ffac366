"""Narrowing by facets and counting, the same for every engine that holds the codes as arrays."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from search.facets import Facet


@dataclass(frozen=True, slots=True)
class Column:
    """The codes of one facet: ``families[i]`` carries ``codes[places[i]]``."""

    codes: Mapping[str, int]
    families: NDArray[np.int32]
    places: NDArray[np.int32]

    @classmethod
    def empty(cls) -> Column:
        """A facet that nobody carries."""
        none = np.zeros(0, np.int32)
        return cls({}, none, none)

    def replaced(self, changed: Sequence[tuple[int, Sequence[str]]]) -> Column:
        """The column with other codes for some families."""
        codes = dict(self.codes)
        families, places = array("i"), array("i")
        for family, carried in changed:
            for code in dict.fromkeys(carried):
                families.append(family)
                places.append(codes.setdefault(code, len(codes)))
        replaced = np.array([family for family, _ in changed], np.int32)
        stay = ~np.isin(self.families, replaced, kind="table")
        return Column(
            codes,
            np.concatenate([self.families[stay], np.array(families, np.int32)]),
            np.concatenate([self.places[stay], np.array(places, np.int32)]),
        )

    def carrying(self, code: str, of: int) -> NDArray[np.bool_]:
        """Which of the ``of`` families carry a code."""
        marks = np.zeros(of, np.bool_)
        marks[self.families[self.places == self.codes.get(code, -1)]] = True
        return marks

    def counts(self, among: NDArray[np.bool_]) -> dict[str, int]:
        """How many of these families carry each code; codes that none carries are left out."""
        counted = np.bincount(self.places[among[self.families]], minlength=len(self.codes))
        return {code: int(counted[place]) for code, place in self.codes.items() if counted[place]}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The families that are left (families), and for each facet how many carry each code."""

    left: NDArray[np.bool_]
    counts: Mapping[str, Mapping[str, int]]


def narrow(
    found: NDArray[np.bool_],
    filters: Mapping[str, Sequence[str]],
    facets: Iterable[Facet],
    columns: Mapping[str, Column],
) -> Narrowed:
    """Apply the choices to what was found, (families).

    A filter by a facet that isn't known narrows nothing: an old address still shows something.
    """
    known = list(facets)
    masks = {
        facet.code: _chosen(facet, filters[facet.code], columns[facet.code], found.size)
        for facet in known
        if filters.get(facet.code)
    }
    left = _all([found, *masks.values()])
    counts = {}
    for facet in known:
        others = [mask for code, mask in masks.items() if facet.every or code != facet.code]
        among = left if len(others) == len(masks) else _all([found, *others])
        counts[facet.code] = columns[facet.code].counts(among)
    return Narrowed(left, counts)


def _chosen(facet: Facet, codes: Sequence[str], column: Column, of: int) -> NDArray[np.bool_]:
    carrying = [column.carrying(code, of) for code in codes]
    return _all(carrying) if facet.every else np.logical_or.reduce(carrying)


def _all(marks: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    together: NDArray[np.bool_] = np.logical_and.reduce(marks)
    return together
