"""The source decides what is there; a translation lends whole pieces in its own language."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from kb.core.translation import lend
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, step, steps

pytestmark = [pytest.mark.django_db, pytest.mark.families]


def reading_of(page: CaseStudyPage, language: str):
    return CaseStudyPage.objects.get(pk=page.pk).reading(language)


def test_a_piece_is_shown_in_the_readers_language_else_english_else_as_written(
    index: object,
) -> None:
    source = a_case("Po polsku", language="pl", context="<p>Kontekst</p>", results="<p>Wyniki</p>")
    a_translation(source, "en", title="In English", summary="Summary.", context="<p>Context</p>")
    a_translation(source, "fr", title="En français", summary="Résumé.")
    reading = reading_of(source, "fr")
    assert reading.piece("title").language == "fr"
    assert (reading.piece("context").language, reading.piece("context").value) == (
        "en",
        "<p>Context</p>",
    )
    assert reading.piece("results").language == "pl"


def test_what_the_source_lacks_is_shown_in_no_language(index: object) -> None:
    source = a_case(results="<p>Results</p>")
    a_translation(source, "pl", title="Przykład", summary="Streszczenie.", results="<p>Wyniki</p>")
    source.results = ""
    source.save_revision().publish()
    assert reading_of(source, "pl").piece("results") is None


def test_codes_of_blocks_are_the_sources_words_the_translations(index: object) -> None:
    one, two = str(uuid.uuid4()), str(uuid.uuid4())
    source = a_case(steps=steps(step("First", 2015, one), step("Second", 2016, two)))
    a_translation(
        source,
        "pl",
        title="P",
        summary="S.",
        steps=steps(step("Drugi", None, two), step("Pierwszy", None, one)),
    )
    source.steps = steps(step("Second", 2020, two), step("First", 2015, one))
    source.save_revision().publish()
    shown = reading_of(source, "pl").blocks("steps")
    assert [(s.value["since"], str(s.value["text"]), s.language) for s in shown] == [
        (2020, "<p>Drugi</p>", "pl"),
        (2015, "<p>Pierwszy</p>", "pl"),
    ]


def test_a_deleted_block_is_gone_in_every_language(index: object) -> None:
    one, two = str(uuid.uuid4()), str(uuid.uuid4())
    source = a_case(steps=steps(step("First", 2015, one), step("Second", 2016, two)))
    a_translation(
        source,
        "pl",
        title="P",
        summary="S.",
        steps=steps(step("Raz", None, one), step("Dwa", None, two)),
    )
    source.steps = steps(step("Second", 2016, two))
    source.save_revision().publish()
    assert [str(s.value["text"]) for s in reading_of(source, "pl").blocks("steps")] == [
        "<p>Dwa</p>"
    ]


def test_a_translation_is_stale_once_the_source_says_otherwise(index: object) -> None:
    source = a_case(context="<p>Old lamps.</p>")
    a_translation(source, "pl", title="P", summary="S.", context="<p>Stare lampy.</p>")
    assert not reading_of(source, "pl").piece("context").stale
    source.context = "<p>Very old lamps.</p>"
    source.save_revision().publish()
    assert reading_of(source, "pl").piece("context").stale
    assert not reading_of(source, "pl").piece("summary").stale


@pytest.mark.parametrize(
    "markup",
    [
        '<p data-block-key="abc">Old lamps.</p>',
        "<p>Old&nbsp;lamps.</p>",
        '<p><a href="https://example.org">Old</a> <b>lamps</b>.</p>',
    ],
)
def test_markup_and_links_make_nothing_stale(index: object, markup: str) -> None:
    source = a_case(context="<p>Old lamps.</p>")
    a_translation(source, "pl", title="P", summary="S.", context="<p>Stare lampy.</p>")
    source.context = markup
    source.save_revision().publish()
    assert not reading_of(source, "pl").piece("context").stale


def test_text_that_nobody_translated_is_refused(index: object) -> None:
    source = a_case()
    translation = a_translation(source, "pl", title="P", summary="S.")
    translation.results = "<p>English results</p>"
    with pytest.raises(ValidationError) as refused:
        translation.save()
    assert "results" in refused.value.message_dict


def test_foreign_text_that_slipped_in_is_read_as_untranslated(index: object) -> None:
    source = a_case("Po polsku", language="pl", results="<p>Wyniki</p>")
    translation = a_translation(source, "en", title="In English", summary="S.")
    CaseStudyPage.objects.filter(pk=translation.pk).update(results="<p>Wyniki</p>")
    assert reading_of(source, "en").piece("results").language == "pl"


def test_a_translation_lends_nothing_that_the_source_lacks(index: object) -> None:
    source = a_case()
    with pytest.raises(ValueError, match="hindsight"):
        lend(CaseStudyPage(), source, {"title": "T", "hindsight": "<p>Nobody said so.</p>"})


def test_whole_means_every_piece_that_the_source_has(index: object) -> None:
    source = a_case(context="<p>Old lamps.</p>", results="<p>New lamps.</p>")
    a_translation(source, "pl", title="P", summary="S.", context="<p>Stare lampy.</p>")
    reading = reading_of(source, "pl")
    assert reading.has_card("pl")
    assert not reading.is_whole("pl")
    assert reading.is_whole("en")
