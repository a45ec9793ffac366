"""What was found is marked where it stands on a card, else shown below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.core.reading import Shown
from practices.found import Found
from search.results import Fragment, Highlight, Hit
from tests.content import a_case
from tests.practices.test_shown_language import case

if TYPE_CHECKING:
    from practices.models import CaseStudyPage

pytestmark = pytest.mark.django_db


def found(page: CaseStudyPage, *fragments: Fragment, piece: str, language: str = "en") -> Found:
    highlight = Highlight(piece, language, fragments)
    return Found(
        Hit(page.translation_key.hex, "case-study", 1.0, language, highlight), case(page, "en")
    )


def test_a_title_that_was_found_is_marked_in_its_place(index: object) -> None:
    parts = (Fragment("Example ", match=False), Fragment("street", match=True))
    hit = found(a_case("Example street"), *parts, piece="title")
    assert hit.title == parts
    assert hit.passage is None


def test_a_part_of_a_title_is_marked_in_its_place(index: object) -> None:
    page = a_case("Example street in a town")
    cut = (
        Fragment("… ", match=False),
        Fragment("street", match=True),
        Fragment(" in …", match=False),
    )
    assert found(page, *cut, piece="title").title == (
        Fragment("Example ", match=False),
        Fragment("street", match=True),
        Fragment(" in", match=False),
        Fragment(" a town", match=False),
    )


def test_a_highlight_of_another_text_never_replaces_a_title(index: object) -> None:
    hit = found(a_case("Example street"), Fragment("lane", match=True), piece="title")
    assert hit.title == (Fragment("Example street", match=False),)
    assert hit.passage is not None


@pytest.mark.parametrize(("piece", "language"), [("title", "pl"), ("context", "en")])
def test_what_was_found_elsewhere_stands_below(index: object, piece: str, language: str) -> None:
    page = a_case("Example street")
    hit = found(page, Fragment("Example street", match=True), piece=piece, language=language)
    assert hit.title == (Fragment("Example street", match=False),)
    assert hit.passage is hit.hit.highlight
    assert hit.summary == (Fragment(str(page.summary), match=False),)


def test_a_draft_without_a_summary_shows_none(index: object) -> None:
    hit = found(a_case(), Fragment("lamps", match=True), piece="context")
    hit.case.__dict__["summary"] = None
    assert hit.summary == ()
    hit.case.__dict__["summary"] = Shown("A summary", "en")
    assert hit.summary == (Fragment("A summary", match=False),)
