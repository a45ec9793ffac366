"""What no page may hold is refused where it is typed or saved, and nothing else is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wagtail_localize.models import StringTranslation, Translation

from kb.core.accounts import EDITORS
from kb.core.pieces import words
from tests.content import a_case, steps, translations
from tests.kb.translation.test_editor import act, public, signed_in, submit, write

if TYPE_CHECKING:
    from django.test import Client

    from practices.models import CaseStudyPage

pytestmark = [pytest.mark.django_db, pytest.mark.families]

QUOTE = {
    "type": "quotation",
    "id": "11111111-1111-4111-8111-111111111111",
    "value": {"text": "It pays.", "speaker": "Mayor"},
}
QUOTED = f"quotations.{QUOTE['id']}.text"
SPEAKER = f"quotations.{QUOTE['id']}.speaker"


def with_a_live_card(client: Client) -> tuple[CaseStudyPage, Translation]:
    """A practice whose card is published in Polish, and nothing else translated."""
    source = a_case(context="<p>Old lamps.</p>", quotations=steps(QUOTE))
    submit(client, source, "pl")
    translation = translations().get()
    write(client, translation, "title", "Nowe lampy")
    write(client, translation, "summary", "Lampy wymienione.")
    act(client, "pl", "publish")
    return source, translation


def typed(translation: Translation) -> dict[str, str]:
    """All that translators have typed so far."""
    texts = StringTranslation.objects.filter(locale=translation.target_locale)
    return dict(texts.values_list("context__path", "data"))


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("summary", "jan@example.org", "Summary \u2013 Remove the e-mail address"),
        ("summary", "Call +420 603 123 456", "Summary \u2013 Remove the e-mail address"),
        ("summary", "x" * 301, "Summary \u2013 Ensure this value has at most 300 characters"),
        ("title", "Lampy\u202e", "Title \u2013 It contains a hidden character (U+202E)"),
        ("context", "jan@example.org", "Why it was needed \u2013 Remove the e-mail address"),
        (SPEAKER, "x" * 121, "Quotations \u2013 Ensure this value has at most 120 characters"),
        (SPEAKER, "Tel. 603 123 456", "Quotations \u2013 Remove the"),
        (SPEAKER, "Burmistrz\u202e", "Quotations \u2013 It contains a hidden character (U+202E)"),
    ],
)
def test_what_no_page_may_hold_is_refused_by_name_and_nothing_else_is_lost(
    client: Client, index: object, path: str, text: str, says: str
) -> None:
    editor = signed_in(client, EDITORS)
    source, translation = with_a_live_card(editor)
    shown, before = public(client, "pl", source), typed(translation)
    others = {"context": "Stare lampy.", QUOTED: "To si\u0119 op\u0142aca.", SPEAKER: "Burmistrz"}
    for each, good in others.items():
        write(editor, translation, each, good)
    assert write(editor, translation, path, text).status_code in {200, 201}
    for action in ("save", "publish", "submit"):
        answer = act(editor, "pl", action).content.decode()
        assert says in answer
        assert "The draft is saved." not in answer
    page = translation.get_target_instance()
    assert (page.live, page.has_unpublished_changes, page.workflow_in_progress) == (
        True,
        False,
        False,
    )
    assert public(client, "pl", source) == shown
    assert typed(translation) == before | others | {path: text}
    write(editor, translation, path, "Poprawione")
    assert "The draft is saved." in act(editor, "pl", "save").content.decode()
    draft = translation.get_target_instance().get_latest_revision_as_object()
    said = " ".join(words(draft).values())
    assert all(good in said for good in (others | {path: "Poprawione"}).values())


@pytest.mark.parametrize(
    "text", ["<script>x</script>", '<b onclick="x">Lampy</b>', '<a href="https://a.example">x</a>']
)
def test_markup_that_no_string_may_hold_is_refused_where_it_is_typed(
    client: Client, index: object, text: str
) -> None:
    editor = signed_in(client, EDITORS)
    source, translation = with_a_live_card(editor)
    shown = public(client, "pl", source)
    write(editor, translation, "title", "Inne lampy")
    for path in ("summary", "context"):
        assert write(editor, translation, path, text).json()["error"]
    assert "The draft is saved." in act(editor, "pl", "save").content.decode()
    page = translation.get_target_instance().get_latest_revision_as_object()
    assert words(page) == {"title": "Inne lampy", "summary": "Lampy wymienione."}
    assert public(client, "pl", source) == shown
    assert typed(translation)["summary"] == text  # to be mended
