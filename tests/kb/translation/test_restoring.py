"""Going back to an earlier draft of a translation, from its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from kb.core.accounts import EDITORS
from kb.core.pieces import words
from kb.core.translation.drafts import draft, save_draft
from kb.core.translation.records import record
from kb.site.tree import group_name
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, step, steps, translations
from tests.kb.translation.test_editor import act, signed_in, write

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]

FIRST = step("Lamps were counted.", 2015, "11111111-1111-4111-8111-111111111111")


@pytest.fixture
def loaded(index: object) -> CaseStudyPage:
    """A Polish version as the loader makes it."""
    source = a_case(title="New lamps", summary="Lamps, renewed.", steps=steps(FIRST))
    page = a_translation(source, "pl", title="Nowe lampy", summary="Lampy wymienione.")
    record(source, [page])
    return page


def revert(client: Client, page: CaseStudyPage, revision: Any) -> Any:
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk])
    asked = client.get(address)
    assert asked.status_code == 200
    assert "Take back earlier words" in asked.content.decode()
    return client.post(address, follow=True)


def latest(page: CaseStudyPage) -> Any:
    return CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_words_of_an_earlier_draft_come_back_and_stay(
    client: Client, loaded: CaseStudyPage
) -> None:
    before = loaded.latest_revision
    editor, translation = signed_in(client, group_name("pl")), translations("pl").get()
    write(editor, translation, "title", "Inne lampy")
    act(editor, "pl", "publish")
    assert latest(loaded).made_by == "machine"  # the summary still is
    assert revert(editor, loaded, before).status_code == 200
    assert latest(loaded).title == "Nowe lampy"
    assert CaseStudyPage.objects.get(pk=loaded.pk).title == "Inne lampy"
    act(editor, "pl", "publish")
    page = CaseStudyPage.objects.get(pk=loaded.pk)
    assert (page.title, page.made_by) == ("Nowe lampy", "machine")


def test_what_was_typed_and_not_saved_is_kept_in_the_history(
    client: Client, loaded: CaseStudyPage
) -> None:
    before = loaded.latest_revision
    editor = signed_in(client, EDITORS)
    write(editor, translations("pl").get(), "title", "Inne lampy")
    revert(editor, loaded, before)
    titles = [r.as_object().title for r in loaded.revisions.order_by("pk")]
    assert titles[-2:] == ["Inne lampy", "Nowe lampy"]
    saved = loaded.revisions.order_by("pk")[loaded.revisions.count() - 2]
    revert(editor, loaded, saved)
    assert latest(loaded).title == "Inne lampy"


def test_what_the_earlier_draft_lacked_is_kept(client: Client, loaded: CaseStudyPage) -> None:
    before = loaded.latest_revision
    editor = signed_in(client, EDITORS)
    write(editor, translations("pl").get(), f"steps.{FIRST['id']}.text", "Policzono lampy.")
    save_draft(translations("pl").get(), None)
    revert(editor, loaded, before)
    assert "Policzono lampy." in words(latest(loaded)).values()


def test_words_for_what_the_source_no_longer_says_do_not_come_back(
    client: Client, loaded: CaseStudyPage
) -> None:
    before = loaded.latest_revision
    source = CaseStudyPage.objects.get(locale__language_code="en")
    source.title = "Seven new lamps"
    source.save_revision().publish()
    editor = signed_in(client, EDITORS)
    revert(editor, loaded, before)
    translation = translations("pl").get()
    assert "title" in words(draft(translation))  # still the last whole translation, known as stale
    assert source.reading("pl").is_stale("pl", "title")
    write(editor, translation, "title", "Siedem nowych lamp")
    act(editor, "pl", "publish")
    revert(editor, loaded, before)
    assert latest(loaded).title == "Siedem nowych lamp"


def test_a_revision_of_another_page_is_not_found(client: Client, loaded: CaseStudyPage) -> None:
    source = CaseStudyPage.objects.get(locale__language_code="en")
    editor = signed_in(client, EDITORS)
    address = reverse(
        "wagtailadmin_pages:revisions_revert", args=[loaded.pk, source.latest_revision.pk]
    )
    assert editor.post(address).status_code == 404


def test_a_locked_translation_is_not_taken_back(client: Client, loaded: CaseStudyPage) -> None:
    CaseStudyPage.objects.filter(pk=loaded.pk).update(locked=True)
    before = latest(loaded)
    editor = signed_in(client, group_name("pl"))
    address = reverse(
        "wagtailadmin_pages:revisions_revert", args=[loaded.pk, loaded.latest_revision_id]
    )
    assert editor.post(address).status_code == 403
    assert latest(loaded).latest_revision_id == before.latest_revision_id
