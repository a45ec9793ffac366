"""What wagtail-localize has no text for is ours to say, in each language."""

from __future__ import annotations

import gettext
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override
from django.views.i18n import JSONCatalog
from wagtail.users.models import UserProfile

from kb.core import catalogues
from kb.core.localize_catalogues import due, messages, path_of

if TYPE_CHECKING:
    from django.test import Client, RequestFactory
    from pytest_django.fixtures import SettingsWrapper

each_language = pytest.mark.parametrize("language", catalogues.TRANSLATED)


def served(client: Client, user: object, language: str) -> dict[str, str]:
    """What the script of localize's editor is given to say in a language."""
    UserProfile.objects.create(user=user, preferred_language=language)
    script = client.get(reverse("wagtail_localize:javascript_catalog")).content.decode()
    start = script.index("newcatalog = ") + len("newcatalog = ")
    return json.JSONDecoder().raw_decode(script, start)[0]


@each_language
@pytest.mark.django_db
def test_the_editor_is_served_every_message(
    admin_client: Client, admin_user: object, language: str
) -> None:
    texts = served(admin_client, admin_user, language)
    assert [entry.msgid for entry in messages("djangojs") if not texts.get(entry.msgid)] == []


@each_language
def test_every_message_of_localizes_pages_has_a_text(rf: RequestFactory, language: str) -> None:
    with override(language):
        answer = JSONCatalog.as_view(domain="django")(rf.get("/"))
    texts = json.loads(answer.content)["catalog"]
    assert [entry.msgid for entry in messages("django") if not texts.get(entry.msgid)] == []


@pytest.mark.django_db
def test_a_text_of_ours_takes_the_place_of_the_packages(
    admin_client: Client, admin_user: object
) -> None:
    assert served(admin_client, admin_user, "el")["Save"] == "Αποθήκευση"


@each_language
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_only_what_the_package_can_say_is_held(language: str, domain: str) -> None:
    path = path_of(language, domain)
    held = polib.pofile(str(path)) if path.exists() else []
    assert {entry.msgid for entry in held} == {entry.msgid for entry in due(language, domain)}


@each_language
def test_the_editor_counts_as_the_package_does(language: str) -> None:
    """One rule of plurals is told to all scripts of the admin, and ours would take its place."""
    path = path_of(language, "djangojs")
    if path.exists():
        folder = Path(apps.get_app_config("wagtail_localize").path) / "locale"
        compiled = gettext.find("djangojs", str(folder), [language])
        assert forms(polib.pofile(str(path))) == forms(polib.mofile(str(compiled)))


def forms(catalogue: polib.POFile | polib.MOFile) -> list[int]:
    """How many forms of a plural there are, and which of them stands with a number."""
    found = re.fullmatch(r"nplurals=(\d+); plural=(.*?);?", catalogue.metadata["Plural-Forms"])
    assert found
    return [int(found[1]), *map(gettext.c2py(found[2]), [*range(200), 1_000_000])]


# --- What the command does with them


@pytest.fixture
def locale(tmp_path: Path, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All catalogues, to be changed; the code isn't searched for messages."""
    copy = tmp_path / "locale"
    shutil.copytree(configured.LOCALE_PATHS[0], copy)
    settings.LOCALE_PATHS = [copy, copy / "localize"]
    monkeypatch.setattr(catalogues, "gettext_is_installed", lambda: False)
    return copy


def without(message: str) -> Path:
    """The Croatian catalogue for the editor, after it has lost a message."""
    path = path_of("hr", "djangojs")
    catalogue = polib.pofile(str(path))
    catalogue.remove(catalogue.find(message))
    catalogue.save()
    return path


def faults() -> str:
    with pytest.raises(CommandError) as refused:
        call_command("messages", "check")
    return str(refused.value)


def test_they_are_whole(locale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("messages", "check")
    expected = len([*locale.glob("**/*.po")])
    assert f"{expected} catalogues are whole" in capsys.readouterr().out


def test_they_are_compiled_with_the_others(locale: Path) -> None:
    path = without("Changed")
    assert path in catalogues.compile_changed()
    assert path.with_suffix(".mo").exists()


def test_a_message_that_is_missing_is_named(locale: Path) -> None:
    without("Changed")
    assert "localize/hr/djangojs: 'Changed': missing; run make messages" in faults()


def test_a_catalogue_that_is_missing_is_named(locale: Path) -> None:
    path_of("el", "django").unlink()
    assert "localize/el/django: no catalogue; run make messages" in faults()


def test_a_placeholder_that_is_missing_is_named(locale: Path) -> None:
    path = path_of("hr", "djangojs")
    catalogue = polib.pofile(str(path))
    catalogue.find("Change %s").msgstr = "Promijeni"
    catalogue.save(str(path))
    assert "localize/hr/djangojs: 'Change %s': has nothing in place of %s" in faults()


def test_a_message_that_a_later_version_adds_is_named(
    locale: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = apps.get_app_config("wagtail_localize")
    shutil.copytree(Path(package.path) / "locale", tmp_path / "later" / "locale")
    monkeypatch.setattr(package, "path", str(tmp_path / "later"))
    english = polib.pofile(str(tmp_path / "later/locale/en/LC_MESSAGES/djangojs.po"))
    english.append(polib.POEntry(msgid="Words of a later version"))
    english.save()
    found = faults()
    assert "localize/hr/djangojs: 'Words of a later version': missing" in found
    assert "localize/pl/djangojs: no catalogue" in found


@pytest.mark.skipif(not catalogues.gettext_is_installed(), reason="needs gettext")
def test_collecting_brings_what_is_lacking_and_keeps_what_is_there(
    locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    before = path_of("el", "django").read_bytes()
    path = without("Changed")
    call_command("messages", "collect")
    found = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    assert found["Changed"] == ""
    assert found["Server error"] == "Pogreška na poslužitelju"
    assert path_of("el", "django").read_bytes() == before
