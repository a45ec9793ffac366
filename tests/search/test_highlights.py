"""A hit shows the passage that answers, cut between words, and says why it was found."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from search.engines.terms import pieces
from search.highlights import CUT, WINDOW, Spotter
from search.query import parse
from search.reading import read
from search.results import Highlight, Reason
from tests.search.examples import HEATING, LIGHTING, THESAURUS, version
from tests.search.test_query import TEXTS

if TYPE_CHECKING:
    from search.document import Version

FILLING = " ".join(f"filling{number}" for number in range(200))


def spotter(query: str, language: str, of: str = "en") -> Spotter:
    reading = read(parse(query, of), THESAURUS, [language])
    return Spotter(reading, language, THESAURUS)


def highlight(query: str, shown: Version, of: str = "en") -> Highlight | None:
    finder = spotter(query, shown.language, of)
    return finder.highlight(finder.look(pieces(shown)))


def reasons(query: str, shown: Version, *ticked: str, of: str = "en") -> tuple[Reason, ...]:
    finder = spotter(query, shown.language, of)
    return finder.reasons(finder.look(pieces(shown)), ticked)


def text(found: Highlight | None) -> str:
    assert found is not None
    return "".join(fragment.text for fragment in found.fragments)


def marked(found: Highlight | None) -> list[str]:
    assert found is not None
    return [fragment.text for fragment in found.fragments if fragment.match]


def test_words_are_marked_in_every_form() -> None:
    found = highlight("lamp", version("en", "x", "Old lamps, new lamp: Lamps!"))
    assert marked(found) == ["lamps", "lamp", "Lamps"]
    assert text(found) == "Old lamps, new lamp: Lamps!"


def test_words_without_marks_are_marked() -> None:
    assert marked(highlight("rénovees", version("fr", "x", "Maisons rénovées"), "fr")) == [
        "rénovées"
    ]


def test_the_label_of_a_concept_is_marked_as_one() -> None:
    found = highlight("éclairage public", version("pl", "x", "To oświetlenie uliczne."), "fr")
    assert marked(found) == ["oświetlenie uliczne"]


def test_words_and_labels_that_overlap_are_marked_once() -> None:
    found = highlight("street lighting", version("en", "x", "Their street lighting."))
    assert marked(found) == ["street lighting"]


def test_a_compound_is_marked_by_its_part() -> None:
    assert marked(highlight("school", version("nl", "x", "Twee schoolgebouwen."), "nl")) == [
        "schoolgebouwen"
    ]


def test_the_first_word_of_a_text_is_marked() -> None:
    assert marked(highlight("old", version("en", "x", "Old lamps"))) == ["Old"]


def test_a_long_text_is_cut_around_the_match() -> None:
    found = highlight("zebra", version("en", "x", f"{FILLING} zebra {FILLING}"))
    shown = text(found)
    assert shown.startswith(f"{CUT} filling")
    assert shown.endswith(f" {CUT}")
    words = shown.replace(CUT, "").split()
    assert len(words) == WINDOW
    assert all(word == "zebra" or word in FILLING.split() for word in words)


def test_a_match_at_the_end_has_its_words_before_it() -> None:
    shown = text(highlight("zebra", version("en", "x", f"{FILLING} zebra.")))
    assert shown.endswith(" zebra.")
    assert len(shown.replace(CUT, "").split()) == WINDOW


def test_a_match_at_the_beginning_is_not_cut_before() -> None:
    shown = text(highlight("zebra", version("en", "x", f"«A zebra {FILLING}")))
    assert shown.startswith("«A zebra filling0")


def test_the_passage_with_the_most_of_the_question_is_shown() -> None:
    shown = version("en", "x", f"zebra zebra zebra {FILLING} a zebra and a giraffe {FILLING}")
    assert marked(highlight("zebra giraffe", shown)) == ["zebra", "giraffe"]


def test_the_piece_with_the_most_of_the_question_is_shown() -> None:
    shown = version("en", "Zebra giraffe", "A zebra.", "A zebra, a giraffe.")
    found = highlight("zebra giraffe", shown)
    assert found is not None
    assert (found.piece, found.language) == ("context", "en")


def test_the_title_is_shown_only_if_nothing_else_has_it() -> None:
    found = highlight("zebra", version("en", "The zebra", "Something else"))
    assert found is not None
    assert found.piece == "title"


def test_where_nothing_stands_nothing_is_shown() -> None:
    assert highlight("zebra", version("en", "x", "y")) is None


def test_a_reason_names_what_was_found_for_what_was_asked() -> None:
    shown = version("pl", "x", "Mamy oświetlenie uliczne.")
    assert reasons("éclairage public", shown, LIGHTING, of="fr") == (
        Reason(LIGHTING, "éclairage public", "oświetlenie uliczne", "pl", ticked=True),
    )
    assert not reasons("éclairage public", shown, of="fr")[0].ticked


def test_a_label_of_another_language_is_named_as_such() -> None:
    (reason,) = reasons("chauffage urbain", version("pl", "x", "To district heating."), of="fr")
    assert (reason.found, reason.language) == ("district heating", "en")


def test_a_concept_only_ticked_has_no_words() -> None:
    (reason,) = reasons("district heating", version("en", "x", "Warm homes"), HEATING)
    assert (reason.concept, reason.found, reason.ticked) == (HEATING, "", True)


def test_words_that_stand_in_the_text_need_no_reason() -> None:
    assert reasons("district heating", version("en", "x", "heating of a district"), HEATING) == ()


def test_a_concept_that_the_hit_lacks_is_no_reason() -> None:
    assert reasons("district heating", version("en", "x", "y")) == ()


@given(TEXTS, st.text(st.sampled_from("school zebra,.-\n"), max_size=400))
def test_fragments_are_the_text_in_turns(query: str, body: str) -> None:
    found = highlight(query + " zebra school", version("nl", "x", body))
    if found is None or found.piece == "title":
        return
    assert text(found).strip(f" {CUT}") in body
    matches = [fragment.match for fragment in found.fragments]
    assert all(fragment.text for fragment in found.fragments)
    assert (False, False) not in pairwise(matches)
    assert True in matches
