"""A family's address changes in all languages at once, and the former one leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kb.core.accounts import EDITORS
from kb.core.addresses import change_address
from kb.core.languages import CODES
from kb.core.translation.audit import audit
from kb.site.tree import group_name
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation
from tests.kb.translation.test_editor import signed_in

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]


@pytest.fixture
def source(index: Any) -> CaseStudyPage:
    """In English, with a Polish card."""
    page = a_case("New lamps")
    a_translation(page, "pl", title="Nowe lampy", summary="Lampy.")
    return page


def test_the_former_address_leads_to_the_new_one_in_all_languages(
    client: Client, source: CaseStudyPage
) -> None:
    change_address(source, "better-lamps")
    for code in CODES:
        answer = client.get(f"/{code}/practices/new-lamps/")
        assert (answer.status_code, answer["Location"]) == (301, f"/{code}/practices/better-lamps/")
        assert client.get(answer["Location"]).status_code == 200
    assert set(CaseStudyPage.objects.values_list("slug", flat=True)) == {"better-lamps"}
    assert audit() == []


def test_a_draft_keeps_the_new_address(client: Client, source: CaseStudyPage) -> None:
    source.title = "Newer lamps"
    draft = source.save_revision()
    change_address(source, "better-lamps")
    draft.publish()
    page = CaseStudyPage.objects.get(pk=source.pk)
    assert (page.title, page.slug) == ("Newer lamps", "better-lamps")
    assert page.url_path.endswith("/better-lamps/")


def test_there_and_back(client: Client, source: CaseStudyPage) -> None:
    change_address(source, "better-lamps")
    change_address(CaseStudyPage.objects.get(pk=source.pk), "new-lamps")
    assert client.get("/en/practices/new-lamps/").status_code == 200
    assert client.get("/en/practices/better-lamps/")["Location"] == "/en/practices/new-lamps/"


def test_a_former_address_is_nobody_elses(source: CaseStudyPage) -> None:
    change_address(source, "better-lamps")
    other = a_case("New lamps")
    assert other.slug == "new-lamps-2"
    for slug in ("new-lamps", "better-lamps"):
        with pytest.raises(ValidationError):
            change_address(other, slug)


def test_of_what_is_withdrawn_nothing_is_found(client: Client, source: CaseStudyPage) -> None:
    change_address(source, "better-lamps")
    CaseStudyPage.objects.get(pk=source.pk).unpublish()
    assert client.get("/en/practices/new-lamps/").status_code == 404


def test_an_editor_changes_it_and_is_told_what_is_wrong(
    client: Client, source: CaseStudyPage
) -> None:
    a_case("Other lamps")
    editor = signed_in(client, EDITORS)
    address = reverse("kb_change_address", args=[source.pk])
    assert (
        "Change the address"
        in editor.get(reverse("wagtailadmin_pages:edit", args=[source.pk])).content.decode()
    )
    for slug in ("other-lamps", "ä ö", "", "-", "a--b", "__"):
        answer = editor.post(address, {"slug": slug})
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert editor.post(address, {"slug": "Better-Lamps"}).status_code == 302
    assert CaseStudyPage.objects.get(pk=source.pk).slug == "better-lamps"


def test_only_who_may_publish_every_version(client: Client, source: CaseStudyPage) -> None:
    polish = signed_in(client, group_name("pl"))
    for name in ("kb_change_address", "kb_change_source"):
        address = reverse(name, args=[source.pk])
        assert polish.get(address).status_code == 403
        assert polish.post(address, {"slug": "mine", "locale": 1}).status_code == 403
    english = signed_in(client, group_name("en"))
    assert english.post(reverse("kb_change_address", args=[source.pk])).status_code == 403
    editor = signed_in(client, EDITORS)
    CaseStudyPage.objects.filter(locale__language_code="pl").update(locked=True)
    assert editor.get(reverse("kb_change_address", args=[source.pk])).status_code == 403
    client.logout()
    assert client.post(reverse("kb_change_address", args=[source.pk])).status_code == 302
    assert CaseStudyPage.objects.get(pk=source.pk).slug == "new-lamps"


def test_what_was_never_published_has_none_to_change(client: Client, index: Any) -> None:
    page = a_case("Draft", live=False)
    editor = signed_in(client, EDITORS)
    assert editor.get(reverse("kb_change_address", args=[page.pk])).status_code == 403
