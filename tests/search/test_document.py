"""A document is stored and read back, and known by its fingerprint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from search.document import Document, Passage, Version
from tests.search.examples import library
from tests.search.test_query import TEXTS


@given(TEXTS)
def test_what_is_stored_is_read_back(text: str) -> None:
    lamps = library()[0]
    piece = Version("en", text, text, (Passage(text, text),))
    stored = replace(lamps, versions=(piece,), facets={text: (text,)}, names=(text,))
    assert Document.load(stored.dump()) == stored
    assert len(stored.fingerprint()) == 64


def test_a_fingerprint_leaves_out_the_version_and_nothing_else() -> None:
    lamps = library()[0]
    assert replace(lamps, version=99).fingerprint() == lamps.fingerprint()
    others = [
        replace(lamps, type="guide"),
        replace(lamps, versions=lamps.versions[:1]),
        replace(lamps, facets={}),
        replace(lamps, concepts=()),
        replace(lamps, names=()),
        replace(lamps, published=""),
    ]
    assert len({each.fingerprint() for each in [lamps, *others]}) == 7


def test_the_order_of_facets_is_no_difference() -> None:
    lamps = library()[0]
    other = replace(lamps, facets=dict(reversed([*lamps.facets.items()])))
    assert [*other.facets] != [*lamps.facets]
    assert other.fingerprint() == lamps.fingerprint()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"key": 1}', '"text"', "null"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"document|JSON|Expecting"):
        Document.load(text)


def test_type_is_a_facet() -> None:
    lamps = library()[0]
    assert lamps.codes("type") == ("case_study",)
    assert lamps.codes("country") == ("HR",)
    assert lamps.codes("climate") == ()
