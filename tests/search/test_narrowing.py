"""Choices narrow, and counts stay right under them, whatever is chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.narrowing import Column, narrow
from search.facets import Facet

FACETS = (Facet("a"), Facet("b"), Facet("every", every=True))
CODES = st.lists(st.sampled_from("xyz"), max_size=3, unique=True)
FAMILIES = st.lists(st.fixed_dictionaries({facet.code: CODES for facet in FACETS}), max_size=8)


def columns(families: list[dict[str, list[str]]]) -> dict[str, Column]:
    return {
        facet.code: Column.empty().replaced(
            [(number, family[facet.code]) for number, family in enumerate(families)]
        )
        for facet in FACETS
    }


def passes(family: dict[str, list[str]], filters: dict[str, list[str]], but: str = "") -> bool:
    """The definition, family by family."""
    for facet in FACETS:
        chosen = set(filters[facet.code])
        carried = set(family[facet.code])
        enough = chosen <= carried if facet.every else bool(chosen & carried)
        if chosen and not enough and facet.code != but:
            return False
    return True


@given(FAMILIES, st.fixed_dictionaries({facet.code: CODES for facet in FACETS}), st.data())
def test_arrays_give_what_the_definition_says(
    families: list[Any], filters: dict[str, list[str]], data: st.DataObject
) -> None:
    found = np.array([data.draw(st.booleans()) for _ in families], np.bool_)
    narrowed = narrow(found, filters, FACETS, columns(families))
    left = [passes(family, filters) for family in families]
    assert narrowed.left.tolist() == (found & np.array(left, np.bool_)).tolist()
    for facet in FACETS:
        but = "" if facet.every else facet.code
        counted = [
            code
            for there, family in zip(found, families, strict=True)
            if there and passes(family, filters, but)
            for code in family[facet.code]
        ]
        assert narrowed.counts[facet.code] == {code: counted.count(code) for code in set(counted)}


@given(FAMILIES, FAMILIES)
def test_replacing_some_families_is_the_same_as_making_all_anew(
    before: list[Any], after: list[Any]
) -> None:
    everyone = np.ones(max(len(before), len(after)), np.bool_)
    changed = columns(before)["a"].replaced(
        [(number, family["a"]) for number, family in enumerate(after)]
    )
    fresh = columns([*after, *before[len(after) :]])["a"]
    assert changed.counts(everyone) == fresh.counts(everyone)
