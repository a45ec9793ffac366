"""The library's own files: their facts, their texts, and what loading them does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from practices import facts, texts
from practices.facts import Facts, FactsError

if TYPE_CHECKING:
    from pathlib import Path

RECORD: dict[str, Any] = {
    "id": "xx-example",
    "source_language": "en",
    "since": 2015,
    "terms": {"sector": ["public-lighting"], "phase": ["implementation"]},
    "place": [{"code": "de-examplestadt", "kind": "municipality", "country": "DE"}],
    "fact": [
        {"number": 1, "text": "In 2015 Examplestadt replaced about 1,200 lamps; nine tenders."}
    ],
    "source": [{"key": "s1", "title": "T", "url": "https://example.org/"}],
    "figure": [
        {
            "number": 1,
            "value": 22000000,
            "unit": "EUR",
            "as_stated": "EUR 22 million",
            "source": "s1",
            "bound": "exactly",
            "standing": "achieved",
            "method": "not-stated",
        }
    ],
}
TEXT = '+++\ntitle = "Lamps"\nsummary = "New lamps."\n+++\n\n## context [1]\nThere were {words}.\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(facts, "FOLDER", tmp_path)
    (tmp_path / "xx-example").mkdir()
    return tmp_path / "xx-example"


def read(folder: Path, content: str, language: str = "en") -> texts.Text:
    (folder / f"{language}.md").write_text(content, encoding="utf-8")
    return texts.read(Facts(RECORD), language)


@pytest.mark.parametrize("slug", facts.slugs())
def test_every_practice_has_facts_and_every_text_keeps_to_them(slug: str) -> None:
    record = Facts.read(slug)
    for language in texts.languages(slug):
        assert texts.read(record, language).title


def test_sixty_six_practices_have_facts_and_twelve_of_eleven_countries_have_texts() -> None:
    written = [slug for slug in facts.slugs() if texts.languages(slug)]
    assert len(facts.slugs()) == 66
    assert len(written) == 12
    assert len({slug[:2] for slug in written}) == 11
    assert all(Facts.read(slug).source_language in texts.languages(slug) for slug in written)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("1,200 lamps, 9 tenders and 22 million euros", "en"),
        ("1.200 lampen en 22 miljoen euro", "nl"),
        ("1\u00a0200 lamp i 22 mln euro w 2015 r.", "pl"),
        ("1.200 λάμπες και 22 εκατομμύρια ευρώ", "el"),
    ],
)
def test_numbers_of_the_facts_may_be_told_in_every_language(
    folder: Path, words: str, language: str
) -> None:
    content = TEXT.format(words=words).replace("[1]", "[1, f1]")
    assert read(folder, content, language).sections[0].name == "context"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (TEXT.format(words="1,300 lamps"), "1300"),
        (TEXT.format(words="lamps").replace(" [1]", ""), "names no facts"),
        (TEXT.format(words="lamps").replace("[1]", "[7]"), "rests on 7"),
        (TEXT.format(words="22 million euros"), "22000000"),
        (TEXT.format(words="lamps").replace("context", "contents"), "no section contents"),
        (TEXT.format(words="lamps").replace("New lamps.", "5 new lamps."), "the card says 5"),
        ("no front matter", "doesn't begin with"),
    ],
)
def test_a_text_that_says_more_than_its_facts_is_refused(
    folder: Path, content: str, reason: str
) -> None:
    with pytest.raises(FactsError, match=reason) as refused:
        read(folder, content)
    assert "xx-example/en.md" in str(refused.value)


def test_a_sound_record_is_taken() -> None:
    Facts(RECORD).check("xx-example")


FIGURE = RECORD["figure"][0]
PLACE = RECORD["place"][0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "xx-other"}, "its id is xx-other"),
        ({"source_language": "de"}, "unknown source language de"),
        ({"status": "dreamt-of"}, "unknown status dreamt-of"),
        ({"outcome": "splendid"}, "unknown outcome splendid"),
        ({"origin": "nobody"}, "unknown origin nobody"),
        ({"since": 215}, "215 is no year"),
        ({"until": "2016"}, "2016 is no year"),
        ({"until": 2014}, "ends in 2014, before it begins"),
        ({"terms": {"phase": ["implementation"]}}, "it has no sector"),
        ({"terms": {"sector": ["magic"], "phase": ["implementation"]}}, "unknown sector magic"),
        ({"terms": RECORD["terms"] | {"colour": ["red"]}}, "unknown list colour"),
        ({"place": [PLACE | {"kind": "planet"}]}, "place de-examplestadt: unknown kind planet"),
        ({"place": [PLACE | {"country": "XX"}]}, "unknown country XX"),
        ({"place": [PLACE | {"climate": "lunar"}]}, "unknown climate lunar"),
        ({"place": [PLACE | {"latitude": 91}]}, "91 is no latitude"),
        ({"place": [PLACE | {"longitude": -181}]}, "-181 is no longitude"),
        ({"place": [PLACE | {"population_year": 20}]}, "20 is no year"),
        ({"figure": [FIGURE | {"source": None}]}, "figure 1: it has no source"),
        ({"figure": [FIGURE | {"source": "s7"}]}, "figure 1: it has no source"),
        ({"figure": [FIGURE | {"indicator": "smiles"}]}, "unknown indicator smiles"),
        ({"figure": [FIGURE | {"bound": "perhaps"}]}, "unknown bound perhaps"),
        ({"figure": [FIGURE | {"standing": "hoped"}]}, "unknown standing hoped"),
        ({"figure": [FIGURE | {"method": "guessed"}]}, "unknown method guessed"),
        ({"figure": [FIGURE | {"carrier": "magic"}]}, "unknown carrier magic"),
        ({"figure": [FIGURE | {"year": 2150}]}, "2150 is no year"),
    ],
)
def test_a_record_that_its_lists_or_sources_dont_bear_out_is_refused(
    change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(FactsError, match=reason):
        Facts(RECORD | change).check("xx-example")


def test_blocks_have_the_same_ids_at_every_loading() -> None:
    assert texts.block_id("a", "steps", 1) == texts.block_id("a", "steps", 1)
    assert (
        len(
            {
                texts.block_id("a", "steps", 1),
                texts.block_id("a", "steps", 2),
                texts.block_id("b", "steps", 1),
            }
        )
        == 3
    )
