"""What is done to many at once, or to one, in the admin is found, or gone, on the next request."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from kb.core.bulk import one_at_a_time
from kb.core.opened import stored_hash
from kb.site.tree import EDITORS
from practices.models import CaseStudyPage, Organisation, Place
from search import indexing
from tests.content import a_case, a_place, an_organisation, library, with_organisation
from tests.practices.editing import signed_in
from tests.practices.test_found_after_a_change import found

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"


def bulk(client: Client, action: str, rows: list[Any], **data: Any) -> Any:
    """The answer to an action on rows of one kind."""
    app, model = (
        ("wagtailcore", "page")
        if isinstance(rows[0], Page)
        else (rows[0]._meta.app_label, rows[0]._meta.model_name)
    )
    ids = "&".join(f"id={row.pk}" for row in rows)
    address = reverse("wagtail_bulk_action", args=[app, model, action])
    return client.post(f"{address}?{ids}&next=/admin/", data, follow=True)


def test_many_deleted_at_once_are_gone(commit: Commit, admin_client: Client) -> None:
    with commit():
        pages = [a_case(f"Zebrastripes number {n}") for n in range(3)]
    with commit():
        bulk(admin_client, "delete", pages[:2])
    assert found("zebrastripes") == [pages[2].slug]
    assert indexing.verify() == []


def test_many_moved_at_once_stay_found_and_in_their_language(
    commit: Commit, admin_client: Client
) -> None:
    with commit():
        pages = [a_case(f"Zebrastripes number {n}") for n in range(2)]
    for language in ("en", "pl"):
        with commit():
            bulk(admin_client, "move", pages, chooser=library(language).pk)
        assert sorted(found("zebrastripes")) == sorted(page.slug for page in pages)
        assert {Page.objects.get(pk=page.pk).get_parent().pk for page in pages} == {library().pk}
    assert indexing.verify() == []


def test_one_unpublished_and_deleted_is_gone(commit: Commit, admin_client: Client) -> None:
    with commit():
        first, second = a_case("Zebrastripes one"), a_case("Zebrastripes two")
    with commit():
        admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[first.pk]))
    assert found("zebrastripes") == [second.slug]
    with commit():
        admin_client.post(reverse("wagtailadmin_pages:delete", args=[second.pk]))
    assert found("zebrastripes") == []


def test_publishing_what_lies_below_asks_for_the_same_as_the_form(
    commit: Commit, admin_client: Client
) -> None:
    page = a_case(live=False, summary="")
    answer = bulk(admin_client, "publish", [library()], include_descendants="on")
    assert answer.status_code == 200
    assert "lack what readers need" in answer.content.decode()
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("action", ["delete", "unpublish", "publish", "move"])
def test_an_editor_of_one_language_does_nothing_to_many_of_another(
    client: Client, commit: Commit, action: str
) -> None:
    with commit():
        pages = [a_case("Zebrastripes one"), a_case("Zebrastripes two", live=False)]
    with commit():
        bulk(signed_in(client, f"{EDITORS}: pl"), action, pages, chooser=library("pl").pk)
    assert found("zebrastripes") == [pages[0].slug]
    assert [Page.objects.get(pk=page.pk).live for page in pages] == [True, False]


def test_a_place_changed_in_the_admin_is_found(commit: Commit, admin_client: Client) -> None:
    place = a_place("Oldname")
    with commit():
        page = a_case(place=place)
    data = {"name": "Newname", "code": place.code, "country": "PT", "kind": "municipality"}
    data["opened"] = stored_hash(place)
    with commit():
        admin_client.post(
            reverse("wagtailsnippets_practices_place:edit", args=[place.pk]),
            data | nested_form_data({"names": inline_formset([])}),
        )
    assert found("newname") == [page.slug]
    assert found("oldname") == []


def test_an_organisation_changed_in_the_admin_is_found(
    commit: Commit, admin_client: Client
) -> None:
    body = an_organisation("Quokka Agency")
    with commit():
        page = with_organisation(a_case(), body)
    data = {"name": "Wombat Agency", "slug": body.slug, "role": body.role, "country": "DE"}
    data["opened"] = stored_hash(body)
    with commit():
        admin_client.post(
            reverse("wagtailsnippets_practices_organisation:edit", args=[body.pk]),
            data | nested_form_data({"descriptions": inline_formset([])}),
        )
    assert found("wombat") == [page.slug]
    assert found("quokka") == []


@pytest.mark.parametrize("together", [True, False], ids=["in bulk", "singly"])
def test_places_and_organisations_in_use_stay_and_others_go(
    commit: Commit, admin_client: Client, together: bool
) -> None:
    admin_client.raise_request_exception = False
    used: list[Any] = [a_place("Zebratown"), an_organisation("Quokka Agency")]
    with commit():
        page = with_organisation(a_case(place=used[0]), used[1])
    for row in [*used, a_place(), an_organisation()]:
        model = row._meta.model_name
        address = reverse(f"wagtailsnippets_practices_{model}:delete", args=[row.pk])
        with commit():
            answer = bulk(admin_client, "delete", [row]) if together else admin_client.post(address)
        assert answer.status_code < 500
    assert list(Place.objects.all()) == [used[0]]
    assert list(Organisation.objects.all()) == [used[1]]
    assert found("zebratown") == found("quokka") == [page.slug]
    assert indexing.verify() == []


def test_what_is_saved_while_many_are_unpublished_stays_the_latest(
    commit: Commit, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the pages and their turn, somebody else saves one of them."""
    with commit():
        page = a_case()

    def meanwhile(view: BulkAction, *_rows: object) -> None:
        page.summary = "Saved meanwhile."
        page.save_revision()

    monkeypatch.setattr(BulkAction, "prepare_action", meanwhile)
    with commit():
        bulk(admin_client, "unpublish", [page])
    now = CaseStudyPage.objects.get()
    assert not now.live
    assert now.get_latest_revision_as_object().summary == "Saved meanwhile."


def test_more_pages_than_a_condition_can_name_one_by_one_are_handled_at_once(
    commit: Commit, admin_client: Client
) -> None:
    """SQLite refuses a condition of a thousand parts."""
    with commit():
        page = a_case()
    home, template = page.get_parent(), CaseStudyPage.objects.get()
    many = [Page(title=f"Page {n}", slug=f"page-{n}") for n in range(1100)]
    for number, each in enumerate(many, start=2):
        each.path = f"{home.path}{number:04d}"
        each.depth, each.url_path = template.depth, f"{home.url_path}{each.slug}/"
        each.locale, each.content_type = template.locale, template.content_type
    Page.objects.bulk_create(many)
    request = RequestFactory().post("/")
    objects = list(Page.objects.filter(depth=template.depth))
    one_at_a_time(request, "unpublish", objects, SimpleNamespace(check_perm=bool))
    assert len(objects) == 1101
