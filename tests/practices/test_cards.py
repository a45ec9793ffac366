"""What a card says of a practice: its languages, at a fixed cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from kb.core.languages import CODES
from practices.cards import cards
from practices.models import CaseStudyPage
from practices.shown_language import LanguageState, ShownLanguage
from tests.content import a_case, a_translation

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


CARD = {"title": "Przykład", "summary": "Streszczenie."}
TEXT = CARD | {"context": "<p>Stare lampy.</p>"}
ENGLISH_CARD = {"title": "Example", "summary": "A summary."}
ENGLISH = ENGLISH_CARD | {"context": "<p>Old lamps.</p>"}


def shown(page: CaseStudyPage, language: str) -> ShownLanguage:
    return ShownLanguage(CaseStudyPage.objects.get(pk=page.pk).reading(language))


def read_by_native(page: CaseStudyPage) -> None:
    CaseStudyPage.objects.filter(pk=page.pk).update(read_by_native=True)


def a_greek_case() -> CaseStudyPage:
    return a_case("Παράδειγμα", language="el", summary="Περίληψη.", context="<p>Λάμπες.</p>")


def test_what_is_read_as_it_was_written_waits_for_no_native_reader(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", **TEXT)
    assert not shown(page, "en").unread
    assert not shown(page, "fr").unread


def test_a_translation_is_unread_until_a_native_reader_has_gone_over_it(index: object) -> None:
    page = a_case()
    translation = a_translation(page, "pl", **TEXT)
    assert shown(page, "pl").unread
    read_by_native(translation)
    assert not shown(page, "pl").unread


def test_a_translated_card_alone_is_unread_too(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", **CARD)
    assert shown(page, "pl").unread


def test_one_unread_section_makes_the_whole_unread(index: object) -> None:
    page = a_greek_case()
    read_by_native(a_translation(page, "pl", **CARD))
    english = a_translation(page, "en", **ENGLISH)
    assert shown(page, "pl").of_pieces == {"title": "pl", "summary": "pl", "context": "en"}
    assert shown(page, "pl").unread == ["en"]
    assert shown(page, "pl").translated_into == ["en", "pl"]
    read_by_native(english)
    assert not shown(page, "pl").unread


def test_an_unread_title_makes_the_whole_unread(index: object) -> None:
    page = a_greek_case()
    a_translation(page, "pl", **CARD)
    read_by_native(a_translation(page, "en", **ENGLISH))
    assert shown(page, "pl").unread


@pytest.mark.parametrize(
    ("english", "polish", "main", "how", "of_text"),
    [
        ({}, {}, "el", "foreign", {"el"}),
        (ENGLISH_CARD, {}, "el", "foreign", {"el"}),
        (ENGLISH, {}, "en", "foreign", {"en"}),
        (ENGLISH, CARD, "en", "card", {"en"}),
        ({}, CARD, "el", "card", {"el"}),
        (ENGLISH, TEXT, "pl", "translated", {"pl"}),
        ({}, TEXT, "pl", "translated", {"pl"}),
    ],
)
def test_most_is_shown_in_the_first_whole_language_of_the_readers_order(
    index: object,
    english: dict[str, str],
    polish: dict[str, str],
    main: str,
    how: str,
    of_text: set[str],
) -> None:
    page = a_greek_case()
    for language, words in (("en", english), ("pl", polish)):
        if words:
            a_translation(page, language, **words)
    found = shown(page, "pl")
    assert (found.main, found.how, found.of_text) == (main, how, of_text)


def test_who_reads_the_language_of_the_source_reads_it_as_written(index: object) -> None:
    page = a_greek_case()
    a_translation(page, "en", **ENGLISH)
    found = shown(page, "el")
    assert (found.main, found.how, found.of_text) == ("el", "written", {"el"})


def test_a_practice_is_partly_there_if_only_one_of_its_sections_is_translated(
    index: object,
) -> None:
    page = a_case(results="<p>New lamps.</p>", why="<p>It was cheap.</p>")
    a_translation(page, "pl", **CARD, results="<p>Nowe lampy.</p>")
    found = shown(page, "pl")
    assert (found.main, found.how, found.of_text) == ("en", "partly", {"pl", "en"})
    assert found.is_mixed


def test_each_language_has_its_state_and_search_engines_are_shown_the_whole_ones(
    index: object,
) -> None:
    page = a_case()
    a_translation(page, "pl", **TEXT)
    a_translation(page, "fr", title="Exemple", summary="Résumé.")
    found = shown(page, "it")
    states = {"en": "whole", "pl": "whole", "fr": "card"}
    assert found.states == [LanguageState(code, states.get(code, "interface")) for code in CODES]
    assert found.whole_in == ["en", "pl"]


def test_a_card_is_in_the_readers_language_else_in_english_else_as_written(index: object) -> None:
    page = a_greek_case()
    a_translation(page, "en", **ENGLISH_CARD)
    a_translation(page, "pl", **CARD)
    key = page.translation_key
    titles = {code: cards([key], code)[key].title for code in ("pl", "fr", "el")}
    assert {code: (title.value, title.language) for code, title in titles.items()} == {
        "pl": ("Przykład", "pl"),
        "fr": ("Example", "en"),
        "el": ("Παράδειγμα", "el"),
    }


def test_what_has_gone_has_no_card(index: object) -> None:
    page, draft = a_case(), a_case("A draft", live=False)
    keys = [uuid4(), page.translation_key, draft.translation_key]
    assert list(cards(keys, "en")) == [page.translation_key]


@pytest.mark.parametrize("practices", [1, 5])
def test_what_cards_show_is_read_in_the_queries_of_one(
    index: object, django_assert_num_queries: Callable[..., Any], practices: int
) -> None:
    keys = [a_case(f"Example {n}").translation_key for n in range(practices)]
    with django_assert_num_queries(6):  # families and versions; terms, places, figures, sources
        for case in cards(keys, "pl").values():
            assert [case.places, case.sources, list(case.page.figures.all())]
            assert case.page.terms_by_vocabulary()
            assert case.language.how == "foreign"
