"""An editor writes a case study in the admin: half-written as a draft, whole to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from kb.core.family import Family
from kb.core.languages import CODES
from kb.site.tree import EDITORS
from practices.models import CaseStudyPage
from tests.content import a_case, a_place, a_translation, library
from tests.practices.editing import create, edit, form, signed_in, whole
from tests.practices.test_found_after_a_change import found

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"


def test_publishing_asks_for_a_story_and_a_source_and_a_draft_does_not(
    client: Client, index: object
) -> None:
    editor = signed_in(client)
    bare = whole(a_place(), context=rich_text(""), sources=inline_formset([]))
    answer = create(editor, bare)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert "done" in errors
    assert "at least one source" in str(errors["__all__"])
    assert not CaseStudyPage.objects.exists()
    assert create(editor, {**bare, "action-publish": ""}).status_code == 302
    assert CaseStudyPage.objects.get().missing() == ["sources", "done"]


def test_the_start_page_leads_whoever_may_to_an_empty_form(client: Client, index: object) -> None:
    polish = signed_in(client, f"{EDITORS}: pl")
    address = reverse(
        "wagtailadmin_pages:add", args=["practices", "casestudypage", library("pl").pk]
    )
    assert address in polish.get("/admin/").content.decode()
    assert polish.get(address).status_code == 200


def test_a_half_written_draft_is_kept(client: Client, index: object) -> None:
    answer = create(signed_in(client), form())
    assert answer.status_code == 302
    page = CaseStudyPage.objects.get()
    assert not page.live
    assert Family.objects.get(key=page.translation_key).slug is None


def test_publishing_says_what_is_missing_and_keeps_what_was_written(
    client: Client, index: object
) -> None:
    answer = create(
        signed_in(client), form(context=rich_text("<p>Old lamps.</p>")) | {"action-publish": "1"}
    )
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert {"summary", "sector", "phase"} <= set(errors)
    assert "Old lamps." in answer.content.decode()
    assert not CaseStudyPage.objects.exists()


def test_a_published_case_study_is_found_on_the_next_request(
    client: Client, commit: Commit
) -> None:
    with commit():
        answer = create(signed_in(client), whole(a_place(), title="Zebrastripes in Examplestadt"))
    assert answer.status_code == 302
    assert found("zebrastripes") == ["zebrastripes-in-examplestadt"]
    assert client.get("/pl/practices/zebrastripes-in-examplestadt/").status_code == 200


def test_a_figure_needs_one_of_the_sources_of_its_page(client: Client, index: object) -> None:
    figure = {
        "indicator": "investment",
        "value": "5000",
        "bound": "exactly",
        "standing": "achieved",
        "method": "not-stated",
        "source_key": "nowhere",
        "as_stated": "EUR 5,000",
    }
    answer = create(signed_in(client), whole(a_place(), figures=inline_formset([figure])))
    assert answer.status_code == 200
    assert "nowhere" in answer.content.decode()


def test_an_unknown_term_is_an_error(client: Client, index: object) -> None:
    answer = create(signed_in(client), whole(a_place(), sector=["no-such-sector"]))
    assert answer.status_code == 200
    assert "sector" in answer.context["form"].errors


def test_the_address_follows_the_title_until_first_published(
    client: Client, commit: Commit
) -> None:
    editor = signed_in(client)
    create(editor, form(title="No"))
    page = CaseStudyPage.objects.get()
    with commit():
        edit(editor, page, whole(a_place(), title="Łódź oświetlenie"))
    page.refresh_from_db()
    assert page.slug == "lodz-oswietlenie"
    assert Family.objects.get(key=page.translation_key).slug == "lodz-oswietlenie"
    with commit():
        edit(editor, page, whole(a_place(), title="Another"))
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Another", "lodz-oswietlenie")


def test_two_practices_never_share_an_address(index: object) -> None:
    assert a_case("Same title").slug == "same-title"
    assert a_case("Same title", language="pl").slug == "same-title-2"


def test_a_translation_refuses_text_that_nobody_translated(client: Client, index: object) -> None:
    source = a_case()
    translation = a_translation(source, "pl", title="Zebry", summary="Streszczenie.")
    data = whole(a_place(), title="English title in the Polish row")
    answer = edit(signed_in(client), translation, data)
    assert answer.status_code == 200
    assert "change the text where it was written first" in answer.content.decode()
    translation.refresh_from_db()
    assert translation.title == "Zebry"


def test_an_editor_of_one_language_changes_no_other(client: Client, index: object) -> None:
    page = a_case()
    polish = signed_in(client, f"{EDITORS}: pl")
    assert polish.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 403
    edit(polish, page, whole(a_place(), title="Taken over"))
    polish.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    page.refresh_from_db()
    assert page.title == "Example street gets new lamps"


def test_somebody_without_a_role_reaches_no_editor(client: Client, index: object) -> None:
    client.force_login(User.objects.create_user("reader"))
    page = a_case()
    for name, args in (("edit", [page.pk]), ("delete", [page.pk]), ("add_subpage", [library().pk])):
        assert client.get(reverse(f"wagtailadmin_pages:{name}", args=args)).status_code in {
            302,
            403,
        }


def test_publishing_many_at_once_asks_for_the_same_as_the_form(
    commit: Commit, admin_client: Client
) -> None:
    page = a_case(live=False, summary="")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = admin_client.post(f"{address}?id={page.pk}&next=/admin/", follow=True)
    assert "lack what readers need" in answer.content.decode()
    page.refresh_from_db()
    assert not page.live


def test_a_preview_is_shown_in_every_language(client: Client, index: object) -> None:
    page = a_case()
    editor = signed_in(client)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    editor.post(address, form(a_place(), title="Unsaved title"))
    for code in CODES:
        answer = editor.get(f"{address}?mode={code}")
        assert answer.status_code == 200
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert f'lang="{code}"' in answer.content.decode()
        assert "Unsaved title" in answer.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_an_unsaved_translation_is_previewed_in_every_language(
    client: Client, index: object, code: str
) -> None:
    translation = a_translation(a_case(), "pl", title="Zebry", summary="Streszczenie.")
    editor = signed_in(client)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[translation.pk])
    data = form(title="Zebry", summary="Streszczenie.") | {"loaded_revision_id": "1"}
    assert editor.post(address, data).json() == {"is_valid": True, "is_available": True}
    answer = editor.get(f"{address}?mode={code}").content.decode()
    assert f'<html lang="{code}"' in answer
    assert ("Zebry" if code == "pl" else "Example street gets new lamps") in answer


def test_terms_are_retired_never_deleted(admin_client: Client, index: object) -> None:
    from kb.core.terms import Term

    term = Term.objects.get(vocabulary="sector", code="waste")
    address = reverse("wagtailsnippets_core_term:delete", args=[term.pk])
    admin_client.post(address)
    assert Term.objects.filter(pk=term.pk).exists()


def test_the_first_tab_holds_only_what_publishing_needs() -> None:
    first = CaseStudyPage.edit_handler.children[0]
    names = {getattr(p, "field_name", getattr(p, "relation_name", None)) for p in first.children}
    assert names - {None} == {"title", "summary", "places", "sector", "phase", "sources"}


def test_deleting_a_page_in_the_admin_keeps_its_family_and_address(
    admin_client: Client, commit: Commit
) -> None:
    with commit():
        page = a_case("Zebrastripes")
    with commit():
        admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert Family.objects.filter(slug="zebrastripes").exists()
    assert found("zebrastripes") == []


def test_the_library_itself_can_be_taken_away_by_nobody(client: Client, index: object) -> None:
    editor, page = signed_in(client), library("pl")
    for name in ("unpublish", "delete", "edit"):
        editor.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), {"title": "Taken over"})
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Praktyki")


def test_a_practice_stays_among_the_pages_of_its_language(
    admin_client: Client, index: object
) -> None:
    page = a_case()
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, library("pl").pk])
    admin_client.post(address)
    page.refresh_from_db()
    assert page.get_parent().pk == library("en").pk


@pytest.mark.parametrize("name", ["alias", "publish_copies"])
def test_a_copy_begins_as_a_draft(admin_client: Client, index: object, name: str) -> None:
    page = a_case()
    data = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": library().pk,
        name: "on",
    }
    answer = admin_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
    assert answer.status_code == 302
    assert CaseStudyPage.objects.count() == 1


def test_a_number_that_no_page_could_show_is_refused(client: Client, index: object) -> None:
    fact = {
        "value": "1E+5000",
        "text": "wind turbines",
        "bound": "exactly",
        "standing": "achieved",
        "method": "not-stated",
        "source_key": "s1",
        "as_stated": "many",
    }
    answer = create(
        signed_in(client), whole(a_place(), key_facts=streamfield([("key_fact", fact)]))
    )
    assert answer.status_code == 200
    assert not CaseStudyPage.objects.exists()


def test_an_unknown_preview_mode_shows_the_pages_own_language(
    admin_client: Client, index: object
) -> None:
    page = a_case()
    answer = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]) + "?mode=zz")
    assert answer.status_code == 200


def test_a_term_has_one_preferred_label_in_a_language(admin_client: Client, index: object) -> None:
    from kb.core.terms import Term

    term = Term.objects.get(vocabulary="sector", code="waste")
    rows = [{"language": "en", "text": text, "preferred": "on"} for text in ("Waste", "Rubbish")]
    data = nested_form_data({"labels": inline_formset(rows)})
    address = reverse("wagtailsnippets_core_term:edit", args=[term.pk])
    answer = admin_client.post(address, data)
    assert answer.status_code == 200
    assert "has a preferred label already" in answer.content.decode()


def test_publishing_asks_for_a_place_and_a_draft_does_not(client: Client, index: object) -> None:
    editor = signed_in(client)
    data = whole(a_place()) | nested_form_data({"places": inline_formset([])})
    answer = create(editor, data)
    assert answer.status_code == 200
    assert "at least one place" in answer.content.decode()


def test_a_new_practice_claims_no_origin_that_nobody_named() -> None:
    assert CaseStudyPage().provenance == ""
