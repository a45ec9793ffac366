"""``python -m tests.prove.language``: a ninth language, from the command to its readers, and back.

In a copy of the project, on a copy of the library in ``VAR_DIR``, which is set up. Prints what was
done in which time, and whatever isn't as it must be.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kb.core.languages import CODES
from tests.server import ROOT, manage, serving, surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What stands beside the project in its folder, or is made while it runs.
BESIDE = (".*", "var", "*.pyc", "__pycache__", "node_modules", "screenshots")
#: What the command may write: a line, and catalogues.
WRITTEN = re.compile(r"kb/core/begun_languages\.txt|locale/(localize/)?de/LC_MESSAGES/\w+\.po")
#: Tables that only grow, or that the worker makes of others when it comes to that.
KEPT = re.compile(
    r"sqlite_|django_(session|migrations|tasks)|wagtailsearch_|.*(logentry|referenceindex)"
)
#: Seconds until the worker has indexed what another process wrote.
INDEXED = 30
SLUG = "neue-laternen-fur-die-dorfer"
WRITE = """
from tests.content import a_case
a_case(
    "Neue Laternen für die Dörfer", language="de", summary="Eine erfundene Zusammenfassung.",
    context="<p>Die alten Häuser standen im Dunkeln.</p>",
)
"""
#: With the place that it was invented with, and the address that a practice keeps for good.
DELETE = """
from kb.core.family import Family
from practices.models import CaseStudyPage
for page in CaseStudyPage.objects.filter(locale__language_code="de"):
    places = [row.place for row in page.places.all()]
    page.delete()
    for place in places:
        place.delete()
assert Family.objects.filter(original_locale__language_code="de").count() == 1
"""
FORGET = """
from kb.core.family import Family
print(Family.objects.filter(slug="neue-laternen-fur-die-dorfer").delete())
"""
CHECKS = (
    ("check", "--fail-level", "WARNING"),
    ("makemigrations", "--check", "--dry-run"),
    ("audit_families",),
    ("search_index", "verify"),
    ("messages", "check"),
)


@dataclass(slots=True)
class Proof:
    """A copy of the project with its own library, and what was found wrong with it."""

    root: Path
    var: Path
    faults: list[str] = field(default_factory=list)

    def hold(self, claim: str, held: object) -> None:
        """Note what doesn't hold."""
        if not held:
            self.faults.append(f"not so: {claim}")

    def manage(self, *words: str) -> str:
        """What a command says; it must succeed."""
        done = manage(*words, var=self.var, root=self.root)
        self.hold(f"{words[0]}: {done.stderr[-500:]}", not done.returncode)
        return done.stdout

    def make(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What the Makefile does, with the packages that run this."""
        command = ["make", "--old-file=packages", f"OURS={sys.executable}", *words]
        return subprocess.run(
            command, cwd=self.root, env=surroundings(self.var), capture_output=True, text=True,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def files(self) -> dict[str, bytes]:
        """All that a commit would see."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and path.suffix not in {".pyc", ".mo"}
        }

    def rows(self) -> dict[str, set[int]]:
        """The numbers of the rows of each table."""
        with closing(sqlite3.connect(self.var / "db.sqlite3")) as database:
            master = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = [name for (name,) in master if not KEPT.match(name)]
            return {
                name: {row for (row,) in database.execute(f'SELECT rowid FROM "{name}"')}  # noqa: S608
                for name in names
            }


