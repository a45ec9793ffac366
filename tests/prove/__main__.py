"""``make prove``: everything long; writes PROOF.md."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.postgresql import cluster
from tests.server import manage

ROOT = Path(__file__).resolve().parent.parent.parent
PROOF = ROOT / "PROOF.md"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, and the command that shows it."""

    text: str
    command: tuple[str, ...]
    on_postgresql: bool = False
    on_library: bool = False


CLAIMS = (
    Claim("Kill -9 between save and index loses nothing (SQLite)", ("tests.prove.killed", "50")),
    Claim("The same on PostgreSQL", ("tests.prove.killed", "50"), on_postgresql=True),
    Claim(
        "A warm practice page takes at most 60 ms, a search at most 80 ms",
        ("tests.benchmarks.pages",),
        on_library=True,
    ),
    Claim("20,000 families are searched, built and updated in", ("tests.benchmarks.engine",)),
)


def prove(claim: Claim, library: Path) -> tuple[bool, str]:
    """Run a claim's command; whether it held, and the figures that it printed."""
    environment = dict(os.environ)
    if claim.on_library:
        environment["VAR_DIR"] = str(library)
    command = [sys.executable, "-m", *claim.command]
    if claim.on_postgresql:
        with cluster() as address:
            done = run(command, environment | {"DATABASE_URL": address})
    else:
        done = run(command, environment)
    return done.returncode == 0, (done.stdout.strip() or done.stderr.strip()[-500:])


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command of the project."""
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def git(*words: str) -> str:
    """What git says."""
    return subprocess.run(
        ("git", *words), cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def row(claim: Claim, figures: str, *, held: bool) -> str:
    """A row of the table."""
    command = f"`python -m {' '.join(claim.command)}`"
    cells = (claim.text, command, figures.replace("\n", "<br>"), "yes" if held else "**no**")
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Prove every claim, and write the table; 1 if one did not hold."""
    rows, failed = [], 0
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        manage("setup", var=Path(folder))
        for claim in CLAIMS:
            held, figures = prove(claim, Path(folder))
            failed += not held
            rows.append(row(claim, figures, held=held))
            print(f"{'held  ' if held else 'FAILED'} {claim.text}\n{figures}\n", flush=True)
    date = datetime.datetime.now(tz=datetime.UTC).date()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    commit = git("rev-parse", "--short", "HEAD")
    head = f"Made by `make prove` on {date}, at commit {commit}, on {machine}."
    table = "| claim | command | figures | holds |\n| --- | --- | --- | --- |\n" + "\n".join(rows)
    PROOF.write_text(f"# Proof\n{head}\n\n{table}\n", encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
