"""A draft holds whole pieces in its own language, and keeps what it can't renew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from kb.core.pieces import fingerprint, words
from kb.core.translation.audit import audit
from kb.core.translation.drafts import draft, save_draft
from kb.core.translation.records import frozen, record
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, step, steps, translations
from tests.practices.test_bulk_actions import bulk

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]

FIRST = step("Lamps were counted.", 2015, "11111111-1111-4111-8111-111111111111")
SECOND = step("Lamps were bought.", 2016, "22222222-2222-4222-8222-222222222222")


def polish(index: object) -> Translation:
    """A translation of two paragraphs and two steps, of which nothing is done but the card."""
    source = a_case(
        title="New lamps",
        summary="Lamps, renewed.",
        context='<p>Old lamps.</p><p>See <a href="https://a.example/">here</a>.</p>',
        steps=steps(FIRST, SECOND),
    )
    page = a_translation(source, "pl", title="Nowe lampy", summary="Lampy wymienione.")
    record(source, [page])
    return translations("pl").get()


def translate(translation: Translation, source: str, target: str) -> None:
    """What a translator types for one string."""
    segment = StringSegment.objects.get(source=translation.source, string__data=source)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": target, "translation_type": "manual"},
    )


def test_a_piece_is_taken_over_when_all_of_it_is_translated(index: object) -> None:
    translation = polish(index)
    translate(translation, "Old lamps.", "Stare lampy.")
    assert set(words(draft(translation))) == {"title", "summary"}
    translate(translation, 'See <a id="a1">here</a>.', 'Zob. <a id="a1">tutaj</a>.')
    page = draft(translation)
    assert page.context == '<p>Stare lampy.</p><p>Zob. <a href="https://a.example/">tutaj</a>.</p>'
    assert set(words(page)) == {"title", "summary", "context"}


def test_of_a_stream_single_blocks_are_taken_over_in_the_order_of_the_source(index: object) -> None:
    translation = polish(index)
    translate(translation, "Lamps were bought.", "Kupiono lampy.")
    page = draft(translation)
    assert [(block.id, str(block.value["text"])) for block in page.steps] == [
        (SECOND["id"], "<p>Kupiono lampy.</p>")
    ]
    assert "since" not in page.steps.raw_data[0]["value"]
    translate(translation, "Lamps were counted.", "Policzono lampy.")
    assert [block.id for block in draft(translation).steps] == [FIRST["id"], SECOND["id"]]


def test_a_draft_changes_nothing_that_is_live(index: object) -> None:
    translation = polish(index)
    translate(translation, "Lamps were bought.", "Kupiono lampy.")
    revision = save_draft(translation, None)
    live = CaseStudyPage.objects.get(locale__language_code="pl")
    assert (live.title, list(live.steps)) == ("Nowe lampy", [])
    assert live.has_unpublished_changes
    revision.publish()
    assert len(CaseStudyPage.objects.get(locale__language_code="pl").steps) == 1


def test_a_draft_published_among_many_keeps_its_marks(admin_client: Client, index: object) -> None:
    translation = polish(index)
    translate(translation, "Lamps were bought.", "Kupiono lampy.")
    save_draft(translation, None)
    bulk(admin_client, "publish", [translation.get_target_instance()])
    page = translation.get_target_instance()
    assert (page.has_unpublished_changes, f"steps.{SECOND['id']}" in words(page)) == (False, True)
    assert audit() == []


def test_a_piece_is_marked_with_the_words_that_it_was_made_from(index: object) -> None:
    translation = polish(index)
    source = CaseStudyPage.objects.get(locale__language_code="en")
    source.summary = "Lamps, renewed twice."
    source.save_revision().publish()
    page = draft(translation)
    assert page.marks["summary"]["from"] == fingerprint("Lamps, renewed.")
    frozen(CaseStudyPage.objects.get(pk=source.pk))
    kept = draft(Translation.objects.get(pk=translation.pk))
    assert (kept.summary, kept.marks["summary"]) == ("Lampy wymienione.", page.marks["summary"])


def test_what_the_source_gave_up_leaves_with_the_next_draft(index: object) -> None:
    translation = polish(index)
    for text, polski in (("Lamps were counted.", "Policzono."), ("Lamps were bought.", "Kupiono.")):
        translate(translation, text, polski)
    save_draft(translation, None).publish()
    source = CaseStudyPage.objects.get(locale__language_code="en")
    source.steps = steps(SECOND)
    source.save_revision().publish()
    frozen(source)
    page = draft(Translation.objects.get(pk=translation.pk))
    assert [block.id for block in page.steps] == [SECOND["id"]]
    assert set(page.marks) == {"title", "summary", f"steps.{SECOND['id']}"}


def test_foreign_text_that_slipped_in_is_healed(index: object) -> None:
    translation = polish(index)
    pages = CaseStudyPage.objects.filter(locale__language_code="pl")
    pages.update(context="<p>Old lamps.</p>")
    page = pages.get()
    page.latest_revision.content["context"] = "<p>Old lamps.</p>"
    page.latest_revision.save()
    assert draft(translation).context == ""


def test_codes_and_credits_are_not_offered_for_translation(index: object) -> None:
    translation = polish(index)
    paths = {path.partition(".")[0] for path in contexts(translation)}
    assert paths == {"title", "summary", "context", "steps"}
    assert not any("since" in path for path in contexts(translation))


def contexts(translation: Translation) -> list[Any]:
    segments = StringSegment.objects.filter(source=translation.source)
    return list(segments.values_list("context__path", flat=True))


@pytest.mark.parametrize("text", ["<p>Jeden.</p>", "<p>Jeden.</p><p>Dwa.</p><p>Trzy.</p>"])
def test_a_file_whose_paragraphs_do_not_match_is_named(index: object, text: str) -> None:
    source = a_case(context="<p>One.</p><p>Two.</p>")
    page = a_translation(source, "pl", title="Tytuł", summary="Opis.", context=text)
    with pytest.raises(ValueError, match="context has"):
        record(source, [page])


def test_each_word_keeps_its_own_link_in_whatever_order_they_stand(index: object) -> None:
    a, b = (f'<a href="https://{name}.example/">' for name in "ab")
    source = a_case(context=f"<p>{a}Old</a> lamps in {b}Graz</a>.</p>")
    text = f"<p>W {b}Grazu</a> {a}stare</a> lampy.</p>"
    page = a_translation(source, "pl", title="Tytu\u0142", summary="Opis.", context=text)
    record(source, [page])
    assert draft(translations("pl").get()).context == text


def test_a_link_that_changed_meanwhile_is_the_sources(index: object) -> None:
    a, b, c = (f'<a href="https://{name}.example/">' for name in "abc")
    source = a_case(context=f"<p>{a}Old</a> lamps in {b}Graz</a>.</p>")
    text = f"<p>W {b}Grazu</a> {a}stare</a> lampy.</p>"
    page = a_translation(source, "pl", title="Tytu\u0142", summary="Opis.", context=text)
    source.context = f"<p>{c}Old</a> lamps in {b}Graz</a>.</p>"
    source.save_revision().publish()
    record(source, [page])
    assert draft(translations("pl").get()).context == text.replace(a, c)


def test_each_language_may_be_the_source(index: object) -> None:
    source = a_case(title="Novi", language="hr")
    page = a_translation(source, "el", title="Νέα", summary="Περίληψη.")
    record(source, [page])
    translation = translations().get()
    assert translation.target_locale == Locale.objects.get(language_code="el")
    assert draft(translation).title == "Νέα"
