"""From a source to a translation that is live, through the admin: submit, type, save, publish."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.test.client import encode_multipart
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from kb.core.accounts import EDITORS, TRANSLATORS
from kb.core.pieces import stamp, words
from kb.core.translation.drafts import draft
from kb.core.translation.records import record
from kb.site.tree import group_name
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, translations

pytestmark = [pytest.mark.django_db, pytest.mark.families]
BOUNDARY = "words"


def signed_in(client: Client, group: str) -> Client:
    user = User.objects.create_user(group)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def submit(client: Client, page: CaseStudyPage, *languages: str, extent: str = "whole") -> Any:
    locales = Locale.objects.filter(language_code__in=languages).values_list("pk", flat=True)
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": list(locales), "extent": extent})


def write(client: Client, translation: Translation, path: str, text: str) -> Any:
    """What localize's editor sends for one string."""
    segment = StringSegment.objects.get(source=translation.source, context__path=path)
    return put(client, translation, segment, text)


def put(client: Client, translation: Translation, segment: StringSegment, text: str) -> Any:
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    return client.put(
        address,
        encode_multipart(BOUNDARY, {"value": text}),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )


def act(client: Client, language: str, action: str) -> Any:
    page = CaseStudyPage.objects.get(locale__language_code=language)
    known = translations(language).filter(source__object_id=page.translation_key).first()
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {"action": action, "stamp": stamp(draft(known)) if known else ""},
        follow=True,
    )


def public(client: Client, language: str, page: CaseStudyPage) -> str:
    return client.get(f"/{language}/practices/{page.slug}/").content.decode()


def test_from_submitting_to_a_live_translation(client: Client, index: object) -> None:
    source = a_case(title="New lamps", summary="Lamps, renewed.", context="<p>Old lamps.</p>")
    editor = signed_in(client, EDITORS)
    assert submit(editor, source, "pl", "el").status_code == 302
    assert CaseStudyPage.objects.filter(live=False).count() == 2
    assert "New lamps" in public(client, "pl", source)  # in English, said so
    translation = translations("pl").get()
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert editor.get(edit).status_code == 200
    assert "still needs" in act(editor, "pl", "publish").content.decode()
    assert write(editor, translation, "title", "Nowe lampy").status_code == 201
    assert write(editor, translation, "summary", "Lampy wymienione.").status_code == 201
    act(editor, "pl", "save")
    assert "Nowe lampy" not in public(client, "pl", source)
    preview = reverse("wagtail_localize:preview_translation", args=[translation.pk])
    assert "Nowe lampy" in editor.get(preview).content.decode()
    act(editor, "pl", "publish")
    page = public(client, "pl", source)
    assert "Nowe lampy" in page
    assert "Nowe lampy" not in public(client, "el", source)


def test_a_translator_of_one_language_is_offered_only_that(client: Client, index: object) -> None:
    source, translator = a_case(), signed_in(client, group_name("fr"))
    address = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    form = translator.get(address).context["form"]
    assert [locale.language_code for locale in form.fields["locales"].queryset] == ["fr"]
    assert submit(translator, source, "pl").status_code == 403
    assert not translations().exists()
    assert submit(translator, source, "fr").status_code == 302


def test_a_title_longer_than_its_column_is_refused(client: Client, index: object) -> None:
    source, editor = a_case(), signed_in(client, EDITORS)
    submit(editor, source, "pl")
    translation = translations().get()
    answer = write(editor, translation, "title", "x" * 300)
    assert answer.json()["error"] == "The title is too long."
    assert not StringTranslation.objects.filter(data__startswith="xxx").exists()
    assert translation.get_target_instance().draft_title == ""


def test_a_translation_can_not_be_submitted_itself(client: Client, index: object) -> None:
    source, editor = a_case(), signed_in(client, EDITORS)
    submit(editor, source, "pl")
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    assert submit(editor, page, "el").status_code == 403


def test_a_translator_sends_and_an_editor_publishes(client: Client, index: object) -> None:
    source = a_case()
    translator = signed_in(client, f"{TRANSLATORS}: pl")
    submit(translator, source, "pl")
    translation = translations().get()
    write(translator, translation, "title", "Nowe lampy")
    write(translator, translation, "summary", "Lampy wymienione.")
    assert act(translator, "pl", "publish").status_code == 403
    act(translator, "pl", "submit")
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    assert (page.live, page.workflow_in_progress) == (False, True)
    editor = signed_in(Client(), group_name("pl"))
    state = page.current_workflow_task_state
    editor.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
    assert "Nowe lampy" in public(client, "pl", source)


def test_publishing_ends_a_review_that_is_under_way(client: Client, index: object) -> None:
    source, editor = a_case(), signed_in(client, EDITORS)
    submit(editor, source, "pl")
    write(editor, translations().get(), "title", "Nowe lampy")
    write(editor, translations().get(), "summary", "Lampy wymienione.")
    act(editor, "pl", "submit")
    act(editor, "pl", "publish")
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    assert (page.live, page.workflow_in_progress) == (True, False)


