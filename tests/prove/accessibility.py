"""``python -m tests.prove.accessibility``: every type of page, at four widths, light and dark.

On the library in ``VAR_DIR``: axe-core finds nothing, nothing scrolls sideways. In every language,
with all text twice as large, nothing does either, closed or open, and no text is cut off (but in
Wagtail's own page, whose button doesn't grow).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

from kb.core.languages import CODES
from tests.prove.pages import NOT_OURS, addresses, chromium, library, show

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Those that axe looks at.
LANGUAGES = ("en", "pl", "el")
WIDTHS = (320, 390, 768, 1360)
SCHEMES = ("light", "dark")
HEIGHT = 900

AXE = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
  v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')}`)"""
#: A pixel is left for rounding.
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
DOUBLE = "size => { document.documentElement.style.fontSize = size }"
#: One menu lies over the page, so it is looked at by itself.
OPENED = {
    "as it comes": "() => {}",
    "all open": "() => document.querySelectorAll('main details').forEach(e => e.open = true)",
    "with its menu": "() => document.querySelector('[data-menu]').open = true",
}
#: Text that stands out of what hides it; not what is there to be heard only, whose box is a pixel
#: or clipped away. A line may be lower than its letters: a fifth of the size is left for that.
CUT_OFF = """() => {
  const heard = e => {
    const { width, height } = e.getBoundingClientRect();
    return Math.min(width, height) <= 1 || getComputedStyle(e).clipPath !== 'none';
  };
  const texts = function* (e) {
    const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
      if (walk.currentNode.data.trim() && walk.currentNode.parentElement.checkVisibility())
        yield walk.currentNode;
  };
  const out = (text, box, x, y) => {
    if (heard(text.parentElement)) return false;
    const size = parseFloat(getComputedStyle(text.parentElement).fontSize) / 5;
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()].some(r =>
      x && (r.left < box.left - 1 || r.right > box.right + 1)
      || y && (r.top < box.top - size || r.bottom > box.bottom + size));
  };
  return [...document.body.querySelectorAll('*')].filter(e => {
    const style = getComputedStyle(e);
    const [x, y] = [style.overflowX, style.overflowY].map(o => ['hidden', 'clip'].includes(o));
    return e instanceof HTMLElement && (x || y) && !heard(e) && e.checkVisibility()
      && [...texts(e)].some(text => out(text, e.getBoundingClientRect(), x, y));
  }).map(e => `${e.tagName.toLowerCase()}.${e.className}`);
}"""


def look(page: Page, name: str, found: Counter[str]) -> None:
    """All widths and schemes of a page that is open."""
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found.update(f"{name}: {line}" for line in page.evaluate(AXE))
        found[f"{name}: scrolls sideways at {width} px"] += page.evaluate(SIDEWAYS)


def look_at_large(page: Page, name: str, found: Counter[str]) -> None:
    """All widths of a page that is open, with twice the size, and all that can be opened."""
    page.evaluate(DOUBLE, "200%")
    for state, opened in OPENED.items():
        page.evaluate(opened)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            where = f"{name} {state} at {width} px and 200 %"
            found[f"{where}: scrolls sideways"] += page.evaluate(SIDEWAYS)
            found.update(f"{where}: {line} cut off" for line in page.evaluate(CUT_OFF))


def look_at_all(browser: Browser, site: str) -> tuple[int, Counter[str]]:
    """How many pages axe looked at, and what was found how often."""
    found: Counter[str] = Counter()
    pages = 0
    for language in CODES:
        context = browser.new_context(base_url=site, locale=language, reduced_motion="reduce")
        page = context.new_page()
        for name, address in addresses(language).items():
            page.goto(address)
            if language in LANGUAGES:
                look(page, f"{name} ({language})", found)
                pages += 1
            if name != NOT_OURS:
                look_at_large(page, f"{name} ({language})", found)
        context.close()
    return pages, +found


def main() -> int:
    """Print what was looked at and found; 1 if anything was."""
    with library() as site, chromium() as browser:
        pages, found = look_at_all(browser, site)
    looks = f"{pages} pages x {len(WIDTHS)} widths x {len(SCHEMES)} schemes"
    print(f"{looks} = {pages * len(WIDTHS) * len(SCHEMES)} looks, {found.total()} findings")
    show([f"{times} x {line}" for line, times in found.most_common()])
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
