"""Whoever saves what somebody else has saved since is told, and overwrites only knowingly."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from kb.core.saving import UnpublishPage
from kb.core.terms import Term
from kb.site.models import HomePage
from practices.models import CaseStudyPage, Place, PlaceName
from tests.content import a_case, a_place, an_organisation, library
from tests.practices.editing import edit, form, opened, signed_in, whole
from tests.practices.test_found_after_a_change import found

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client, RequestFactory
    from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"


def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


def a_home(lead: str) -> dict[str, Any]:
    fields = {"title": "Home", "lead": lead, "project": rich_text(""), "board": inline_formset([])}
    return nested_form_data(fields)


def latest(page: Page) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_stale_tab_is_told_who_saved_since_and_overwrites_only_knowingly(
    client: Client, index: object
) -> None:
    page, editor = a_case(live=False), signed_in(client)
    loaded = opened(page)
    assert edit(editor, page, form(title="From the first tab") | loaded).status_code == 302
    answer = edit(editor, page, form(title="From the second tab") | loaded)
    assert answer.status_code == 200
    assert "somebody saved this page" in answer.content.decode()
    assert "From the second tab" in answer.content.decode()
    assert latest(page).title == "From the first tab"
    now = opened(page)["loaded_revision_id"]
    assert f'name="loaded_revision_id" value="{now}"' in answer.content.decode()
    assert edit(editor, page, form(title="From the second tab")).status_code == 302
    assert latest(page).title == "From the second tab"


def test_a_stale_form_with_another_error_is_told_both(client: Client, index: object) -> None:
    page, editor = a_case(), signed_in(client)
    loaded = opened(page)
    edit(editor, page, form(title="From the first tab") | loaded)
    answer = edit(editor, page, whole(a_place(), summary="") | loaded)
    assert {"summary", "__all__"} <= set(answer.context["form"].errors)


def test_a_form_that_names_no_revision_is_stale(client: Client, index: object) -> None:
    page, editor = a_case(live=False), signed_in(client)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.post(address, form(title="Out of nowhere")).status_code == 200
    assert latest(page).title == "Example street gets new lamps"


def test_the_home_page_is_not_overwritten_in_silence(admin_client: Client, index: object) -> None:
    page = home()
    loaded = opened(page)
    assert edit(admin_client, page, a_home("From the first tab") | loaded).status_code == 302
    answer = edit(admin_client, page, a_home("From the second tab") | loaded)
    assert answer.status_code == 200
    assert "From the second tab" in answer.content.decode()
    assert latest(page).lead == "From the first tab"
    assert edit(admin_client, page, a_home("From the second tab")).status_code == 302
    assert latest(page).lead == "From the second tab"


def test_the_library_is_not_overwritten_in_silence(admin_client: Client, index: object) -> None:
    page, address = library(), reverse("wagtailadmin_pages:edit", args=[library().pk])
    data = {"slug": page.slug} | nested_form_data({"comments": inline_formset([])})
    assert edit(admin_client, page, data | {"title": "First tab"}).status_code == 302
    assert admin_client.post(address, data | {"title": "Second tab"}).status_code == 200
    assert latest(page).title == "First tab"


@pytest.mark.parametrize("view", ["edit", "revisions_revert"])
def test_a_family_is_locked_before_its_latest_revision_is_read(
    client: Client, index: object, view: str
) -> None:
    page, editor = a_case(live=False), signed_in(client)
    args = [page.pk] if view == "edit" else [page.pk, page.latest_revision_id]
    data = form(title="Saved") | opened(page)
    with CaptureQueriesContext(connection) as queries:
        answer = editor.post(reverse(f"wagtailadmin_pages:{view}", args=args), data)
    assert answer.status_code == 302
    asked = [query["sql"] for query in queries]
    begun = next(n for n, sql in enumerate(asked) if sql.startswith("SAVEPOINT"))
    name = asked[begun].split()[1]
    ended = next(n for n, sql in enumerate(asked) if sql == f"RELEASE SAVEPOINT {name}")
    read = next(n for n, sql in enumerate(asked) if 'FROM "wagtailcore_revision"' in sql)
    saved = next(n for n, sql in enumerate(asked) if 'INSERT INTO "wagtailcore_revision"' in sql)
    assert 'FROM "core_family"' in asked[begun + 1]
    assert begun + 1 < read < saved < ended


def test_what_is_saved_while_somebody_unpublishes_stays_the_latest(
    admin_user: User, rf: RequestFactory, index: object
) -> None:
    page = a_case()
    request = rf.post("/")
    request.user = admin_user
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    view = UnpublishPage()
    view.setup(request, page.pk)
    page.summary = "Saved meanwhile."
    page.save_revision()
    view.dispatch(request, page_id=page.pk)
    assert not CaseStudyPage.objects.get().live
    assert latest(page).summary == "Saved meanwhile."


@pytest.mark.parametrize("whole", [True, False])
def test_approving_publishes_only_what_is_complete(
    admin_client: Client, admin_user: User, index: object, whole: bool
) -> None:
    page, workflow = a_case(live=False), Workflow.objects.create(name="Two pairs of eyes")
    task = GroupApprovalTask.objects.create(name="Somebody else")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(page, admin_user)
    page.summary = "The last words." if whole else ""
    revision = page.save_revision(clean=False)
    TaskState.objects.filter(pk=state.current_task_state.pk).update(revision=revision)
    args = [page.pk, "approve", state.current_task_state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=args)
    answer = admin_client.post(address, follow=True)
    assert answer.status_code == 200
    assert CaseStudyPage.objects.get().live is whole
    assert ("(Summary)" in answer.content.decode()) is not whole
    if not whole:  # with a comment, out of Wagtail's dialogue
        answer = admin_client.post(address, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_what_was_saved_under_the_lock_is_found(client: Client, commit: Commit) -> None:
    with commit():
        page = a_case()
    with commit():
        answer = edit(signed_in(client), page, whole(a_place(), title="Zebrastripes"))
    assert answer.status_code == 302
    assert found("zebrastripes") == [page.slug]


def sent(client: Client, address: str) -> str:
    """The mark of a row in a form that is opened now."""
    return mark(client.get(address))


def mark(answer: Any) -> str:
    match = re.search(r'name="opened" value="(\w+)"', unescape(answer.content.decode()))
    assert match
    return match[1]


def a_place_form(place: Place, names: list[dict[str, str]] | None = None, **values: Any) -> Any:
    fields = {"name": place.name, "code": place.code, "country": "DE", "kind": "municipality"}
    rows = inline_formset(names or [])
    return fields | values | nested_form_data({"names": rows})


def test_a_place_is_not_overwritten_in_silence(admin_client: Client, index: object) -> None:
    place = a_place(population=None)
    address = reverse("wagtailsnippets_practices_place:edit", args=[place.pk])
    loaded = sent(admin_client, address)
    first = a_place_form(place, population="500", opened=loaded)
    assert admin_client.post(address, first).status_code == 302
    second = a_place_form(place, region="From the second tab", opened=loaded)
    answer = admin_client.post(address, second)
    assert answer.status_code == 200
    assert "changed after you had opened it" in answer.content.decode()
    assert "From the second tab" in answer.content.decode()
    place.refresh_from_db()
    assert (place.population, place.region) == (500, "")
    assert admin_client.post(address, second | {"opened": mark(answer)}).status_code == 302
    place.refresh_from_db()
    assert (place.population, place.region) == (None, "From the second tab")


def test_a_name_that_somebody_added_makes_the_form_of_its_place_stale(
    admin_client: Client, index: object
) -> None:
    place = a_place()
    address = reverse("wagtailsnippets_practices_place:edit", args=[place.pk])
    loaded = sent(admin_client, address)
    name = {"language": "pl", "name": "Przykładowo"}
    assert admin_client.post(address, a_place_form(place, [name], opened=loaded)).status_code == 302
    assert admin_client.post(address, a_place_form(place, opened=loaded)).status_code == 200
    assert [row.name for row in place.names.all()] == ["Przykładowo"]


def test_a_name_that_somebody_deleted_is_no_fault(admin_client: Client, index: object) -> None:
    place = a_place()
    name = PlaceName.objects.create(place=place, language="pl", name="Przykładowo")
    address = reverse("wagtailsnippets_practices_place:edit", args=[place.pk])
    loaded = sent(admin_client, address)
    rows = inline_formset([{"id": name.pk, "language": "pl", "name": "Inaczej"}], initial=1)
    name.delete()
    data = a_place_form(place) | nested_form_data({"names": rows})
    answer = admin_client.post(address, data | {"opened": loaded})
    assert answer.status_code == 200
    assert admin_client.post(address, data | {"opened": mark(answer)}).status_code in {200, 302}


def test_a_form_without_its_mark_is_stale(admin_client: Client, index: object) -> None:
    place = a_place()
    address = reverse("wagtailsnippets_practices_place:edit", args=[place.pk])
    assert admin_client.post(address, a_place_form(place, region="Elsewhere")).status_code == 200
    place.refresh_from_db()
    assert place.region == ""


def test_a_new_place_has_nothing_to_overwrite(admin_client: Client, index: object) -> None:
    place = Place(name="Newtown", code="newtown")
    address = reverse("wagtailsnippets_practices_place:add")
    assert admin_client.post(address, a_place_form(place)).status_code == 302
    assert Place.objects.filter(code="newtown").exists()


def test_an_organisation_is_not_overwritten_in_silence(admin_client: Client, index: object) -> None:
    body = an_organisation()
    address = reverse("wagtailsnippets_practices_organisation:edit", args=[body.pk])
    data = {"name": body.name, "slug": body.slug, "role": body.role, "country": "DE"}
    data |= nested_form_data({"descriptions": inline_formset([])})
    loaded = {"opened": sent(admin_client, address)}
    first = data | loaded | {"local_name": "From the first tab"}
    assert admin_client.post(address, first).status_code == 302
    assert admin_client.post(address, data | loaded).status_code == 200
    body.refresh_from_db()
    assert body.local_name == "From the first tab"


def test_a_term_is_not_overwritten_in_silence(admin_client: Client, index: object) -> None:
    term = Term.objects.get(vocabulary="sector", code="waste")
    address = reverse("wagtailsnippets_core_term:edit", args=[term.pk])
    data = nested_form_data({"labels": inline_formset([])}) | {
        "opened": sent(admin_client, address)
    }
    assert admin_client.post(address, data | {"retired": "on"}).status_code == 302
    assert admin_client.post(address, data).status_code == 200
    term.refresh_from_db()
    assert term.retired


def test_a_row_is_locked_before_it_is_read(admin_client: Client, index: object) -> None:
    place = a_place()
    address = reverse("wagtailsnippets_practices_place:edit", args=[place.pk])
    data = a_place_form(place, region="Elsewhere", opened=sent(admin_client, address))
    with CaptureQueriesContext(connection) as queries:
        assert admin_client.post(address, data).status_code == 302
    asked = [query["sql"] for query in queries]
    begun = next(n for n, sql in enumerate(asked) if sql.startswith("SAVEPOINT"))
    ended = asked.index(f"RELEASE SAVEPOINT {asked[begun].split()[1]}")
    saved = next(n for n, sql in enumerate(asked) if sql.startswith('UPDATE "practices_place"'))
    assert 'FROM "practices_place"' in asked[begun + 1]
    assert begun + 1 < saved < ended
