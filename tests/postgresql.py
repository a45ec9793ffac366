"""A private PostgreSQL for as long as it is needed, from Debian's server binaries."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The server refuses to run as root; Debian's package brings this user for it.
USER = "postgres"
NAME = "library"
#: Seconds until the server answers or is gone.
PATIENCE = "60"


def binaries(under: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """The folder of the newest server's programs, or None."""
    found = [path.parent for path in under.glob("*/bin/initdb")]
    return max(found, key=lambda path: _version(path.parent.name), default=None)


def _version(name: str) -> int:
    digits = re.match(r"\d+", name)
    return int(digits.group()) if digits else 0


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server with an empty database and yield its ``DATABASE_URL``; stops it always.

    It listens on a free port of 127.0.0.1, lets everybody in, and doesn't wait for the disk:
    nothing in it is meant to last.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("no PostgreSQL server: apt install postgresql")
    # Not below TMPDIR: its user must get there, and the socket's path must stay short.
    folder = Path(tempfile.mkdtemp(prefix="library-postgresql-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        files = folder / "files"
        _as_user(programs / "initdb", "-D", files, "-U", NAME, "-A", "trust", "-E", "UTF8",
                 "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        port = _free_port()
        control = (programs / "pg_ctl", "-D", files, "-w", "-t", PATIENCE)
        options = (
            f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c synchronous_commit=off"
            " -c full_page_writes=off"
        )
        try:
            _as_user(*control, "-l", folder / "log", "-o", options, "start")
            _as_user(programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", NAME, NAME)
            yield f"postgres://{NAME}@127.0.0.1:{port}/{NAME}"
        finally:
            if (files / "postmaster.pid").exists():
                _as_user(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _as_user(*words: str | Path) -> None:
    command = [str(word) for word in words]
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    done = subprocess.run(
        command, cwd="/", check=False, stdin=subprocess.DEVNULL, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{Path(words[0]).name} failed: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
