"""What a page says, by the language that it is marked with."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Elements within a line of text; any other begins a block of its own.
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
))  # fmt: skip
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
))  # fmt: skip
SILENT = frozenset(["script", "style", "svg", "template"])


@dataclass(frozen=True, slots=True)
class Said:
    """Text of one block in one language: what the nearest ``lang`` says, empty if unknown."""

    language: str
    text: str


def said(html: str) -> Iterator[Said]:
    """All text of a page, hidden text and its description too, block by block."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.block: dict[str, list[str]] = {}
        self.last = ""
        self.found: list[Said] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        language = values.get("lang", self.language) or ""
        if tag == "meta" and values.get("name") == "description":
            self.found.append(Said(language, values["content"] or ""))
        if tag not in INLINE | VOID:
            self.end_block()
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag not in INLINE:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if any(tag in SILENT for tag, _language in self.open):
            return
        if self.language != self.last:  # what stands apart is no word
            self.block.setdefault(self.language, []).append(" ")
            self.last = self.language
        self.block.setdefault(self.language, []).append(data)

    def end_block(self) -> None:
        for language, parts in self.block.items():
            if text := " ".join("".join(parts).split()):
                self.found.append(Said(language, text))
        self.block = {}
