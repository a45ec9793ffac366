from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.site.supervisor import PAUSE
from tests.server import STOP, answers, manage, serving

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.e2e


def children(process: int) -> dict[str, int]:
    """Its child processes: the program's name, as worker or gunicorn, and its number."""
    found = {}
    for number in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        words = Path(f"/proc/{number}/cmdline").read_text().split("\0")
        found["worker" if "worker" in words else "gunicorn"] = int(number)
    return found


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.1)
    return true()


def test_a_taken_port_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = manage("serve", "--port", str(port), var=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"can't listen on 127.0.0.1:{port}" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_it_alone_ends_both_children(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path) as (process, address):
        assert wait_until(lambda: set(children(process.pid)) == {"gunicorn", "worker"}, 10)
        found = children(process.pid)
        os.kill(process.pid, number)
        assert process.wait(STOP) == 0
        assert not answers(address)
    assert not any(Path(f"/proc/{child}").exists() for child in found.values())


def test_a_worker_that_dies_is_started_again_and_the_web_goes_on(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        assert wait_until(lambda: "worker" in children(process.pid), 10)
        first = children(process.pid)["worker"]
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: children(process.pid).get("worker", first) != first, PAUSE + 10)
        assert answers(address)


def test_without_its_web_server_it_ends_with_status_1(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, _):
        os.kill(children(process.pid)["gunicorn"], signal.SIGTERM)
        assert process.wait(STOP) == 1
