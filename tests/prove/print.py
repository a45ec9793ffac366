"""``python -m tests.prove.print``: case studies on paper: two sheets of A4, and nothing is lost.

On the library in ``VAR_DIR``, by Chromium without backgrounds; read back by poppler's pdftotext.
"""

from __future__ import annotations

import subprocess
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kb.core.languages import CODES
from practices import facts, texts
from tests.prove.pages import ORIGINALS, TRANSLATED, chromium, library, show

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHEETS = 2
CASES = (("en", TRANSLATED), ("pl", ORIGINALS["pl"]), ("el", ORIGINALS["el"]))

#: Every text that paper shows; not what is there to be heard only, whose box is a pixel.
SHOWN = """() => {
  const texts = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data, e = walk.currentNode.parentElement;
    const seen = e.checkVisibility({visibilityProperty: true});
    if (text.trim() && seen && e.getBoundingClientRect().width > 1) texts.push(text);
  }
  return texts;
}"""
SOURCES = "[...document.querySelectorAll('.source__link')].map(a => a.getAttribute('href'))"


def unspaced(text: str) -> str:
    """Without what a line break adds."""
    return "".join(text.split())


def squeezed(text: str) -> str:
    """Without hyphens too, which a line break adds or hides, and without capitals."""
    folded = unicodedata.normalize("NFKC", unspaced(text)).casefold()
    return "".join(c for c in folded if c not in "-\N{SOFT HYPHEN}\N{HYPHEN}")


def paper(page: Page) -> list[str]:
    """The text of each sheet, in the order of the page's source."""
    pdf = page.pdf(format="A4", print_background=False, prefer_css_page_size=True)
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],
        input=pdf, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().removesuffix("\f").split("\f")


def printed(page: Page, address: str) -> list[str]:
    """Print a case study with a line of figures; what is wrong with it."""
    page.goto(address, wait_until="networkidle")
    page.emulate_media(media="print")
    texts, sources = page.evaluate(SHOWN), page.evaluate(SOURCES)
    sheets = paper(page)
    whole = unspaced("".join(sheets))
    lost = [text.strip() for text in texts if squeezed(text) not in squeezed(whole)]
    unread = [source for source in sources if source not in whole]
    print(
        f"{urlsplit(address).path}: {len(sheets)} sheets, {len(texts)} texts, {len(lost)} lost; "
        f"{len(sources)} sources, {len(unread)} addresses not in full"
    )
    faults = [f"lost: {text[:80]}" for text in lost] + [f"not in full: {each}" for each in unread]
    faults += [f"{len(sheets)} sheets"] * (len(sheets) > SHEETS)
    return faults + ["no sources"] * (not sources)


def long_ones(page: Page, site: str) -> list[str]:
    """Of all practices in all languages those that need a third sheet."""
    slugs = [slug for slug in facts.slugs() if texts.languages(slug)]
    paths = [f"/{language}/practices/{slug}/" for language in CODES for slug in slugs]
    faults = []
    for path in paths:
        page.goto(f"{site}{path}", wait_until="load")
        count = len(paper(page))
        faults += [f"{path}: {count} sheets"] * (count > SHEETS)
    print(f"{len(slugs)} practices in {len(CODES)} languages: {len(faults)} need a third sheet")
    return faults


def main() -> int:
    """Print the figures of three case studies, and the sheets of all; 1 if something is wrong."""
    with library() as site, chromium() as browser:
        page = browser.new_page()
        faults = [
            fault
            for language, slug in CASES
            for fault in printed(page, f"{site}/{language}/practices/{slug}/")
        ]
        faults += long_ones(page, site)
    show(faults)
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main())
