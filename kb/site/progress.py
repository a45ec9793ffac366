"""How the steps of a long command show on a terminal or in a log."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Work(Protocol):
    """Writes lines of progress, the last of which says what came of it."""

    def __call__(self, *, stdout: io.TextIOBase, verbosity: int) -> object:
        """Do it; errors stop the whole command."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of a long command."""

    name: str
    work: Work


class Lines(io.TextIOBase):
    """Passes lines on as they come, indented, but keeps the last one for :meth:`last`."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._unfinished = ""
        self._kept = ""
        self._below = False

    def write(self, text: str) -> int:
        """Take any piece of text."""
        *finished, self._unfinished = (self._unfinished + text).split("\n")
        for line in filter(None, map(str.strip, finished)):
            self._pass_on()
            self._kept = line
        return len(text)

    def last(self, seconds: float) -> str:
        """The end of the step: seconds, and its last line, if any."""
        self.write("\n")
        place = "\n    " if self._below else " "
        return place + f"{seconds:.1f} s" + (f", {self._kept}" if self._kept else "") + "\n"

    def _pass_on(self) -> None:
        if self._kept:
            self._write(f"\n    {self._kept}")
            self._below = True


def take(steps: list[Step], write: Callable[[str], object], verbosity: int) -> None:
    """Take each step, as in ``3/9 Messages ... 0.4 s, nothing to do``."""
    for number, step in enumerate(steps, start=1):
        write(f"{number}/{len(steps)} {step.name} ...")
        lines, start = Lines(write), time.monotonic()
        step.work(stdout=lines, verbosity=verbosity)
        write(lines.last(time.monotonic() - start))
