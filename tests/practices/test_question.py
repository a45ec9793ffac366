"""An address holds a reader's whole question, and nothing that the library doesn't know."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from practices.listing import Listing
from practices.question import PAGE_SIZE, UNASKED, Question

pytestmark = pytest.mark.django_db
Commit = "Callable[[], Any]"


EVERYTHING = "q=lamps&sector=waste&sector=transport&country=PT&sort=newest&exact=1"


def question(asked: str, language: str = "en") -> Question:
    return Question(QueryDict(asked), language)


def test_an_address_says_the_whole_question_in_one_order(index: object) -> None:
    shuffled = "exact=1&country=PT&sort=newest&sector=waste&sector=transport&q=lamps&page=3"
    assert question(shuffled).address() == f"?{EVERYTHING}"
    assert question(shuffled).address(page=2) == f"?{EVERYTHING}&page=2"


def test_a_question_that_asks_nothing_has_an_empty_address() -> None:
    assert question("q=+&page=1&sort=relevance&exact=0").address() == UNASKED
    assert question("").without_filters == UNASKED


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("sort=newest", "?sort=newest"),
        ("sort=relevance", UNASKED),
        ("sort=oldest", UNASKED),
        ("exact=1", "?exact=1"),
        ("exact=yes", UNASKED),
        ("sector=waste&sector=waste", "?sector=waste"),
        ("sector=wastes&country=PX&population=6&population=0&outcome=great&language=de", UNASKED),
        ("utm_source=x&sector=waste", "?sector=waste"),
        ("sector=waste%00", UNASKED),
    ],
)
def test_what_is_unknown_is_left_out(asked: str, kept: str) -> None:
    assert question(asked).address() == kept
    assert question(asked).is_narrowed == ("waste" in kept)


def test_the_engine_is_asked_what_the_address_says() -> None:
    query = question(f"{EVERYTHING}&page=3").query
    assert query.filters == {"sector": ("waste", "transport"), "country": ("PT",)}
    assert (query.text, query.sort, query.exact, query.language) == ("lamps", "newest", True, "en")
    assert (query.offset, query.limit) == (2 * PAGE_SIZE, PAGE_SIZE)
    assert question("q=lamps").query.exact is False


def test_exactly_and_in_all_languages_change_nothing_else() -> None:
    asked = question("q=lamps&sector=waste&sort=newest")
    assert asked.exactly == "?q=lamps&sector=waste&sort=newest&exact=1"
    assert question(asked.exactly[1:]).in_all_languages == asked.address()


def test_without_filters_the_words_are_left() -> None:
    assert question(EVERYTHING).without_filters == "?q=lamps"


@pytest.mark.parametrize(
    "asked", ["q=%00lamps%00", "q=+lamps+", "q=%E2%80%AElamps", "q=lamps&page=x", "q=lamps&sector="]
)
def test_what_can_not_be_seen_is_dropped(asked: str) -> None:
    assert question(asked).address() == "?q=lamps"


def test_half_a_character_breaks_no_address(index: object) -> None:
    asked = QueryDict(mutable=True)
    asked["q"] = "lamps \ud800"
    assert Question(asked, "en").address() == "?q=lamps"
    assert Question(asked, "en").without_filters == "?q=lamps"
    assert Listing(Question(asked, "en")).total == 0


def test_a_value_of_two_facets_is_taken_from_its_own_only() -> None:
    asked = question("step=monitoring&phase=planning&outcome=worked")
    assert asked.address(without=("phase", "worked")) == asked.address()
    assert "outcome" not in asked.address(without=("outcome", "worked"))


@pytest.mark.parametrize(("asked", "page"), [("500", 500), ("501", 500), ("999", 500), ("7", 7)])
def test_a_page_beyond_the_last_one_is_the_last_one(asked: str, page: int) -> None:
    assert question(f"page={asked}").page == page
