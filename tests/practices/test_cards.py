"""What a card says of a practice: its numbers, and its languages, at a fixed cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from kb.core.languages import CODES
from practices.cards import cards
from practices.key_figures import Number, bound, figure
from practices.models import CaseStudyPage
from practices.numbers import NO_BREAK, amount
from practices.shown_language import LanguageState, ShownLanguage
from practices.years import years
from tests.content import a_case, a_figure, a_translation

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

NOT_STATED = "How it was obtained is not stated"


def a_number(**values: Any) -> Number:
    with override("en"):
        return figure(a_figure(**values), 1)


@pytest.mark.parametrize(
    ("code", "word"),
    [("exactly", ""), ("about", "About"), ("at-least", "At least"), ("at-most", "At most")],
)
def test_only_a_number_that_is_not_exact_has_a_word_before_it(code: str, word: str) -> None:
    with override("en"):
        assert bound(code) == word
    assert a_number(bound=code).bound == word


@pytest.mark.parametrize(
    ("since", "until", "text"),
    [
        (None, None, ""),
        (2015, None, "2015"),
        (None, 2020, "2020"),
        (2015, 2020, "2015–2020"),
        (2020, 2020, "2020"),
    ],
)
def test_years_are_one_or_two_and_never_the_same_twice(
    since: int | None, until: int | None, text: str
) -> None:
    assert years(since, until) == text
    assert a_number(since=since, year=until).years == text


@pytest.mark.parametrize(
    ("values", "notes"),
    [
        ({}, (NOT_STATED,)),
        ({"method": "measured"}, ("Measured",)),
        ({"standing": "planned"}, ("Planned", NOT_STATED)),
        ({"standing": "planned", "method": "calculated"}, ("Planned", "Calculated")),
        ({"standing": "planned", "method": "planned"}, ("Planned or expected",)),
        ({"standing": "guaranteed", "method": "guaranteed"}, ("Guaranteed by contract",)),
        ({"standing": "guaranteed", "method": "planned"}, ("Guaranteed", "Planned or expected")),
        ({"standing": "context", "method": "measured"}, ("Context", "Measured")),
        ({"method": "measured", "part": True}, ("Measured", "A part of it only")),
        (
            {"standing": "planned", "method": "estimated", "part": True},
            ("Planned", "Estimated", "A part of it only"),
        ),
    ],
)
def test_notes_say_how_far_a_number_can_be_trusted_and_nothing_twice(
    values: dict[str, Any], notes: tuple[str, ...]
) -> None:
    assert a_number(**values).notes == notes


@pytest.mark.parametrize(
    ("standing", "caution"),
    [
        ("achieved", ""),
        ("guaranteed", "Guaranteed"),
        ("planned", "Planned"),
        ("context", "Context"),
    ],
)
def test_all_but_a_result_warn_that_they_are_none(standing: str, caution: str) -> None:
    number = a_number(standing=standing)
    with override("en"):
        assert number.caution == caution


def test_a_figure_is_shown_with_all_that_its_row_says() -> None:
    number = a_number(
        value=Decimal(1200), method="measured", as_stated="1,200 MWh", quotation="1200 MWh saved."
    )
    assert number.what == "Energy saving"
    assert str(number.amount).replace(NO_BREAK, " ") == "1,200 MWh a year"
    assert (number.standing, number.method, number.source) == ("achieved", "measured", 1)
    assert (number.as_stated, number.quotation) == ("1,200 MWh", "1200 MWh saved.")
    assert number.words is None


def test_savings_of_two_carriers_are_told_apart_by_what_they_are() -> None:
    assert [a_number(carrier=carrier).what for carrier in ("heat", "electricity")] == [
        "Energy saving: heat",
        "Energy saving: electricity",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("999999", "EUR", "999,999 €"),
        ("1000000", "MWh/a", "1,000,000 MWh a year"),
        ("1050000", "EUR", "1,050,000 €"),
        ("1100000", "EUR", "1.1 million €"),
        ("0", "years", "0 years"),
        ("0.5", "months", "0.5 months"),
        ("12", "%", "12 %"),
        ("57", "", "57"),
        ("-3.50", "t/a", "-3.5 t a year"),
    ],
)
def test_only_whole_tenths_of_millions_of_euros_are_shortened(
    value: str, unit: str, text: str
) -> None:
    with override("en"):
        assert str(amount(Decimal(value), unit)).replace(NO_BREAK, " ") == text


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
    assert not shown(page, "en").is_unread
    assert not shown(page, "fr").is_unread


def test_a_translation_is_unread_until_a_native_reader_has_gone_over_it(index: object) -> None:
    page = a_case()
    translation = a_translation(page, "pl", **TEXT)
    assert shown(page, "pl").is_unread
    read_by_native(translation)
    assert not shown(page, "pl").is_unread


def test_a_translated_card_alone_is_unread_too(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", **CARD)
    assert shown(page, "pl").is_unread


def test_one_unread_section_makes_the_whole_unread(index: object) -> None:
    page = a_greek_case()
    read_by_native(a_translation(page, "pl", **CARD))
    english = a_translation(page, "en", **ENGLISH)
    assert shown(page, "pl").of_pieces == {"title": "pl", "summary": "pl", "context": "en"}
    assert shown(page, "pl").is_unread
    read_by_native(english)
    assert not shown(page, "pl").is_unread


def test_an_unread_title_makes_the_whole_unread(index: object) -> None:
    page = a_greek_case()
    a_translation(page, "pl", **CARD)
    read_by_native(a_translation(page, "en", **ENGLISH))
    assert shown(page, "pl").is_unread


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
