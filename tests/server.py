"""The library as a program: set up in a folder of its own, served on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
#: Seconds until a server answers, and until it has ended: what `make serve` promises.
START, STOP = 60, 20


def surroundings(var: Path, database: str = "") -> dict[str, str]:
    """An environment in which everything that is written lies in ``var``, or in ``database``."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if database:
        kept["DATABASE_URL"] = database
    return kept | {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "kb.settings.local"}


def manage(
    *words: str, var: Path, database: str = "", root: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run a command of ``manage.py`` to its end, here or in a copy of the project."""
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=root, env=surroundings(var, database),
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def free_port() -> int:
    """A port of 127.0.0.1 that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    var: Path, database: str = "", root: Path = ROOT
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``manage.py serve``, once it answers: the process and its address; stopped at the end."""
    port, log = free_port(), var / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)], cwd=root,
            env=surroundings(var, database), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address, log)
        yield process, address
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(STOP)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        if answers(address):
            return
        time.sleep(0.2)
    raise RuntimeError(f"The server doesn't answer. Its output:\n{log.read_text(errors='replace')}")


def answers(address: str) -> bool:
    """Whether a server is there, whatever it says."""
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=START):  # noqa: S310  # http
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
