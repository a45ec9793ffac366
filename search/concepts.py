"""Concepts: what a text speaks of in whatever language, found by the labels of the thesaurus."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from search.analysis import Compounds, Token, Word, analyse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A label in the language that was asked in, or that the text is in, is certain; one of another
# language may be a false friend. Measured in all eight languages: search.md, "Concepts".
SAME, OTHER = 1.0, 0.7
# A shorter word has no stem, and what a stemmer makes of it is another word.
_SHORTEST_STEMMED = 3
# In a text, a short word of another language is too often a word of the text's own ("grad").
_SHORTEST_FOREIGN = 5
_NO_SECOND = ("",)  # what stands for the second word of a label of one word


@dataclass(frozen=True, slots=True)
class Label:
    """A name of a concept (``"sector:public-lighting"``) in one language."""

    concept: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A label met in a text, at ``text[start:end]``; ``language`` is the label's."""

    concept: str
    language: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """A label ready to be compared: for each of its words the keys that will do."""

    label: Label
    words: tuple[frozenset[str], ...]
    exact: bool = False


class Labels:
    """Labels as they are met in texts of one language."""

    def __init__(self, language: str, entries: Iterable[_Entry]) -> None:
        self._language = language
        # by a key of their first word, and then of their second, or of none
        self._begin: dict[str, dict[str, list[_Entry]]] = {}
        for entry in entries:
            seconds = entry.words[1] if len(entry.words) > 1 else _NO_SECOND
            for first in entry.words[0]:
                following = self._begin.setdefault(first, {})
                for second in seconds:
                    following.setdefault(second, []).append(entry)

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """The concepts of an analysed text, in order; one inside a longer match is dropped."""
        found: list[Match] = []
        for position, (_, _, word) in enumerate(tokens):
            met = self._at(tokens, position, (*word.forms, word.exact, word.capitals))
            if not met and word.parts:
                met = self._at(tokens, position, word.parts)
            found += met
        return _outermost(found) if found else found

    def _at(self, tokens: Sequence[Token], position: int, keys: Iterable[str]) -> list[Match]:
        met: list[Match] = []
        for key in keys:
            following = self._begin.get(key)
            if following:
                met += (
                    self._match(entry, tokens, position)
                    for second in _second_keys(tokens, position)
                    for entry in following.get(second, ())
                    if _fit(entry, tokens, position)
                )
        return met

    def _match(self, entry: _Entry, tokens: Sequence[Token], first: int) -> Match:
        start, end = tokens[first].start, tokens[first + len(entry.words) - 1].end
        own = entry.label.language == self._language
        return Match(entry.label.concept, entry.label.language, start, end, SAME if own else OTHER)


class Thesaurus:
    """All labels; it doesn't change.

    An abbreviation has no stem. In a text it must be written as one (PV, EPC, ESCO, CO2), for there
    "led" and "mei" are words; in a query nobody minds capitals.
    """

    def __init__(self, labels: Iterable[Label] = ()) -> None:
        entered = tuple(dict.fromkeys(labels))
        self.compounds = Compounds(_words(entered, Compounds.language))
        self._asked_for: dict[str, list[_Entry]] = defaultdict(list)
        self._by_concept: dict[str, list[_Entry]] = defaultdict(list)
        for label in entered:
            self._enter(label)
        self.languages = tuple(sorted(self._asked_for))
        self._in_query = {each: Labels(each, self._asked_for[each]) for each in self.languages}
        self._in_text: dict[str, Labels] = {}

    def in_text(self, tokens: Sequence[Token], language: str) -> list[Match]:
        """The concepts of an analysed text, in order of their places.

        A label of another language counts less, and must stand as it is.
        """
        labels = self._in_text.get(language)
        if labels is None:  # not needed where nothing is indexed
            every = chain.from_iterable(self._by_concept.values())
            labels = self._in_text[language] = Labels(language, _met_in(language, every))
        return labels.find(tokens)

    def in_query(self, text: str, language: str) -> list[Match]:
        """The concepts of a query: its words are tried as words of every language.

        Where labels of several languages cover the same words, the reader's own win.
        """
        found = (match for tried in self.languages for match in self._asked(text, tried, language))
        return _outermost(found)

    def only(self, concepts: Iterable[str], language: str) -> Labels:
        """The labels of a few concepts, to find where in a text they stand."""
        entries = chain.from_iterable(self._by_concept.get(each, ()) for each in concepts)
        return Labels(language, _met_in(language, entries))

    def _asked(self, text: str, tried: str, language: str) -> Iterator[Match]:
        weight = SAME if tried == language else OTHER
        for match in self._in_query[tried].find(analyse(text, tried, self.compounds)):
            yield replace(match, weight=weight)

    def _enter(self, label: Label) -> None:
        tokens = analyse(label.text, label.language)
        if not tokens:
            return
        words = [token.word for token in tokens]
        stems = tuple(map(_stems, words))
        self._asked_for[label.language].append(_Entry(label, stems))
        said = self._by_concept[label.concept]
        said.append(_Entry(label, tuple(map(_said, words, stems))))
        if len(words) > 1 or len(words[0].folded) >= _SHORTEST_FOREIGN or _has_no_stem(words[0]):
            exact = tuple(frozenset([word.capitals or word.exact]) for word in words)
            said.append(_Entry(label, exact, exact=True))


def _met_in(language: str, entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """Labels as they are looked for in texts: of other languages those that stand as they are."""
    return (entry for entry in entries if entry.exact != (entry.label.language == language))


def _words(labels: Iterable[Label], language: str) -> Iterator[str]:
    for label in labels:
        if label.language == language:
            for token in analyse(label.text, language):
                yield label.text[token.start : token.end]


def _stems(word: Word) -> frozenset[str]:
    """What a word of a query must be to be this word of a label."""
    return frozenset([word.exact] if _has_no_stem(word) else word.forms)


def _said(word: Word, stems: frozenset[str]) -> frozenset[str]:
    """The same for a word of a text."""
    return frozenset([word.capitals]) if word.capitals else stems


def _has_no_stem(word: Word) -> bool:
    return bool(word.capitals) or len(word.folded) < _SHORTEST_STEMMED


def _fit(entry: _Entry, tokens: Sequence[Token], first: int) -> bool:
    """Whether the words of a label after its second stand after ``tokens[first + 1]``."""
    words = entry.words
    return first + len(words) <= len(tokens) and not any(
        words[place].isdisjoint(_keys(tokens[first + place].word)) for place in range(2, len(words))
    )


def _second_keys(tokens: Sequence[Token], first: int) -> Iterator[str]:
    yield from _NO_SECOND
    if first + 1 < len(tokens):
        yield from _keys(tokens[first + 1].word)


def _keys(word: Word) -> Iterator[str]:
    yield from word.forms
    yield word.exact
    yield from word.parts
    if word.capitals:
        yield word.capitals


def _outermost(matches: Iterable[Match]) -> list[Match]:
    """Without those inside a longer one, or on the same words as one of more weight."""
    kept: list[Match] = []
    furthest: Match | None = None
    for match in sorted(matches, key=lambda each: (each.start, -each.end, -each.weight)):
        if furthest is None or match.end > furthest.end:
            furthest = match
            kept.append(match)
        elif _span(match) == _span(furthest):
            meant = {each.concept for each in kept if _span(each) == _span(match)}
            kept += () if match.concept in meant else (match,)
    return kept


def _span(match: Match) -> tuple[int, int, float]:
    return match.start, match.end, match.weight
