"""``python -m tests.prove.lives [lives]``: more lives of a practice than CI has time for.

Each of fifty operations by the admin; after each, the page is opened in all eight languages. See
``tests/kb/translation/test_life.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from kb.core.languages import CODES
from tests.server import ROOT

LIVES = 12
TEST = "tests/kb/translation/test_life.py"


def main(lives: int) -> int:
    """Print how many lives held; pytest's status."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", TEST],
        cwd=ROOT, env=os.environ | {"LIVES": str(lives), "LOOKS": str(len(CODES))},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(done.stdout[-3000:])
    else:
        seconds = time.monotonic() - begin
        print(
            f"{lives} lives of 50 operations, looked at in {len(CODES)} languages: {seconds:.0f} s"
        )
    return done.returncode


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else LIVES))
