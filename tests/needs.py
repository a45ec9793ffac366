"""Programs that some steps need besides Python's packages, and how to get them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.postgresql import binaries

if TYPE_CHECKING:
    from collections.abc import Callable

CHROMIUM_PATH = Path("/usr/bin/chromium")


@dataclass(frozen=True, slots=True)
class Need:
    """A program: ``found`` tells whether it is here, ``install`` how it gets here."""

    name: str
    found: Callable[[], bool]
    install: str


CHROMIUM = Need("Chromium", CHROMIUM_PATH.exists, "apt install chromium")
POSTGRESQL = Need("PostgreSQL", lambda: binaries() is not None, "apt install postgresql")
GETTEXT = Need("gettext", lambda: shutil.which("xgettext") is not None, "apt install gettext")
JAVA = Need("Java", lambda: shutil.which("java") is not None, "apt install default-jre-headless")
NPM = Need("npm", lambda: shutil.which("npm") is not None, "apt install npm")
PDFTOTEXT = Need(
    "pdftotext", lambda: shutil.which("pdftotext") is not None, "apt install poppler-utils"
)


def in_ci() -> bool:
    """Whether everything has to run, so that a missing program is a failure."""
    return os.environ.get("CI", "").lower() in ("1", "true")
