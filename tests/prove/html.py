"""``python -m tests.prove.html``: every type of page is valid HTML, and light.

On the library in ``VAR_DIR``, by the Nu Html Checker (npm's ``vnu-jar``, which needs Java); weights
by what Chromium asks for.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.prove.npm import package
from tests.prove.pages import NOT_OURS, addresses, chromium, library, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from playwright.sync_api import Browser, Response

VERSION = "26.9.27"
LANGUAGES = ("en", "pl", "el", "hr")
#: Kilobytes of 1000 bytes; HTML, CSS and JavaScript together, and fonts, of one page.
CODE, FONTS = 100, 90


def source(address: str, language: str) -> bytes:
    """What the server answers, whatever its status."""
    request = urllib.request.Request(address, headers={"Accept-Language": language})  # noqa: S310
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310  # our own server
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def faults(pages: Mapping[str, bytes]) -> list[str]:
    """What is wrong with pages by name: each message with how often and where it is first true."""
    jar = package("vnu-jar", VERSION) / "build" / "dist" / "vnu.jar"
    with tempfile.TemporaryDirectory(prefix="html-") as folder:
        for name, content in pages.items():
            (Path(folder) / f"{name}.html").write_bytes(content)
        done = subprocess.run(
            ["java", "-jar", str(jar), "--errors-only", "--format", "json", folder],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    found: dict[str, list[str]] = {}
    for fault in json.loads(done.stderr)["messages"]:
        page = unquote(Path(fault["url"]).stem)
        found.setdefault(fault["message"], []).append(f"{page}, line {fault['lastLine']}")
    return [f"{len(where)} x {message} First: {where[0]}" for message, where in found.items()]


def invalid(site: str, languages: Iterable[str] = LANGUAGES) -> list[str]:
    """The errors of all pages of the library."""
    return faults(
        {
            f"{name} ({language})": source(site + address, language)
            for language in languages
            for name, address in addresses(language).items()
            if name != NOT_OURS
        }
    )


def weight(browser: Browser, site: str, address: str, language: str) -> tuple[float, float]:
    """Kilobytes of code, compressed, and of fonts that a first visit of a page loads."""
    context = browser.new_context(base_url=site, locale=language)
    page = context.new_page()
    answers: dict[str, Response] = {}
    page.on("response", lambda answer: answers.setdefault(answer.url, answer))
    page.goto(address, wait_until="networkidle")
    code, fonts = 0, 0
    for answer in list(answers.values()):
        kind = answer.request.resource_type
        if kind in ("document", "stylesheet", "script"):
            code += len(gzip.compress(answer.body()))
        elif kind == "font":
            fonts += len(answer.body())
    context.close()
    return code / 1000, fonts / 1000


def weights(site: str) -> tuple[dict[str, float], dict[str, float]]:
    """Code and fonts of each page."""
    code, fonts = {}, {}
    with chromium() as browser:
        for language in LANGUAGES:
            for name, address in addresses(language).items():
                if name != NOT_OURS:
                    title = f"{name} ({language})"
                    code[title], fonts[title] = weight(browser, site, address, language)
    return code, fonts


def over(loads: Mapping[str, float], bar: int, what: str) -> int:
    """Print the heaviest page; how many are above the bar."""
    above = sorted(title for title, load in loads.items() if load > bar)
    heaviest = max(loads, key=lambda title: loads[title])
    print(f"{what}: at most {loads[heaviest]:.1f} kB, {heaviest} (bar {bar})")
    show([f"over the bar: {title}, {loads[title]:.1f} kB" for title in above])
    return len(above)


def main() -> int:
    """Print errors and weights; 1 if there is an error, or a page that is too heavy."""
    with library() as site:
        errors = invalid(site)
        code, fonts = weights(site)
    print(f"{len(code)} pages; kinds of errors: {len(errors)}")
    show(errors)
    heavy = over(code, CODE, "HTML, CSS and JavaScript, compressed")
    heavy += over(fonts, FONTS, "fonts")
    return int(bool(errors) or heavy > 0)


if __name__ == "__main__":
    raise SystemExit(main())
