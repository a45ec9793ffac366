"""Set-up makes what is missing in the tree of pages, and leaves alone what somebody changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site, Workflow

from kb.core import pieces
from kb.core.accounts import EDITORS, TRANSLATORS
from kb.core.family import Family
from kb.core.languages import CODES
from kb.core.translation import lend
from kb.core.translation.audit import audit
from kb.site import tree
from kb.site.models import HomePage
from kb.site.tree import TEXTS, WELCOME, group_name, home_text, library_title
from practices.models import LibraryPage

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db


def set_up() -> None:
    call_command("make_pages", verbosity=0)


def home(code: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=code)


def page_rights(group: str, code: str) -> set[str]:
    library = LibraryPage.objects.get(locale__language_code=code)
    rows = GroupPagePermission.objects.filter(group__name=group, page=library)
    return set(rows.values_list("permission__codename", flat=True))


@pytest.mark.parametrize("code", ["en", "pl"])
def test_a_deleted_home_and_its_library_are_made_again(code: str) -> None:
    family = home(code).translation_key
    home(code).delete()
    set_up()
    assert home(code).live
    assert home(code).title == home_text(code)["title"]
    assert home(code).translation_key == family
    library = LibraryPage.objects.get(locale__language_code=code)
    assert library.title == library_title(code)
    assert set(LibraryPage.objects.values_list("translation_key", flat=True)) == {
        library.translation_key
    }
    assert library.get_parent().specific == home(code)
    assert Site.objects.get(is_default_site=True).root_page.specific == home("en")
    assert (
        page_rights(EDITORS, code)
        == page_rights(group_name(code), code)
        == {
            "add_page",
            "change_page",
            "publish_page",
        }
    )
    assert page_rights(group_name("fr"), code) == set()


def test_a_home_is_made_again_though_an_editor_emptied_a_field_of_the_source() -> None:
    source = home("en")
    source.lead = ""
    source.save_revision().publish()
    home("pl").delete()
    set_up()
    assert (home("pl").lead, home("en").lead) == ("", "")
    assert home("pl").title == home_text("pl")["title"]


@pytest.fixture
def textless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of home texts without the Polish one, and the tree made from it."""
    for text in tree.TEXTS.iterdir():
        if text.stem != "pl":
            (tmp_path / text.name).write_bytes(text.read_bytes())
    monkeypatch.setattr(tree, "TEXTS", tmp_path)
    home("pl").delete()
    set_up()
    return tmp_path


def test_a_language_without_texts_opens_in_english(
    textless: Path, client: Client, index: object
) -> None:
    html = client.get("/pl/").content.decode()
    assert f'<h1 class="display" lang="en">{home("en").title}</h1>' in html
    assert '<html lang="pl">' in html
    assert client.get("/pl/practices/").status_code == 200
    assert pieces.words(home("pl")) == {}
    assert audit() == []


def test_a_second_set_up_without_texts_changes_nothing(textless: Path) -> None:
    pages = Page.objects.filter(locale__language_code="pl").order_by("pk")
    before = list(pages.values())
    set_up()
    assert list(pages.values()) == before


def test_texts_that_come_later_are_taken_over(textless: Path) -> None:
    key = home("pl").pk, LibraryPage.objects.get(locale__language_code="pl").pk
    (textless / "pl.md").write_bytes((TEXTS / "pl.md").read_bytes())
    set_up()
    library = LibraryPage.objects.get(locale__language_code="pl")
    assert (home("pl").pk, library.pk) == key
    assert home("pl").title == home_text("pl")["title"] != ""
    assert library.title == library_title("pl") != ""
    assert audit() == []


def test_a_library_that_somebody_named_keeps_its_name(textless: Path) -> None:
    library, source = (LibraryPage.objects.get(locale__language_code=c) for c in ("pl", "en"))
    lend(library, source, {"title": "Dobre przykłady"})
    library.save()
    (textless / "pl.md").write_bytes((TEXTS / "pl.md").read_bytes())
    set_up()
    assert LibraryPage.objects.get(pk=library.pk).title == "Dobre przykłady"


def test_a_title_that_an_editor_changed_stays() -> None:
    page = home("en")
    page.title = "A title of the editor's"
    page.save_revision().publish()
    set_up()
    assert home("en").title == "A title of the editor's"


def test_a_second_set_up_changes_nothing() -> None:
    def state() -> tuple[object, ...]:
        return (
            list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")),
            list(GroupPagePermission.objects.order_by("pk").values_list("pk", flat=True)),
            Family.objects.count(),
        )

    before = state()
    set_up()
    assert state() == before
    assert HomePage.objects.count() == LibraryPage.objects.count() == len(CODES)


def test_a_right_that_was_taken_away_stays_away() -> None:
    group = Group.objects.get(name=EDITORS)
    group.page_permissions.filter(permission__codename="publish_page").delete()
    group.collection_permissions.all().delete()
    group.permissions.remove(Permission.objects.get(codename="change_organisation"))
    set_up()
    assert page_rights(EDITORS, "pl") == {"add_page", "change_page"}
    assert not group.collection_permissions.exists()
    assert not group.permissions.filter(codename="change_organisation").exists()


def test_a_group_that_is_missing_is_made_with_its_rights() -> None:
    before = {
        *Group.objects.get(name=EDITORS).permissions.values_list("codename", flat=True),
    }
    Group.objects.all().delete()
    set_up()
    group = Group.objects.get(name=EDITORS)
    assert set(group.permissions.values_list("codename", flat=True)) == before
    assert "change_place" in before
    assert group.collection_permissions.count() == 2
    assert page_rights(EDITORS, "el") == page_rights(group_name("el"), "el") != set()
    assert page_rights(group_name("pl"), "el") == set()


def test_groups_and_workflow_that_hold_for_all_languages_go() -> None:
    assert not Group.objects.filter(name__in=("Editors", "Moderators")).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def test_what_a_translator_sends_is_for_those_who_may_publish_in_that_language() -> None:
    task = LibraryPage.objects.get(locale__language_code="pl").get_workflow().tasks.get()
    names = set(task.specific.groups.values_list("name", flat=True))
    assert names == {EDITORS, group_name("pl")}
    assert page_rights(f"{TRANSLATORS}: pl", "pl") == {"add_page", "change_page"}
    assert page_rights(f"{TRANSLATORS}: pl", "en") == set()


def test_a_workflow_that_was_taken_away_stays_away() -> None:
    Workflow.objects.all().delete()
    set_up()
    assert not Workflow.objects.exists()


def test_wagtails_welcome_page_goes() -> None:
    Page.get_first_root_node().add_child(instance=Page(**WELCOME))
    set_up()
    assert not Page.objects.filter(**WELCOME).exists()


@pytest.mark.parametrize("change", ["title", "slug", "revision", "child", "site"])
def test_a_page_that_somebody_made_stays(change: str) -> None:
    page = Page(**WELCOME)
    if change in WELCOME:
        setattr(page, change, "an-editors-own")
    Page.get_first_root_node().add_child(instance=page)
    if change == "revision":
        page.save_revision()
    if change == "child":
        page.add_child(instance=Page(title="Below", slug="below"))
    if change == "site":
        Site.objects.create(hostname="other.example.org", port=80, root_page=page)
    set_up()
    assert Page.objects.filter(pk=page.pk).exists()
