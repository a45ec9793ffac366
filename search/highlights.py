"""What is shown of a hit: the passage that answers best, and why it was found if it doesn't say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis import Token, analyse, content_words
from search.results import Fragment, Highlight, Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from search.concepts import Match, Thesaurus
    from search.document import Passage
    from search.reading import AskedConcept, ReadQuery

# Words of a passage: what fits in two lines of a list of hits, and is still read
WINDOW = 30
# Words before the first match, so that the passage can be understood
LEAD = 6
# Stands where a passage begins or ends within a text
CUT = "…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that was looked for; ``wish`` tells the wishes of a query apart."""

    start: int
    end: int
    wish: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A piece that was looked through: its words, and what was looked for, in order."""

    piece: Passage
    tokens: Sequence[Token]
    marks: Sequence[Mark]
    concepts: Sequence[Match]


class Spotter:
    """Finds what a query looks for in the texts of one language."""

    def __init__(self, reading: ReadQuery, language: str, thesaurus: Thesaurus) -> None:
        self._language = language
        self._thesaurus = thesaurus
        self._asked = reading.concepts
        spoken = reading.spoken.get(language)
        words = spoken.words if spoken else ()
        self._words = {form: word.folded for word in words for form in (*word.parts, *word.forms)}
        meant = frozenset(each for asked in self._asked for each in asked.concepts)
        self._labels = thesaurus.only(meant, language) if meant else None

    def look(self, pieces: Iterable[Passage]) -> list[Looked]:
        """Look through the pieces of a version."""
        return [self._look(piece) for piece in pieces]

    def highlight(self, looked: Sequence[Looked]) -> Highlight | None:
        """The best passage; none if nothing that was looked for stands in the version.

        Of equal ones the first, and the title last: it is shown anyway.
        """
        titles_last = sorted(looked, key=lambda each: each.piece.name == "title")
        best = max((_best(each) for each in titles_last if each.marks), key=_worth, default=None)
        if best is None:
            return None
        return Highlight(best.looked.piece.name, self._language, tuple(_fragments(best)))

    def reasons(self, looked: Sequence[Looked], ticked: Collection[str]) -> tuple[Reason, ...]:
        """The concepts by which a version was found though the reader's words don't stand in it."""
        standing = {mark.wish for each in looked for mark in each.marks}
        unsaid = (asked for asked in self._asked if not self._stands(asked, standing))
        reasons = (self._reason(asked, looked, ticked) for asked in unsaid)
        return tuple(reason for reason in reasons if reason)

    def _look(self, piece: Passage) -> Looked:
        tokens = analyse(piece.text, self._language, self._thesaurus.compounds)
        matches = self._labels.find(tokens) if self._labels else []
        marks = [
            *self._marks(tokens),
            *(Mark(each.start, each.end, each.concept) for each in matches),
        ]
        return Looked(piece, tokens, sorted(marks, key=lambda mark: mark.start), matches)

    def _marks(self, tokens: Iterable[Token]) -> Iterator[Mark]:
        for start, end, word in tokens:
            for form in (*word.forms, *word.parts):
                if form in self._words:
                    yield Mark(start, end, self._words[form])
                    break

    def _stands(self, asked: AskedConcept, standing: Collection[str]) -> bool:
        tokens = analyse(asked.asked, self._language, self._thesaurus.compounds)
        words = content_words((token.word for token in tokens), self._language)
        return all(word.folded in standing for word in words)

    def _reason(
        self, asked: AskedConcept, looked: Sequence[Looked], ticked: Collection[str]
    ) -> Reason | None:
        met = [(each, match) for each in looked for match in each.concepts]
        for concept in asked.concepts:
            by_editor = concept in ticked
            for each, match in met:
                if match.concept == concept:
                    found = each.piece.text[match.start : match.end]
                    return Reason(concept, asked.asked, found, match.language, by_editor)
            if by_editor:
                return Reason(concept, asked.asked, "", self._language, by_editor)
        return None


@dataclass(frozen=True, slots=True)
class _Window:
    """Some words of a piece, ``tokens[first:last]``, with the marks that lie within."""

    looked: Looked
    first: int
    last: int
    marks: Sequence[Mark]


def _worth(window: _Window) -> tuple[int, int]:
    """The more different wishes in it the better, then the more words that were looked for."""
    return len({mark.wish for mark in window.marks}), len(window.marks)


def _best(looked: Looked) -> _Window:
    places = {token.start: place for place, token in enumerate(looked.tokens)}
    # a window begins with the sentence's words before a match, at every match in turn
    begins = dict.fromkeys(max(0, places[mark.start] - LEAD) for mark in looked.marks)
    return max((_window(looked, first) for first in begins), key=_worth)


def _window(looked: Looked, first: int) -> _Window:
    last = min(first + WINDOW, len(looked.tokens))
    first = max(0, last - WINDOW)
    start, end = looked.tokens[first].start, looked.tokens[last - 1].end
    marks = [mark for mark in looked.marks if mark.start >= start and mark.end <= end]
    return _Window(looked, first, last, marks)


def _fragments(window: _Window) -> Iterator[Fragment]:
    """The text of a window in turns of what was looked for and what was not."""
    text, tokens = window.looked.piece.text, window.looked.tokens
    at = tokens[window.first].start if window.first else 0
    end = tokens[window.last - 1].end if window.last < len(tokens) else len(text)
    before = f"{CUT} " if window.first else ""
    for start, stop in _merged(window.marks):
        if before or text[at:start]:
            yield Fragment(before + text[at:start], match=False)
        yield Fragment(text[start:stop], match=True)
        before, at = "", stop
    after = f" {CUT}" if end < len(text) else ""
    if text[at:end] or after:
        yield Fragment(text[at:end] + after, match=False)


def _merged(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Stretches that don't overlap."""
    merged: list[tuple[int, int]] = []
    for mark in marks:
        if merged and mark.start < merged[-1][1]:
            start, end = merged.pop()
            merged.append((start, max(end, mark.end)))
        else:
            merged.append((mark.start, mark.end))
    return merged
