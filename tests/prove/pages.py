"""Every type of page of a set-up library, in a real browser."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_WORDS
from tests.needs import CHROMIUM_PATH
from tests.server import ROOT, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

#: Cases by the language that they were written in.
ORIGINALS = {
    "en": "pt-almada-less-carbon-climate-fund",
    "pl": "pl-karczew-ppp-energy-performance-contract",
    "el": "gr-kozani-district-heating-transition",
    "hr": "hr-newlight-street-lighting-57-municipalities",
}
#: Whole in all languages.
TRANSLATED = "hr-newlight-street-lighting-57-municipalities"
#: Whole in Italian too, and for Croatian readers, whose own is the one above.
OTHER = "it-milan-province-epc-schools-elena"
#: Written in English; elsewhere a card, and English below it.
CARD = "lv-daugavpils-iso-50001"
#: A type whose page is Wagtail's, from its template to its style.
NOT_OURS = "admin login"


def addresses(language: str) -> dict[str, str]:
    """One address of each type of page, by the type's name."""
    original = ORIGINALS.get(language)
    translated = OTHER if original == TRANSLATED else TRANSLATED
    site = f"/{language}/"
    own = {"case in its own language": f"{site}practices/{original}/"} if original else {}
    return own | {
        "home": site,
        "listing": f"{site}practices/",
        "search": f"{site}practices/?q=javna+rasvjeta&country=HR&sector=public-lighting",
        "nothing found": f"{site}practices/?q=qwertzuiop&country=PT",
        "translated case": f"{site}practices/{translated}/",
        "case with a card": f"{site}practices/{CARD}/",
        "not found": f"{site}no-such-page/",
        "styleguide": f"{site}styleguide/",
        NOT_OURS: "/admin/login/",
    }


@contextmanager
def library() -> Iterator[str]:
    """The address of a server on the library in ``VAR_DIR``, which is set up."""
    with serving(Path(os.environ.get("VAR_DIR", ROOT / "var"))) as (_, address):
        yield address


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM_WORDS)
        yield browser
        browser.close()


def show(lines: list[str], most: int = 12) -> None:
    """Print the first lines, and how many more there are."""
    for line in lines[:most]:
        print(line)
    if len(lines) > most:
        print(f"and {len(lines) - most} more")
