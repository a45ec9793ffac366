"""A query as every engine looks for it: its words as words of each language, and its concepts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from search.analysis import Word, analyse, content_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.concepts import Match, Thesaurus
    from search.query import Query

Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class AskedConcept:
    """What some words of the query may mean: any one of ``concepts`` will do."""

    asked: str
    concepts: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """A query as words of one language."""

    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]
    without: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A query, read: in each language that texts are in, and as concepts."""

    spoken: Mapping[str, Spoken]
    concepts: tuple[AskedConcept, ...]

    @property
    def width(self) -> int:
        """The most words that it has in any language."""
        return max((len(each.words) for each in self.spoken.values()), default=0)


def read(query: Query, thesaurus: Thesaurus, languages: Sequence[str]) -> Reading:
    """Analyse a query in each of these languages, and find its concepts."""
    matches = [] if query.exact else thesaurus.in_query(query.asked, query.language)
    spoken = {language: _spoken(query, thesaurus, language) for language in languages}
    return Reading(spoken, _concepts(query.asked, matches))


def _concepts(text: str, matches: Sequence[Match]) -> tuple[AskedConcept, ...]:
    """Labels on the same words are readings of them, labels on other words are further wishes."""
    spans = groupby(matches, key=lambda match: (match.start, match.end))
    each = ((text[start:end], list(group)) for (start, end), group in spans)
    asked = (
        AskedConcept(words, tuple(match.concept for match in group), group[0].weight)
        for words, group in each
    )
    # the same wish twice ("lighting, street lighting, lighting") is one
    return tuple({concept.concepts: concept for concept in asked}.values())


def _spoken(query: Query, thesaurus: Thesaurus, language: str) -> Spoken:
    def words(text: str) -> Phrase:
        return tuple(token.word for token in analyse(text, language, thesaurus.compounds))

    content = content_words(words(query.asked), query.language, language)
    phrases = (words(" ".join(phrase)) for phrase in query.phrases)
    without = (words(text) for text in query.without)
    return Spoken(
        tuple(dict.fromkeys(content)),
        tuple(phrase for phrase in phrases if phrase),
        tuple(phrase for phrase in without if phrase),
    )
