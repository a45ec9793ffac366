"""Catalogues of ours for wagtail-localize: messages that it has no text for, or a wrong one.

Django puts them over those of the packages, in the script of localize's editor too: their folder
is one of ``LOCALE_PATHS``.
"""

from __future__ import annotations

import gettext
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings

from kb.core.catalogues import key, merge

#: What its pages say, and the script of its editor.
DOMAINS = ("django", "djangojs")


def path_of(language: str, domain: str) -> Path:
    """Our catalogue, whether it exists or not."""
    folder = Path(settings.LOCALE_PATHS[0]) / "localize"
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def messages(domain: str) -> polib.POFile:
    """All that the installed package can say, by file."""
    found = polib.pofile(str(_folder() / "en" / "LC_MESSAGES" / f"{domain}.po"))
    for entry in found:
        entry.occurrences = sorted({(file, "") for file, _line in entry.occurrences})
    return found


def due(language: str, domain: str) -> polib.POFile:
    """What our catalogue must hold: messages that the package lacks, and those that we correct."""
    path, texts = path_of(language, domain), _texts(language, domain)
    corrected = {key(entry) for entry in polib.pofile(str(path))} if path.exists() else set()
    found = polib.POFile()
    for entry in messages(domain):
        if key(entry) not in texts or key(entry) in corrected:
            found.append(entry)
    return found


def begin(language: str) -> None:
    """Bring our catalogues of a language to what the package lacks, without translations."""
    for domain in DOMAINS:
        if found := due(language, domain):
            merge(language, found, path_of(language, domain))


def _folder() -> Path:
    return Path(apps.get_app_config("wagtail_localize").path) / "locale"


def _texts(language: str, domain: str) -> set[tuple[str | None, str]]:
    """What the package has a text for: Croatian is found under hr_HR, too."""
    compiled = gettext.find(domain, str(_folder()), [language], all=True)
    return {key(entry) for path in compiled for entry in polib.mofile(path)}
