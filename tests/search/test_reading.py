"""A query is read as words of every language, and as what they mean."""

from __future__ import annotations

from search.query import parse
from search.reading import AskedConcept, ReadQuery, Together, read
from tests.search.examples import ENERGY, LIGHTING, THESAURUS

LANGUAGES = ["en", "fr", "pl"]


def reading(text: str, language: str = "en", *, exact: bool = False) -> ReadQuery:
    return read(parse(text, language, exact=exact), THESAURUS, LANGUAGES)


def words(of: ReadQuery, language: str) -> list[str]:
    return [word.folded for word in of.spoken[language].words]


def test_a_query_is_words_of_each_language() -> None:
    query = reading("aujourd'hui", "pl")
    assert words(query, "fr") == ["aujourd", "hui"]
    query = reading("s'éclairage", "pl")
    assert (words(query, "fr"), words(query, "en")) == (["eclairage"], ["s", "eclairage"])
    assert query.width == 2


def test_a_word_said_twice_is_asked_once() -> None:
    assert words(reading("lamp road lamp"), "en") == ["lamp", "road"]


def test_words_that_say_nothing_in_the_readers_language_are_asked_in_none() -> None:
    assert words(reading("how lamps"), "pl") == ["lamps"]
    assert words(reading("jak lamps"), "pl") == ["lamps"]
    assert words(reading("jak lamps"), "en") == ["jak", "lamps"]


def test_phrases_keep_all_their_words() -> None:
    spoken = reading('"how to write" -"by hand"').spoken["en"]
    assert [word.folded for word in spoken.phrases[0]] == ["how", "to", "write"]
    assert [word.folded for word in spoken.without[0]] == ["by", "hand"]


def test_meanings_are_what_words_stand_for() -> None:
    assert reading("street lighting and energy").concepts == (
        AskedConcept("street lighting", (LIGHTING,), 1.0),
        AskedConcept("energy", (ENERGY,), 1.0),
    )


def test_the_words_of_a_meaning_belong_together() -> None:
    query = reading("lamps for street lighting")
    assert words(query, "en") == ["lamps", "street", "lighting"]
    assert query.spoken["en"].together == (Together((1, 2), 0),)
    assert query.spoken["fr"].together == (Together((1, 2), 0),)


def test_a_word_asked_for_by_itself_too_stands_alone() -> None:
    assert reading("lighting street lighting").spoken["en"].together == (Together((1,), 0),)
    assert reading("energy lamps").spoken["en"].together == (Together((0,), 0),)
    assert reading("lamps").spoken["en"].together == ()
    assert reading("street lighting, lighting of a street").spoken["en"].together == ()


def test_a_meaning_asked_for_twice_is_one() -> None:
    assert len(reading("energy energia energy").concepts) == 1


def test_exact_asks_for_no_meaning() -> None:
    assert reading("street lighting", exact=True).concepts == ()


def test_what_is_excluded_is_not_meant() -> None:
    assert reading("lamps -energy").concepts == ()


def test_a_query_in_no_language_has_no_words() -> None:
    assert read(parse("lamps", "en"), THESAURUS, []).width == 0
