"""The interface's message catalogues: where they are, how they are compiled and kept complete.

Messages are written in English, so that English has no catalogue. Compiling and checking need
no gettext; finding the messages of code and templates does (:func:`messages_in_code`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from babel.messages.plurals import get_plural
from django.conf import settings

from kb.core.languages import CODES, FALLBACK, WHOLE, is_begun

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Languages that have a catalogue.
TRANSLATED: tuple[str, ...] = tuple(code for code in CODES if code != FALLBACK)

_FOLDERS = ("kb", "practices", "search")
_SUFFIXES = {".py", ".html", ".txt"}


@dataclass(frozen=True, slots=True)
class Merged:
    """What bringing a catalogue up to date changed."""

    new: int
    dropped: int
    untranslated: int


def path_of(language: str) -> Path:
    """The language's catalogue, whether it exists or not."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def compile_changed() -> list[Path]:
    """Compile the catalogues that changed; returns these.

    A compiled catalogue carries the time of the one that it was made from, so that any other
    time, older too, says that it was made from another.
    """
    found = sorted(Path(settings.LOCALE_PATHS[0]).glob("**/LC_MESSAGES/*.po"))
    return [catalogue for catalogue in found if _compile(catalogue)]


def _compile(catalogue: Path) -> bool:
    compiled, changed = catalogue.with_suffix(".mo"), catalogue.stat().st_mtime_ns
    if compiled.exists() and compiled.stat().st_mtime_ns == changed:
        return False
    # Put in its place at once: a running server may be reading it.
    half = compiled.with_suffix(f".{os.getpid()}")
    polib.pofile(str(catalogue)).save_as_mofile(str(half))
    os.utime(half, ns=(changed, changed))
    half.replace(compiled)
    return True


def gettext_is_installed() -> bool:
    """Whether :func:`messages_in_code` can work here."""
    return all(map(shutil.which, ("xgettext", "msguniq", "msgmerge", "msgattrib")))


def messages_in_code() -> polib.POFile:
    """The messages of all code and templates, by file and place; needs gettext.

    Django's ``makemessages`` writes between the files that it reads, hence the copy.
    """
    surroundings = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "en"]
    command += ["--keep-pot", "--add-location", "file", "--verbosity", "0"]
    with tempfile.TemporaryDirectory(prefix="library-messages-") as folder:
        for source in _sources():
            copy = Path(folder) / source.relative_to(settings.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
        template = Path(folder) / "locale" / "django.pot"
        template.parent.mkdir()
        subprocess.run(command, cwd=folder, env=surroundings, check=True)  # noqa: S603  our own words
        return polib.pofile(template.read_text(encoding="utf-8"))


def _sources() -> Iterator[Path]:
    for folder in _FOLDERS:
        for path in sorted((Path(settings.ROOT) / folder).rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                yield path


def merge(language: str, found: polib.POFile, path: Path | None = None) -> Merged:
    """Bring the language's catalogue to the messages found: new ones empty, others dropped."""
    path = path or path_of(language)
    catalogue = polib.pofile(str(path)) if path.exists() else _empty(language)
    before = {key(entry) for entry in catalogue if not entry.obsolete}
    catalogue.merge(found)
    order = {key(entry): place for place, entry in enumerate(found)}
    kept = sorted((e for e in catalogue if key(e) in order), key=lambda e: order[key(e)])
    catalogue[:] = kept
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return Merged(
        new=len(order.keys() - before),
        dropped=len(before - order.keys()),
        untranslated=len(catalogue.untranslated_entries()),
    )


def begin(language: str) -> None:
    """Bring a language's catalogue to the messages that the whole ones have, without gettext."""
    whole = next(each.code for each in WHOLE if each.code != FALLBACK)
    found = polib.pofile(str(path_of(whole)))
    forms = get_plural(language).num_plurals
    for entry in found:
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(range(forms), "")
    merge(language, found)


def translated(path: Path) -> tuple[int, int]:
    """How many messages of a catalogue are translated, and how many there are."""
    present = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    return sum(entry.translated() for entry in present), len(present)


@cache  # a running process keeps its catalogues too
def interface_language(language: str) -> str:
    """The language that most of the interface is in, for a reader of this one.

    What a catalogue lacks is shown in English. Nobody can hear which messages those are; so all
    of the interface is said to be English until half of it isn't.
    """
    if not is_begun(language):
        return language
    path = path_of(language)
    done, there = translated(path) if path.exists() else (0, 1)
    return language if 2 * done >= there else FALLBACK


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    """What makes a message one of its kind: context and text."""
    return entry.msgctxt, entry.msgid


def _empty(language: str) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": get_plural(language).plural_forms,
    }
    return catalogue
