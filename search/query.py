"""What a reader asks: a tiny grammar of words, "phrases" and -exclusions. It never raises."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A question pasted whole fits; the longest of the test questions has 130 characters.
MAX_CHARACTERS = 400
# Each word is looked up in every language of the library: 40 keep the slowest query under 100 ms.
MAX_WORDS = 40
# What one page of a list or of the API may hold.
MAX_LIMIT = 100

SORTS = ("relevance", "newest")

# Straight quotes and those of the eight languages; any of them opens and any of them closes.
_QUOTES = '"„”“«»'
_ITEM = re.compile(
    rf"(?P<without>(?<!\S)-)?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read.

    ``words`` and ``phrases`` stand as they were typed (NFC): the analysis is the engine's matter,
    since it depends on the language of the text that is looked at. An entry of ``without`` is a
    word, or several that must stand side by side to be excluded. ``filters`` maps the code of a
    facet to the chosen codes, ``exact`` leaves concepts out.
    """

    text: str
    language: str
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    exact: bool = False

    @property
    def asked(self) -> str:
        """All that is looked for, as one text: the words, then the phrases."""
        return " ".join((*self.words, *(word for phrase in self.phrases for word in phrase)))


def parse(
    text: str,
    language: str,
    *,
    filters: Mapping[str, Iterable[str]] | None = None,
    sort: str = "relevance",
    offset: int = 0,
    limit: int = 20,
    exact: bool = False,
) -> Query:
    """Read what a reader typed; never raises on any string, and puts numbers into their bounds.

    An unknown ``sort`` is relevance. An unbalanced quote is ignored.
    """
    cleaned = clean(text)
    words, phrases, without = _read(cleaned)
    chosen = {facet: tuple(dict.fromkeys(codes)) for facet, codes in (filters or {}).items()}
    return Query(
        text=cleaned,
        language=language,
        words=words,
        phrases=phrases,
        without=without,
        filters={facet: codes for facet, codes in chosen.items() if codes},
        sort=sort if sort in SORTS else SORTS[0],
        offset=max(0, offset),
        limit=min(max(0, limit), MAX_LIMIT),
        exact=exact,
    )


def clean(text: str) -> str:
    """NFC in one line of at most MAX_CHARACTERS, without what can't be seen or stored."""
    # four times as much is looked at, since composing and dropping marks make a text shorter
    shown = "".join(_visible(character) for character in text[: 4 * MAX_CHARACTERS])
    line = " ".join(unicodedata.normalize("NFC", shown).split())
    if len(line) <= MAX_CHARACTERS:
        return line
    whole, space, _ = line[: MAX_CHARACTERS + 1].rpartition(" ")
    return whole if space else line[:MAX_CHARACTERS]


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs"}:  # marks of direction and lone surrogates split no word
        return ""
    return " " if category == "Cc" else character


def _read(
    text: str,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]:
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    left = MAX_WORDS
    for item in _ITEM.finditer(text):
        found = _words(item["phrase"] or item["word"] or "")[:left]
        left -= len(found)
        if not found:
            continue
        if item["without"]:
            without.append(" ".join(found))
        elif item["phrase"]:
            phrases.append(found)
        else:
            words.extend(found)
    return tuple(words), tuple(phrases), tuple(without)


def _words(text: str) -> tuple[str, ...]:
    """The pieces between spaces that hold a letter or a digit."""
    return tuple(piece for piece in text.split() if any(map(str.isalnum, piece)))
