"""The source decides what is there; a translation lends whole pieces in its own language."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.rich_text import RichText

from kb.core.pieces import (
    PieceBlock,
    block_words,
    fingerprint,
    foreign,
    is_own,
    markup,
    plain,
    source_marks,
    words,
)
from kb.core.translation import lend
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, step, steps

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

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


def test_a_language_without_a_version_has_nothing_of_its_own(index: object) -> None:
    reading = reading_of(a_case(), "pl")
    assert [reading.has("pl", piece) for piece in ("title", "results")] == [False, False]
    assert [reading.has("en", piece) for piece in ("title", "results")] == [True, False]
    assert reading.is_stale("en", "title") is False
    assert not reading.has_card("pl")


def test_words_in_a_language_are_those_that_are_really_in_it(index: object) -> None:
    source = a_case("Lamps", summary="New.", context="<p>Old lamps.</p>")
    a_translation(source, "pl", title="Lampy", summary="Nowe.")
    reading = reading_of(source, "fr")
    assert reading.words_in("pl") == {"title": "Lampy", "summary": "Nowe."}
    assert reading.words_in("en") == {
        "title": "Lamps",
        "summary": "New.",
        "context": "Old lamps.",
    }


# --- The words of a piece


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        ("<p>Old</p><p>lamps</p>", "Old lamps"),
        ("Old<br/>lamps", "Old lamps"),
        ("<b>Old</b>er", "Older"),
        (" Old \n\t lamps ", "Old lamps"),
        ("5&nbsp;kW, 5\u202f000", "5\u00a0kW, 5\u202f000"),
        ("&lt;b&gt;", "<b>"),
        ("e\u0301clairage", "éclairage"),
    ],
)
def test_words_are_what_is_read_without_markup(value: str | None, words: str) -> None:
    assert plain(value) == words


def test_links_of_rich_text_are_not_looked_up(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    value = RichText('<p><a linktype="page" id="5">Old</a> lamps</p>')
    with django_assert_num_queries(0):
        assert plain(value.source) == "Old lamps"


def test_the_words_of_a_block_are_those_of_all_its_children() -> None:
    class Quotation(PieceBlock):
        words = ("text", "speaker", "role")
        text = RichTextBlock()
        speaker = CharBlock()
        role = CharBlock()

    value = Quotation().to_python({"text": "<p>It pays.</p>", "speaker": "", "role": "mayor"})
    assert block_words(value) == "It pays.\nmayor"


def test_markup_is_told_as_it_is_stored(index: object) -> None:
    link = '<p><a linktype="page" id="5">Old</a> lamps</p>'
    source = a_case(context=link, steps=steps(step("First")))
    source.results = None
    found = dict(markup(source))
    assert found["context"] == link
    assert found["results"] == ""
    assert found["steps"] == "<p>First</p>"
    source.steps = steps(step('<a linktype="page" id="5">x</a>'))
    assert dict(markup(source))["steps"] == '<p><a linktype="page" id="5">x</a></p>'


def test_markup_of_a_block_is_that_of_all_its_children(index: object) -> None:
    raw = {"text": "It pays & saves.", "speaker": "<i>mayor</i>"}
    source = a_case(quotations=json.dumps([{"type": "quotation", "value": raw}]))
    assert dict(markup(source))["quotations"] == ("It pays &amp; saves. &lt;i&gt;mayor&lt;/i&gt;")
    source = a_case(
        quotations=json.dumps([{"type": "quotation", "value": {"text": "x"}}]), live=False
    )
    assert dict(markup(source))["quotations"].strip() == "x"


def test_a_mark_stays_what_it_is_since_it_is_stored_with_every_translation() -> None:
    assert fingerprint("Old lamps.") == fingerprint(" Old \n lamps. ") == "6d498388d9260616ade3"
    assert fingerprint("Oldlamps.") != fingerprint("Old lamps.")


def test_the_source_is_marked_with_its_own_words(index: object) -> None:
    marks = source_marks(a_case("Lamps", summary="New.", context="", live=False))
    assert marks == {
        "title": {"text": fingerprint("Lamps")},
        "summary": {"text": fingerprint("New.")},
    }


@pytest.mark.parametrize(
    ("marks", "own"),
    [
        ({}, False),
        ({"title": {"text": fingerprint("Lampy")}}, False),
        ({"title": {"from": fingerprint("Lamps")}}, False),
        ({"title": {"from": "x", "text": fingerprint("Inne lampy")}}, False),
        ({"title": {"from": "x", "text": fingerprint("Lampy")}}, True),
    ],
)
def test_a_piece_is_a_translations_own_if_marked_and_unchanged(
    marks: dict[str, Any], *, own: bool
) -> None:
    page = CaseStudyPage(title="Lampy", marks=marks)
    assert is_own(page, "title", "Lampy") is own
    assert foreign(page) == ([] if own else ["title"])


# --- What is lent


def test_what_is_lent_is_marked_with_what_it_was_made_from(index: object) -> None:
    one = str(uuid.uuid4())
    source = a_case("Lamps", summary="New.", steps=steps(step("First", 2015, one)))
    page = CaseStudyPage()
    lend(page, source, {"title": "Lampy", "summary": "", "steps": steps(step("Raz", None, one))})
    assert (page.title, page.summary) == ("Lampy", "")
    assert page.marks == {
        "title": {"text": fingerprint("Lampy"), "from": fingerprint("Lamps")},
        f"steps.{one}": {"text": fingerprint("Raz"), "from": fingerprint("First")},
    }
    assert foreign(page) == []


def test_all_that_the_source_lacks_is_named(index: object) -> None:
    source = a_case(context="", live=False)
    with pytest.raises(ValueError, match=r"context, hindsight$"):
        lend(CaseStudyPage(), source, {"hindsight": "<p>x</p>", "context": "<p>y</p>"})


def test_in_plain_text_nothing_is_markup(index: object) -> None:
    title, hidden = "Less than <20 MWh & >30 % &amp; more", "\u200b\u2060\u00ad"
    source = a_case(title=title, summary=hidden, live=False)
    assert words(source)["title"] == title
    assert "summary" not in words(source)


def test_a_text_that_is_stale_is_lent_no_link_that_came_since(index: object) -> None:
    text = '<p>See the <a href="https://report.example/">report</a>.</p>'
    source = a_case(context=text)
    polish = text.replace("See the", "Zobacz").replace("report<", "raport<")
    a_translation(source, "pl", title="Lampy", summary="Lampy.", context=polish)
    source.context = '<p>Ask the <a href="https://firm.example/">firm</a>.</p>'
    source.save_revision().publish()
    shown = CaseStudyPage.objects.get(pk=source.pk).reading("pl").piece("context")
    assert shown.stale
    assert shown.value == "<p>Zobacz <a>raport</a>.</p>"


@pytest.mark.parametrize("live", [True, False])
def test_two_blocks_of_one_id_are_two(index: object, live: bool) -> None:
    twin = step("Second", id_="11111111-1111-4111-8111-111111111111")
    page = a_case(steps=steps(step("First", id_=twin["id"]), twin, step("Third")), live=live)
    stored = page.get_latest_revision_as_object()
    texts = [str(shown.value["text"].source) for shown in stored.reading("pl").blocks("steps")]
    assert texts == ["<p>First</p>", "<p>Second</p>", "<p>Third</p>"]
    assert len({block.id for block in stored.steps}) == 3