def test_a_native_reader_notes_what_was_read_until_it_changes(
    client: Client, index: object
) -> None:
    source = a_case()
    page = a_translation(source, "pl", title="Nowe lampy", summary="Lampy.")
    record(source, [page])
    editor = signed_in(client, group_name("pl"))
    act(editor, "pl", "read")
    page.refresh_from_db()
    assert (page.read_by_native, page.live, page.title) == (True, True, "Nowe lampy")
    assert page.get_latest_revision_as_object().read_by_native
    act(editor, "pl", "save")
    assert page.get_latest_revision_as_object().read_by_native
    write(editor, translations().get(), "title", "Lampy")
    act(editor, "pl", "publish")
    page = CaseStudyPage.objects.get(pk=page.pk)
    assert (page.read_by_native, page.title, page.made_by) == (False, "Lampy", "machine")


@pytest.mark.parametrize("text", [" ", "\u00a0", "<b></b>"])
def test_blanks_are_no_translation(client: Client, index: object, text: str) -> None:
    source, editor = a_case(), signed_in(client, EDITORS)
    submit(editor, source, "pl")
    write(editor, translations().get(), "title", "Nowe lampy")
    write(editor, translations().get(), "summary", text)
    assert act(editor, "pl", "save").status_code == 200
    assert set(words(draft(translations().get()))) == {"title"}


def test_what_is_being_looked_over_is_not_changed_by_whoever_sent_it(
    client: Client, index: object
) -> None:
    source, translator = a_case(), signed_in(client, f"{TRANSLATORS}: pl")
    submit(translator, source, "pl")
    translation = translations().get()
    write(translator, translation, "title", "Nowe lampy")
    write(translator, translation, "summary", "Lampy.")
    act(translator, "pl", "submit")
    assert write(translator, translation, "title", "Inne").status_code == 403
    assert act(translator, "pl", "save").status_code == 403


@pytest.mark.parametrize("body", [b"{}", b"\0", b"value=a%00b"])
def test_a_forged_body_is_answered(client: Client, index: object, body: bytes) -> None:
    source, editor = a_case(), signed_in(client, EDITORS)
    submit(editor, source, "pl")
    segment = StringSegment.objects.filter(source=translations().get().source).first()
    address = reverse(
        "wagtail_localize:edit_string_translation", args=[translations().get().pk, segment.pk]
    )
    for kind in ("application/json", "multipart/form-data", "application/x-www-form-urlencoded"):
        assert editor.put(address, body, content_type=kind).status_code == 400


def offered(client: Client, page: CaseStudyPage) -> set[str]:
    """The paths of what the editor's script is told to show."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    (props,) = re.findall(r'data-props="([^"]*)"', answer)
    return {each["contentPath"] for each in json.loads(html.unescape(props))["segments"]}


def test_only_the_card_is_asked_for_until_more_is(client: Client, index: object) -> None:
    source, editor = a_case(), signed_in(client, EDITORS)
    submit(editor, source, "pl", extent="card")
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    assert offered(editor, page) == {"title", "summary"}
    act(editor, "pl", "whole")
    assert offered(editor, page) == {"title", "summary", "context"}
    submit(editor, source, "pl", extent="card")
    assert offered(editor, page) == {"title", "summary"}
    assert submit(editor, source, "pl", extent="half").status_code == 200  # the form again


def test_who_opened_it_before_it_changed_has_not_read_it(client: Client, index: object) -> None:
    source = a_case()
    record(source, [a_translation(source, "pl", title="Nowe lampy", summary="Lampy.")])
    editor, translation = signed_in(client, EDITORS), translations("pl").get()
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    (seen,) = re.findall(r'name="stamp" value="(\w+)"', editor.get(edit).content.decode())
    write(editor, translation, "title", "Inne lampy")
    assert "all of this yet" in editor.get(edit).content.decode()
    act(editor, "pl", "publish")
    assert "all of this yet" not in editor.get(edit).content.decode()
    answer = editor.post(edit, {"action": "read", "stamp": seen}, follow=True)
    assert "changed since you opened it" in answer.content.decode()
    page.refresh_from_db()
    assert not page.read_by_native


def test_whoever_reviews_decides_in_the_editor_itself(client: Client, index: object) -> None:
    source, translator = a_case(), signed_in(client, f"{TRANSLATORS}: pl")
    submit(translator, source, "pl")
    write(translator, translations().get(), "title", "Nowe lampy")
    write(translator, translations().get(), "summary", "Lampy.")
    act(translator, "pl", "submit")
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    waiting = translator.get(edit).content.decode()
    assert "Nothing can be changed until somebody has decided." in waiting
    assert "&quot;isLocked&quot;: true" in waiting
    assert 'name="action"' not in waiting
    assert "Approve and publish" not in waiting
    reviewer = signed_in(client, EDITORS)
    asked = reviewer.get(edit).content.decode()
    assert "Nothing can be changed" not in asked
    state = page.current_workflow_task_state
    send_back, approve = (
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
        for action in ("reject", "approve")
    )
    assert f'action="{send_back}"' in asked
    assert f'formaction="{approve}"' in asked
    reviewer.post(send_back, {"comment": "Which lamps?"})
    state.refresh_from_db()
    assert (state.status, state.comment) == ("rejected", "Which lamps?")
    assert not CaseStudyPage.objects.get(pk=page.pk).live
    act(reviewer, "pl", "submit")
    state = CaseStudyPage.objects.get(pk=page.pk).current_workflow_task_state
    reviewer.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    )
    assert CaseStudyPage.objects.get(pk=page.pk).title == "Nowe lampy"
