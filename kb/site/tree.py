"""The tree of pages that the library hangs in: a home and a library in every language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kb.core.accounts import EDITORS, TRANSLATORS
from kb.core.languages import CODES, FALLBACK, OFFERED, WHOLE
from kb.core.loaded import Due, Loaded, content_hash
from kb.core.pieces import words
from kb.core.translation import lend
from kb.core.translation.records import record
from kb.site.models import HomePage
from practices.models import LibraryPage
from practices.models.library import SLUG
from practices.texts import front_matter, rich

if TYPE_CHECKING:
    from uuid import UUID

TEXTS = Path(__file__).resolve().parent / "texts" / "home"
#: What each editor may do with pages below a library, and with the rows that practices refer to.
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
TRANSLATE_RIGHTS = ("add_page", "change_page")
ROW_RIGHTS = ("add_place", "view_place", "add_organisation", "view_organisation", "access_admin")
#: Places and organisations are shown in all languages: who edits only one adds, but changes none.
CHANGE_RIGHTS = ("change_place", "change_organisation")
IMAGE_RIGHTS = ("add_image", "choose_image")
#: What Wagtail's first migration leaves behind.
WELCOME = {"title": "Welcome to your new Wagtail site!", "slug": "home"}
WAGTAILS_GROUPS, WAGTAILS_WORKFLOW = ("Editors", "Moderators"), "Moderators approval"


def make_homes() -> dict[str, HomePage]:
    """A home page in every language, English first: it is the source of the others.

    One that was deleted is made again from its text.
    """
    homes: dict[str, HomePage] = {}
    for code in (FALLBACK, *CODES):
        if code not in homes:
            homes[code] = _home(code, homes.get(FALLBACK))
    return homes


def _home(code: str, source: HomePage | None) -> HomePage:
    locale, _made = Locale.objects.get_or_create(language_code=code)
    page = HomePage.objects.filter(locale=locale).first()
    values = home_text(code)
    name, file = f"home/{code}", content_hash(values)
    if page is None or Loaded.due(name, file, content_hash(words(page))) is Due.LOAD:
        page = _write_home(page or HomePage(locale=locale, slug=f"home-{code}"), source, values)
        Loaded.note(name, file, content_hash(words(page)))
    return page


def _write_home(page: HomePage, source: HomePage | None, values: dict[str, str]) -> HomePage:
    if source is None:
        page.translation_key = _family_of(HomePage, page)
        for name, value in values.items():
            setattr(page, name, value)
    else:
        page.translation_key = source.translation_key
        present = words(source)  # an editor may have emptied a field
        page.made_by = "machine"
        lend(page, source, {n: v if n in present else "" for n, v in values.items()})
    if page.pk is None:
        page.live = False
        Page.get_first_root_node().add_child(instance=page)
    page.save_revision(log_action=True).publish()
    home = HomePage.objects.get(pk=page.pk)
    if source is not None:
        record(source, [home], strict=False)
    return home


def _family_of(model: type[HomePage | LibraryPage], page: HomePage | LibraryPage) -> UUID:
    """The family of the versions that are there, so that a source made again is theirs."""
    found = model.objects.exclude(pk=page.pk).values_list("translation_key", flat=True).first()
    return cast("UUID", found or page.translation_key)


def home_text(code: str) -> dict[str, str]:
    """Title, lead and project text of a language; nothing if there is no text yet."""
    front, text = _read(code)
    return front and {
        "title": front["title"],
        "lead": front["lead"],
        "project": rich(text, headings=True),
    }


def library_title(code: str) -> str:
    """What the library is called in a language; empty if there is no text yet."""
    return _read(code)[0].get("library", "")


def board_slugs() -> list[str]:
    """The practices that the result board begins with."""
    return list(_read(FALLBACK)[0]["board"])


def _read(code: str) -> tuple[dict[str, str], str]:
    path = TEXTS / f"{code}.md"
    return front_matter(path.read_text(encoding="utf-8")) if path.exists() else ({}, "")


def make_libraries(homes: dict[str, HomePage]) -> dict[str, LibraryPage]:
    """A library below every home page; the groups that are there may write in a new one."""
    libraries: dict[str, LibraryPage] = {}
    for code, home in homes.items():
        page = LibraryPage.objects.filter(locale=home.locale).first()
        if page is None:
            page = _library(code, home, libraries.get(FALLBACK))
        elif not page.title and library_title(code):
            _name(page, libraries[FALLBACK], library_title(code))
        libraries[code] = page
    return libraries


def _name(page: LibraryPage, source: LibraryPage, title: str) -> None:
    """Give a library its title, which came later than the library."""
    page.made_by = "machine"
    lend(page, source, {"title": title})
    page.save()
    record(source, [page], strict=False)


def _library(code: str, home: HomePage, source: LibraryPage | None) -> LibraryPage:
    page = LibraryPage(locale=home.locale, slug=SLUG)
    if source is None:
        page.translation_key = _family_of(LibraryPage, page)
        page.title = library_title(code)
    else:
        page.translation_key = source.translation_key
        page.made_by = "machine"
        lend(page, source, {"title": library_title(code)})
    home.add_child(instance=page)
    if source is not None:
        record(source, [page], strict=False)
    for group in Group.objects.filter(name__in=(EDITORS, group_name(code))):
        _let_write(group, page, PAGE_RIGHTS)
    for group in Group.objects.filter(name=f"{TRANSLATORS}: {code}"):
        _let_write(group, page, TRANSLATE_RIGHTS)
    return page


def make_site(homes: dict[str, HomePage], address: str) -> None:
    """One site, whose root is the English home; Wagtail's own welcome page goes."""
    host = urlsplit(address)
    port = host.port or (443 if host.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id != homes[FALLBACK].pk or not site.site_name:
        site.hostname, site.port = host.hostname or "localhost", port
        site.root_page = homes[FALLBACK]
        site.site_name = site.site_name or settings.SITE_NAME
        site.save()
    _delete_welcome()


def _delete_welcome() -> None:
    """Unless somebody has made something of it.

    With it go the groups and the workflow that come along: they hold for all languages at once.
    """
    untouched = Page.objects.filter(
        **WELCOME, depth=2, numchild=0, content_type__model="page", latest_revision=None
    )
    page = untouched.exclude(pk__in=Site.objects.values("root_page")).first()
    if page:
        page.delete()
        Group.objects.filter(name__in=WAGTAILS_GROUPS, user=None).delete()
        Workflow.objects.filter(name=WAGTAILS_WORKFLOW, workflow_states=None).delete()


def group_name(code: str) -> str:
    """The group of those who write in one language."""
    return f"{EDITORS}: {code}"


def make_groups(libraries: dict[str, LibraryPage]) -> None:
    """One group for each language, and one that holds the rights in all of them.

    Only a new group is given rights: an administrator may take them away.
    """
    everybody = _group(EDITORS, list(libraries.values()))
    if everybody:
        everybody.permissions.add(*Permission.objects.filter(codename__in=CHANGE_RIGHTS))
    for code, library in libraries.items():
        _group(group_name(code), [library])
        _group(f"{TRANSLATORS}: {code}", [library], TRANSLATE_RIGHTS)
        _workflow(code, library)


def _workflow(code: str, library: LibraryPage) -> None:
    """What a translator sends is looked over by those who may publish in that language."""
    if WorkflowPage.objects.filter(page=library).exists() or Loaded.holds(f"workflow/{code}", ""):
        return
    workflow = Workflow.objects.create(name=workflow_name(code))
    task = GroupApprovalTask.objects.create(name=workflow.name)
    task.groups.set(Group.objects.filter(name__in=(EDITORS, group_name(code))))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=library)
    Loaded.note(f"workflow/{code}", "", "")  # one that an administrator takes away stays away


def workflow_name(code: str) -> str:
    """What the workflow of a language of the table, and its only task, are called."""
    own_name = next(each.own_name for each in (*WHOLE, *OFFERED) if each.code == code)
    return f"Review: {own_name}"


def _group(
    name: str, libraries: list[LibraryPage], rights: tuple[str, ...] = PAGE_RIGHTS
) -> Group | None:
    """The group, if it had to be made."""
    group, is_new = Group.objects.get_or_create(name=name)
    if not is_new:
        return None
    for library in libraries:
        _let_write(group, library, rights)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(codename__in=IMAGE_RIGHTS):
        GroupCollectionPermission.objects.create(
            group=group, collection=root, permission=permission
        )
    group.permissions.add(*Permission.objects.filter(codename__in=ROW_RIGHTS))
    return group


def _let_write(group: Group, library: LibraryPage, rights: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=rights
    ):
        GroupPagePermission.objects.create(group=group, page=library, permission=permission)
