"""The style guide is for whoever tries the library out, in every language; the public has none."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kb.core.languages import CODES
from tests.production import PRODUCTION
from tests.server import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

VIEW = """
import django
django.setup()
from django.urls import resolve
print(resolve("/en/styleguide/").func.__name__)
"""


def view(var: Path, **settings: str) -> str:
    """The name of the view that answers for the style guide's address under these settings."""
    done = subprocess.run(
        [sys.executable, "-c", VIEW],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(var)} | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_it_opens_under_every_language_and_is_not_for_search_engines(
    client: Client, code: str
) -> None:
    answer = client.get(f"/{code}/styleguide/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{code}"' in html
    assert '<meta name="robots" content="noindex' in html
    assert 'rel="canonical"' not in html


def test_the_library_on_ones_own_machine_has_one(tmp_path: Path) -> None:
    assert view(tmp_path, DJANGO_SETTINGS_MODULE="kb.settings.local") == "styleguide"


def test_the_public_library_has_none(tmp_path: Path) -> None:
    assert view(tmp_path, **PRODUCTION) == "serve"
