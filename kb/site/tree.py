"""The tree of pages that the library hangs in: a home and a library in every language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from kb.core.languages import CODES, FALLBACK
from kb.core.loaded import Due, Loaded, fingerprint
from kb.core.pieces import words
from kb.core.translation import lend
from kb.site.models import HomePage
from practices.models import LibraryPage
from practices.models.library import SLUG
from practices.texts import rich

TEXTS = Path(__file__).resolve().parent / "texts" / "home"
EDITORS = "Editors of the library"
#: What each editor may do with pages below a library, and with the rows that practices refer to.
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
ROW_RIGHTS = ("add_place", "view_place", "add_organisation", "view_organisation", "access_admin")
#: Places and organisations are shown in all languages: who edits only one adds, but changes none.
CHANGE_RIGHTS = ("change_place", "change_organisation")
IMAGE_RIGHTS = ("add_image", "choose_image")
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_TITLES = {
    "en": "Practices",
    "pl": "Praktyki",
    "nl": "Praktijken",
    "fr": "Pratiques",
    "hr": "Prakse",
    "el": "Πρακτικές",
    "it": "Pratiche",
    "es": "Prácticas",
}


def make_homes() -> dict[str, HomePage]:
    """A home page in every language, English first: it is the source of the others."""
    homes: dict[str, HomePage] = {}
    for code in (FALLBACK, *CODES):
        if code not in homes:
            homes[code] = _home(code, homes.get(FALLBACK))
    return homes


def _home(code: str, source: HomePage | None) -> HomePage:
    locale, _made = Locale.objects.get_or_create(language_code=code)
    page = HomePage.objects.filter(locale=locale).first()
    values = home_text(code)
    name, file = f"home/{code}", fingerprint(values)
    if Loaded.due(name, file, page and fingerprint(words(page))) is Due.LOAD:
        page = _write_home(page or HomePage(locale=locale, slug=f"home-{code}"), source, values)
        Loaded.note(name, file, fingerprint(words(page)))
    if page is None:
        raise RuntimeError(f"There is no home page in {code}.")  # an editor deleted it
    return page


def _write_home(page: HomePage, source: HomePage | None, values: dict[str, str]) -> HomePage:
    if source is None:
        for name, value in values.items():
            setattr(page, name, value)
    else:
        page.translation_key = source.translation_key
        lend(page, source, values)
    if page.pk is None:
        page.live = False
        Page.get_first_root_node().add_child(instance=page)
    page.save_revision().publish()
    return HomePage.objects.get(pk=page.pk)


def home_text(code: str) -> dict[str, str]:
    """Title, lead and project text of a language."""
    found = _FRONT.match((TEXTS / f"{code}.md").read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{code}.md doesn't begin with +++, title and lead, +++")
    front = tomllib.loads(found[1])
    return {
        "title": front["title"],
        "lead": front["lead"],
        "project": rich(found[2], headings=True),
    }


def make_libraries(homes: dict[str, HomePage]) -> dict[str, LibraryPage]:
    """A library below every home page."""
    libraries: dict[str, LibraryPage] = {}
    for code, home in homes.items():
        page = LibraryPage.objects.filter(locale=home.locale).first()
        libraries[code] = page or _library(code, home, libraries.get(FALLBACK))
    return libraries


def _library(code: str, home: HomePage, source: LibraryPage | None) -> LibraryPage:
    page = LibraryPage(locale=home.locale, slug=SLUG)
    if source is None:
        page.title = _TITLES[code]
    else:
        page.translation_key = source.translation_key
        lend(page, source, {"title": _TITLES[code]})
    home.add_child(instance=page)
    return page


def make_site(homes: dict[str, HomePage], address: str) -> None:
    """One site, whose root is the English home; Wagtail's own welcome page goes."""
    host = urlsplit(address)
    port = host.port or (443 if host.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id != homes[FALLBACK].pk:
        site.hostname, site.port, site.root_page = (
            host.hostname or "localhost",
            port,
            homes[FALLBACK],
        )
        site.save()
    welcome = Page.objects.filter(depth=2, content_type__model="page").first()
    if welcome:
        welcome.delete()


def make_groups(libraries: dict[str, LibraryPage]) -> None:
    """One group for each language, and one that holds the rights in all of them."""
    everybody, _ = Group.objects.get_or_create(name=EDITORS)
    for code, library in libraries.items():
        group, _ = Group.objects.get_or_create(name=f"{EDITORS}: {code}")
        for one in (everybody, group):
            _grant(one, library)
    everybody.permissions.add(*Permission.objects.filter(codename__in=CHANGE_RIGHTS))


def _grant(group: Group, library: LibraryPage) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=library, permission=permission)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(codename__in=IMAGE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
    group.permissions.add(*Permission.objects.filter(codename__in=ROW_RIGHTS))
