"""What of a practice becomes a document: facets, names, and the versions that readers may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from taggit.models import Tag

from kb.core import countries
from kb.core.languages import CODES
from kb.core.vocabulary import TAGS, codes
from practices.documents import PracticeDocuments
from practices.models import (
    CaseStudyPage,
    Keyword,
    PlaceName,
    PracticeOrganisation,
    PracticePlace,
)
from tests.content import a_case, a_place, a_translation, an_organisation, step, steps

if TYPE_CHECKING:
    from search.document import Document

pytestmark = pytest.mark.django_db


def document(page: CaseStudyPage) -> Document:
    (found,) = PracticeDocuments().of([page.translation_key])
    return found


def published(page: CaseStudyPage, **rows: Any) -> CaseStudyPage:
    for name, value in rows.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def test_every_facet_has_the_codes_of_its_own_field(index: object) -> None:
    several = {name: list(codes(name)[:2]) for name in TAGS}
    place = a_place(country="HR", climate="alpine", kind="island", population=20_000)
    page = a_case(language="pl", place=place, terms=several, outcome="mixed")
    assert document(page).facets == {
        **{name: tuple(carried) for name, carried in several.items()},
        "type": ("case-study",),
        "country": ("HR",),
        "climate": ("alpine",),
        "place_kind": ("island",),
        "population": ("3",),
        "outcome": ("mixed",),
        "language": ("pl",),
    }


def test_what_is_not_known_has_no_facet(index: object) -> None:
    place = a_place(population=None, climate="")
    facets = document(a_case(place=place)).facets
    assert set(facets) == {"sector", "phase", "type", "country", "place_kind", "language"}


def test_a_place_without_inhabitants_is_of_the_smallest_class(index: object) -> None:
    assert document(a_case(place=a_place(population=0))).facets["population"] == ("1",)


def test_codes_of_several_places_stand_once_each_the_first_place_first(index: object) -> None:
    places = [
        a_place("Zett", "PT", population=600_000, climate="alpine"),
        a_place("Ahh", "HR", population=10, climate="", kind="island"),
        a_place("Bee", "PT", population=900_000, climate="alpine"),
    ]
    rows = [PracticePlace(place=place, sort_order=order) for order, place in enumerate(places)]
    facets = document(published(a_case(), places=rows)).facets
    assert facets["country"] == ("PT", "HR")
    assert facets["population"] == ("5", "1")
    assert facets["climate"] == ("alpine",)
    assert facets["place_kind"] == ("municipality", "island")


def test_terms_are_the_concepts_of_a_practice(index: object) -> None:
    page = a_case(terms={"phase": ["planning"], "sector": ["waste"]})
    assert document(page).concepts == ("sector:waste", "phase:planning")


def test_names_are_those_of_places_organisations_and_keywords(index: object) -> None:
    place = a_place("Grupo", "DE", members="Uno\n\nDos\n", region="Norte")
    PlaceName.objects.create(place=place, language="pl", name="Grupa")
    organisation = an_organisation("Example Agency")
    organisation.local_name = "Agencia Exemplo"
    organisation.save()
    page = a_case(place=place)
    PracticeOrganisation.objects.create(page=page, organisation=organisation)
    for word in ("zebras", "apples"):
        Keyword.objects.create(content_object=page, tag=Tag.objects.create(name=word))
    names = document(page).names
    in_all_languages = [countries.name("DE", code) for code in CODES]
    assert {"Germania", "Alemania"} <= set(in_all_languages)
    assert list(names) == [
        "Grupo",
        "Grupa",
        "Uno",
        "Dos",
        "Norte",
        *in_all_languages,
        "Example Agency",
        "Agencia Exemplo",
        "apples",
        "zebras",
    ]


def test_names_that_are_not_known_are_no_names(index: object) -> None:
    page = a_case(place=a_place(region=""))
    PracticeOrganisation.objects.create(page=page, organisation=an_organisation())
    assert "" not in document(page).names


def test_a_document_is_of_its_family_as_it_was_when_it_was_read(index: object) -> None:
    page = a_case(language="pl")
    found = document(page)
    assert (found.key, found.type) == (page.translation_key.hex, "case-study")
    assert found.original_language == "pl"
    page.family.refresh_from_db()
    assert found.version == page.family.version
    assert page.first_published_at is not None
    assert found.published == page.first_published_at.isoformat()


def test_a_version_has_the_pieces_that_are_really_in_its_language(index: object) -> None:
    page = a_case(
        "Title", context="<p>Old <b>lamps</b>.</p>", why="<p>Cheap.</p>", steps=steps(step("One"))
    )
    a_translation(page, "pl", title="Tytuł", summary="Streszczenie.", why="<p>Tanio.</p>")
    source, polish = document(page).versions
    assert (source.language, source.title) == ("en", "Title")
    assert [passage.text for passage in source.passages] == ["Old lamps.", "Cheap.", "One"]
    assert (polish.language, polish.title, polish.summary) == ("pl", "Tytuł", "Streszczenie.")
    assert [(passage.name, passage.text) for passage in polish.passages] == [("why", "Tanio.")]


def test_a_version_without_a_card_is_not_found(index: object) -> None:
    page = a_case()
    translation = a_translation(page, "pl", title="Tytuł", summary="Streszczenie.")
    assert [version.language for version in document(page).versions] == ["en", "pl"]
    CaseStudyPage.objects.filter(pk=translation.pk).update(summary="")
    assert [version.language for version in document(page).versions] == ["en"]


def test_an_unpublished_version_is_not_found(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", title="Tytuł", summary="Streszczenie.").unpublish()
    assert [version.language for version in document(page).versions] == ["en"]


def test_a_practice_whose_source_is_unpublished_is_no_document(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", title="Tytuł", summary="Streszczenie.")
    page.unpublish()
    assert list(PracticeDocuments().of([page.translation_key])) == []
    assert list(PracticeDocuments().of(None)) == []


def test_all_documents_are_those_of_every_published_practice(index: object) -> None:
    pages = [a_case("One"), a_case("Two")]
    a_case("A draft", live=False)
    keys = {found.key for found in PracticeDocuments().of(None)}
    assert keys == {page.translation_key.hex for page in pages}
    assert list(PracticeDocuments().of([])) == []
