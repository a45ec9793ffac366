"""Programs from npm, each in a folder of its own in ``.cache/``, which git ignores."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.server import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CACHE = ROOT / ".cache" / "npm"


def package(name: str, version: str) -> Path:
    """The folder of a package, which npm installs once."""
    home = CACHE / f"{name}-{version}"
    folder = home / "node_modules" / name
    if not (home / "complete").exists():
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--no-save", "--no-package-lock", "--no-audit",
             "--no-fund", "--prefix", str(home), f"{name}@{version}"],
            check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        (home / "complete").touch()
    return folder
