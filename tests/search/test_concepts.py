"""Concepts are found by their labels, in every language, the longest first."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyse
from search.concepts import OTHER, SAME, Label, Match, Thesaurus
from tests.search.examples import (
    COMMUNITY,
    DISTRICT_HEATING,
    ENERGY,
    ESCO,
    HEATING,
    LABELS,
    LIGHTING,
    PUMPS,
    SCHOOLS,
    STREET_LIGHTING,
    WITHOUT_MARKS,
)
from tests.search.test_query import TEXTS


def in_text(text: str, language: str, thesaurus: Thesaurus | None = None) -> list[Match]:
    thesaurus = thesaurus or Thesaurus(LABELS)
    return thesaurus.in_text(analyse(text, language, thesaurus.compounds), language)


def in_query(text: str, language: str) -> list[Match]:
    return Thesaurus(LABELS).in_query(text, language)


def concepts(matches: list[Match]) -> list[str]:
    return [match.concept for match in matches]


@pytest.mark.parametrize("language", STREET_LIGHTING)
def test_a_concept_is_found_in_a_text_of_every_language(language: str) -> None:
    for text in (STREET_LIGHTING[language], WITHOUT_MARKS[language].upper()):
        (match,) = in_text(f"xx {text}, yy", language)
        assert (match.concept, match.weight) == (LIGHTING, SAME)


def test_a_match_says_where_it_stands() -> None:
    text = "Nowe oświetlenia ulicznego, nowe!"
    (match,) = in_text(text, "pl")
    assert text[match.start : match.end] == "oświetlenia ulicznego"


def test_a_label_is_found_in_another_form() -> None:
    assert concepts(in_text("pompami ciepła", "pl")) == [PUMPS]
    assert concepts(in_text("Heat pumps", "en")) == [PUMPS]


def test_the_words_of_a_label_stand_together_and_in_order() -> None:
    assert concepts(in_text("the pump heats", "en")) == []
    assert concepts(in_text("heat and pump", "en")) == []
    assert concepts(in_text("a heat", "en")) == []


def test_every_word_of_a_long_label_must_stand() -> None:
    thesaurus = Thesaurus([Label("a", "en", "energy performance contract")])
    assert concepts(in_text("an energy performance contract", "en", thesaurus)) == ["a"]
    assert concepts(in_text("an energy performance certificate", "en", thesaurus)) == []
    assert concepts(in_text("the energy performance", "en", thesaurus)) == []


def test_a_concept_inside_a_longer_one_is_dropped() -> None:
    assert concepts(in_text("an energy community uses energy", "en")) == [COMMUNITY, ENERGY]


def test_a_concept_at_the_end_of_a_longer_one_is_dropped() -> None:
    thesaurus = Thesaurus([Label("a", "en", "energy community"), Label("b", "en", "community")])
    assert concepts(in_text("an energy community", "en", thesaurus)) == ["a"]


def test_a_concept_is_found_as_often_as_it_stands() -> None:
    assert concepts(in_text("Energy for energy: energy", "en")) == [ENERGY] * 3


def test_labels_on_the_same_words_are_both_meant() -> None:
    thesaurus = Thesaurus(
        [Label("a", "en", "lamp"), Label("b", "en", "lamps"), Label("a", "en", "Lamps")]
    )
    assert concepts(in_text("lamps", "en", thesaurus)) == ["a", "b"]


def test_a_label_of_another_language_counts_less_in_a_text() -> None:
    (match,) = in_text("moderne stadsverwarming", "sk")
    assert (match.concept, match.weight, match.language) == (HEATING, OTHER, "nl")


def test_a_label_of_another_language_must_stand_as_it_is() -> None:
    assert concepts(in_text("district heating", "pl")) == [HEATING]
    assert concepts(in_text("heat pump", "pl")) == [PUMPS]
    assert concepts(in_text("heat pumps", "pl")) == []


def test_a_short_label_of_another_language_is_a_word_of_the_text() -> None:
    thesaurus = Thesaurus([Label("town", "hr", "grad"), Label("hail", "en", "grad and more")])
    assert concepts(in_text("grad", "hr", thesaurus)) == ["town"]
    assert concepts(in_text("grad", "pl", thesaurus)) == []
    five = Thesaurus([Label("lamp", "pl", "lampa")])
    assert concepts(in_text("lampa", "hr", five)) == ["lamp"]


def test_a_word_of_three_letters_has_a_stem_and_one_of_two_has_none() -> None:
    thesaurus = Thesaurus([Label("car", "en", "car"), Label("vehicle", "en", "ev")])
    assert concepts(thesaurus.in_query("cars", "en")) == ["car"]
    assert concepts(thesaurus.in_query("evs", "en")) == []
    assert concepts(thesaurus.in_query("ev", "en")) == ["vehicle"]


def test_an_abbreviation_has_no_other_form_in_a_query() -> None:
    assert concepts(in_query("an esco", "en")) == [ESCO]
    assert concepts(in_query("escos", "en")) == []


@pytest.mark.parametrize("language", ["en", "pl", "sk"])
def test_an_abbreviation_is_found_as_a_whole_word_only(language: str) -> None:
    assert concepts(in_text("An ESCO paid, ESCO!", language)) == [ESCO, ESCO]
    assert concepts(in_text("escos ESCOs Tesco escort", language)) == []


def test_an_abbreviation_within_a_label_is_one() -> None:
    thesaurus = Thesaurus([Label("a", "en", "PV panels")])
    assert concepts(in_text("PV panel", "en", thesaurus)) == ["a"]
    assert concepts(in_text("PVs panel", "en", thesaurus)) == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_word_that_is_no_abbreviation_in_a_text_may_be_one_in_a_query(language: str) -> None:
    thesaurus = Thesaurus(
        [
            Label("inventory", "en", "MEI"),
            Label("inventory", "nl", "MEI"),
            Label("update", "en", "new MEI report"),
        ]
    )
    assert concepts(in_text("in mei, a new mei report", language, thesaurus)) == []
    assert concepts(in_text("the MEI", language, thesaurus)) == ["inventory"]
    assert concepts(in_text("a new MEI report", language, thesaurus)) == ["update"]
    assert concepts(thesaurus.in_query("mei", language)) == ["inventory"]
    assert concepts(thesaurus.in_query("new mei report", language)) == ["update"]


def test_a_part_of_a_dutch_compound_is_a_concept() -> None:
    assert concepts(in_text("twee schoolgebouwen", "nl")) == [SCHOOLS, "glossary:building"]


def test_a_label_may_end_in_a_part_of_a_dutch_compound() -> None:
    thesaurus = Thesaurus(
        [
            Label("plan", "nl", "plan voor gebouwen"),
            Label("new", "nl", "nieuwe gebouwen"),
            Label("school", "nl", "school"),
            Label("building", "nl", "gebouw"),
        ]
    )
    assert concepts(in_text("plan voor schoolgebouwen", "nl", thesaurus))[0] == "plan"
    assert concepts(in_text("nieuwe schoolgebouwen", "nl", thesaurus))[0] == "new"


def test_a_dutch_compound_is_made_of_dutch_words() -> None:
    thesaurus = Thesaurus([Label("a", "en", "school"), Label("b", "en", "gebouw")])
    assert concepts(in_text("schoolgebouwen", "nl", thesaurus)) == []


def test_a_whole_compound_comes_before_its_parts() -> None:
    thesaurus = Thesaurus(
        [Label("a", "nl", "schoolgebouw"), Label("b", "nl", "school"), Label("c", "nl", "gebouw")]
    )
    assert concepts(in_text("schoolgebouwen", "nl", thesaurus)) == ["a"]


class TestQueries:
    @pytest.mark.parametrize("language", DISTRICT_HEATING)
    def test_the_readers_language_is_certain(self, language: str) -> None:
        (match,) = in_query(DISTRICT_HEATING[language], language)
        assert (match.concept, match.weight) == (HEATING, SAME)

    @pytest.mark.parametrize("language", [each for each in DISTRICT_HEATING if each != "es"])
    def test_a_reader_may_use_another_language(self, language: str) -> None:
        (match,) = in_query(DISTRICT_HEATING[language].upper(), "es")
        assert (match.concept, match.weight, match.language) == (HEATING, OTHER, language)

    def test_another_language_may_be_inflected(self) -> None:
        assert concepts(in_query("pompy ciepła", "en")) == [PUMPS]

    def test_languages_may_be_mixed(self) -> None:
        found = in_query("heat pumps, oświetlenie uliczne", "pl")
        assert [(match.concept, match.weight) for match in found] == [
            (PUMPS, OTHER),
            (LIGHTING, SAME),
        ]

    def test_the_longest_match_wins_in_any_language(self) -> None:
        thesaurus = Thesaurus([Label("a", "pl", "energia"), Label("b", "it", "energia solare")])
        assert concepts(thesaurus.in_query("energia solare", "pl")) == ["b"]

    def test_of_two_languages_the_readers_own_is_meant(self) -> None:
        thesaurus = Thesaurus([Label("hail", "pl", "grad"), Label("town", "hr", "grad")])
        assert concepts(thesaurus.in_query("grad", "pl")) == ["hail"]
        assert concepts(thesaurus.in_query("grad", "hr")) == ["town"]
        assert concepts(thesaurus.in_query("grad", "en")) == ["town", "hail"]

    def test_a_language_without_labels_is_asked_in_all_others(self) -> None:
        assert concepts(in_query("street lighting", "xx")) == [LIGHTING]

    @given(TEXTS)
    def test_no_text_raises(self, text: str) -> None:
        for match in in_query(text, "en"):
            assert 0 <= match.start < match.end <= len(text)


def test_the_labels_of_a_few_concepts_find_only_these() -> None:
    tokens = analyse("street lighting and district heating", "en")
    assert concepts(Thesaurus(LABELS).only({HEATING}, "en").find(tokens)) == [HEATING]


def test_labels_without_words_are_left_out() -> None:
    thesaurus = Thesaurus([Label("a", "en", ""), Label("b", "en", " - "), Label("c", "en", "x")])
    assert concepts(thesaurus.in_query("- x", "en")) == ["c"]


def test_no_labels_find_nothing() -> None:
    assert Thesaurus().in_query("street lighting", "en") == []
    assert in_text("street lighting", "en", Thesaurus()) == []


@given(st.lists(TEXTS, max_size=5), TEXTS)
def test_no_label_raises(labels: list[str], text: str) -> None:
    thesaurus = Thesaurus(Label(f"c{number}", "nl", label) for number, label in enumerate(labels))
    in_text(text, "nl", thesaurus)


def test_a_long_text_takes_milliseconds() -> None:
    words = [a + b + c + d for a in "bdfgk" for b in "aeiou" for c in "lmnprstvz" for d in "aeiou"]
    labels = [
        Label(f"c{n}", "en", f"{words[n % 1125]} {words[n // 3 % 1125]}") for n in range(2_500)
    ]
    thesaurus = Thesaurus(labels)
    tokens = analyse(" ".join(words[n * 7 % 1125] for n in range(600)), "en")
    began = time.process_time()
    for _ in range(10):
        thesaurus.in_text(tokens, "en")
    # 2 ms on a quiet machine; the test is for a search that grows with the number of labels
    assert (time.process_time() - began) / 10 < 0.02
