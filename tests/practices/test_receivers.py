"""What a practice shows but doesn't own, changed by itself, reaches its family and the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from taggit.models import Tag

from kb.core.family import Family
from kb.core.terms import Term
from practices.models import (
    CaseStudyPage,
    CaseStudyTerm,
    Figure,
    Keyword,
    PlaceName,
    PracticeOrganisation,
    PracticePlace,
)
from search import indexing
from tests.content import a_case, a_figure, a_place, an_organisation, with_organisation
from tests.practices.test_found_after_a_change import found

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"


def a_row_of_figures(page: CaseStudyPage) -> Figure:
    row = a_figure("investment", 5000)
    row.page = page
    return row


def another_place(page: CaseStudyPage) -> PracticePlace:
    return PracticePlace(page=page, place=a_place("Quokkaville", "PT"))


def a_name(page: CaseStudyPage) -> PlaceName:
    return PlaceName(place=page.places.get().place, language="pl", name="Kwokowo")


def an_organisation_taking_part(page: CaseStudyPage) -> PracticeOrganisation:
    return PracticeOrganisation(page=page, organisation=an_organisation("Quokka Agency"))


def a_keyword(page: CaseStudyPage) -> Keyword:
    return Keyword(content_object=page, tag=Tag.objects.create(name="quokkas"))


def a_term(page: CaseStudyPage) -> CaseStudyTerm:
    return CaseStudyTerm(
        content_object=page, tag=Term.objects.get(vocabulary="sector", code="waste")
    )


ROWS: list[Callable[[CaseStudyPage], Model]] = [
    a_row_of_figures,
    another_place,
    a_name,
    an_organisation_taking_part,
    a_keyword,
    a_term,
]
FOUND_BY = [
    (another_place, "quokkaville", "en"),
    (a_name, "kwokowo", "pl"),
    (an_organisation_taking_part, "quokka", "en"),
    (a_keyword, "quokkas", "en"),
]


def version(page: CaseStudyPage) -> int:
    return Family.objects.get(key=page.translation_key).version


@pytest.mark.parametrize("row_of", ROWS)
def test_a_row_that_is_added_changed_or_deleted_by_itself_raises_the_version(
    index: object, row_of: Callable[[CaseStudyPage], Model]
) -> None:
    page, other = a_case(), a_case("Another example")
    row = row_of(page)
    versions = [version(page)]
    untouched = version(other)
    for change in (row.save, row.save, row.delete):
        change()
        versions.append(version(page))
    assert len(set(versions)) == 4
    assert versions == sorted(versions)
    assert version(other) == untouched


@pytest.mark.parametrize(("row_of", "words", "language"), FOUND_BY)
def test_a_row_is_found_once_it_is_added_and_no_more_once_it_is_deleted(
    commit: Commit, row_of: Callable[[CaseStudyPage], Model], words: str, language: str
) -> None:
    with commit():
        page = a_case()
    with commit():
        row = row_of(page)
        row.save()
    assert found(words, language) == [page.slug]
    with commit():
        row.delete()
    assert found(words, language) == []
    assert indexing.verify() == []


def test_a_term_taken_off_by_itself_narrows_no_more(commit: Commit) -> None:
    with commit():
        page = a_case()
        a_term(page).save()
    assert found("", sector=("waste",)) == [page.slug]
    with commit():
        page.tagged_items.get(tag__code="waste").delete()
    assert found("", sector=("waste",)) == []


@pytest.mark.parametrize(
    ("name", "value"), [("name", "New"), ("population", 7), ("climate", "alpine")]
)
def test_a_place_raises_the_versions_of_its_practices_only(
    index: object, name: str, value: object
) -> None:
    place = a_place()
    there, elsewhere = a_case(place=place), a_case("Another example")
    before = version(there), version(elsewhere)
    setattr(place, name, value)
    place.save()
    assert version(there) > before[0]
    assert version(elsewhere) == before[1]


def test_an_organisation_raises_the_versions_of_its_practices_only(index: object) -> None:
    organisation = an_organisation()
    taking_part = with_organisation(a_case(), organisation)
    other = with_organisation(a_case("Another example"), an_organisation("Another agency"))
    before = version(taking_part), version(other)
    organisation.local_name = "Beispiel-Energieagentur"
    organisation.save()
    assert version(taking_part) > before[0]
    assert version(other) == before[1]
