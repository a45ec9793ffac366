"""Keeps the web server and the worker running together, and ends them together."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

#: Seconds between two looks at the children.
LOOK = 0.2
#: Seconds before a worker that died is started again, so that a lasting fault doesn't fill the log.
PAUSE = 5.0
#: Seconds that children have to end before they are killed. The web server gives requests 10;
#: whoever stops the library waits for at least 20.
PATIENCE = 14.0


class Supervisor:
    """Two child processes in our own process group.

    Without the web server there is no library; without the worker there is one that ages.
    """

    def __init__(
        self, web: Sequence[str], worker: Sequence[str], say: Callable[[str], object]
    ) -> None:
        self._commands = {"web server": web, "worker": worker}
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._say = say
        self._stopping = False
        self._worker_due = 0.0

    def run(self) -> int:
        """Run until SIGTERM or SIGINT (0) or until the web server ends by itself (1)."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        try:
            self._start("web server")
            while not self._stopping:
                if self._ended("web server"):
                    self._say("The web server ended by itself; its reason is above.")
                    return 1
                self._tend_worker()
                time.sleep(LOOK)
            return 0
        finally:
            self._stop()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _start(self, name: str) -> None:
        self._children[name] = subprocess.Popen(self._commands[name])  # noqa: S603  our own programs

    def _ended(self, name: str) -> bool:
        return name not in self._children or self._children[name].poll() is not None

    def _tend_worker(self) -> None:
        if not self._ended("worker") or time.monotonic() < self._worker_due:
            return
        if gone := self._children.pop("worker", None):
            self._say(
                f"The worker ended ({gone.returncode}); it is started again in {PAUSE:.0f} s."
            )
            self._worker_due = time.monotonic() + PAUSE
            return
        self._start("worker")

    def _stop(self) -> None:
        deadline = time.monotonic() + PATIENCE
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
