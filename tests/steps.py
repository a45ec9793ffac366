"""What is checked: each step with its command, what it needs, and why it is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.needs import CHROMIUM, GETTEXT, POSTGRESQL, Need
from tests.postgresql import cluster
from tests.production import PRODUCTION

Surroundings = AbstractContextManager[Mapping[str, str]]

_CODE = ("kb", "practices", "search")
_MANAGE = (sys.executable, "manage.py")
_PYTEST = (sys.executable, "-m", "pytest", "-q")
#: A file of tests in one of two processes: half the time on two cores. A browser needs both.
_IN_TWO = ("-n", "2", "--dist", "loadfile")


@contextmanager
def plain() -> Iterator[Mapping[str, str]]:
    """The environment as it is, but for progress bars (djlint's), which make a log unreadable."""
    yield os.environ | {"TQDM_DISABLE": "1"}


@contextmanager
def production() -> Iterator[Mapping[str, str]]:
    """As on a public server."""
    yield os.environ | PRODUCTION


@contextmanager
def on_postgresql() -> Iterator[Mapping[str, str]]:
    """With a PostgreSQL of our own in place of SQLite."""
    with cluster() as address:
        yield os.environ | {"DATABASE_URL": address}


@dataclass(frozen=True, slots=True)
class Step:
    """One command that succeeds or fails."""

    name: str
    why: str
    command: tuple[str, ...]
    needs: Need | None = None
    surroundings: Callable[[], Surroundings] = plain


def _tool(name: str, *words: str) -> tuple[str, ...]:
    """A program of the virtual environment, wherever that was moved to."""
    return (sys.executable, str(Path(sys.executable).parent / name), *words)


STEPS = (
    Step("format", "one layout, so that a change shows only what it changes",
         (sys.executable, "-m", "ruff", "format", "--check", ".")),
    Step("lint", "mistakes that can be read off the code",
         (sys.executable, "-m", "ruff", "check", ".")),
    Step("types", "what one part hands to another",
         (sys.executable, "-m", "mypy", *_CODE)),
    Step("imports", "imports go one way: roof, content, engine, floor",
         _tool("lint-imports")),
    Step("templates", "mistakes that can be read off the templates",
         (sys.executable, "-m", "djlint", "--lint", "--quiet", *_CODE)),
    Step("messages", "every message has its translation, with all its parts",
         (*_MANAGE, "messages", "check"), needs=GETTEXT),
    Step("system", "the conventions that Django checks",
         (*_MANAGE, "check", "--fail-level", "WARNING")),
    Step("deploy", "production settings leave nothing to be desired",
         (*_MANAGE, "check", "--deploy", "--fail-level", "INFO"), surroundings=production),
    Step("migrations", "models and migrations say the same",
         (*_MANAGE, "makemigrations", "--check", "--dry-run")),
    Step("tests", "behaviour, on SQLite",
         (*_PYTEST, *_IN_TWO, "-m", "not e2e")),
    Step("postgresql", "families, rights and the index on the other database",
         (*_PYTEST, *_IN_TWO, "-m", "families"), needs=POSTGRESQL, surroundings=on_postgresql),
    Step("browser", "pages in a real browser, and their accessibility",
         (*_PYTEST, "-m", "e2e"), needs=CHROMIUM),
)  # fmt: skip
