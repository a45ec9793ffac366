"""``make screenshots``: each kind of page, in three languages, phone and desktop, light and dark.

Into ``screenshots/``, which git ignores; from a library that is set up for it in a folder of its
own.
"""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_WORDS
from tests.needs import CHROMIUM_PATH
from tests.server import ROOT, manage, serving

FOLDER = ROOT / "screenshots"
LANGUAGES = ("en", "pl", "el")
WIDTHS = (390, 1360)
SCHEMES = ("light", "dark")
PAGES = {
    "home": "",
    "listing": "practices/",
    "search": "practices/?q=javna+rasvjeta",
    "nothing-found": "practices/?q=qwertzuiop&country=PT",
    "case": "practices/hr-newlight-street-lighting-57-municipalities/",
    "not-found": "no-such-page/",
}


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder:
        manage("setup", var=Path(folder))
        with serving(Path(folder)) as (_, address), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM_WORDS)
            for width, scheme in itertools.product(WIDTHS, SCHEMES):
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                for language, (name, path) in itertools.product(LANGUAGES, PAGES.items()):
                    page.goto(f"{address}/{language}/{path}")
                    picture = FOLDER / f"{name}-{language}-{width}-{scheme}.png"
                    page.screenshot(path=picture, full_page=True)
            browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.name}/")


if __name__ == "__main__":
    main()
