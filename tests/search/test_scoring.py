"""Families are weighed and cut as search.md says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import parse
from search.reading import read
from search.scoring import (
    CONCEPTS,
    GATE,
    IN_TEXT,
    OWN_LANGUAGE,
    SHOWN,
    TAIL,
    TAIL_OF_BEST,
    TEXT,
    TITLE,
    Asked,
    Candidates,
    Counted,
    choose,
    idf,
    saturate,
    score,
    weigh,
)
from tests.search.examples import THESAURUS


def candidates(**columns: Any) -> Candidates:
    """Some versions, each of a family of its own unless given, without concepts unless given."""
    size = len(next(iter(columns.values())))
    nothing = np.zeros((size, 0))
    given_ = {
        "family": np.arange(size),
        "language": np.zeros(size),
        "own": np.zeros(size),
        "kept": np.zeros(size),
        "counts": nothing,
        "found": nothing,
        "ticked": nothing,
    } | {name: np.array(column) for name, column in columns.items()}
    kinds = {"family": np.int64, "language": np.int64, "counts": np.float32, "found": np.float32}
    return Candidates(
        **{name: array.astype(kinds.get(name, np.bool_)) for name, array in given_.items()}
    )


def asked(words: Any = ((),), concepts: Any = (), weights: Any = None) -> Asked:
    mass = np.sum(words, axis=1)
    arrays = (words, mass, concepts, np.ones(len(concepts)) if weights is None else weights)
    return Asked(*(np.array(each, np.float32) for each in arrays))


def scores(asking: Asked, **columns: Any) -> list[float]:
    return [
        pytest.approx(value, abs=1e-4) for value in score(candidates(**columns), asking).tolist()
    ]


class TestIdf:
    @given(st.integers(0, 100_000), st.integers(0, 100_000))
    def test_it_is_always_positive(self, holding: int, of: int) -> None:
        assert idf(np.array([holding]), of)[0] > 0

    def test_it_falls_with_how_common_a_word_is(self) -> None:
        worth = idf(np.arange(1, 7), 6)
        assert (np.diff(worth) < 0).all()
        assert worth[1] > 10 * worth[5]

    def test_in_a_library_of_six_only_words_that_differ_count(self) -> None:
        assert idf(np.array([2, 6]), 6).tolist() == pytest.approx([1.03, 0.07], abs=0.005)

    def test_what_stands_nowhere_is_worth_as_much_as_what_stands_once(self) -> None:
        none, one = idf(np.array([0, 1]), 6)
        assert none == one


class TestWeigh:
    """In a library of ten families, in Croatian and Polish each."""

    def weighed(self, standing: Any, carrying: Any = (), text: str = "energii park") -> Asked:
        reading = read(parse(text, "pl"), THESAURUS, ["hr", "pl"])
        numbers = (np.array(each, np.int64) for each in (standing, [10, 10], carrying))
        counted = Counted(*numbers, families=10)
        return weigh(reading, "pl", counted)

    def test_a_word_adds_no_more_than_in_the_readers_language(self) -> None:
        asking = self.weighed([[1, 1], [8, 1]])
        assert asking.word_idf[0, 0] == asking.word_idf[1, 0] < asking.word_idf[0, 1]

    def test_the_mass_is_that_of_the_language_itself(self) -> None:
        asking = self.weighed([[1, 1], [8, 1]])
        assert asking.mass[0] == pytest.approx(2 * idf(np.array([1]), 10)[0])
        assert asking.mass[1] == pytest.approx(asking.word_idf[1].sum())

    def test_a_word_unknown_in_the_readers_language_keeps_its_worth(self) -> None:
        asking = self.weighed([[3, 5], [0, 0]])
        assert asking.word_idf[0].tolist() == idf(np.array([3, 5]), 10).tolist()

    def test_words_that_say_nothing_in_one_language_leave_no_worth_there(self) -> None:
        asking = self.weighed([[1, 0], [1, 1]], text="kako energia")  # "how" in Croatian only
        assert asking.word_idf[0, 1] == 0
        assert asking.mass[0] == asking.word_idf[0, 0]

    def test_concepts_are_weighed_over_families(self) -> None:
        three = [[1, 1, 1], [1, 1, 1]]
        asking = self.weighed(three, [1, 9], text="oświetlenie uliczne energia")
        assert asking.concept_idf.tolist() == idf(np.array([1, 9]), 10).tolist()

    def test_a_concept_of_another_language_weighs_less(self) -> None:
        asking = self.weighed([[1, 1], [1, 1]], [1], text="éclairage public")
        assert asking.concept_weight.tolist() == pytest.approx([0.7])


class TestScore:
    def test_the_text_share_is_of_what_the_words_are_worth(self) -> None:
        found = scores(asked([[1, 3]]), counts=[[1, 0], [0, 1], [1, 1]])
        one = float(saturate(np.float32(1)))
        assert found == [TEXT * one / 4, TEXT * one * 3 / 4, TEXT * one]

    def test_only_the_share_counts_not_how_much_all_words_are_worth(self) -> None:
        common, rare = asked([[0.1, 0.3]]), asked([[1, 3]])
        counts = [[1, 0], [0, 1], [1, 1]]
        assert scores(common, counts=counts) == score(candidates(counts=counts), rare).tolist()

    def test_more_occurrences_count_ever_less(self) -> None:
        once, twice, often = saturate(np.array([1, 2, 100], np.float32))
        assert once < twice < often < 1
        assert twice - once < once

    def test_each_language_has_its_own_worth(self) -> None:
        found = scores(asked([[1, 0], [1, 1]]), language=[0, 1], counts=[[9, 0], [9, 0]])
        assert score(candidates(counts=[[9, 0]]), asked([[1, 0]]))[0] == found[0]
        assert found[0] != found[1]

    def test_a_ticked_concept_has_the_whole_share(self) -> None:
        assert scores(asked(concepts=[2]), found=[[0]], ticked=[[True]]) == [CONCEPTS]

    def test_a_mention_has_at_most_half_of_it(self) -> None:
        once, often = score(
            candidates(found=[[1], [1_000]], ticked=[[0], [0]]), asked(concepts=[2])
        ).tolist()
        assert once < often <= CONCEPTS * IN_TEXT

    def test_a_mention_adds_nothing_to_a_tick(self) -> None:
        assert scores(asked(concepts=[2]), found=[[1_000]], ticked=[[1]]) == [CONCEPTS]

    def test_rare_concepts_weigh_more(self) -> None:
        found = scores(asked(concepts=[1, 3]), found=[[0, 0]] * 2, ticked=[[1, 0], [0, 1]])
        assert found == [CONCEPTS / 4, CONCEPTS * 3 / 4]

    def test_a_concept_asked_for_in_another_language_counts_less(self) -> None:
        found = scores(asked(concepts=[1], weights=[0.7]), found=[[0]], ticked=[[1]])
        assert found == [CONCEPTS * 0.7]

    def test_text_and_concepts_add_up(self) -> None:
        found = scores(asked([[1]], [1]), counts=[[1e9]], found=[[0]], ticked=[[1]])
        assert found == [TEXT + CONCEPTS]

    def test_nothing_asked_is_nothing(self) -> None:
        assert scores(asked(), family=[0, 1]) == [0, 0]


class TestChoose:
    def chosen(self, values: list[float], **columns: Any) -> dict[int, float]:
        columns = {"family": range(len(values))} | columns
        found = choose(candidates(**columns), np.array(values, np.float32))
        return dict(zip(found.family.tolist(), found.score.tolist(), strict=True))

    def test_below_the_gate_the_query_is_refused(self) -> None:
        assert self.chosen([GATE - 0.001, GATE - 0.002]) == {}
        assert [*self.chosen([GATE, GATE - 0.001])] == [0, 1]

    def test_below_the_tail_nothing_is_shown(self) -> None:
        assert [*self.chosen([GATE, TAIL, TAIL - 0.001])] == [0, 1]

    def test_far_below_the_best_nothing_is_shown(self) -> None:
        assert [*self.chosen([0.3, 0.3 * TAIL_OF_BEST + 0.001, 0.3 * TAIL_OF_BEST - 0.001])] == [
            0,
            1,
        ]

    def test_phrases_pass_gate_and_tail(self) -> None:
        assert [*self.chosen([0.001, 0], kept=[True, False])] == [0]
        assert [*self.chosen([0.3, 0], kept=[False, True])] == [0, 1]

    def test_a_family_has_the_score_of_its_best_version(self) -> None:
        found = self.chosen([0.1, 0.3, 0.2, 0.15], family=[4, 4, 4, 7])
        assert found == {4: pytest.approx(0.3), 7: pytest.approx(0.15)}

    def test_the_best_version_is_told(self) -> None:
        versions = candidates(family=[4, 4, 4, 7])
        found = choose(versions, np.array([0.1, 0.3, 0.3, 0.2], np.float32))
        assert found.row.tolist() == [1, 3]

    def test_the_readers_language_is_shown_if_it_says_half_as_much(self) -> None:
        versions = candidates(family=[4, 4, 7, 7], own=[0, 1, 0, 1])
        found = choose(versions, np.array([0.2, 0.1, 0.2, 0.06], np.float32))
        assert found.row.tolist() == [1, 2]
        assert found.score.tolist() == pytest.approx([0.2, 0.2])
        just_half = np.array([0.4, 0.4 * SHOWN - OWN_LANGUAGE], np.float32)
        assert choose(candidates(family=[4, 4], own=[0, 1]), just_half).row.tolist() == [1]

    def test_the_readers_language_helps_the_order(self) -> None:
        found = self.chosen([0.1, 0.1], own=[False, True])
        assert found == {0: pytest.approx(0.1), 1: pytest.approx(0.1 + OWN_LANGUAGE)}

    def test_the_readers_language_passes_no_cut(self) -> None:
        assert self.chosen([GATE - 0.001], own=[True]) == {}
        assert [*self.chosen([GATE, TAIL - 0.001], own=[False, True])] == [0]

    def test_of_nothing_nothing_is_chosen(self) -> None:
        assert self.chosen([]) == {}


def test_a_word_that_stands_once_is_enough() -> None:
    (value,) = score(candidates(counts=[[1]]), asked([[1]])).tolist()
    assert value >= GATE


def test_the_title_counts_more_than_the_text() -> None:
    assert saturate(np.float32(TITLE)) > saturate(np.float32(1))
