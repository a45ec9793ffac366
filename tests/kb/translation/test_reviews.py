"""A translation is sent to be looked over, sent back, sent again, and published by who approves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from kb.core.accounts import TRANSLATORS
from kb.site.tree import group_name
from practices.models import CaseStudyPage
from tests.content import a_case, translations
from tests.kb.translation.test_editor import act, submit, write

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

pytestmark = [pytest.mark.django_db, pytest.mark.families]


def signed_in(group: str) -> Client:
    user = User.objects.create_user(group)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def polish() -> CaseStudyPage:
    return CaseStudyPage.objects.get(locale__language_code="pl")


def review(client: Client, action: str) -> Any:
    page = polish()
    args = [page.pk, action, page.current_workflow_task_state.pk]
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=args))


def state() -> WorkflowState:
    return polish().workflow_states.get()


@pytest.fixture
def translator(index: object) -> Client:
    """Who has sent a Polish version to be looked over."""
    client = signed_in(f"{TRANSLATORS}: pl")
    submit(client, a_case(), "pl")
    write(client, translations().get(), "title", "Nowe lampy")
    write(client, translations().get(), "summary", "Lampy wymienione.")
    act(client, "pl", "submit")
    return client


def test_what_was_sent_back_is_written_anew_and_sent_again(translator: Client) -> None:
    editor = signed_in(group_name("pl"))
    review(editor, "reject")
    assert state().status == "needs_changes"
    assert write(translator, translations().get(), "title", "Lampy LED").status_code == 200
    act(translator, "pl", "submit")
    assert state().status == "in_progress"
    assert state().current_task_state.revision == polish().get_latest_revision()
    review(editor, "approve")
    assert (polish().live, polish().title) == (True, "Lampy LED")


def test_what_was_sent_back_may_wait_as_a_draft(translator: Client) -> None:
    review(signed_in(group_name("pl")), "reject")
    write(translator, translations().get(), "title", "Lampy LED")
    act(translator, "pl", "save")
    assert state().status == "needs_changes"
    assert not polish().live
