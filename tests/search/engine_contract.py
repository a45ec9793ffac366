"""What every engine does: a test module of an engine derives from the class, gives ``engine``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from search.engines.base import Engine, SearchUnavailable
from search.query import parse
from search.scoring import OWN_LANGUAGE
from tests.search.examples import (
    DISTRICT_HEATING,
    HEATING,
    LIGHTING,
    STREET_LIGHTING,
    WITHOUT_MARKS,
    document,
    library,
    version,
)

if TYPE_CHECKING:
    from search.results import Results

STAMP = "analysis 1, thesaurus 1, database a"

HOSTILE = [
    "",
    " ",
    "\x00",
    "lamps\x00",
    "\ud800",
    "\udfff lamps",
    "\u202elamps\u202c",
    '"',
    '"lamps',
    '""',
    "-",
    "--",
    "-lamps",
    '-"street lighting"',
    "AND OR NOT NEAR/3",
    "lamps*",
    "pl:lamps #sector !x =y",
    "'; DROP TABLE family; --",
    "<script>alert(1)</script>",
    "%",
    "🚲" * 50,
    "a" * 10_000,
    "lamps " * 2_000,
    "e\u0301" * 300,
    "".join(map(chr, range(1, 3_000))),
]


class EngineContract:
    """The tests; ``engine`` is empty, and was built for STAMP."""

    @pytest.fixture
    def engine(self) -> Engine:
        """An engine without documents, built for STAMP."""
        raise NotImplementedError  # a derived class gives it

    @pytest.fixture
    def full(self, engine: Engine) -> Engine:
        """The same with the example library."""
        engine.apply(library(), {})
        return engine

    # Finding

    def test_a_family_is_found_once_though_several_versions_match(self, full: Engine) -> None:
        assert found(full, "street lighting", "en") == ["lamps"]
        assert found(full, "lamps") == ["lamps"]

    @pytest.mark.parametrize("language", STREET_LIGHTING)
    def test_a_concept_is_found_across_languages(self, full: Engine, language: str) -> None:
        assert found(full, STREET_LIGHTING[language], language) == ["lamps"]
        assert found(full, DISTRICT_HEATING[language], language) == ["network"]

    @pytest.mark.parametrize("language", STREET_LIGHTING)
    def test_marks_need_not_be_typed(self, full: Engine, language: str) -> None:
        with_marks = search(full, STREET_LIGHTING[language], language)
        without = search(full, WITHOUT_MARKS[language], language)
        assert [(hit.key, hit.score) for hit in without.hits] == [
            (hit.key, hit.score) for hit in with_marks.hits
        ]

    @pytest.mark.parametrize("language", STREET_LIGHTING)
    def test_words_of_a_text_are_found_without_marks_or_concepts(
        self, engine: Engine, language: str
    ) -> None:
        engine.apply([document("only", version(language, STREET_LIGHTING[language]))], {})
        for text in (STREET_LIGHTING[language], WITHOUT_MARKS[language]):
            assert found(engine, text, language, exact=True) == ["only"]

    def test_a_compound_is_found_by_all_its_parts(self, engine: Engine) -> None:
        both = document("both", version("nl", "Gebouwen van een school"))
        engine.apply(
            [
                both,
                document("one", version("nl", "Gebouwen")),
                document("x", version("nl", "De school")),
            ],
            {},
        )
        assert found(engine, "schoolgebouwen", "nl", exact=True) == ["both"]

    def test_a_part_of_a_compound_is_found(self, engine: Engine) -> None:
        engine.apply([document("a", version("nl", "Twee schoolgebouwen"))], {})
        assert found(engine, "gebouw", "nl", exact=True) == ["a"]

    def test_words_of_another_language_than_the_readers_are_found(self, full: Engine) -> None:
        assert found(full, "neighbours turbine", "pl") == ["together"]

    def test_a_shared_side_word_brings_nothing_unrelated(self, full: Engine) -> None:
        assert found(full, "oświetlenie uliczne", "pl") == ["lamps"]
        assert set(found(full, "uliczny", "pl")) == {"street", "lamps"}

    def test_a_word_of_a_concept_matches_alone_only_where_nothing_carries_the_concept(
        self, engine: Engine
    ) -> None:
        heating = [document(key, version("en", "Heating")) for key in ("c", "d", "e")]
        engine.apply([document("b", version("en", "A district without cars")), *heating], {})
        assert "b" in found(engine, "district heating")
        engine.apply([document("a", version("en", "Warm homes", "District heating for all"))], {})
        assert found(engine, "district heating") == ["a"]
        assert "b" in found(engine, "district heating", exact=True)
        assert "b" in found(engine, "district heating, district")

    def test_nor_where_something_was_only_ticked_with_the_concept(self, engine: Engine) -> None:
        heating = [document(key, version("en", "Heating")) for key in ("c", "d", "e")]
        engine.apply([document("b", version("en", "A district without cars")), *heating], {})
        engine.apply([document("a", version("en", "Warm homes"), concepts=(HEATING,))], {})
        assert found(engine, "district heating") == ["a"]

    def test_another_label_of_a_concept_says_the_same_as_the_words(self, engine: Engine) -> None:
        said, meant = version("en", "Street lighting"), version("nl", "Straatverlichting")
        engine.apply([document("said", said), document("meant", meant)], {})
        scores = {hit.key: hit.score for hit in search(engine, "street lighting").hits}
        assert scores["said"] == pytest.approx(scores["meant"] + OWN_LANGUAGE)

    def test_in_another_language_than_asked_it_says_less(self, engine: Engine) -> None:
        said, meant = version("pl", "Oświetlenie uliczne"), version("nl", "Straatverlichting")
        engine.apply([document("said", said), document("meant", meant)], {})
        assert found(engine, "oświetlenie uliczne", "en") == ["said", "meant"]
        scores = {hit.key: hit.score for hit in search(engine, "oświetlenie uliczne", "en").hits}
        assert scores["said"] > scores["meant"] + 0.001

    def test_a_rare_word_counts_more_than_a_common_one(self, engine: Engine) -> None:
        common = version("en", "A plan", "Of lamps")
        many = [document(key, common) for key in ("a", "b", "c", "d")]
        engine.apply([*many, document("z", version("en", "A plan", "Of zebras"))], {})
        assert found(engine, "zebra lamp")[0] == "z"

    @pytest.mark.parametrize("ticked", [False, True])
    def test_a_rare_concept_counts_more_than_a_common_one(
        self, engine: Engine, *, ticked: bool
    ) -> None:
        common = version("en", "A plan", "" if ticked else "Of district heating")
        concepts = (HEATING,) if ticked else ()
        engine.apply(
            [
                document("a", version("en", "A book"), concepts=(HEATING,)),
                document("b", version("en", "A book"), concepts=(LIGHTING,)),
                *(document(key, common, concepts=concepts) for key in ("w", "x", "y", "z")),
            ],
            {},
        )
        assert found(engine, "street lighting, district heating")[0] == "b"

    def test_what_has_a_concept_in_its_title_comes_first_among_those_ticked(
        self, engine: Engine
    ) -> None:
        aside, about = version("nl", "Groen plan"), version("nl", "Straatverlichting met led")
        engine.apply(
            [
                document("a", aside, concepts=(LIGHTING,)),
                document("b", about, concepts=(LIGHTING,)),
            ],
            {},
        )
        assert found(engine, "street lighting", "en") == ["b", "a"]

    def test_a_word_of_a_concept_counts_in_what_is_about_the_concept(self, engine: Engine) -> None:
        aside, about = version("en", "A plan"), version("en", "New lighting for a town")
        engine.apply(
            [
                document("a", aside, concepts=(LIGHTING,)),
                document("b", about, concepts=(LIGHTING,)),
            ],
            {},
        )
        assert found(engine, "street lighting") == ["b", "a"]

    def test_the_fewer_topics_are_ticked_the_more_it_is_about_each(self, engine: Engine) -> None:
        topics = (LIGHTING, "sector:transport", "sector:residential-buildings", "area:led")
        text = version("en", "Works in a town")
        engine.apply(
            [document("a", text, concepts=topics), document("b", text, concepts=topics[::3])], {}
        )
        assert found(engine, "street lighting") == ["b", "a"]

    def test_what_an_editor_ticked_comes_before_a_mention(self, engine: Engine) -> None:
        text = version("en", "Two things", "Street lighting and other matters.")
        engine.apply([document("a", text), document("b", text, concepts=(LIGHTING,))], {})
        assert found(engine, "street lighting") == ["b", "a"]

    def test_the_title_counts_more_than_the_text(self, engine: Engine) -> None:
        in_text = version("en", "Something else", "A turbine stands here.")
        in_title = version("en", "A turbine", "Something else stands here.")
        engine.apply([document("a", in_text), document("b", in_title)], {})
        assert found(engine, "turbine") == ["b", "a"]

    def test_a_result_has_an_end(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("search.scoring.AT_MOST", 2)
        text = version("en", "The same words")
        engine.apply([document(key, text) for key in ("c", "a", "b")], {})
        assert search(engine, "words").total == 2
        assert found(engine, "words", sort="newest") == ["a", "b"]
        assert search(engine, "").total == 3

    def test_a_concept_inside_a_longer_one_is_not_meant(self, full: Engine) -> None:
        understood = search(full, "energy community").understood
        assert understood.concepts == (("energy community", "glossary:energy-community"),)

    def test_exact_leaves_concepts_out(self, full: Engine) -> None:
        assert found(full, "chauffage urbain", "fr") == ["network"]
        assert found(full, "chauffage urbain", "fr", exact=True) == []

    def test_names_are_found_in_every_language(self, full: Engine) -> None:
        for language in ("en", "el", "hr"):
            assert found(full, "primjergrad", language) == ["lamps"]
            assert found(full, "przykladowo", language) == ["network"]

    def test_what_stands_nowhere_finds_nothing(self, full: Engine) -> None:
        results = search(full, "xylophone orchestra")
        assert (results.total, results.hits) == (0, ())
        assert not any(results.facets.values())

    def test_one_word_of_a_long_question_is_not_enough(self, full: Engine) -> None:
        assert found(full, "submarine opera festival in the town tonight with fireworks") == []

    def test_the_same_score_gives_the_order_of_the_keys(self, engine: Engine) -> None:
        text = version("en", "The same words")
        engine.apply([document(key, text) for key in ("c", "a", "b")], {})
        assert found(engine, "same words") == ["a", "b", "c"]

    def test_the_readers_language_comes_first_among_equals(self, engine: Engine) -> None:
        engine.apply(
            [document("a", version("en", "Biomasa")), document("b", version("pl", "Biomasa"))], {}
        )
        assert found(engine, "biomasa", "pl") == ["b", "a"]
        assert found(engine, "biomasa", "en") == ["a", "b"]

    def test_a_hit_is_in_the_readers_language_if_that_says_enough(self, engine: Engine) -> None:
        loud, soft = version("hr", "Nova ulična rasvjeta"), version("pl", "Lampy gminy")
        engine.apply([document("a", loud, soft, concepts=(LIGHTING,))], {})
        assert search(engine, "oświetlenie uliczne", "pl").hits[0].language == "pl"
        assert search(engine, "street lighting", "en").hits[0].language == "hr"

    def test_a_hit_is_in_its_best_version(self, full: Engine) -> None:
        assert search(full, "svjetiljke", "en").hits[0].language == "hr"
        assert search(full, "lampy", "pl").hits[0].language == "pl"

    # Grammar

    def test_a_phrase_must_stand_side_by_side(self, full: Engine) -> None:
        assert found(full, '"play where"') == ["street"]
        assert found(full, '"where play"') == []
        assert found(full, '"lamps are dimmed"') == ["lamps"]

    def test_a_phrase_is_found_in_another_form(self, full: Engine) -> None:
        assert found(full, '"old lamp"') == ["lamps"]

    def test_a_phrase_is_found_where_it_stands_without_marks(self, engine: Engine) -> None:
        texts = {"a": "Maisons rénovées", "b": "Maisons renovees"}
        engine.apply([document(key, version("fr", text)) for key, text in texts.items()], {})
        assert set(found(engine, '"maisons rénovées"', "fr", exact=True)) == {"a", "b"}

    def test_a_phrase_does_not_reach_into_the_next_piece(self, engine: Engine) -> None:
        engine.apply([document("a", version("en", "Solar roof", "garden plot", "wall"))], {})
        assert found(engine, '"solar roof"') == ["a"]
        assert found(engine, '"roof garden"') == []
        assert found(engine, '"plot wall"') == []

    def test_a_phrase_is_not_cut_by_the_tail(self, full: Engine) -> None:
        text = '"the money saved" xylophone orchestra submarine opera festival fireworks'
        assert found(full, text) == ["lamps"]

    def test_a_phrase_of_words_that_say_nothing_is_found(self, full: Engine) -> None:
        assert found(full, '"how to" zebra') == ["guide"]

    def test_a_phrase_of_one_word_that_stands_nowhere_finds_nothing(self, full: Engine) -> None:
        assert found(full, '"xylophone"') == []
        assert len(found(full, "-xylophone")) == 6

    def test_all_phrases_must_stand_in_one_version(self, full: Engine) -> None:
        assert found(full, '"new lamps" "street lighting"') == ["lamps"]
        assert found(full, '"new lamps" "nowe lampy"') == []

    def test_an_excluded_word_drops_a_family_whatever_version_has_it(self, full: Engine) -> None:
        assert found(full, "lamps -svjetiljka") == []
        assert found(full, "schools") == ["pumps"]
        assert found(full, "schools -szkoły", "pl") == []

    def test_excluded_words_side_by_side_are_excluded_only_together(self, full: Engine) -> None:
        assert found(full, 'lamps -"changed its"') == []
        assert found(full, 'lamps -"its changed"') == ["lamps"]

    def test_only_exclusions_leave_the_rest(self, full: Engine) -> None:
        assert "lamps" not in found(full, "-lamps")
        assert len(found(full, "-lamps")) == 5

    # Narrowing and counting

    def test_without_text_everything_is_there_newest_first(self, full: Engine) -> None:
        order = ["pumps", "street", "lamps", "network", "together", "guide"]
        assert found(full, "") == order
        assert found(full, "", sort="newest") == order

    def test_choices_within_a_facet_widen(self, full: Engine) -> None:
        assert narrowed(full, country=["HR", "NL"]) == {"lamps", "street", "together"}

    def test_facets_narrow_each_other(self, full: Engine) -> None:
        assert narrowed(full, country=["PL"], sector=["energy"]) == {"network"}

    def test_a_facet_of_every_kind_wants_all_choices(self, full: Engine) -> None:
        assert narrowed(full, keyword=["led", "roads"]) == {"lamps", "pumps"}

    def test_counts_ignore_the_own_choice_and_follow_the_others(self, full: Engine) -> None:
        facets = search(full, "", filters={"country": ["PL"], "sector": ["energy"]}).facets
        assert facets["country"] == {"PL": 1, "EL": 1, "NL": 1}
        assert facets["sector"] == {"energy": 1, "buildings": 2}
        assert facets["type"] == {"case_study": 1}

    def test_counts_of_an_every_facet_follow_its_own_choice(self, full: Engine) -> None:
        facets = search(full, "", filters={"keyword": ["roads"]}).facets
        assert facets["keyword"] == {"roads": 2, "led": 2}

    def test_type_is_a_facet(self, full: Engine) -> None:
        assert narrowed(full, type=["guide"]) == {"guide"}
        assert search(full, "").facets["type"] == {"case_study": 5, "guide": 1}

    def test_counts_are_of_the_result_not_of_the_page(self, full: Engine) -> None:
        results = search(full, "gmina", "pl", limit=1)
        assert results.total == 2
        assert results.facets["country"] == {"HR": 1, "PL": 1}

    def test_a_code_carried_twice_counts_once(self, engine: Engine) -> None:
        twice = {"country": ("PL", "PL")}
        engine.apply([document("a", version("en", "x"), facets=twice)], {})
        assert search(engine, "").facets["country"] == {"PL": 1}

    def test_an_unknown_code_finds_nothing_and_an_unknown_facet_narrows_nothing(
        self, full: Engine
    ) -> None:
        assert narrowed(full, country=["XX"]) == set()
        assert narrowed(full, flavour=["sweet"]) == set(found(full, ""))

    # Order and pages

    def test_a_text_can_be_sorted_by_date(self, engine: Engine) -> None:
        text = version("en", "The same words")
        engine.apply(
            [
                document("a", text, published="2020-01-01"),
                document("b", text, published="2024-01-01"),
                document("c", text),
            ],
            {},
        )
        assert found(engine, "words", sort="newest") == ["b", "a", "c"]

    def test_pages_follow_each_other_without_gap_or_repetition(self, full: Engine) -> None:
        pages = [found(full, "", offset=offset, limit=2) for offset in (0, 2, 4, 6)]
        assert [key for page in pages for key in page] == found(full, "")
        assert search(full, "", offset=4, limit=2).total == 6

    def test_a_page_of_no_hits_still_counts(self, full: Engine) -> None:
        results = search(full, "", limit=0)
        assert (results.total, results.hits) == (6, ())

    # What is shown

    def test_the_words_asked_for_are_highlighted(self, full: Engine) -> None:
        highlight = search(full, "street lighting").hits[0].highlight
        assert highlight is not None
        assert (highlight.piece, highlight.language) == ("summary", "en")
        marked = [fragment.text for fragment in highlight.fragments if fragment.match]
        assert marked == ["street lighting"]

    def test_a_hit_found_by_meaning_says_why(self, full: Engine) -> None:
        (hit,) = search(full, "alumbrado público", "es").hits
        (reason,) = hit.reasons
        assert (reason.concept, reason.asked) == (LIGHTING, "alumbrado público")
        assert reason.ticked
        assert reason.found
        assert reason.language == hit.language

    def test_a_hit_whose_text_says_it_needs_no_reason(self, full: Engine) -> None:
        (hit,) = search(full, "street lighting").hits
        assert hit.reasons == ()

    def test_a_hit_that_only_an_editor_knows_says_so(self, engine: Engine) -> None:
        engine.apply([document("a", version("en", "Warm homes"), concepts=(HEATING,))], {})
        (hit,) = search(engine, "district heating").hits
        assert [(each.found, each.ticked) for each in hit.reasons] == [("", True)]

    # Keeping

    def test_the_versions_held_are_those_stored(self, full: Engine) -> None:
        assert full.held() == dict.fromkeys([each.key for each in library()], 1)

    def test_fingerprints_are_those_of_the_documents(self, full: Engine) -> None:
        assert full.fingerprints() == {each.key: each.fingerprint() for each in library()}

    def test_an_update_replaces(self, full: Engine) -> None:
        (lamps, *_) = library()
        changed = replace(
            lamps, version=2, versions=(version("en", "Zebra crossing"),), concepts=()
        )
        full.apply([changed], {})
        assert found(full, "zebra") == ["lamps"]
        assert found(full, "street lighting") == []
        assert found(full, "lampy", "pl") == []
        assert full.held()["lamps"] == 2
        assert len(found(full, "")) == 6

    def test_words_of_a_replaced_text_neither_match_nor_exclude(self, full: Engine) -> None:
        (lamps, *_) = library()
        full.apply([replace(lamps, version=2, versions=(version("en", "Zebra crossing"),))], {})
        assert found(full, '"nowe lampy"', "pl") == []
        assert found(full, "zebra -svjetiljke", "hr") == ["lamps"]
        assert len(found(full, '-"nowe lampy"', "pl")) == 6

    def test_an_update_changes_counts_and_order(self, full: Engine) -> None:
        (lamps, *_) = library()
        assert found(full, "")[0] == "pumps"
        changed = replace(lamps, version=2, facets={"country": ("IT",)}, published="2026-01-01")
        full.apply([changed], {})
        assert search(full, "").facets["country"]["IT"] == 1
        assert "HR" not in search(full, "").facets["country"]
        assert found(full, "")[0] == "lamps"

    def test_a_withdrawn_family_is_gone_and_its_version_held(self, full: Engine) -> None:
        full.apply([], {"lamps": 7})
        assert "lamps" not in found(full, "")
        assert found(full, "street lighting") == []
        assert search(full, "").facets["country"].get("HR") is None
        assert full.held()["lamps"] == 7
        assert "lamps" not in full.fingerprints()

    def test_a_withdrawn_family_can_come_back(self, full: Engine) -> None:
        full.apply([], {"lamps": 7})
        full.apply([replace(library()[0], version=8)], {})
        assert found(full, "street lighting") == ["lamps"]

    def test_a_family_never_held_can_be_withdrawn(self, full: Engine) -> None:
        full.apply([], {"draft": 3})
        assert full.held()["draft"] == 3
        assert len(found(full, "")) == 6

    def test_in_an_empty_index_a_family_can_be_withdrawn(self, engine: Engine) -> None:
        engine.apply([], {"draft": 3})
        assert engine.held() == {"draft": 3}
        assert found(engine, "") == []
        engine.apply([document("a", version("en", "Lamps"))], {})
        assert found(engine, "lamps") == found(engine, "") == ["a"]

    def test_a_family_that_is_gone_is_held_no_more(self, full: Engine) -> None:
        full.apply([], {"lamps": 0})
        assert "lamps" not in full.held()
        assert "lamps" not in found(full, "")

    def test_an_older_version_never_replaces_a_newer(self, full: Engine) -> None:
        (lamps, *_) = library()
        full.apply([replace(lamps, version=5)], {})
        full.apply([replace(lamps, version=4, versions=(version("en", "Old words"),))], {"x": 1})
        full.apply([], {"lamps": 3})
        assert full.held()["lamps"] == 5
        assert found(full, "old words", exact=True) == found(full, "words") == []
        assert found(full, "street lighting") == ["lamps"]

    def test_the_same_version_is_stored_again(self, full: Engine) -> None:
        (lamps, *_) = library()
        full.apply([replace(lamps, versions=(version("en", "Zebra crossing"),))], {})
        assert found(full, "zebra") == ["lamps"]

    def test_a_failing_update_leaves_everything_as_it_was(self, full: Engine) -> None:
        def broken() -> Any:
            yield document("new", version("en", "Zebra crossing"))
            raise RuntimeError

        with pytest.raises(RuntimeError):
            full.apply(broken(), {"lamps": 9})
        assert found(full, "zebra") == []
        assert full.held() == dict.fromkeys([each.key for each in library()], 1)

    def test_every_change_makes_another_state(self, full: Engine) -> None:
        states = [full.state(), full.state()]
        full.apply([replace(library()[0], version=2)], {})
        states.append(full.state())
        full.apply([], {"lamps": 3})
        states.append(full.state())
        full.rebuild([], STAMP)
        states.append(full.state())
        assert states[0] == states[1]
        assert len(set(states)) == 4

    def test_what_it_was_built_for_is_told(self, engine: Engine) -> None:
        assert engine.built_for() == STAMP

    def test_a_rebuild_replaces_everything(self, full: Engine) -> None:
        full.rebuild(library()[1:3], "another stamp")
        assert set(found(full, "")) == {"network", "pumps"}
        assert full.current("another stamp")
        assert not full.current(STAMP)

    def test_a_failing_rebuild_leaves_everything_as_it_was(self, full: Engine) -> None:
        def broken() -> Any:
            yield document("new", version("en", "Zebra crossing"))
            raise RuntimeError

        with pytest.raises(RuntimeError):
            full.rebuild(broken(), "another stamp")
        assert full.current(STAMP)
        assert len(found(full, "")) == 6

    def test_an_empty_index_is_searched_without_error(self, engine: Engine) -> None:
        assert engine.current(STAMP)
        assert (found(engine, ""), found(engine, "lamps"), engine.held()) == ([], [], {})

    def test_a_language_without_a_stemmer_is_found(self, engine: Engine) -> None:
        engine.apply([document("a", version("sk", "Straßenbeleuchtung in Beispielstadt"))], {})
        assert found(engine, "strassenbeleuchtung", "sk") == ["a"]

    # Attacks

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_text_is_an_error(self, full: Engine, text: str) -> None:
        for language in ("en", "el", "xx", ""):
            assert search(full, text, language).total <= 6

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_document_is_an_error(self, engine: Engine, text: str) -> None:
        hostile = document(
            "a", version("en", text, text, text), names=(text,), facets={"keyword": (text, "b")}
        )
        engine.apply([hostile, document("b", version("en", "Zebra", text))], {})
        assert found(engine, "zebra") == ["b"]
        assert narrowed(engine, keyword=[text, "b"]) == {"a"}
        assert engine.fingerprints()["a"] == hostile.fingerprint()

    def test_markup_is_plain_text(self, engine: Engine) -> None:
        engine.apply([document("a", version("en", "x", "A <b>zebra</b> & co."))], {})
        highlight = search(engine, "zebra").hits[0].highlight
        assert highlight is not None
        assert "".join(each.text for each in highlight.fragments) == "A <b>zebra</b> & co."


def search(engine: Engine, text: str, language: str = "en", **options: Any) -> Results:
    """What is found."""
    return engine.search(parse(text, language, **options))


def found(engine: Engine, text: str, language: str = "en", **options: Any) -> list[str]:
    """The keys of what is found, in order."""
    return [hit.key for hit in search(engine, text, language, **options).hits]


def narrowed(engine: Engine, **filters: list[str]) -> set[str]:
    """The keys of what is left by these choices."""
    return set(found(engine, "", filters=filters))


def readable(engine: Engine) -> bool:
    """Whether a search works just now."""
    try:
        search(engine, "")
    except SearchUnavailable:
        return False
    return True
