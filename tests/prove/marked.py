"""``python -m tests.prove.marked``: text is in the language that it is marked with.

On the library in ``VAR_DIR``: every page in every language. Each block of twelve words or more is
given to a detector; one that it finds in another language than the nearest ``lang`` says is wrongly
marked by its template, or wrongly translated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kb.core.languages import CODES
from practices import facts, texts
from tests.marked import Said, said
from tests.prove.html import source
from tests.prove.pages import NOT_OURS, addresses, library, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Words of a block whose language is asked for.
FEWEST = 12
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\w+://\S+")


@dataclass
class Found:
    """Pages looked at, their blocks without those that were seen before, and what is wrong."""

    pages: int = 0
    blocks: set[Said] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def add(self, path: str, html: str) -> None:
        """Look at a page."""
        self.pages += 1
        for block in blocks(html):
            if block not in self.blocks:
                self.blocks.add(block)
                language = detected(block.text)
                if language != block.language:
                    marked = block.language or "no language"
                    self.faults.append(f"{path}: {language}, marked {marked}: {block.text}")


def paths(language: str) -> Iterator[str]:
    """All pages under a language: one of each type, and every practice that has texts."""
    for name, address in addresses(language).items():
        if name != NOT_OURS:
            yield address
    for slug in facts.slugs():
        if texts.languages(slug):
            yield f"/{language}/practices/{slug}/"


def blocks(html: str) -> Iterator[Said]:
    """What a page says in blocks that are long enough, in our languages or in no known one."""
    for each in said(html):
        if each.language in {"", *CODES} and len(words(each.text)) >= FEWEST:
            yield each


def words(text: str) -> list[str]:
    """Words, but no numbers or addresses of the web."""
    return _WORD.findall(_ADDRESS.sub("", text))


def detected(text: str) -> str:
    """The language of a text, of those that the library has.

    Words that begin with a capital are left out: many are names, which say nothing of the language
    that they are named in.
    """
    telling = " ".join(word for word in words(text) if word[0].islower())
    language, _score = _detector().classify(telling)
    return str(language)


@cache
def _detector() -> LanguageIdentifier:
    detector = LanguageIdentifier.from_model_file(MODEL_FILE)
    detector.set_languages(list(CODES))
    return detector


def look(site: str, languages: Iterable[str] = CODES) -> Found:
    """All pages of a library under these languages."""
    found = Found()
    for language in languages:
        for path in dict.fromkeys(paths(language)):
            found.add(path, source(site + path, language).decode())
    return found


def main() -> int:
    """Print how much was looked at, and each block that is not what it is marked as; 1 if any."""
    with library() as site:
        found = look(site)
    print(
        f"{found.pages} pages, {len(found.blocks)} blocks of {FEWEST} words or more: "
        f"{len(found.faults)} not in the language that they are marked with"
    )
    show(found.faults)
    return int(bool(found.faults))


if __name__ == "__main__":
    raise SystemExit(main())
