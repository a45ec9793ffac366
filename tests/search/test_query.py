"""What a reader types is read, whatever it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_CHARACTERS, MAX_LIMIT, MAX_WORDS, Query, parse

#: All of Unicode, lone surrogates too, and much of what the grammar is made of.
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=600),
    st.text('ab -"„”“«»\x00\u200f\ud800é\u0301', max_size=600),
)


def test_words_stand_as_typed() -> None:
    assert parse("Oświetlenie  uliczne,\tLED", "pl").words == ("Oświetlenie", "uliczne,", "LED")


def test_letters_and_their_marks_are_put_together() -> None:
    assert parse("e\u0301clairage", "fr").words == ("éclairage",)


@pytest.mark.parametrize(
    "text",
    [
        '"street lamps" cheap',
        "„street lamps” cheap",
        "“street lamps” cheap",
        "«street lamps» cheap",
    ],
)
def test_quotes_of_every_language_make_a_phrase(text: str) -> None:
    query = parse(text, "en")
    assert (query.phrases, query.words) == ((("street", "lamps"),), ("cheap",))


def test_a_phrase_may_begin_within_a_word() -> None:
    query = parse('new"street lamps"', "en")
    assert (query.phrases, query.words) == ((("street", "lamps"),), ("new",))


@pytest.mark.parametrize(
    "text", ['street "lamps', 'street lamps"', '"street lamps', "street» lamps"]
)
def test_a_quote_without_its_fellow_is_ignored(text: str) -> None:
    query = parse(text, "en")
    assert (query.words, query.phrases) == (("street", "lamps"), ())


def test_a_hyphen_before_a_word_excludes_it() -> None:
    query = parse("lamps -solar led", "en")
    assert (query.words, query.without) == (("lamps", "led"), ("solar",))


def test_a_hyphen_before_a_phrase_excludes_its_words_together() -> None:
    query = parse('lamps -"solar power"', "en")
    assert (query.words, query.phrases, query.without) == (("lamps",), (), ("solar power",))


@pytest.mark.parametrize(
    "text", ["long-term plan", "plan - long", "- -- plan", "plan-", '"a plan"-b']
)
def test_a_hyphen_elsewhere_excludes_nothing(text: str) -> None:
    assert parse(text, "en").without == ()


def test_a_text_of_signs_asks_nothing() -> None:
    for text in ("", "   ", "??? !", '"" „”', "- -", "\x00\x01", "🚲", "\ud800"):
        query = parse(text, "en")
        assert (query.asked, query.without) == ("", ())


def test_what_is_asked_is_words_and_phrases() -> None:
    assert parse('cheap "street lamps" -solar new', "en").asked == "cheap new street lamps"


def test_marks_that_cannot_be_seen_are_dropped() -> None:
    query = parse("\u202elam\u200eps\u202c \ud800street\x00led", "en")
    assert query.words == ("lamps", "street", "led")
    assert query.text == "lamps street led"


def test_a_text_is_cut_between_words() -> None:
    query = parse("lamp " * 200, "en")
    assert len(query.text) <= MAX_CHARACTERS
    assert len(query.words) == MAX_WORDS
    assert set(query.words) == {"lamp"}


@pytest.mark.parametrize("length", range(1, 8))
def test_no_word_that_fits_is_cut_off(length: int) -> None:
    before = "a" * (MAX_CHARACTERS - 6)
    text = f"{before} {'b' * length} c"
    words = {1: 3, 2: 3, 3: 3, 4: 2, 5: 2}.get(length, 1)
    assert parse(text, "en").text.split() == text.split()[:words]


def test_of_what_cannot_be_seen_no_more_is_read_than_is_sensible() -> None:
    assert parse("\u200e" * (4 * MAX_CHARACTERS - 4) + "lamps", "en").text == "lamp"


def test_a_word_without_end_is_cut() -> None:
    assert parse("a" * 10_000, "en").words == ("a" * MAX_CHARACTERS,)


def test_words_of_phrases_and_exclusions_count() -> None:
    query = parse("a b " * 15 + '"c d e f" -"g h" ' + "i " * 20, "en")
    counted = [*query.words, *sum(query.phrases, ()), *" ".join(query.without).split()]
    assert len(counted) == MAX_WORDS


@pytest.mark.parametrize(
    ("given_", "read"),
    [((-3, 5), (0, 5)), ((7, -1), (7, 0)), ((0, 10_000), (0, MAX_LIMIT))],
)
def test_numbers_are_put_into_bounds(given_: tuple[int, int], read: tuple[int, int]) -> None:
    query = parse("", "en", offset=given_[0], limit=given_[1])
    assert (query.offset, query.limit) == read


def test_an_unknown_order_is_relevance() -> None:
    assert parse("", "en", sort="newest").sort == "newest"
    assert parse("", "en", sort="'; --").sort == "relevance"


def test_choices_are_kept_once_and_empty_ones_dropped() -> None:
    query = parse("", "en", filters={"country": ["PL", "NL", "PL"], "sector": []})
    assert query.filters == {"country": ("PL", "NL")}


def test_concepts_are_meant_unless_said_otherwise() -> None:
    assert not parse("x", "en").exact
    assert parse("x", "en", exact=True).exact


@given(TEXTS, st.text())
def test_no_string_raises(text: str, language: str) -> None:
    query = parse(text, language, filters={text: [text]}, sort=text)
    assert isinstance(query, Query)
    query.text.encode()
    assert len(query.text) <= MAX_CHARACTERS
    assert unicodedata.is_normalized("NFC", query.text)
    assert "\x00" not in query.text


@given(TEXTS)
def test_what_is_shown_again_is_read_the_same(text: str) -> None:
    once = parse(text, "en")
    assert parse(once.text, "en") == once
