"""The listing keeps a reader's question in its addresses, and counts what would narrow it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override

from practices.choices import Choice, topics
from practices.listing import Listing, PageLink
from practices.question import LAST_PAGE, PAGE_SIZE
from practices.understood import Understood, all_understood
from search.results import Results
from tests.content import a_case, a_place
from tests.practices.test_question import EVERYTHING, question

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db
Commit = "Callable[[], Any]"


def listing(asked: str = "", language: str = "en") -> Listing:
    return Listing(question(asked, language))


def of_pages(pages: int, page: int = 1) -> Listing:
    """A listing of so many practices that they fill these pages, the last with a single one."""
    found = listing(f"q=lamps&page={page}")
    found.results = Results((pages - 1) * PAGE_SIZE + 1, ())
    return found


def choices(found: Listing, facet: str) -> list[tuple[str, int, bool]]:
    shown = (each.choices for each in found.facets if each.code == facet)
    return [(each.value, each.count, each.chosen) for each in next(shown, [])]


def numbers(found: Listing) -> list[int]:
    return [link.number for link in found.near_pages]


@pytest.fixture
def library(commit: Callable[[], Any]) -> None:
    """Three practices: two Portuguese, one German; one of them of transport."""
    with commit():
        town = a_place("Aldeia", "PT", population=4_000, climate="")
        city = a_place("Stadt", "DE", population=200_000)
        a_case("One", place=town, outcome="worked")
        a_case("Two", place=town, outcome="did-not-work")
        a_case("Three", place=city, terms={"sector": ["transport"], "phase": ["planning"]})


@pytest.mark.parametrize("asked", ["q=%00", "q=%ED%A0%80", "sector=%00", "page=%00", "q=%FF"])
def test_bytes_that_are_no_text_get_a_page(client: Client, index: object, asked: str) -> None:
    assert client.get(f"/en/practices/?{asked}").status_code == 200


def test_each_chip_takes_away_exactly_its_filter(index: object) -> None:
    with override("en"):
        chips = listing(f"{EVERYTHING}&page=4").chips
    assert [chip.title for chip in chips] == ["Topic", "Topic", "Country"]
    assert [(chip.facet, chip.label, chip.without) for chip in chips] == [
        (
            "sector",
            "Waste and wastewater",
            "?q=lamps&sector=transport&country=PT&sort=newest&exact=1",
        ),
        ("sector", "Transport", "?q=lamps&sector=waste&country=PT&sort=newest&exact=1"),
        ("country", "Portugal", "?q=lamps&sector=waste&sector=transport&sort=newest&exact=1"),
    ]


def test_a_chip_says_which_facet_it_is_of(client: Client, library: None) -> None:
    page = client.get("/en/practices/?phase=implementation").content.decode()
    assert "Phase of the action plan: Implementation" in page


def test_who_finds_nothing_is_told_what_the_filters_hide_and_where_there_is_something(
    client: Client, library: None
) -> None:
    page = client.get("/en/practices/?country=DE&outcome=worked").content.decode()
    assert "No practice fits these filters" in page
    assert re.search(r"Remove all filters</a>\s*<span[^>]*>3 practices", page)
    assert re.search(r'\?sector=transport">Transport</a>\s*<span[^>]*>1<', page)
    nowhere = client.get("/en/practices/?q=zeppelin&country=DE").content.decode()
    assert "Remove all filters</a> <span" not in nowhere


def test_facets_stand_in_their_order_with_all_their_values(library: None) -> None:
    found = listing()
    assert [each.code for each in found.facets] == [
        "sector",
        "phase",
        "country",
        "population",
        "outcome",
    ]
    assert [each.code for each in found.first_facets] == ["sector", "phase", "country"]
    assert [each.code for each in found.other_facets] == ["population", "outcome"]


def test_countries_stand_by_count_and_other_values_in_the_order_of_their_list(
    library: None,
) -> None:
    found = listing()
    assert choices(found, "country") == [("PT", 2, False), ("DE", 1, False)]
    assert choices(found, "phase") == [("planning", 1, False), ("implementation", 2, False)]
    assert choices(found, "sector") == [("public-lighting", 2, False), ("transport", 1, False)]


def test_countries_of_the_same_count_stand_by_their_names(commit: Commit) -> None:
    with commit():
        for country in ("PT", "HR", "DE"):
            a_case(country, place=a_place(country, country))
    with override("en"):
        assert [value for value, *_ in choices(listing(), "country")] == ["HR", "DE", "PT"]
    with override("es"):
        assert [value for value, *_ in choices(listing(), "country")] == ["DE", "HR", "PT"]


def test_outcomes_and_population_narrow(library: None) -> None:
    assert choices(listing(), "outcome") == [("worked", 1, False), ("did-not-work", 1, False)]
    assert choices(listing(), "population") == [("1", 2, False), ("4", 1, False)]
    assert listing("outcome=worked").total == 1
    assert listing("population=4").total == 1
    assert [hit.case.slug for hit in listing("population=1&outcome=did-not-work").found] == ["two"]


def test_classes_of_population_have_their_limits_as_words(library: None) -> None:
    with override("en"):
        facet = next(each for each in listing("population=5").facets if each.code == "population")
    assert [choice.label for choice in facet.choices] == [
        "under 5,000",
        "100,000 to 500,000",
        "500,000 and more",
    ]


def test_the_other_values_of_a_chosen_facet_keep_their_counts(library: None) -> None:
    found = listing("country=PT")
    assert found.total == 2
    assert choices(found, "country") == [("PT", 2, True), ("DE", 1, False)]
    assert choices(found, "sector") == [("public-lighting", 2, False), ("transport", 0, False)]


def test_a_chosen_value_without_any_practice_is_shown_to_be_taken_back(library: None) -> None:
    with override("en"):
        facet = next(each for each in listing("climate=alpine").facets if each.code == "climate")
    assert facet.chosen == [Choice("alpine", "Alpine", 0, chosen=True)]


def test_a_facet_of_one_value_is_no_choice(library: None) -> None:
    assert choices(listing(), "type") == []
    assert choices(listing("type=case-study"), "type") == [("case-study", 3, True)]


@pytest.mark.parametrize(
    ("asked", "is_open"), [("", False), ("sector=transport", False), ("outcome=worked", True)]
)
def test_more_filters_are_open_while_one_of_them_is_chosen(
    library: None, asked: str, is_open: bool
) -> None:
    assert listing(asked).is_narrowed_by_others is is_open


@pytest.mark.parametrize(
    ("asked", "countries"),
    [
        ("", 2),
        ("country=PT", 1),
        ("country=PT&country=DE", 2),
        ("country=PL", 0),
        ("sector=transport", 1),
    ],
)
def test_countries_are_those_of_what_was_found(library: None, asked: str, countries: int) -> None:
    assert listing(asked).countries == countries


@pytest.mark.parametrize(
    ("pages", "page", "shown"),
    [
        (1, 1, [1]),
        (2, 1, [1, 2]),
        (5, 1, [1, 2, 0, 5]),
        (5, 3, [1, 2, 3, 4, 5]),
        (5, 5, [1, 0, 4, 5]),
        (20, 1, [1, 2, 0, 20]),
        (20, 3, [1, 2, 3, 4, 0, 20]),
        (20, 10, [1, 0, 9, 10, 11, 0, 20]),
        (20, 20, [1, 0, 19, 20]),
        (5, 400, [1, 0, 5]),
    ],
)
def test_near_pages_are_the_ends_and_those_around_with_gaps_between(
    pages: int, page: int, shown: list[int]
) -> None:
    assert numbers(of_pages(pages, page)) == shown


def test_pages_have_addresses_and_gaps_have_none() -> None:
    assert of_pages(5).near_pages == [
        PageLink(1, "?q=lamps"),
        PageLink(2, "?q=lamps&page=2"),
        PageLink(0, ""),
        PageLink(5, "?q=lamps&page=5"),
    ]


@pytest.mark.parametrize(
    ("pages", "page", "previous_page", "next_page"),
    [
        (1, 1, "", ""),
        (3, 1, "", "?q=lamps&page=2"),
        (3, 2, "?q=lamps", "?q=lamps&page=3"),
        (3, 3, "?q=lamps&page=2", ""),
        (3, 9, "?q=lamps&page=3", ""),
    ],
)
def test_the_next_and_the_previous_page_end_with_the_pages(
    pages: int, page: int, previous_page: str, next_page: str
) -> None:
    found = of_pages(pages, page)
    assert (found.previous_page, found.next_page) == (previous_page, next_page)


@pytest.mark.parametrize(
    ("total", "pages"),
    [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2), (10**6, LAST_PAGE)],
)
def test_there_are_as_many_pages_as_the_hits_fill_up_to_the_last_one(
    total: int, pages: int
) -> None:
    found = listing()
    found.results = Results(total, ())
    assert found.pages == pages


def test_newest_first_turns_the_order_of_the_listing(library: None) -> None:
    slugs = [each.case.slug for each in listing("sort=newest").found]
    assert slugs == ["three", "two", "one"]


def test_without_an_index_nothing_is_found_and_nothing_narrows(
    index: object, settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_FOLDER = tmp_path / "nowhere"
    found = listing("country=PT")
    assert (found.results, found.found, found.facets, found.total) == (None, [], [], 0)
    assert (found.pages, found.countries, found.understood) == (1, 0, [])
    assert [chip.without for chip in found.chips] == ["."]


def test_a_topic_that_the_lists_no_longer_have_is_left_out() -> None:
    assert [topic.value for topic in topics({"gone": 3, "transport": 1})] == ["transport"]


def test_what_was_understood_is_also_said_in_other_languages(index: object) -> None:
    found = Understood.of("lamps in the street", "sector:public-lighting", "pl")
    assert found.label == "Oświetlenie publiczne"
    assert found.elsewhere == (("en", "Public lighting"), ("nl", "Openbare verlichting"))
    assert Understood.of("PUBLIC LIGHTING", "sector:public-lighting", "pl").elsewhere[0][0] == "nl"
    found = Understood.of("biogas", "concept:biogas", "en")
    assert len({text for _language, text in found.elsewhere}) == 2


def test_what_fits_the_words_best_is_said_first_and_nothing_twice(index: object) -> None:
    heating = "district heating"
    concepts = [
        (heating, "sector:local-heat-cold-production"),
        (heating, "concept:district-heating"),
    ] * 2
    labels = [each.label for each in all_understood(concepts, "en")]
    assert labels[0] == "District heating"
    assert len(labels) == 2
