"""The table of languages, and the file that says which of them are begun."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.messages.plurals import get_plural
from django.conf.locale import LANG_INFO

from kb.core import languages
from kb.core.languages import OFFERED, WHOLE, Language, write_begun
from search.analysis import STEMMERS
from tests.run import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of begun languages that nobody else reads."""
    path = tmp_path / "begun_languages.txt"
    monkeypatch.setattr(languages, "FILE", path)
    return path


@pytest.mark.parametrize("language", [*WHOLE, *OFFERED], ids=lambda language: language.code)
def test_a_language_of_the_table_can_be_written_counted_and_searched(language: Language) -> None:
    words = tomllib.loads((ROOT / "search/function_words.toml").read_text())
    assert LANG_INFO[language.code]["name_local"].casefold() == language.own_name.casefold()
    assert Locale.parse(language.code).get_display_name()
    assert get_plural(language.code).num_plurals >= 2
    assert language.code in STEMMERS
    assert len(words[language.code].split()) >= 50


def test_no_language_stands_twice_in_the_table() -> None:
    codes = [language.code for language in (*WHOLE, *OFFERED)]
    assert len(set(codes)) == len(codes)


def test_what_is_begun_is_read_in_the_order_of_its_lines(begun: Path) -> None:
    write_begun(["sv", "de"])
    assert [language.own_name for language in languages._begun()] == ["Svenska", "Deutsch"]
    write_begun([])
    assert languages._begun() == ()


def test_the_file_begins_as_the_command_leaves_it(begun: Path) -> None:
    write_begun(language.code for language in languages.BEGUN)
    assert begun.read_text() == (ROOT / "kb/core/begun_languages.txt").read_text()


def test_a_line_that_was_typed_twice_counts_once(begun: Path) -> None:
    begun.write_text("de\n\n# a note\n de \n")
    assert [language.code for language in languages._begun()] == ["de"]


@pytest.mark.parametrize("code", ["xx", "pl"])
def test_a_language_that_is_not_offered_is_named(begun: Path, code: str) -> None:
    begun.write_text(f"de\n{code}\n")
    with pytest.raises(LookupError, match=f"names {code}, which languages.py doesn't offer"):
        languages._begun()
