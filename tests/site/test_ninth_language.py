"""A language that is said to be whole is held to that by ``manage.py check``."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kb.core import vocabulary
from kb.core.languages import WHOLE
from kb.site.lacks import lacking
from tests.server import ROOT


def manage(*words: str) -> subprocess.CompletedProcess[str]:
    """A command under nine languages: the table is read as modules are imported."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.site.nine_languages"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_ninth_language_needs_no_migration() -> None:
    done = manage("makemigrations", "--check", "--dry-run", "--skip-checks")
    assert (done.returncode, done.stdout.strip()) == (0, "No changes detected")


def test_all_that_a_ninth_language_lacks_is_named_with_its_file() -> None:
    done = manage("check")
    assert done.returncode == 1
    for lack in (
        "(kb.E010) search.analysis has no entry for lv.",
        "(kb.E020) lv has no home text and title of the library: kb/site/texts/home/lv.md.",
        "(kb.E020) lv has no catalogue: make messages writes locale/lv/LC_MESSAGES/django.po.",
        "(kb.E020) lv has no sentence in kb/core/templates/500.html.",
        "(kb.E020) lv has no function words: search/function_words.toml.",
        *(
            f"(kb.E020) lv has no label for {count} of {count} terms: "
            f"kb/core/vocabularies/{name}.toml."
            for name in vocabulary.ALL
            for count in [len(vocabulary.read(name))]
        ),
    ):
        assert lack in done.stderr
    assert f"{5 + len(vocabulary.ALL)} issues" in done.stderr


@pytest.mark.parametrize("code", [language.code for language in WHOLE])
def test_the_languages_that_there_are_lack_nothing(code: str) -> None:
    assert list(lacking(code)) == []
