"""A language is begun, and taken back while nobody has written in it.

What readers get of it, with the table read anew, is proved by ``tests.prove.language``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from kb.core import catalogues, languages
from kb.core.accounts import TRANSLATORS
from kb.core.family import Family
from kb.core.languages import BEGUN, CODES, OFFERED, Language
from kb.core.translation import lend
from kb.core.translation.audit import audit
from kb.site import beginning, tree
from kb.site.beginning import begin, take_back
from kb.site.lacks import catalogues_of, untranslated
from kb.site.models import HomePage
from tests.content import a_case, a_translation
from tests.run import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db
#: Languages of the table that aren't on the site; one of them is begun here.
LEFT = [language for language in OFFERED if language not in BEGUN]
if not LEFT:
    pytest.skip("every language of the table is on the site", allow_module_level=True)
NEW = LEFT[0]
CODE = NEW.code
#: What only grows, or is made of others.
KEPT = {"PageLogEntry", "ModelLogEntry", "IndexEntry", "SQLiteFTSIndexEntry", "ReferenceIndex"}


def rows() -> dict[str, set[object]]:
    """The numbers of the rows of each table."""
    return {
        model.__name__: set(model._default_manager.values_list("pk", flat=True))
        for model in apps.get_models()
        if model.__name__ not in KEPT and model._meta.managed
    }


@pytest.fixture
def project(tmp_path: Path, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues and line of a project of its own, with Polish as the only translation."""
    path = tmp_path / "locale/pl/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_bytes((ROOT / "locale/pl/LC_MESSAGES/django.po").read_bytes())
    settings.ROOT, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    monkeypatch.setattr(languages, "FILE", tmp_path / "begun_languages.txt")
    return tmp_path


@pytest.fixture
def before(index: object) -> dict[str, set[object]]:
    return rows()