def asked(address: str) -> tuple[int, str]:
    """Status and text of a page."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310  # http
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def begin(proof: Proof) -> str:
    """The real command, once and again; what it says."""
    unknown = proof.make("language", "xx")
    offer = "The table has no language xx. It offers de (Deutsch)"
    proof.hold("an unknown language is refused", unknown.returncode and offer in unknown.stderr)
    before = proof.files()
    first = proof.make("language", "de")
    proof.hold(f"German is begun: {first.stdout}{first.stderr}", not first.returncode)
    files, rows = proof.files(), proof.rows()
    changed = {name for name in files if files[name] != before.get(name)}
    others = [name for name in changed if not WRITTEN.fullmatch(name)]
    proof.hold(f"only a line and catalogues are written: {others}", len(changed) > 1 and not others)
    second = proof.make("language", "de")
    proof.hold(f"it can be repeated: {second.stderr}", not second.returncode)
    proof.hold("a second run changes no file", proof.files() == files)
    proof.hold("a second run changes no row", proof.rows() == rows)
    return second.stdout


def check_pages(proof: Proof, site: str) -> int:
    """Every page under the new language, in English and said so; how many there are."""
    practices = sorted(
        set(re.findall(r'"(/de/practices/[^/"?]+/)"', asked(f"{site}/de/practices/")[1]))
    )
    titled = ["/de/", *practices]
    every = [*titled, "/de/practices/", "/de/practices/?q=lamps", "/de/styleguide/"]
    for path in every:
        status, html = asked(site + path)
        proof.hold(f"{path} opens: {status}", status == 200)
        proof.hold(
            f"{path} is in English", '<html lang="de">' in html and '<body lang="en">' in html
        )
        titles = re.search(r'<h1[^>]* lang="en"', html)
        proof.hold(f"{path} has its title in English", titles or path not in titled)
    proof.hold("what isn't there isn't found", asked(f"{site}/de/nothing/")[0] == 404)
    proof.hold("there are practices", practices)
    return len(every)


def check_ninth(proof: Proof, site: str) -> None:
    """What the pages of the others and search engines say of it."""
    html = asked(f"{site}/pl/")[1]
    alternates = re.findall(r'<link rel="alternate" hreflang="(..)"', html)
    proof.hold(f"nine alternates: {alternates}", len(alternates) == 9 and "de" in alternates)
    switch = html.split('<nav class="language-switch"')[1].split("</nav>")[0]
    proof.hold("nine in the switch", len(re.findall(r'<li><a href="/../"', switch)) == 9)
    proof.hold("German by its own name", '<span lang="de">Deutsch</span>' in switch)
    sitemap = asked(f"{site}/sitemap.xml")[1]
    for path in ("/de/</loc>", "/de/practices/</loc>"):
        proof.hold(f"{path} in the sitemap", path in sitemap)


def check_search(proof: Proof, site: str) -> float:
    """Seconds until a practice that is written in German is found by other forms of its words."""
    proof.manage("shell", "-c", WRITE)
    start = time.monotonic()
    for words in ("laterne dorf", "haus im dunkel"):
        address = f"{site}/de/practices/?q={quote(words)}"
        while SLUG not in asked(address)[1] and time.monotonic() < start + INDEXED:
            time.sleep(0.2)
        proof.hold(f"found by {words}", SLUG in asked(address)[1])
    seconds = time.monotonic() - start
    html = asked(f"{site}/pl/practices/{SLUG}/")[1]
    proof.hold("read in Polish, marked as German", '<h1 lang="de">Neue Laternen' in html)
    return seconds


def take_back(proof: Proof, files: Mapping[str, bytes], rows: Mapping[str, set[int]]) -> None:
    """Not while something is written in it; then without a trace."""
    refused = manage("language", "de", "--undo", var=proof.var, root=proof.root)
    proof.hold("what is written keeps it", "1 practices are written in de" in refused.stderr)
    proof.manage("shell", "-c", DELETE)
    proof.manage("language", "de", "--undo")
    proof.manage("shell", "-c", FORGET)
    proof.manage("search_index", "catch_up", "verify")
    proof.manage("check", "--fail-level", "WARNING")
    proof.hold("no file is left, none gone", proof.files() == files)
    now = proof.rows()
    odd = {name: now[name] ^ rows.get(name, set()) for name in now if now[name] != rows.get(name)}
    proof.hold(f"no row is left, none gone: {odd}", not odd)
    with serving(proof.var, root=proof.root) as (_process, site):
        proof.hold("English is there", asked(f"{site}/en/")[0] == 200)
        proof.hold("German is gone", asked(f"{site}/de/")[0] == 404)


def prove(proof: Proof) -> None:
    """All of it, with its figures."""
    files, rows = proof.files(), proof.rows()
    start = time.monotonic()
    said = begin(proof)
    begun = time.monotonic() - start
    checked = "".join(proof.manage(*words) for words in CHECKS)
    proof.hold(f"its catalogue is begun: {checked}", "de is begun: 0 of" in checked)
    with serving(proof.var, root=proof.root) as (_process, site):
        pages = check_pages(proof, site)
        check_ninth(proof, site)
        indexed = check_search(proof, site)
    take_back(proof, files, rows)
    lacks = said.count("de has no ")
    proof.hold(
        f"what is lacking is listed: {said}", "de has no translation of" in said and lacks > 20
    )
    print(
        f"German begun, twice, in {begun:.0f} s: {lacks} lines of what it lacks, {pages} pages open"
        f"\na practice written in it is found after {indexed:.1f} s; taken back without a trace"
    )


def main() -> int:
    """1 if anything isn't as it must be."""
    if "de" in CODES:
        print("German is on the site already: prove it with another language of the table.")
        return 1
    with tempfile.TemporaryDirectory(prefix="language-") as folder:
        proof = Proof(Path(folder) / "project", Path(folder) / "var")
        shutil.copytree(ROOT, proof.root, ignore=shutil.ignore_patterns(*BESIDE))
        shutil.copytree(os.environ.get("VAR_DIR", ROOT / "var"), proof.var)
        proof.manage("setup")
        prove(proof)
    print(*proof.faults, sep="\n", end="")
    return int(bool(proof.faults))


if __name__ == "__main__":
    raise SystemExit(main())
