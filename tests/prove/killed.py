"""``python -m tests.prove.killed [rounds]``: kill -9 at random moments between save and index.

After each kill the next start catches up, and the index is compared with the content. Runs on the
database that ``DATABASE_URL`` names (SQLite in a new folder by default); prints what was lost,
which must be nothing.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.server import manage, surroundings

ROUNDS = 50
#: Seconds of editing before the kill, after the first publish: each takes a tenth of a second.
LONGEST = 1.0
DATABASE = os.environ.get("DATABASE_URL", "")


def one_round(var: Path, moment: float) -> int:
    """Let the editor run for a moment, kill it, and count what it had saved."""
    editor = subprocess.Popen(
        [sys.executable, "-m", "tests.prove.editor"],
        env=surroundings(var, DATABASE),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert editor.stdout is not None
    editor.stdout.readline()  # the first publish, which warms everything up
    time.sleep(moment)
    editor.send_signal(signal.SIGKILL)
    saved = 1 + len(editor.stdout.read().splitlines())
    editor.wait()
    return saved


def healed(var: Path) -> str:
    """Start again: catch up, compare; empty if nothing is missing, stale or left over."""
    done = manage("search_index", "catch_up", "verify", var=var, database=DATABASE)
    return (done.stderr or done.stdout).strip() if done.returncode else ""


def main(rounds: int) -> int:
    """All rounds on one library; 1 if anything was lost."""
    random.seed(4)
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        var = Path(folder)
        done = manage("setup", var=var, database=DATABASE)
        if done.returncode:
            print(done.stdout, done.stderr)
            return 1
        saved, faults = 0, []
        for number in range(rounds):
            saved += one_round(var, random.uniform(0, LONGEST))
            if fault := healed(var):
                faults.append(f"round {number}: {fault}")
    database = "PostgreSQL" if DATABASE else "SQLite"
    print(
        f"{database}: {rounds} kills in {saved} publishes, {len(faults)} losses", *faults, sep="\n"
    )
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
