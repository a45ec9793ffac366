"""``python -m tests.prove.lighthouse``: Lighthouse on a phone, by Debian's Chromium.

On the library in ``VAR_DIR``; Lighthouse comes from npm. Each page is judged three times, on a
machine with other work: the best score of each category counts, and the quickest content.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

from tests.conftest import CHROMIUM_WORDS
from tests.needs import CHROMIUM_PATH
from tests.prove.npm import package
from tests.prove.pages import addresses, library, show

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "12.8.2"
TYPES = ("home", "listing", "translated case")
ROUNDS = 3
#: A browser on a busy machine sometimes fails to record a page.
ATTEMPTS = 3
#: Of 100, in each category; and seconds to the largest content.
SCORE, LARGEST_CONTENT = 95, 1.5


def judged(address: str) -> dict[str, Any]:
    """What Lighthouse says of a page, by its defaults: a phone on a slow network."""
    program = package("lighthouse", VERSION) / "cli" / "index.js"
    flags = " ".join(["--headless=new", *CHROMIUM_WORDS])
    for _ in range(ATTEMPTS):
        done = subprocess.run(
            ["node", str(program), address, "--output=json", "--quiet", f"--chrome-flags={flags}"],
            env=os.environ | {"CHROME_PATH": str(CHROMIUM_PATH)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not done.returncode:
            return dict(json.loads(done.stdout))
    raise SystemExit(done.stderr)


def scores(report: dict[str, Any]) -> dict[str, int]:
    """Of 100, by category."""
    return {
        each["title"]: round(100 * (each["score"] or 0)) for each in report["categories"].values()
    }


def seconds(report: dict[str, Any]) -> float:
    """To the largest content."""
    return float(report["audits"]["largest-contentful-paint"]["numericValue"]) / 1000


def failing(report: dict[str, Any]) -> Iterator[str]:
    """The audits that take points away, each with the first thing that it names."""
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                named = (audit.get("details") or {}).get("items") or []
                where = json.dumps(named[0], ensure_ascii=False)[:200] if named else ""
                value = audit.get("displayValue", "")
                yield f"  {category['title']}: {audit['id']} {value} {where}".rstrip()


def page(site: str, name: str) -> bool:
    """Judge a page and print its figures; whether it reaches the bars."""
    reports = [judged(site + addresses("en")[name]) for _ in range(ROUNDS)]
    rounds = [scores(report) for report in reports]
    best = {title: max(each[title] for each in rounds) for title in rounds[0]}
    quickest = min(map(seconds, reports))
    figures = ", ".join(f"{title} {score}" for title, score in best.items())
    print(f"{name}: {figures}; largest content after {quickest:.2f} s")
    if min(best.values()) < SCORE or quickest > LARGEST_CONTENT:
        show(list(failing(reports[-1])))
        return False
    return True


def main() -> int:
    """Print the figures of each page; 1 if one misses a bar."""
    with library() as site:
        held = [page(site, name) for name in TYPES]
    return int(not all(held))


if __name__ == "__main__":
    raise SystemExit(main())
