from __future__ import annotations

import gettext
import os
from typing import TYPE_CHECKING

import polib
import pytest
from django.core.management import CommandError, call_command

from kb.core import catalogues, languages, localize_catalogues
from kb.core.catalogue_faults import differences, faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


def polish(*entries: polib.POEntry, plural: str = POLISH) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "pl",
        "Plural-Forms": plural,
    }
    catalogue.extend(entries)
    return catalogue


def message(msgid: str, msgstr: str = "", **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def cities(*forms: str) -> polib.POEntry:
    return message(
        "One city", msgid_plural="%(count)s cities", msgstr_plural=dict(enumerate(forms))
    )


@pytest.fixture
def locale(tmp_path: Path, settings: SettingsWrapper) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    return tmp_path


def write(catalogue: polib.POFile) -> Path:
    path = catalogues.path_of("pl")
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return path


@pytest.fixture
def begun(locale: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Polish is begun, not whole."""
    monkeypatch.setattr(languages, "BEGUN", (languages.Language("pl", "Polski"),))
    catalogues.interface_language.cache_clear()
    yield locale
    catalogues.interface_language.cache_clear()


# --- Compiling


def test_a_compiled_catalogue_answers_with_plurals(locale: Path) -> None:
    path = write(
        polish(
            message("City", "Miasto", msgctxt="place"),
            cities("Jedno miasto", "%(count)s miasta", "%(count)s miast"),
        )
    )
    assert catalogues.compile_changed() == [path]
    with path.with_suffix(".mo").open("rb") as compiled:
        spoken = gettext.GNUTranslations(compiled)
    assert spoken.pgettext("place", "City") == "Miasto"
    assert [spoken.ngettext("One city", "%(count)s cities", n)[-5:] for n in (1, 3, 5)] == [
        "iasto",
        "iasta",
        "miast",
    ]


def test_a_catalogue_is_compiled_once(locale: Path) -> None:
    write(polish(message("City", "Miasto")))
    catalogues.compile_changed()
    assert catalogues.compile_changed() == []


@pytest.mark.parametrize("later", [60, -60])
def test_a_changed_catalogue_is_compiled_again_even_if_it_is_older(
    locale: Path, later: int
) -> None:
    path = write(polish(message("City", "Miasto")))
    catalogues.compile_changed()
    moment = path.stat().st_mtime + later
    os.utime(path, (moment, moment))
    assert catalogues.compile_changed() == [path]


def test_compiling_leaves_nothing_else_behind(locale: Path) -> None:
    path = write(polish(message("City", "Miasto")))
    catalogues.compile_changed()
    assert sorted(p.name for p in path.parent.iterdir()) == ["django.mo", "django.po"]


# --- Checking


def test_a_whole_catalogue_has_no_fault() -> None:
    whole = polish(
        message("Search…", "Szukaj…"),
        message("Found: ", "Znaleziono: "),
        message("50%%discount", "50%%zniżki"),
        message("100%% of %(name)s, <b>{kind}</b>", "100%% z %(name)s, <b>{kind}</b>"),
        cities("Jedno miasto", "%(count)s miasta", "%(count)s miast"),
    )
    assert list(faults(whole, "pl")) == []


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (message("City"), "empty"),
        (message("City", "  "), "empty"),
        (message("City", "Miasto", flags=["fuzzy"]), "fuzzy"),
        (message("City", "Miasto", obsolete=True), "obsolete"),
        (message("%(name)s", "%(nazwa)s"), "has %(nazwa)s in place of %(name)s"),
        (message("By %s", "Przez"), "has nothing in place of %s"),
        (message("{count} found", "znaleziono {liczba}"), "{liczba} in place of {count}"),
        (message("<b>New</b>", "<b>Nowe"), "in place of"),
        (message("City ", "Miasto"), "other blanks"),
        (message("\nCity", "Miasto"), "other blanks"),
        (message("Search…", "Szukaj"), "neither colon nor ellipsis"),
        (message("Search", "Szukaj…"), "ends with …"),
        (message("Country:", "Kraj"), "neither colon nor ellipsis"),
        (cities("Jedno miasto", "%(count)s miasta"), "has 2 plural forms, not 3"),
        (cities("Jedno miasto", "%(count)s miasta", ""), "empty"),
        (cities("Jedno miasto", "%(count)s miasta", "%(ile)s miast"), "has %(ile)s in place of"),
    ],
)
def test_a_fault_is_named(entry: polib.POEntry, reason: str) -> None:
    found = list(faults(polish(entry), "pl"))
    assert len(found) == 1
    assert reason in found[0]


@pytest.mark.parametrize(
    ("plural", "reason"),
    [
        ("", "missing"),
        ("nplurals=2; plural=(n != 1);", "pl has more forms than these 2"),
        ("nplurals=2; plural=(n==1 ? 0 : n<5 ? 1 : 2);", "form 2 is used"),
        ("nplurals=2; plural=import os;", "Plural-Forms"),
    ],
)
def test_a_wrong_rule_of_plurals_is_named(plural: str, reason: str) -> None:
    found = list(faults(polish(plural=plural), "pl"))
    assert len(found) == 1
    assert reason in found[0]


def test_catalogue_and_code_must_have_the_same_messages() -> None:
    catalogue = polish(message("Old", "Stare"), message("City", "Miasto", msgctxt="place"))
    code = polish(message("New"), message("City", msgctxt="place"), message("City"))
    found = sorted(differences(catalogue, code))
    assert [line.split(";")[0] for line in found] == [
        "'City': missing",
        "'New': missing",
        "'Old': in no code or template",
    ]


def test_a_plural_that_came_later_is_noticed() -> None:
    found = list(differences(polish(message("One city", "Miasto")), polish(cities())))
    assert found == ["'One city': its plural changed; run make messages"]


def test_the_command_fails_where_there_is_no_catalogue(
    locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "gettext_is_installed", lambda: False)
    with pytest.raises(CommandError, match="pl: no catalogue; run make messages"):
        call_command("messages", "check")


# --- Collecting


def test_collecting_keeps_translations_adds_new_ones_and_drops_old_ones(locale: Path) -> None:
    write(polish(message("Old", "Stare"), message("City", "Miasto")))
    code = polish(
        message("New", occurrences=[("kb/a.py", "")]),
        message("City", occurrences=[("kb/b.py", "")]),
    )
    assert catalogues.merge("pl", code) == catalogues.Merged(new=1, dropped=1, untranslated=1)
    after = polib.pofile(str(catalogues.path_of("pl")))
    assert [(e.msgid, e.msgstr, e.obsolete) for e in after] == [
        ("New", "", False),
        ("City", "Miasto", False),
    ]


def test_collecting_twice_changes_nothing(locale: Path) -> None:
    code = polish(message("City"), cities("", ""))
    catalogues.merge("pl", code)
    before = catalogues.path_of("pl").read_bytes()
    assert catalogues.merge("pl", code).new == 0
    assert catalogues.path_of("pl").read_bytes() == before


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_a_new_catalogue_knows_its_plurals(locale: Path, language: str) -> None:
    catalogues.merge(language, polish())
    written = polib.pofile(str(catalogues.path_of(language)))
    assert list(faults(written, language)) == []


@pytest.mark.skipif(not catalogues.gettext_is_installed(), reason="needs gettext")
def test_messages_are_found_in_code_and_templates_without_touching_them(
    tmp_path: Path, settings: SettingsWrapper
) -> None:
    folder = tmp_path / "kb" / "templates"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text('{% load i18n %}{% translate "Żółw" context "animal" %}')
    (tmp_path / "kb" / "b.py").write_text('_("From code")\nngettext("%d city", "%d cities", 2)\n')
    settings.ROOT = tmp_path
    found = catalogues.messages_in_code()
    assert {(e.msgctxt, e.msgid, e.msgid_plural) for e in found} == {
        ("animal", "Żółw", ""),
        (None, "From code", ""),
        (None, "%d city", "%d cities"),
    }
    assert {place for e in found for place in e.occurrences} == {
        ("kb/templates/a.html", ""),
        ("kb/b.py", ""),
    }
    assert [p.name for p in folder.iterdir()] == ["a.html"]


# --- Beginning


@pytest.mark.parametrize(("language", "forms"), [("de", 2), ("ro", 3)])
def test_a_catalogue_begins_with_every_message_and_no_translation(
    locale: Path, language: str, forms: int
) -> None:
    write(polish(message("City", "Miasto", msgctxt="place"), cities("Miasto", "miasta", "miast")))
    catalogues.begin(language)
    begun = polib.pofile(str(catalogues.path_of(language)))
    assert [(e.msgctxt, e.msgid) for e in begun] == [("place", "City"), (None, "One city")]
    assert not begun.translated_entries()
    assert [*begun[1].msgstr_plural] == [*range(forms)]
    assert catalogues.translated(catalogues.path_of(language)) == (0, 2)


def test_beginning_again_keeps_what_was_translated(locale: Path) -> None:
    write(polish(message("City", "Miasto"), message("Town", "Miasteczko")))
    catalogues.begin("de")
    path = catalogues.path_of("de")
    path.write_text(
        path.read_text().replace('msgid "City"\nmsgstr ""', 'msgid "City"\nmsgstr "Stadt"')
    )
    before = path.read_bytes()
    catalogues.begin("de")
    assert path.read_bytes() == before
    assert catalogues.translated(path) == (1, 2)


def test_a_language_that_is_begun_may_lack_messages_but_has_no_wrong_ones(
    begun: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogues, "gettext_is_installed", lambda: False)
    monkeypatch.setattr(catalogues, "TRANSLATED", ("pl",))
    monkeypatch.setattr(localize_catalogues, "DOMAINS", ())
    write(polish(message("City"), cities("", "", ""), message("%(name)s", "%(name)s")))
    call_command("messages", "check")
    assert "pl is begun: 1 of 3 messages are translated\n0 catalogues" in capsys.readouterr().out
    write(polish(message("City"), cities("Miasto", "", ""), message("%(name)s", "%(nazwa)s")))
    with pytest.raises(CommandError, match="3 faults"):
        call_command("messages", "check")


@pytest.mark.parametrize(("done", "shown"), [(0, "en"), (1, "en"), (2, "pl"), (4, "pl")])
def test_the_interface_is_said_to_be_in_the_language_of_most_messages(
    begun: Path, done: int, shown: str
) -> None:
    write(polish(*(message(str(n), "x" if n < done else "") for n in range(4))))
    assert catalogues.interface_language("pl") == shown
    assert catalogues.interface_language("fr") == "fr"


def test_without_a_catalogue_the_interface_is_english(begun: Path) -> None:
    assert catalogues.interface_language("pl") == "en"
