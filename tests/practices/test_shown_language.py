"""What a reader is told of the language of a practice, and where a hit shows what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override

from practices.case import Case
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, an_organisation, with_organisation

if TYPE_CHECKING:
    from django.test import Client

Commit = Callable[[], Any]

pytestmark = pytest.mark.django_db

CARD = {"title": "Przykład", "summary": "Streszczenie."}
TEXT = CARD | {"context": "<p>Stare lampy.</p>"}


def case(page: CaseStudyPage, language: str) -> Case:
    return Case(CaseStudyPage.objects.get(pk=page.pk).reading(language))


@pytest.mark.parametrize(
    ("translated", "reader", "shown_as"),
    [
        ({}, "en", "written"),
        ({}, "pl", "foreign"),
        (CARD, "pl", "card"),
        (TEXT, "pl", "translated"),
    ],
)
def test_a_case_says_how_far_it_is_in_the_readers_language(
    index: object, translated: dict[str, str], reader: str, shown_as: str
) -> None:
    page = a_case()
    if translated:
        a_translation(page, "pl", **translated)
    assert case(page, reader).language.how == shown_as
    assert not case(page, reader).language.is_mixed


def test_a_case_of_which_a_section_is_missing_is_mixed(index: object) -> None:
    page = a_case(why="<p>It was cheap.</p>")
    a_translation(page, "pl", **TEXT)
    found = case(page, "pl")
    assert found.language.how == "partly"
    assert found.language.is_mixed
    assert found.language.of_text == {"pl", "en"}


def test_a_translation_is_stale_once_its_original_changed(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", **TEXT)
    assert not case(page, "pl").language.is_stale
    page.context = "<p>New lamps.</p>"
    page.save_revision().publish()
    assert case(page, "pl").language.is_stale
    assert not case(page, "en").language.is_stale


def test_a_card_is_stale_by_its_own_words_and_says_so(client: Client, commit: Commit) -> None:
    page = a_case()
    a_translation(page, "pl", **TEXT)
    with commit():
        page.context = "<p>New lamps.</p>"
        page.save_revision().publish()
    stale, addresses = "Oryginał zmienił się", ["/pl/practices/", f"/pl/practices/{page.slug}/"]
    assert [client.get(each).content.decode().count(stale) for each in addresses] == [0, 2]
    assert not case(page, "pl").language.is_card_stale
    with commit():
        page.summary = "Another summary."
        page.save_revision().publish()
    assert [client.get(each).content.decode().count(stale) for each in addresses] == [1, 3]
    assert case(page, "pl").language.is_card_stale


def test_terms_stand_under_the_titles_of_their_facets(index: object) -> None:
    terms = {"phase": ["planning"], "sector": ["public-lighting"]}
    with override("en"):
        groups = case(a_case(terms=terms), "en").term_groups
    assert [(group.code, group.title) for group in groups] == [
        ("sector", "Topic"),
        ("phase", "Phase of the action plan"),
    ]
    assert groups[0].terms == [("public-lighting", "Public lighting")]


def test_an_organisation_has_its_own_name_with_the_language_of_it(index: object) -> None:
    agency = an_organisation("Example Energy Agency")
    page = with_organisation(a_case(), agency)
    assert [(p.name, p.language) for p in case(page, "pl").organisations] == [
        ("Example Energy Agency", "en")
    ]
    agency.local_name = "Beispiel-Energieagentur"
    agency.save()
    assert [(p.name, p.language) for p in case(page, "pl").organisations] == [
        ("Beispiel-Energieagentur", "de")
    ]


def test_a_case_leads_to_the_language_that_is_read(index: object) -> None:
    page = a_case()
    with override("pl"):
        assert case(page, "pl").address == f"/pl/practices/{page.slug}/"
