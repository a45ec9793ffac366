"""Who has no right to a translation gets 403 or 404 at every address of it, and changes nothing.

Who isn't signed in, or may not into the admin at all, is led to its door by Wagtail: 302 to
``/admin/login/``.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from kb.core.accounts import EDITORS, TRANSLATORS
from kb.core.translation import closed
from kb.core.translation.audit import audit
from kb.core.translation.records import record
from kb.site.tree import group_name
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, library, translations
from tests.kb.translation.attacks import STOLEN, Aim, Attack, attacks, changed, everything, the
from tests.kb.translation.test_editor import act, submit, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.families]
DOOR = "/admin/login/?next="


@pytest.fixture
def aim(index: object) -> Aim:
    """A Polish version that is live, with a draft that is being looked over."""
    source = a_case(title="New lamps", summary="Lamps, renewed.")
    page = a_translation(source, "pl", title="Nowe lampy", summary="Lampy wymienione.")
    record(source, [page])
    translator = signed_in(User.objects.create_user("translator"), f"{TRANSLATORS}: pl")
    write(translator, translations("pl").get(), "title", "Inne lampy")
    act(translator, "pl", "submit")
    return Aim(translations("pl").get())


def signed_in(user: User, *groups: str) -> Client:
    user.groups.add(*Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def an_author(name: str, *languages: str) -> Client:
    """Somebody who may only add; in their language they own a source and a translation."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    add = Permission.objects.get(codename="add_page", content_type__app_label="wagtailcore")
    for language in languages:
        GroupPagePermission.objects.create(group=group, page=library(language), permission=add)
    user = User.objects.create_user(name)
    client = signed_in(user, name)
    page = a_case("Mój przykład", language=languages[0], live=False)
    CaseStudyPage.objects.filter(pk=page.pk).update(owner=user)
    return client


WHO: dict[str, Callable[[], Client]] = {
    "nobody": Client,
    "reader": lambda: signed_in(User.objects.create_user("reader")),
    "author of its language": lambda: an_author("author", "pl"),
    "author of its source's": lambda: an_author("author", "en"),
    "another language's translator": lambda: signed_in(
        User.objects.create_user("fr"), f"{TRANSLATORS}: fr"
    ),
    "another language's editor": lambda: signed_in(
        User.objects.create_user("fr"), group_name("fr")
    ),
}


def may(who: str, attack: Attack) -> bool:
    """What is theirs: to have the source translated into their own language."""
    others = who.startswith("another language's")
    return others and attack.name == "submit_page_translation" and attack.method != "post"


@pytest.mark.parametrize("who", WHO)
def test_a_stranger_gets_403_or_404_everywhere_and_changes_nothing(aim: Aim, who: str) -> None:
    client = WHO[who]()
    before = everything()
    for attack in attacks(aim):
        answer = attack.sent(client)
        said = (attack.name, attack.method, answer.status_code)
        if who in {"nobody", "reader"}:
            assert answer.status_code in {302, 405}, said
            assert answer.headers.get("Location", DOOR).startswith(DOOR), said
        elif may(who, attack):
            assert answer.status_code == 200, said
            assert STOLEN not in answer.content.decode()
        elif attack.name == "revisions_index":  # leads to the history, which is refused
            assert client.get(answer.headers["Location"]).status_code == 403
        else:
            assert answer.status_code in {403, 404, 405}, said
            assert "lamp" not in answer.content.decode(), said
    assert changed(before) == set()
    assert audit() == []


@pytest.mark.parametrize("who", ["author of its language", "another language's editor"])
def test_a_stranger_changes_nothing_in_bulk(aim: Aim, who: str) -> None:
    """Wagtail answers this with a page that says which were left out."""
    client = WHO[who]()
    before = everything()
    for action in ("delete", "move", "publish", "unpublish"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{address}?id={aim.page.pk}&next=/admin/", {"chooser": library("fr").pk})
    assert changed(before) == set()


#: What the same requests do when whoever may sends them, so that a refusal is one.
EFFECTIVE = (
    ("edit_string_translation", "put"),
    ("edit_string_translation", "delete"),
    ("edit", "post"),
    ("revisions_revert", "post"),
    ("workflow_action", "post"),
    ("unpublish", "post"),
    ("delete", "post"),
    ("lock", "post"),
    ("move_confirm", "post"),
)


@contextmanager
def undone() -> Iterator[None]:
    """What is done within it hasn't been, afterwards."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


def test_the_same_requests_change_something_for_who_may(aim: Aim, admin_client: Client) -> None:
    before = everything()
    for name, method in EFFECTIVE:
        with undone():
            attack = the(name, method, Aim(aim.translation, into="pl"))
            assert attack.sent(admin_client).status_code < 400, name
            assert changed(before), name
            assert audit() == [], name


def test_no_request_of_an_administrator_puts_one_language_under_another(
    aim: Aim, admin_client: Client
) -> None:
    for attack in attacks(aim):
        with undone():
            status = attack.sent(admin_client).status_code
            assert status < 500, attack.name
            if closed.ROUTES.get(attack.name) == closed.CLOSED:
                assert status == 403, attack.name
            if attack.name.startswith("api:"):
                assert status == 404, attack.name
            if status < 400 and attack.method != "get":
                assert audit() == [], (attack.name, attack.method)
                assert not CaseStudyPage.objects.filter(locale__language_code="fr").exists()


@pytest.fixture
def author(aim: Aim) -> Client:
    """Who may only add in Polish, and owns a translation that is being looked over."""
    client = an_author("author", "pl")
    submit(client, a_case("Another", summary="Another summary."), "pl")
    write(client, own().translation, "title", "Moje lampy")
    write(client, own().translation, "summary", "Moje lampy.")
    client.post(reverse("wagtailadmin_pages:edit", args=[own().page.pk]), {"action": "submit"})
    assert own().page.workflow_in_progress
    return client


def own() -> Aim:
    return Aim(translations("pl").exclude(source__object_repr="New lamps").get())


#: Requests for one's own page that name something of another.
MIXED = (
    ("edit_string_translation", "put", "string_segment_id"),
    ("edit_string_translation", "delete", "string_segment_id"),
    ("revisions_revert", "post", "revision_id"),
    ("revisions_view", "get", "revision_id"),
    ("revisions_unschedule", "post", "revision_id"),
    ("workflow_action", "post", "task_state_id"),
    ("workflow_preview", "get", "task_id"),
    ("workflow_history_detail", "get", "workflow_state_id"),
)


def test_ones_own_page_is_no_way_to_anothers(aim: Aim, author: Client) -> None:
    for name, method, other in MIXED:
        with undone():
            attack = the(name, method, Aim(own().translation, "pl", {other: aim.named[other]}))
            if not name.startswith("workflow"):  # the review alone would refuse it
                own().page.current_workflow_state.cancel()
            before = everything()
            assert attack.sent(author).status_code in {403, 404}, name
            assert changed(before) == set(), name


def test_the_owner_writes_in_their_own_translation(author: Client) -> None:
    """Else what is refused above would be refused anyway."""
    own().page.current_workflow_state.cancel()
    assert write(author, own().translation, "title", "Inne").status_code == 200


def test_a_reviewer_approves_only_what_is_of_the_page(aim: Aim, author: Client) -> None:
    """By the address of another page its family would be written while nobody waits for it."""
    editor = signed_in(User.objects.create_user("editor"), EDITORS)
    mixed = Aim(own().translation, "pl", {"task_state_id": aim.named["task_state_id"]})
    attack = the("workflow_action", "post", mixed)
    before = everything()
    assert attack.sent(editor).status_code == 404
    assert changed(before) == set()
