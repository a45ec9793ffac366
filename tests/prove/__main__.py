"""``make prove``: everything long; writes PROOF.md.

``python -m tests.prove html print`` proves again only the claims whose commands are named so, and
leaves the other rows, each of which names the commit that it was made at.
"""

from __future__ import annotations

import datetime
import html
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.needs import CHROMIUM, JAVA, NPM, PDFTOTEXT, POSTGRESQL, Need
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
    needs: tuple[Need, ...] = ()


CLAIMS = (
    Claim("Kill -9 between save and index loses nothing (SQLite)", ("tests.prove.killed", "50")),
    Claim(
        "The same on PostgreSQL",
        ("tests.prove.killed", "50"),
        on_postgresql=True,
        needs=(POSTGRESQL,),
    ),
    Claim(
        "Kill -9 while people translate, save, publish, revert: every family is clean, nothing "
        "that was answered is lost (SQLite)",
        ("tests.prove.killed_translating", "20"),
    ),
    Claim(
        "Kill -9 while people translate, on PostgreSQL",
        ("tests.prove.killed_translating", "20"),
        on_postgresql=True,
        needs=(POSTGRESQL,),
    ),
    Claim(
        "All languages of a practice through lives of fifty operations in any order: families "
        "clean, every piece in the language that it says",
        ("tests.prove.lives",),
    ),
    Claim(
        "A warm practice page takes at most 60 ms, a search at most 80 ms",
        ("tests.benchmarks.pages",),
        on_library=True,
    ),
    Claim("20,000 families are searched, built and updated in", ("tests.benchmarks.engine",)),
    Claim(
        "Every type of page in three languages, four widths, light and dark: axe-core finds "
        "nothing; in eight languages with text of twice the size: nothing scrolls sideways or is "
        "cut off",
        ("tests.prove.accessibility",),
        on_library=True,
        needs=(CHROMIUM,),
    ),
    Claim(
        "Lighthouse on a phone: 95 or more in every category, largest content within 1.5 s",
        ("tests.prove.lighthouse",),
        on_library=True,
        needs=(CHROMIUM, NPM),
    ),
    Claim(
        "Every type of page is valid HTML, with at most 100 kB of compressed code and 90 kB of "
        "fonts",
        ("tests.prove.html",),
        on_library=True,
        needs=(CHROMIUM, JAVA, NPM),
    ),
    Claim(
        "Every block of twelve words or more, on every page in eight languages, is in the language "
        "that its nearest lang says",
        ("tests.prove.marked",),
        on_library=True,
    ),
    Claim(
        "Every case study is printed on two sheets of A4, whole, with the addresses of its sources",
        ("tests.prove.print",),
        on_library=True,
        needs=(CHROMIUM, PDFTOTEXT),
    ),
    Claim(
        "10,000 hostile requests: no 500, no answer later than 2 s",
        ("tests.prove.hostile",),
        on_library=True,
    ),
    Claim(
        "`make language de` puts a ninth language on the site, searched at once, and can be undone",
        ("tests.prove.language",),
        on_library=True,
    ),
    Claim(
        "Tests notice at least 90 % of small mistakes in the pure parts",
        ("tests.prove.mutation",),
    ),
)


def prove(claim: Claim, library: Path) -> tuple[bool, str]:
    """Run a claim's command; whether it held, and the figures that it printed."""
    if missing := [need for need in claim.needs if not need.found()]:
        return False, "; ".join(f"{need.name} is missing: {need.install}" for need in missing)
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


def row(claim: Claim, figures: str, commit: str, *, held: bool) -> str:
    """A row of the table."""
    command = f"`python -m {' '.join(claim.command)}`"
    shown = html.escape(figures, quote=False).replace("|", "\\|").replace("\n", "<br>")
    cells = (claim.text, command, shown, commit, "yes" if held else "**no**")
    return f"| {' | '.join(cells)} |"


def kept(claim: Claim) -> str:
    """The row that a claim has already; empty if there is none."""
    lines = PROOF.read_text(encoding="utf-8").splitlines() if PROOF.exists() else []
    return next((line for line in lines if line.startswith(f"| {claim.text} |")), "")


def main(only: list[str]) -> int:
    """Prove every claim, or those named, and write the table; 1 if one did not hold."""
    rows, failed, commit = [], 0, git("rev-parse", "--short", "HEAD")
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        done = manage("setup", var=Path(folder))
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        for claim in CLAIMS:
            if only and claim.command[0].rpartition(".")[2] not in only:
                rows.append(kept(claim))
                continue
            held, figures = prove(claim, Path(folder))
            failed += not held
            rows.append(row(claim, figures, commit, held=held))
            print(f"{'held  ' if held else 'FAILED'} {claim.text}\n{figures}\n", flush=True)
    date = datetime.datetime.now(tz=datetime.UTC).date()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    head = f"Made by `make prove`, last on {date}, on {machine}."
    titles = "| claim | command | figures | commit | holds |\n| --- | --- | --- | --- | --- |\n"
    table = titles + "\n".join(filter(None, rows))
    PROOF.write_text(f"# Proof\n{head}\n\n{table}\n", encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
