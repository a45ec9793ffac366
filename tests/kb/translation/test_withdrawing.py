"""A tick at publishing takes back the translations of what has changed, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from kb.core.accounts import EDITORS
from kb.core.pieces import fingerprint, words
from kb.core.translation.audit import audit
from kb.core.translation.following import follow
from kb.core.translation.origin import change_source
from kb.core.translation.records import record
from kb.site.scheduled import publish_due
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, step, steps, translations
from tests.kb.translation.test_editor import act, public, signed_in, write
from tests.site.test_scheduled import SOON, later

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]

STEP = step("Lamps were counted.", 2015, "11111111-1111-4111-8111-111111111111")
OTHER = step("Lamps were bought.", 2016, "22222222-2222-4222-8222-222222222222")


def polish(block: dict[str, Any], text: str) -> dict[str, Any]:
    return {"type": "step", "id": block["id"], "value": {"text": f"<p>{text}</p>"}}


@pytest.fixture
def source(index: Any) -> CaseStudyPage:
    """In English, whole in Polish."""
    page = a_case(title="New lamps", summary="Lamps, renewed.", steps=steps(STEP, OTHER))
    version = a_translation(
        page,
        "pl",
        title="Nowe lampy",
        summary="Lampy wymienione.",
        context="<p>Stare lampy.</p>",
        steps=steps(polish(STEP, "Policzono lampy."), polish(OTHER, "Kupiono lampy.")),
    )
    record(page, [version])
    return page


def publish(page: CaseStudyPage, *, withdraws: bool = False, **values: Any) -> CaseStudyPage:
    page = CaseStudyPage.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.withdraws = withdraws
    page.save_revision().publish()
    return CaseStudyPage.objects.get(pk=page.pk)


def shown(language: str = "pl") -> dict[str, str | None]:
    """The language of each piece."""
    reading = CaseStudyPage.objects.get(locale__language_code="en").reading(language)
    return {piece: reading.language_of(piece) for piece in reading.source_words}


def test_only_what_changed_is_withdrawn(source: CaseStudyPage) -> None:
    changed = STEP | {"value": STEP["value"] | {"text": "<p>No lamp was counted.</p>"}}
    publish(source, withdraws=True, steps=steps(changed, OTHER), summary="Not renewed.")
    assert shown() == {
        "title": "pl",
        "summary": "en",
        "context": "pl",
        f"steps.{STEP['id']}": "en",
        f"steps.{OTHER['id']}": "pl",
    }
    assert audit() == []


def test_without_the_tick_older_words_stay_and_are_known(source: CaseStudyPage) -> None:
    page = publish(source, summary="Not renewed.")
    assert shown()["summary"] == "pl"
    assert page.reading("pl").is_stale("pl", "summary")


def test_reader_sitemap_and_search_no_longer_have_it(client: Client, source: CaseStudyPage) -> None:
    assert "Lampy wymienione" in public(client, "pl", source)
    address = f"/pl/practices/{source.slug}/"
    assert address in client.get("/sitemap.xml").content.decode()
    publish(source, withdraws=True, summary="Not renewed.")
    page = public(client, "pl", source)
    assert "Lampy wymienione" not in page
    assert "Not renewed" in page
    assert "noindex" in page
    assert address not in client.get("/sitemap.xml").content.decode()


def test_it_does_not_come_back_by_later_changes(source: CaseStudyPage) -> None:
    publish(source, withdraws=True, summary="Not renewed.")
    publish(source, summary="Not renewed at all.")
    assert shown()["summary"] == "en"
    publish(source, title="Newer lamps")
    assert shown()["summary"] == "en"


def test_it_does_not_come_back_by_a_draft_that_waited(
    client: Client, source: CaseStudyPage
) -> None:
    translation = translations("pl").get()
    editor = signed_in(client, EDITORS)
    write(editor, translation, "title", "Nowsze lampy")
    act(editor, "pl", "save")
    publish(source, withdraws=True, summary="Not renewed.")
    version = CaseStudyPage.objects.get(locale__language_code="pl")
    version.get_latest_revision().publish()
    assert (shown()["title"], shown()["summary"]) == ("pl", "en")


def test_translated_anew_it_is_shown_and_stays_through_small_changes(
    client: Client, source: CaseStudyPage
) -> None:
    publish(source, withdraws=True, summary="Not renewed.")
    follow()
    editor = signed_in(client, EDITORS)
    write(editor, translations("pl").get(), "summary", "Nie wymieniono.")
    act(editor, "pl", "publish")
    assert shown()["summary"] == "pl"
    page = publish(source, summary="Not renewed!")
    assert shown()["summary"] == "pl"
    assert page.reading("pl").is_stale("pl", "summary")


def test_going_back_to_the_old_words_brings_their_translation_back(source: CaseStudyPage) -> None:
    publish(source, withdraws=True, summary="Not renewed.")
    publish(source, summary="Lamps, renewed.")
    assert shown()["summary"] == "pl"


def test_the_tick_waits_with_its_draft(
    source: CaseStudyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = CaseStudyPage.objects.get(pk=source.pk)
    page.summary, page.withdraws = "Not renewed.", True
    page.go_live_at = timezone.now() + SOON
    page.save_revision().publish()
    assert shown()["summary"] == "pl"
    later(monkeypatch)
    publish_due()
    assert shown()["summary"] == "en"


def test_of_another_source_it_stays_withdrawn(source: CaseStudyPage) -> None:
    greek = a_translation(source, "el", title="Λάμπες", summary="Νέες λάμπες.")
    record(source, [greek])
    publish(source, withdraws=True, summary="Not renewed.")
    pl = CaseStudyPage.objects.get(locale__language_code="pl")
    pl.summary = "Nie wymieniono."
    pl.marks["summary"] = {
        "text": fingerprint("Nie wymieniono."),
        "from": fingerprint("Not renewed."),
    }
    pl.save_revision().publish()
    source = CaseStudyPage.objects.get(pk=source.pk)
    record(source, [CaseStudyPage.objects.get(pk=pl.pk)], over_typed=True)
    CaseStudyPage.objects.filter(pk=pl.pk).update(read_by_native=True)
    change_source(source, Locale.objects.get(language_code="pl"))
    reading = CaseStudyPage.objects.get(locale__language_code="pl").reading("el")
    assert reading.language_of("title") == "el"
    assert reading.language_of("summary") == "en"
    assert audit() == []


def test_the_form_offers_it_where_there_is_something_to_take_back(
    client: Client, source: CaseStudyPage
) -> None:
    alone = a_case("Alone")
    editor = signed_in(client, EDITORS)
    edit = "wagtailadmin_pages:edit"
    assert 'name="withdraws"' in editor.get(reverse(edit, args=[source.pk])).content.decode()
    assert 'name="withdraws"' not in editor.get(reverse(edit, args=[alone.pk])).content.decode()


def test_the_next_form_does_not_have_it_ticked(client: Client, source: CaseStudyPage) -> None:
    page = publish(source, withdraws=True, summary="Not renewed.")
    editor = signed_in(client, EDITORS)
    address = reverse("wagtailadmin_pages:edit", args=[source.pk])
    assert not editor.get(address).context["form"]["withdraws"].value()
    page.withdraws, page.title = True, "Newer lamps"
    page.save_revision()
    assert editor.get(address).context["form"]["withdraws"].value()


def test_a_copy_is_nobodys_source_yet(client: Client, source: CaseStudyPage) -> None:
    page = publish(source, withdraws=True, summary="Not renewed.")
    copy = Page.objects.get(pk=page.pk).specific.copy(update_attrs={"slug": "copy"})
    assert all("accepts" not in mark for mark in copy.marks.values())
    assert words(copy) == words(page)


@pytest.mark.parametrize("ticked", ["before", "after"])
def test_what_was_away_for_a_while_does_not_bring_them_back(
    source: CaseStudyPage, ticked: str
) -> None:
    if ticked == "before":
        publish(source, withdraws=True, context="<p>Lamps of old.</p>")
    publish(source, context="")
    assert "context" not in shown()
    publish(source, withdraws=ticked == "after", context="<p>There were lamps.</p>")
    assert shown()["context"] == "en"
    assert audit() == []