@pytest.fixture
def begun(before: object, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with a language begun and set up."""
    begin(CODE)
    monkeypatch.setattr(beginning, "BEGUN", (*BEGUN, NEW))
    monkeypatch.setattr(tree, "CODES", (*CODES, CODE))
    call_command("make_pages", verbosity=0)
    monkeypatch.setattr(tree, "CODES", CODES)
    return project


def test_beginning_writes_a_line_and_a_catalogue(project: Path) -> None:
    begin(CODE)
    assert languages._begun() == (*BEGUN, NEW)
    for path in catalogues_of(CODE):
        assert catalogues.translated(path)[0] == 0
    polish = catalogues.translated(catalogues.path_of("pl"))
    assert catalogues.translated(catalogues.path_of(CODE)) == (0, polish[1])
    assert polish[1] > 300


def test_what_was_begun_before_stays(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "BEGUN", (OFFERED[-1],))
    begin(OFFERED[0].code)
    assert languages._begun() == (OFFERED[-1], OFFERED[0])


def test_set_up_gives_it_pages_groups_and_a_workflow(begun: Path) -> None:
    home = HomePage.objects.get(locale__language_code=CODE)
    library = home.get_children().get().specific
    assert (home.live, home.title, library.live, library.title) == (True, "", True, "")
    assert library.get_workflow().name == f"Review: {NEW.own_name}"
    assert Group.objects.filter(name=tree.group_name(CODE)).exists()
    assert audit() == []


def test_it_is_taken_back_without_a_trace(begun: Path, before: dict[str, set[object]]) -> None:
    assert rows() != before
    take_back(CODE)
    assert rows() == before
    assert languages._begun() == BEGUN
    assert [*begun.glob("**/*.po")] == [catalogues.path_of("pl")]
    assert audit() == []


def a_practice() -> None:
    a_case(language=CODE)


def a_home_text() -> None:
    home, source = (HomePage.objects.get(locale__language_code=code) for code in (CODE, "en"))
    lend(home, source, {"title": "Von anderen lernen"})
    home.save_revision().publish()


def a_translator() -> None:
    person = User.objects.create_user("somebody")
    person.groups.add(Group.objects.get(name=f"{TRANSLATORS}: {CODE}"))


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (a_practice, f"1 practices are written in {CODE}"),
        (a_home_text, f"home page of {CODE} was written"),
        (a_translator, f"1 people may write in {CODE}"),
    ],
)
def test_what_somebody_has_in_it_keeps_it(
    begun: Path, write: Callable[[], None], reason: str
) -> None:
    write()
    present, line = rows(), languages.FILE.read_bytes()
    with pytest.raises(ValidationError, match=reason):
        take_back(CODE)
    assert (rows(), languages.FILE.read_bytes()) == (present, line)
    assert catalogues.path_of(CODE).exists()


def test_the_address_of_a_deleted_practice_stays_reserved(begun: Path) -> None:
    page = a_case("Laternen", language=CODE)
    page.delete()
    take_back(CODE)
    assert Family.objects.get(slug="laternen").original_locale.language_code == "en"
    assert not Locale.objects.filter(language_code=CODE).exists()


def test_messages_that_somebody_translated_are_kept(begun: Path) -> None:
    path = catalogues.path_of(CODE)
    path.write_text(path.read_text().replace('msgstr ""\n\n', 'msgstr "Übersetzt"\n\n', 1))
    take_back(CODE)
    assert catalogues.translated(path)[0] == 1


@pytest.mark.parametrize("code", ["pl", CODE])
def test_only_what_was_begun_can_be_taken_back(project: Path, code: str) -> None:
    with pytest.raises(CommandError, match=f"{code} isn't begun"):
        call_command("language", code, undo=True)


def test_an_unknown_language_is_refused_with_what_the_table_offers(project: Path) -> None:
    with pytest.raises(CommandError, match=r"no language xx\. It offers de \(Deutsch\)"):
        call_command("language", "xx")
    assert not languages.FILE.exists()


def test_without_a_language_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("language")
    whole, begun, offered = capsys.readouterr().out.splitlines()
    assert whole.startswith("whole: en (English), pl (Polski)")
    assert begun.startswith("begun: ")
    assert offered == "offered: " + ", ".join(f"{each.code} ({each.own_name})" for each in LEFT)


def test_what_is_not_translated_yet_is_counted(begun: Path) -> None:
    source = a_case(context="<p>Old lamps.</p>")
    a_translation(source, "pl", title="Przykład", summary="Streszczenie.")
    a_translation(a_case(), "pl", title="Dwa", summary="Dwa.", context="<p>Stare lampy.</p>")
    a_case(live=False)
    where = "the editor, or practices/library/<practice>/pl.md"
    assert list(untranslated("pl")) == [f"whole text of 1 of 2 practices: {where}"]
    messages, card, whole = untranslated(CODE)
    assert re.fullmatch(
        r"translation of (\d+) of \1 messages: locale/de/LC_MESSAGES/django.po", messages
    )
    assert card.startswith("title and summary of 2 of 2 practices: ")
    assert whole.startswith("whole text of 2 of 2 practices: ")


@pytest.fixture
def no_polish(
    tmp_path: Path, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Polish as a language that is begun, without a message."""
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(languages, "BEGUN", (Language("pl", "Polski"),))
    catalogues.interface_language.cache_clear()
    yield
    catalogues.interface_language.cache_clear()


def test_an_interface_without_messages_is_english_and_says_so(
    client: Client, index: object, no_polish: None
) -> None:
    page = a_case("Nowe latarnie", language="pl")
    html = client.get(f"/pl/practices/{page.slug}/").content.decode()
    assert '<html lang="pl">' in html
    assert '<body lang="en">' in html
    assert '<h1 lang="pl">Nowe latarnie</h1>' in html
    assert "Skip to the content" in html
    assert "Written in Polish" in html
    listing = client.get("/pl/practices/").content.decode()
    assert '<title lang="en">' in listing
    assert "<body>" in client.get("/en/").content.decode()
