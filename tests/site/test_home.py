"""The home page shows the result board, the newest practices, and the ways to all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kb.site.home import NEW, home_context
from kb.site.models import BoardEntry, HomePage
from practices.models import CaseStudyPage
from search.index import engine
from tests.content import a_case, a_figure, a_place, a_translation

if TYPE_CHECKING:
    from django.test import Client

    from practices.case import Case

pytestmark = pytest.mark.django_db
Commit = "Callable[[], Any]"


def context(*board: CaseStudyPage) -> dict[str, Any]:
    with override("en"):
        return home_context("en", [page.translation_key for page in board])


def slugs(cases: list[Case]) -> list[str]:
    return [case.slug for case in cases]


def on_the_board(*pages: CaseStudyPage) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    for order, page in enumerate(pages):
        BoardEntry.objects.create(home=home, practice=page, sort_order=order)


def published_days_ago(page: CaseStudyPage, days: int) -> None:
    page.first_published_at = timezone.now() - timedelta(days=days)
    page.save()


def test_the_newest_practices_come_first_and_older_ones_are_left_out(commit: Commit) -> None:
    with commit():
        pages = [a_case(f"Number {number}") for number in range(NEW + 1)]
        for page, days in zip(pages, (3, 9, 1, 5, 2, 8, 4), strict=True):
            published_days_ago(page, days)
    found = context()
    expected = ["number-2", "number-4", "number-0", "number-6", "number-3", "number-5"]
    assert slugs(found["practices"]) == expected
    assert found["total"] == NEW + 1


def test_the_board_keeps_its_order_whatever_is_new(commit: Commit) -> None:
    with commit():
        one, two, three = (a_case(title) for title in ("One", "Two", "Three"))
    assert slugs(context(two, three, one)["board"]) == ["two", "three", "one"]


def test_the_board_leaves_out_what_has_no_number(commit: Commit) -> None:
    with commit():
        one, two = a_case("One"), a_case("Two")
        one.figures = []
        one.save_revision().publish()
    assert slugs(context(one, two)["board"]) == ["two"]
    assert set(slugs(context(one, two)["practices"])) == {"one", "two"}


def test_the_board_leaves_out_what_is_unpublished(commit: Commit) -> None:
    with commit():
        one, two = a_case("One"), a_case("Two")
    with commit():
        one.unpublish()
    assert slugs(context(one, two)["board"]) == ["two"]


def test_the_home_of_every_language_has_the_board_of_the_english_one(
    client: Client, commit: Commit
) -> None:
    with commit():
        one, two, three = (a_case(title) for title in ("One", "Two", "Three"))
        a_translation(three, "pl", title="Trzy", summary="Streszczenie.")
        on_the_board(three, one, two)
    for code in ("en", "pl"):
        assert slugs(client.get(f"/{code}/").context["board"]) == ["three", "one", "two"]
    assert client.get("/pl/").context["board"][0].title.value == "Trzy"


def test_without_an_index_the_board_is_left_and_nothing_else(
    client: Client, commit: Commit, settings: Any, tmp_path: Any
) -> None:
    with commit():
        page = a_case("One")
        on_the_board(page)
    settings.SEARCH_FOLDER = tmp_path / "nowhere"
    answer = client.get("/en/")
    assert answer.status_code == 200
    assert slugs(answer.context["board"]) == ["one"]
    assert (answer.context["practices"], answer.context["topics"]) == ([], [])
    assert (answer.context["total"], answer.context["countries"]) == (0, 0)
    assert {stop.count for stop in answer.context["road"]} == {0}


def test_a_practice_that_left_since_it_was_indexed_has_no_card(commit: Commit) -> None:
    with commit():
        a_case("One")
        gone = a_case("Two")
    CaseStudyPage.objects.filter(pk=gone.pk).update(live=False)
    assert slugs(context()["practices"]) == ["one"]
    assert engine().held()


def test_topics_stand_by_the_number_of_their_practices(commit: Commit) -> None:
    with commit():
        for number, sectors in enumerate((["waste", "transport"], ["waste"], ["industry"])):
            a_case(f"Number {number}", terms={"sector": sectors, "phase": ["planning"]})
    topics = [(topic.value, topic.label, topic.count) for topic in context()["topics"]]
    assert topics == [
        ("waste", "Waste and wastewater", 2),
        ("industry", "Industry", 1),
        ("transport", "Transport", 1),
    ]


def test_each_phase_of_the_road_has_the_number_of_its_practices(commit: Commit) -> None:
    with commit():
        for number, phases in enumerate((["planning", "implementation"], ["planning"])):
            a_case(f"Number {number}", terms={"sector": ["waste"], "phase": phases})
    road = context()["road"]
    assert [(stop.number, stop.count) for stop in road] == [(1, 0), (2, 2), (3, 1), (4, 0)]
    assert not any(stop.chosen for stop in road)


def test_countries_and_figures_are_those_of_published_practices(commit: Commit) -> None:
    with commit():
        place = a_place("Aldeia", "PT")
        a_case("One", place=place)
        a_case("Two", place=place)
        three = a_case("Three", place=a_place("Stadt", "DE"))
        three.figures = [a_figure(), a_figure("investment", 5)]
        three.save_revision().publish()
        a_case("Draft", place=a_place("Miasto", "PL"), live=False)
    found = context()
    assert (found["total"], found["countries"], found["figures"]) == (3, 2, 4)


def test_the_home_of_every_language_opens_in_the_editor(admin_client: Client) -> None:
    for home in HomePage.objects.all():
        address = reverse("wagtailadmin_pages:edit", args=[home.pk])
        assert admin_client.get(address).status_code == 200
