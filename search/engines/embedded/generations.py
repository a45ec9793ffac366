"""The folder of the embedded index: generations side by side, and which of them is current.

``CURRENT`` holds the name of the current generation and of the one before, a line each. It is
replaced in one step, so that a crash leaves the one or the other.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from search.engines.base import SearchUnavailable
from search.engines.embedded.schema import FILE, MissingIndex, explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PREFIX = "generation-"
_NAME = re.compile(rf"{_PREFIX}\w+", re.ASCII)
_POLL_SECONDS = 0.02


class Generations:
    """The generations of an index in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def _pointer(self) -> Path:
        return self.folder / "CURRENT"

    def current(self) -> Path:
        """The folder of the current generation; raises :class:`MissingIndex`."""
        names = self._named()
        if not names:
            raise MissingIndex
        return self.folder / names[0]

    def new(self) -> Path:
        """A folder for a generation that isn't current yet."""
        generation = self.folder / f"{_PREFIX}{secrets.token_hex(8)}"
        generation.mkdir()
        return generation

    def make_current(self, generation: Path) -> None:
        """Put a finished generation, all written to disk, in the place of the current one."""
        sync(generation / FILE)
        sync(generation)
        names = [generation.name, *self._named()[:1]]
        draft = self._pointer.with_suffix(".new")
        draft.write_text("\n".join(names), "ascii")
        sync(draft)
        draft.replace(self._pointer)
        sync(self.folder)

    def clean(self) -> None:
        """Remove what a crash left, and generations before the last one.

        The last one stays for whoever has just read its name; whoever still has an older one open
        goes on reading it, and the system keeps its files until then.
        """
        for leftover in set(self.folder.glob(f"{_PREFIX}*")):
            if leftover.name not in self._named():
                shutil.rmtree(leftover, ignore_errors=True)

    @contextmanager
    def locked(self, name: str, seconds: float) -> Iterator[None]:
        """Hold a lock of this host; raises :class:`SearchUnavailable` if it isn't free in time."""
        with explained():
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / f"{name}.lock").open("w")
        with file:  # closing it gives the lock back, as does the end of the process
            self._wait(file.fileno(), name, seconds)
            yield

    def _wait(self, descriptor: int, name: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() >= until:
                    raise SearchUnavailable(
                        f"Another process has held the lock of the search index ({name}) for "
                        f"more than {seconds:g} s. Try again; `fuser {self.folder / name}.lock` "
                        "tells which."
                    ) from error
                time.sleep(_POLL_SECONDS)
            else:
                return

    def _named(self) -> list[str]:
        with explained():
            try:
                names = self._pointer.read_text("ascii", errors="replace").split()
            except FileNotFoundError:
                names = []
        return [name for name in names if _NAME.fullmatch(name)]


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
