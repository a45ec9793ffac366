"""A query as every engine looks for it: its words as words of each language, and its concepts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from search.analysis import Word, analyse, content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.analysis import Token
    from search.concepts import Match, Thesaurus
    from search.query import Query

Phrase = tuple[Word, ...]
_Span = tuple[int, int]  # where in the text of a query


@dataclass(frozen=True, slots=True)
class AskedConcept:
    """What some words of the query may mean: any one of ``concepts`` will do."""

    asked: str
    concepts: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Together:
    """Words that were read as one concept: places in the words, and that of the concept."""

    words: tuple[int, ...]
    concept: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A query as words of one language."""

    words: tuple[Word, ...]
    together: tuple[Together, ...]
    phrases: tuple[Phrase, ...]
    without: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A query, read: in each language that texts are in, and as concepts."""

    spoken: Mapping[str, Spoken]
    concepts: tuple[AskedConcept, ...]

    @property
    def width(self) -> int:
        """The most words that it has in any language."""
        return max((len(each.words) for each in self.spoken.values()), default=0)


def read(query: Query, thesaurus: Thesaurus, languages: Sequence[str]) -> ReadQuery:
    """Analyse a query in each of these languages, and find its concepts."""
    matches = [] if query.exact else thesaurus.in_query(query.asked, query.language)
    spans = {
        span: list(group) for span, group in groupby(matches, lambda each: (each.start, each.end))
    }
    concepts = _concepts(query.asked, spans)
    places = {asked.concepts: place for place, asked in enumerate(concepts)}
    meant = {span: places[_meanings(group)] for span, group in spans.items()}
    spoken = {language: _spoken(query, thesaurus, language, meant) for language in languages}
    return ReadQuery(spoken, concepts)


def _concepts(text: str, spans: Mapping[_Span, Sequence[Match]]) -> tuple[AskedConcept, ...]:
    """Labels on the same words are readings of them, labels on other words are further wishes."""
    asked = (
        AskedConcept(text[start:end], _meanings(group), group[0].weight)
        for (start, end), group in spans.items()
    )
    # the same wish twice ("lighting, street lighting, lighting") is one
    return tuple({concept.concepts: concept for concept in asked}.values())


def _meanings(matches: Iterable[Match]) -> tuple[str, ...]:
    return tuple(match.concept for match in matches)


def _spoken(
    query: Query, thesaurus: Thesaurus, language: str, meant: Mapping[_Span, int]
) -> Spoken:
    def words(text: str) -> Phrase:
        return tuple(token.word for token in analyse(text, language, thesaurus.compounds))

    tokens = analyse(query.asked, language, thesaurus.compounds)
    content = content_words((token.word for token in tokens), query.language, language)
    different = tuple(dict.fromkeys(content))
    phrases = (words(" ".join(phrase)) for phrase in query.phrases)
    without = (words(text) for text in query.without)
    return Spoken(
        different,
        tuple(_together(tokens, different, meant)),
        tuple(phrase for phrase in phrases if phrase),
        tuple(phrase for phrase in without if phrase),
    )


def _together(
    tokens: Iterable[Token], words: Sequence[Word], meant: Mapping[_Span, int]
) -> Iterator[Together]:
    """The words within each concept, without those that were also asked for by themselves."""
    within: dict[_Span | None, set[int]] = {None: set()}
    places = {word: place for place, word in enumerate(words)}
    for start, end, word in tokens:
        span = next((each for each in meant if each[0] <= start and end <= each[1]), None)
        if word in places:
            within.setdefault(span, set()).add(places[word])
    alone = within.pop(None)
    for span, covered in within.items():
        if span and covered - alone:
            yield Together(tuple(sorted(covered - alone)), meant[span])
