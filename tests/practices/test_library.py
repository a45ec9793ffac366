"""The library's own files: their facts, their texts, and what loading them does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb.core.loaded import Due
from practices import facts, loading, texts
from practices.facts import Facts, FactsError
from practices.models import CaseStudyPage

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {
    "id": "xx-example",
    "source_language": "en",
    "since": 2015,
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
        }
    ],
}
TEXT = '+++\ntitle = "Lamps"\nsummary = "New lamps."\n+++\n\n## context [1]\nThere were {words}.\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
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


def test_sixty_six_practices_have_facts_and_six_have_texts() -> None:
    written = [slug for slug in facts.slugs() if texts.languages(slug)]
    assert len(facts.slugs()) == 66
    assert len({slug[:2] for slug in written}) >= 6
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


def test_a_figure_without_a_source_is_refused() -> None:
    figure = {**RECORD["figure"][0], "source": None}  # type: ignore[dict-item]  invented
    with pytest.raises(FactsError, match="has no source"):
        Facts(RECORD | {"figure": [figure]}).check()


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


SLUG = "be-eeklo-wind-tender-citizen-participation"


@pytest.fixture
def loaded(index: Any) -> CaseStudyPage:
    from django.core.management import call_command

    call_command("load_organisations", verbosity=0)
    loading.load(SLUG)
    return CaseStudyPage.objects.get(slug=SLUG, locale__language_code="nl")


@pytest.mark.django_db
@pytest.mark.families
class TestLoading:
    def test_the_source_holds_facts_and_the_translations_only_words(
        self, loaded: CaseStudyPage
    ) -> None:
        english = CaseStudyPage.objects.get(slug=SLUG, locale__language_code="en")
        assert loaded.is_source
        assert loaded.provenance == "compiled"
        assert [f.as_stated for f in loaded.figures.all()]
        assert not english.figures.exists()
        assert not english.tagged_items.exists()
        assert any(block.value["since"] for block in loaded.steps)
        assert not any(block.value["since"] for block in english.steps)
        assert loaded.reading("en").is_whole("en")

    def test_a_second_loading_changes_nothing(self, loaded: CaseStudyPage) -> None:
        assert {due for _language, due in loading.load(SLUG)} == {Due.NOTHING}

    def test_an_editors_change_is_left_alone(self, loaded: CaseStudyPage) -> None:
        loaded.summary = "An editor knows better."
        loaded.save_revision().publish()
        assert dict(loading.load(SLUG))["nl"] is Due.EDITED
        loaded.refresh_from_db()
        assert loaded.summary == "An editor knows better."

    def test_an_editors_waiting_draft_is_left_alone(self, loaded: CaseStudyPage) -> None:
        loaded.summary = "Not yet."
        loaded.save_revision()
        assert dict(loading.load(SLUG))["nl"] is Due.EDITED

    def test_a_practice_that_an_editor_deleted_stays_deleted(self, loaded: CaseStudyPage) -> None:
        CaseStudyPage.objects.filter(slug=SLUG).delete()
        assert dict(loading.load(SLUG))["nl"] is Due.EDITED
        assert not CaseStudyPage.objects.filter(slug=SLUG).exists()
