"""Another language becomes the source: nothing is lost, nothing is foreign, nothing looks new."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from kb.core.accounts import EDITORS
from kb.core.family import Family
from kb.core.pieces import fingerprint, words
from kb.core.translation.audit import audit
from kb.core.translation.drafts import draft
from kb.core.translation.following import _freeze, follow, outdated
from kb.core.translation.origin import change_source
from kb.core.translation.records import record
from kb.core.translation.scope import ask_for, is_card_only
from kb.core.translation.strings import complete_pieces
from kb.core.translation.submitting import submit as submit_for
from practices.case import Case
from practices.models import CaseStudyPage
from tests.content import a_case, a_figure, a_translation, step, steps, translations
from tests.kb.translation.test_editor import act, put, signed_in, write

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]
FACT = {
    "type": "key_fact",
    "id": "21111111-1111-4111-8111-111111111111",
    "value": {
        "value": "5.5",
        "text": "lamps",
        "bound": "exactly",
        "standing": "achieved",
        "method": "not-stated",
        "source_key": "s1",
        "as_stated": "5.5 lamps",
    },
}
STEP = step("Lamps were counted.", 2015, "11111111-1111-4111-8111-111111111111")


def polski() -> Locale:
    return Locale.objects.get(language_code="pl")


def version(language: str) -> CaseStudyPage:
    return CaseStudyPage.objects.get(locale__language_code=language)


@pytest.fixture
def source(index: Any) -> CaseStudyPage:
    """A case in English, whole in Polish, with its card in Greek."""
    page = a_case(steps=steps(STEP), key_facts=steps(FACT), since=2014, outcome="worked")
    words_of_step = {"type": "step", "id": STEP["id"], "value": {"text": "<p>Policzono.</p>"}}
    pages = [
        a_translation(
            page,
            "pl",
            title="Przyk\u0142ad",
            summary="Opis.",
            context="<p>Stare lampy.</p>",
            steps=steps(words_of_step),
            key_facts=steps(FACT | {"value": {"text": "lampy"}}),
        ),
        a_translation(page, "el", title="Παράδειγμα", summary="Περίληψη."),
    ]
    record(page, pages)
    have_read()
    return page


def have_read(language: str = "pl") -> None:
    """A native reader has."""
    CaseStudyPage.objects.filter(locale__language_code=language).update(read_by_native=True)


def shown(language: str) -> tuple[Any, ...]:
    """What a reader is told."""
    case = Case(version("en").reading(language))
    told = [(str(text.value), text.language) for _section, text, _steps in case.story if text]
    numbers = [(number.amount.number, number.source) for number in case.figures]
    return case.title, case.years, case.outcome, told, numbers, [p.name for p in case.plates]


def test_the_new_source_has_what_the_old_one_had(source: CaseStudyPage) -> None:
    before = {code: shown(code) for code in ("en", "pl", "el", "fr")}
    change_source(source, polski())
    assert Family.objects.get(key=source.translation_key).original_locale == polski()
    new, old = version("pl"), version("en")
    assert (new.since, new.outcome, new.figures.count(), new.places.count()) == (
        2014,
        source.outcome,
        1,
        1,
    )
    assert new.steps[0].value["since"] == 2015
    assert (str(new.key_facts[0].value["value"]), new.key_facts[0].value["text"]) == (
        "5.5",
        "lampy",
    )
    assert (old.since, old.outcome, old.figures.count(), old.tagged_items.count()) == (
        None,
        "",
        0,
        0,
    )
    assert {code: shown(code) for code in before} == before
    assert audit() == []


def test_what_was_up_to_date_stays_so_and_is_done_for_translators(source: CaseStudyPage) -> None:
    change_source(source, polski())
    reading = version("pl").reading("en")
    assert not any(reading.is_stale("en", piece) for piece in reading.source_words)
    assert reading.is_whole("en")
    assert (
        TranslationSource.objects.get(specific_content_type__model="casestudypage").locale
        == polski()
    )
    english = translations("en").get()
    assert words(draft(english)) == words(version("en"))
    total, done = english.get_progress()
    assert total == done


def test_what_was_stale_stays_stale(source: CaseStudyPage) -> None:
    greek = version("el")
    greek.marks["summary"]["from"] = "of something older"
    greek.save()
    change_source(source, polski())
    reading = version("pl").reading("el")
    assert reading.is_stale("el", "summary")
    assert not reading.is_stale("el", "title")


def test_there_and_back_again(source: CaseStudyPage) -> None:
    before = {code: shown(code) for code in ("en", "pl", "el", "fr")}
    new = change_source(source, polski())
    change_source(new, Locale.objects.get(language_code="en"))
    assert {code: shown(code) for code in before} == before
    assert version("en").figures.get().as_stated == a_figure().as_stated
    assert audit() == []


@pytest.mark.parametrize("language", ["el", "fr"])
def test_only_a_whole_translation_can_be_the_source(source: CaseStudyPage, language: str) -> None:
    with pytest.raises(ValidationError):
        change_source(source, Locale.objects.get(language_code=language))
    assert audit() == []
    assert version("en").is_source


def test_drafts_that_wait_are_not_run_over(source: CaseStudyPage) -> None:
    page = version("en")
    page.summary = "A draft."
    page.save_revision()
    with pytest.raises(ValidationError):
        change_source(version("en"), polski())


def test_an_editor_changes_it_in_the_admin(client: Client, source: CaseStudyPage) -> None:
    editor = signed_in(client, EDITORS)
    address = reverse("kb_change_source", args=[source.pk])
    greek = Locale.objects.get(language_code="el")
    assert "Written in" in editor.get(address).content.decode()
    refused = editor.post(address, {"locale": greek.pk})
    assert "Only a whole translation" in refused.content.decode()
    assert editor.post(address, {"locale": 0}).context["form"].errors
    assert editor.post(address, {"locale": polski().pk}).status_code == 302
    assert Family.objects.get(key=source.translation_key).original_locale == polski()
    assert editor.get(address).status_code == 403  # it is a translation now


def test_words_that_a_person_translated_stay_a_persons(source: CaseStudyPage) -> None:
    CaseStudyPage.objects.filter(locale__language_code="el").update(made_by="person")
    change_source(source, polski())
    assert draft(translations("el").get()).made_by == "person"
    assert version("pl").made_by == ""
    texts = StringTranslation.objects.filter(context__object_id=source.translation_key)
    texts = texts.filter(locale__language_code="el", translation_of__locale=polski())
    kinds = texts.values_list("translation_type", flat=True)
    assert set(kinds) == {"manual"}


def test_what_was_stale_is_no_up_to_date_translation_of_the_new_source(
    source: CaseStudyPage,
) -> None:
    page = version("en")
    page.title = "An example, renewed"
    page.save_revision().publish()
    pl = version("pl")
    pl.title = "Przyk\u0142ad odnowiony"
    pl.marks["title"] = {"text": fingerprint(pl.title), "from": fingerprint(page.title)}
    pl.save_revision().publish()
    record(version("en"), [version("pl")], over_typed=True)
    new = change_source(version("en"), polski())
    assert new.reading("el").is_stale("el", "title")
    assert "title" not in complete_pieces(translations("el").get(), CaseStudyPage)


def test_of_a_language_no_more_is_asked_than_before(source: CaseStudyPage) -> None:
    ask_for(translations().get(target_locale__language_code="el"), card_only=True)
    change_source(source, polski())
    asked = {row.target_locale.language_code: is_card_only(row) for row in translations()}
    assert asked == {"en": False, "el": True}


def type_in(client: Client, language: str, text: str) -> None:
    if "_auth_user_id" not in client.session:
        signed_in(client, EDITORS)
    write(client, translations(language).get(), "title", text)


def refused(source: CaseStudyPage) -> str:
    with pytest.raises(ValidationError) as said:
        change_source(source, polski())
    return str(said.value.messages[0])


def a_greek_draft(source: CaseStudyPage) -> CaseStudyPage:
    """A version that was never published."""
    version("el").delete()
    (page,) = submit_for(
        source, [Locale.objects.get(language_code="el")], User.objects.create(username="greek")
    )
    return page  # type: ignore[return-value]


def test_what_was_typed_and_never_published_goes_along(
    client: Client, source: CaseStudyPage
) -> None:
    a_greek_draft(source)
    type_in(client, "el", "Φώτα")
    change_source(version("en"), polski())
    assert version("el").get_latest_revision_as_object().title == "Φώτα"
    assert draft(translations("el").get()).title == "Φώτα"


def test_what_was_typed_over_live_words_is_published_first(
    client: Client, source: CaseStudyPage
) -> None:
    type_in(client, "el", "Φώτα")
    assert refused(source) == "Publish or discard first what waits there: Ελληνικά."
    assert draft(translations("el").get()).title == "Φώτα"


def test_a_piece_that_is_half_typed_is_finished_first(
    client: Client, source: CaseStudyPage
) -> None:
    source.context = "<p>Old lamps.</p><p>And older ones.</p>"
    source.save_revision().publish()
    follow()
    a_greek_draft(version("en"))
    segments = StringSegment.objects.filter(source=translations("el").get().source)
    segment = segments.filter(context__path="context").first()
    assert segment is not None
    put(signed_in(client, EDITORS), translations("el").get(), segment, "Παλιά φώτα.")
    version("pl").delete()
    words_of_step = {"type": "step", "id": STEP["id"], "value": {"text": "<p>Policzono.</p>"}}
    pl = a_translation(
        version("en"),
        "pl",
        title="Przykład",
        summary="Opis.",
        context="<p>Stare lampy.</p><p>I starsze.</p>",
        steps=steps(words_of_step),
        key_facts=steps(FACT | {"value": {"text": "lampy"}}),
    )
    record(version("en"), [pl], over_typed=True)
    have_read()
    assert refused(version("en")) == "Publish or discard first what waits there: Ελληνικά."


def test_what_is_being_looked_over_is_decided_first(client: Client, source: CaseStudyPage) -> None:
    a_greek_draft(source)
    type_in(client, "el", "Φώτα")
    act(client, "el", "submit")
    assert refused(version("en")) == "Publish or discard first what waits there: Ελληνικά."


def test_there_and_back_again_the_newest_words_are_the_ones(
    client: Client, source: CaseStudyPage
) -> None:
    type_in(client, "pl", "Nowe lampy!")
    act(client, "pl", "publish")
    have_read()
    new = change_source(version("en"), polski())
    new.title = "Nowe latarnie"
    new.save_revision().publish()
    follow()
    type_in(client, "en", "New lanterns")
    act(client, "en", "publish")
    have_read("en")
    change_source(version("pl"), Locale.objects.get(language_code="en"))
    assert version("pl").title == draft(translations("pl").get()).title == "Nowe latarnie"


def test_a_family_that_is_not_published_stays_as_it_is(source: CaseStudyPage) -> None:
    source.unpublish()
    assert refused(version("en")).startswith("Only a whole translation")
    assert audit() == []


def test_what_holds_for_the_family_goes_along(client: Client, source: CaseStudyPage) -> None:
    end, first = timezone.now() + timedelta(days=30), timezone.now() - timedelta(days=900)
    CaseStudyPage.objects.filter(pk=source.pk).update(expire_at=end, first_published_at=first)
    new = change_source(version("en"), polski())
    assert (new.expire_at, new.first_published_at) == (end, first)
    assert (version("en").expire_at, version("en").read_by_native) == (None, True)
    translated = new.revisions.order_by("pk").first()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[new.pk, translated.pk])
    answer = signed_in(client, EDITORS).get(address, follow=True)
    assert "was a translation then" in answer.content.decode()
    assert answer.request["PATH_INFO"].endswith("/history/")


def test_a_form_that_was_opened_before_saves_nothing(client: Client, source: CaseStudyPage) -> None:
    editor, old = signed_in(client, EDITORS), reverse("wagtailadmin_pages:edit", args=[source.pk])
    change_source(source, polski())
    before = [page.latest_revision_id for page in CaseStudyPage.objects.order_by("pk")]
    answer = editor.post(old, {"title": "Typed long", "action-publish": "1"}, follow=True)
    assert "Meanwhile another language" in answer.content.decode()
    answer = act(editor, "pl", "publish")
    assert "Meanwhile another language" in answer.content.decode()
    assert [page.latest_revision_id for page in CaseStudyPage.objects.order_by("pk")] == before


def test_nothing_is_frozen_of_what_is_no_source_any_more(source: CaseStudyPage) -> None:
    page = version("en")
    page.save_revision().publish()
    (behind,) = (each for each in outdated() if each.object_id == source.translation_key)
    record(version("en"), [version("pl"), version("el")])
    change_source(version("en"), polski())
    _freeze(behind)
    assert audit() == []


def test_what_no_native_reader_has_read_is_no_original(source: CaseStudyPage) -> None:
    CaseStudyPage.objects.update(read_by_native=False)
    assert refused(source) == "A native reader must have read it first."
    CaseStudyPage.objects.update(made_by="person")
    assert change_source(source, polski()).made_by == ""
