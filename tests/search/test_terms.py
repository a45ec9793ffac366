"""What an index keeps of a text."""

from __future__ import annotations

import pytest

from search.engines.terms import focus, pieces, terms_of
from search.scoring import TITLE
from tests.search.examples import LIGHTING, THESAURUS, document, version


def test_the_terms_of_a_text_are_what_the_schema_says() -> None:
    text = version("en", "Lamps", "A lamp", "Street lighting")
    stored = document("a", text, concepts=(LIGHTING,), names=("Lampton",))
    terms = terms_of(stored, text, THESAURUS)
    assert terms.counts == {
        "en:lamp": TITLE + 1,
        "en:a": 1,
        "en:street": 1,
        "en:light": 1,
        "en:lampton": 1,
        f"#{LIGHTING}": 1,
        f"!{LIGHTING}": 1,
    }
    # a gap after each piece, so that no phrase reaches into the next
    assert terms.places == {
        "en:lamp": [0, 3],
        "en:a": [2],
        "en:street": [5],
        "en:light": [6],
        "en:lampton": [8],
    }


def test_pieces_are_told_by_their_names_the_title_first() -> None:
    told = [(each.name, each.text) for each in pieces(version("en", "T", "S", "C", "R"))]
    assert told == [("title", "T"), ("summary", "S"), ("context", "C"), ("results", "R")]


def test_a_concept_of_the_title_counts_as_often_as_its_words() -> None:
    text = version("en", "Street lighting", "Stadsverwarming")
    counts = terms_of(document("a", text), text, THESAURUS).counts
    assert counts[f"#{LIGHTING}"] == counts["en:street"] == TITLE
    assert counts["#area:district-heating"] == pytest.approx(0.7)


def test_the_more_of_its_list_are_ticked_the_less_a_text_is_about_each() -> None:
    ticked = ["sector:a", "sector:b", "sector:c", "sector:d", "phase:a"]
    assert focus("sector:a", ticked) == pytest.approx(0.5)
    assert focus("phase:a", ticked) == 1
