from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from kb.site.static_files import collect_if_changed

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper


@pytest.fixture
def source(tmp_path: Path, settings: SettingsWrapper) -> Path:
    """One static file, and nothing of the applications'."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.css").write_text("a {}")
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return folder / "a.css"


def test_files_are_collected_once(source: Path, tmp_path: Path) -> None:
    assert collect_if_changed() == "collected"
    assert (tmp_path / "static" / "a.css").read_text() == "a {}"
    assert collect_if_changed() == "nothing to do"


def test_a_changed_file_is_collected_again(source: Path, tmp_path: Path) -> None:
    collect_if_changed()
    source.write_text("a { color: red }")
    later = time.time() + 2  # Django copies what is newer by whole seconds
    os.utime(source, (later, later))
    assert collect_if_changed() == "collected"
    assert (tmp_path / "static" / "a.css").read_text() == "a { color: red }"


def test_a_lost_folder_is_collected_again(source: Path, tmp_path: Path) -> None:
    collect_if_changed()
    (tmp_path / "static" / "a.css").unlink()
    (tmp_path / "static").rmdir()
    assert collect_if_changed() == "collected"
