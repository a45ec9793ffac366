"""What an editor changes is found on the next request; what is withdrawn isn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page

from kb.core.terms import Term, TermLabel
from practices.models import CaseStudyPage, PlaceName
from search import indexing
from search.behind import behind
from search.index import engine
from search.query import parse
from tests.content import (
    a_case,
    a_figure,
    a_place,
    a_translation,
    an_organisation,
    library,
    with_organisation,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"


def found(text: str, language: str = "en", **filters: tuple[str, ...]) -> list[str]:
    """Slugs of what a reader finds."""
    hits = engine().search(parse(text, language, filters=filters)).hits
    pages = {p.translation_key.hex: p.slug for p in CaseStudyPage.objects.all()}
    return [pages.get(hit.key, "gone") for hit in hits]


def test_a_published_practice_is_found(commit: Commit) -> None:
    with commit():
        page = a_case("Zebrastripes on the example square")
    assert found("zebrastripes") == [page.slug]
    assert indexing.verify() == []


def test_a_draft_is_not_found(commit: Commit) -> None:
    with commit():
        a_case("Zebrastripes on the example square", live=False)
    assert found("zebrastripes") == []


def test_a_changed_word_replaces_the_old_one(commit: Commit) -> None:
    with commit():
        page = a_case("Zebrastripes on the example square")
    with commit():
        page.title = "Giraffes on the example square"
        page.save_revision().publish()
    assert found("zebrastripes") == []
    assert found("giraffes") == [page.slug]


def test_a_changed_term_narrows_otherwise(commit: Commit) -> None:
    with commit():
        page = a_case()
    with commit():
        page.set_terms({"sector": ["transport"]})
        page.save_revision().publish()
    assert found("", sector=("transport",)) == [page.slug]
    assert found("", sector=("public-lighting",)) == []


def test_a_term_put_on_outside_the_page_is_found(commit: Commit) -> None:
    with commit():
        page = a_case()
    with commit():
        page.tagged_items.model.objects.create(
            content_object=page, tag=Term.objects.get(vocabulary="sector", code="waste")
        )
    assert found("", sector=("waste",)) == [page.slug]


def test_a_changed_place_is_found_with_all_its_practices(commit: Commit) -> None:
    place = a_place("Oldname")
    with commit():
        slugs = {a_case("Example one", place=place).slug, a_case("Example two", place=place).slug}
    with commit():
        place.name, place.country = "Newname", "PT"
        place.save()
    assert set(found("newname")) == slugs
    assert set(found("", country=("PT",))) == slugs
    assert found("oldname") == []


def test_a_name_in_another_language_is_found(commit: Commit) -> None:
    place = a_place("Examplestadt")
    with commit():
        page = a_case(place=place)
    with commit():
        PlaceName.objects.create(place=place, language="pl", name="Przykładowo")
    assert found("przykladowo", "pl") == [page.slug]


def test_a_changed_organisation_is_found(commit: Commit) -> None:
    organisation = an_organisation("Quokka Agency")
    with commit():
        page = with_organisation(a_case(), organisation)
    with commit():
        organisation.name = "Wombat Agency"
        organisation.save()
    assert found("wombat") == [page.slug]
    assert found("quokka") == []


def test_a_changed_figure_reaches_the_index(commit: Commit) -> None:
    with commit():
        page = a_case()
    with commit():
        page.figures = [a_figure("investment", 5_000_000)]
        page.save_revision().publish()
    assert indexing.verify() == []


def test_a_new_label_finds_old_texts(commit: Commit) -> None:
    with commit():
        page = a_case()
    with commit():
        TermLabel.objects.create(
            term=Term.objects.get(vocabulary="sector", code="public-lighting"),
            language="en",
            text="glowsticks",
        )
    indexing.catch_up()
    assert found("glowsticks") == [page.slug]


def test_a_practice_published_after_a_new_label_is_found_before_the_rebuild(
    commit: Commit,
) -> None:
    with commit():
        TermLabel.objects.create(
            term=Term.objects.get(vocabulary="sector", code="public-lighting"),
            language="en",
            text="glowsticks",
        )
    with commit():
        page = a_case("Zebrastripes on the example square")
    assert found("zebrastripes") == [page.slug]
    assert behind().rebuild


def test_an_unpublished_practice_is_gone_and_comes_back(commit: Commit) -> None:
    with commit():
        page = a_case("Zebrastripes on the example square")
    with commit():
        page.unpublish()
    assert found("zebrastripes") == []
    with commit():
        page.get_latest_revision().publish()
    assert found("zebrastripes") == [page.slug]


def test_a_reverted_practice_is_found_by_its_old_words(commit: Commit) -> None:
    with commit():
        page = a_case("Zebrastripes on the example square")
        first = page.get_latest_revision()
    with commit():
        page.title = "Giraffes on the example square"
        page.save_revision().publish()
    with commit():
        first.publish()
    assert found("zebrastripes") == [page.slug]
    assert found("giraffes") == []


def test_a_deleted_practice_is_gone_with_the_tree_above_it(commit: Commit) -> None:
    with commit():
        page = a_case("Zebrastripes on the example square")
    with commit():
        Page.objects.get(pk=page.pk).delete()
    assert found("zebrastripes") == []
    assert indexing.verify() == []


def test_a_deleted_library_takes_its_practices_along(commit: Commit) -> None:
    with commit():
        a_case("Zebrastripes on the example square")
    with commit():
        library().delete()
    assert found("zebrastripes") == []


def test_a_moved_practice_stays_found(commit: Commit) -> None:
    with commit():
        page = a_case("Zebrastripes on the example square")
        a_case("Another example")
    with commit():
        Page.objects.get(pk=page.pk).move(library(), pos="last-child")
    assert found("zebrastripes") == [page.slug]
    assert indexing.verify() == []


def test_a_translation_is_found_in_its_language_and_withdrawn_with_it(commit: Commit) -> None:
    with commit():
        source = a_case()
    with commit():
        translation = a_translation(
            source, "pl", title="Zebry na placu", summary="Zmyślone streszczenie."
        )
    assert found("zebry", "pl") == [source.slug]
    with commit():
        translation.unpublish()
    assert found("zebry", "pl") == []


def test_a_rolled_back_change_is_not_found(commit: Commit) -> None:
    with commit():
        page = a_case("Zebrastripes on the example square")
    with commit(), transaction.atomic():
        page.title = "Giraffes on the example square"
        page.save_revision().publish()
        transaction.set_rollback(True)
    assert found("giraffes") == []
    assert found("zebrastripes") == [page.slug]
    assert indexing.verify() == []


def test_publishing_and_unpublishing_many_at_once_reaches_the_index(
    commit: Commit, admin_client: Client
) -> None:
    with commit():
        pages = [a_case(f"Zebrastripes number {n}", live=False) for n in range(3)]
    ids = "&".join(f"id={page.pk}" for page in pages)
    for action, expected in (("publish", 3), ("unpublish", 0)):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        with commit():
            answer = admin_client.post(f"{address}?{ids}&next=/admin/")
        assert answer.status_code == 302
        assert len(found("zebrastripes")) == expected


def test_what_was_missed_is_caught_up(commit: Commit) -> None:
    page = a_case(
        "Zebrastripes on the example square"
    )  # no commit: as if killed before it was indexed
    assert found("zebrastripes") == []
    assert indexing.catch_up() > 0
    assert found("zebrastripes") == [page.slug]
    assert indexing.catch_up() == 0


def test_an_index_of_another_database_is_built_anew(commit: Commit) -> None:
    from kb.core.stamp import Stamp

    with commit():
        page = a_case("Zebrastripes on the example square")
    Stamp.redraw()
    assert behind().rebuild
    indexing.catch_up()
    assert found("zebrastripes") == [page.slug]
