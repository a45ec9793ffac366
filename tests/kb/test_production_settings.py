from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.production import PRODUCTION
from tests.server import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def check(tmp_path: Path, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """``check --deploy`` in the example's environment, changed; None takes a variable away."""
    environment = os.environ | PRODUCTION | {"VAR_DIR": str(tmp_path)} | changed
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_passes_every_deployment_check(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "only-for-local-use-" + "0" * 40),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "library.example.org,*"),
        ("DEBUG", "true"),
        ("DEMONSTRATION_ACCOUNTS", "true"),
    ],
)
def test_what_is_only_for_ones_own_machine_is_refused_by_name(
    tmp_path: Path, variable: str, value: str | None
) -> None:
    done = check(tmp_path, **{variable: value})
    assert done.returncode != 0
    assert variable in done.stderr.splitlines()[-1]


def test_the_example_file_explains_every_variable_that_is_read() -> None:
    sources = [path.read_text() for path in (ROOT / "kb" / "settings").glob("*.py")]
    read = {name for text in sources for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text)}
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert explained == read
