"""Words are compared whatever their form and marks, in eight languages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis
from search.analysis import STEMMERS, Compounds, _forms, analyse, content_words, fold
from tests.search.test_query import TEXTS

#: As it is written, as it is typed, in another form: each language's own.
SAME = [
    ("en", "buildings", "buildings", "building"),
    ("pl", "oświetlenia", "oswietlenia", "oświetlenie"),
    ("pl", "łódzkie", "lodzkie", "łódzki"),
    ("nl", "reünies", "reunies", "reünie"),
    ("fr", "rénovées", "renovees", "rénovée"),
    ("hr", "kuće", "kuce", "kuća"),
    ("hr", "građevine", "gradevine", "građevina"),
    ("hr", "žarulje", "zarulje", "žarulja"),
    ("el", "φωτισμός", "φωτισμος", "φωτισμού"),
    ("el", "ενεργειακή", "ενεργειακη", "ενεργειακής"),
    ("it", "città", "citta", "città"),
    ("it", "comunità", "comunita", "comunità"),
    ("es", "iluminación", "iluminacion", "iluminaciones"),
    ("de", "Häuser", "hauser", "Häusern"),
    ("de", "Straße", "strasse", "Straßen"),
    ("ro", "orașele", "orasele", "orașelor"),
    ("sv", "återvinningen", "atervinningen", "återvinning"),
]


def forms(text: str, language: str) -> list[set[str]]:
    return [{*token.word.forms} for token in analyse(text, language)]


@pytest.mark.parametrize(("language", "written", "typed", "other"), SAME)
def test_a_word_meets_itself_without_marks_and_in_another_form(
    language: str, written: str, typed: str, other: str
) -> None:
    (as_written,), (as_typed,), (in_other,) = (
        forms(text, language) for text in (written, typed, other)
    )
    assert as_written & as_typed
    assert as_written & in_other


@pytest.mark.parametrize("language", STEMMERS)
def test_different_words_stay_different(language: str) -> None:
    (first,), (second,) = forms("transport", language), forms("biomasa", language)
    assert not first & second


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("ΦΩΣ", "φωσ"),
        ("φως", "φωσ"),
        ("Straße", "strasse"),
        ("Đurđevac", "durdevac"),
        ("Ørsted Æther Œuvre", "orsted aether oeuvre"),
        ("Ὀδός", "οδοσ"),
        ("co₂", "co2"),
        ("ﬁnance", "finance"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding_leaves_plain_small_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS, st.sampled_from([*STEMMERS, "sk", ""]))
def test_no_text_raises_and_places_are_those_of_the_words(text: str, language: str) -> None:
    end = 0
    for token in analyse(text, language, Compounds(["school"])):
        assert end <= token.start < token.end <= len(text)
        assert all(token.word.forms)
        end = token.end


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "l'éclairage d’une rue", ["éclairage", "une", "rue"]),
        ("fr", "L'école jusqu'à 2030, aujourd'hui", ["école", "à", "2030", "aujourd", "hui"]),
        ("it", "dell'energia all’estero", ["energia", "estero"]),
        ("en", "the city's lamps", ["the", "city", "lamps"]),
        ("en", "low-carbon CO2 (2.5 MW)", ["low", "carbon", "CO2", "2.5", "MW"]),
        ("pl", "oświetle\u00adnie", ["oświetle\u00adnie"]),
    ],
)
def test_a_text_is_cut_into_words(language: str, text: str, words: list[str]) -> None:
    assert [text[token.start : token.end] for token in analyse(text, language)] == words


def test_a_soft_hyphen_is_no_letter() -> None:
    assert forms("oświetle\u00adnie", "pl") == forms("oświetlenie", "pl")


def test_letters_with_loose_marks_are_the_same_letters() -> None:
    assert forms("e\u0301clairage", "fr") == forms("éclairage", "fr")


def test_thousands_may_be_written_in_any_way() -> None:
    assert forms("1,200", "en") == forms("1.200", "es") == forms("1200", "pl")
    assert forms("2,5", "pl") == forms("2.5", "en") == [{"2.5"}]
    assert forms("1.2.2015", "pl") == [{"1.2.2015"}]


def test_a_language_without_a_stemmer_is_folded() -> None:
    assert forms("Straßen", "sk") == [{"strassen"}]


class TestCompounds:
    @pytest.fixture
    def known(self) -> Compounds:
        return Compounds(
            ["scholen", "gebouw", "panelen", "zon", "gemeente", "huis", "van", "een", "ui"]
        )

    @pytest.mark.parametrize(
        ("compound", "head", "tail"),
        [
            ("schoolgebouwen", "school", "gebouw"),
            ("zonnepanelen", "zon", "panelen"),
            ("gemeentehuis", "gemeente", "huis"),
        ],
    )
    def test_a_compound_is_split_into_known_words(
        self, known: Compounds, compound: str, head: str, tail: str
    ) -> None:
        (token,) = analyse(compound, "nl", known)
        stems = {form for word in (head, tail) for each in forms(word, "nl") for form in each}
        assert set(token.word.parts) == stems

    @pytest.mark.parametrize(
        "word",
        ["warmtepomp", "vanhuis", "huis", "gebouwen", "eenhuis", "uipanelen", "panelenzon"],
    )
    def test_other_words_stay_whole(self, known: Compounds, word: str) -> None:
        (token,) = analyse(word, "nl", known)
        assert token.word.parts == ()

    def test_other_languages_are_not_split(self, known: Compounds) -> None:
        (token,) = analyse("gemeentehuis", "en", known)
        assert token.word.parts == ()


def test_words_that_say_nothing_are_dropped_from_a_question() -> None:
    words = [token.word for token in analyse("how to pay for the lamps", "en")]
    assert [word.folded for word in content_words(words, "en")] == ["pay", "lamps"]


def test_words_that_say_nothing_stay_if_there_are_no_others() -> None:
    words = [token.word for token in analyse("to be or not to be", "en")]
    assert content_words(words, "en") == words


@pytest.mark.parametrize("language", STEMMERS)
def test_every_language_has_words_that_say_nothing(language: str) -> None:
    words = [token.word for token in analyse("o i de het the και des la a biomasa", language)]
    assert len(content_words(words, language)) < len(words)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("PV", True), ("CO2", True), ("SECAP", True), ("P", False), ("HEATED", False), ("pv", False)],
)
def test_an_abbreviation_is_a_short_word_in_capitals(text: str, *, is_one: bool) -> None:
    (token,) = analyse(text, "en")
    assert bool(token.word.capitals) == is_one


def test_words_are_kept_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "_KNOWN", 3)
    kept = analysis._known("en", None)
    kept.clear()
    analyse("one two three", "en")
    assert len(kept) == 3
    assert [token.word.folded for token in analyse("one four two", "en")] == ["one", "four", "two"]
    assert len(kept) <= 3


def test_threads_do_not_disturb_each_other() -> None:
    words = [f"oświetlenie{number}owość" for number in range(500)]
    wanted = {language: [_forms(word, language) for word in words] for language in STEMMERS}

    def right(language: str) -> bool:
        return all(
            [_forms(word, language) for word in words] == wanted[language] for _ in range(20)
        )

    languages = [*STEMMERS] * 2
    with ThreadPoolExecutor(len(languages)) as pool:
        assert all(pool.map(right, languages))
