"""What an index keeps of a text: its terms, how much each counts, and where it stands.

A term is a stem in a language (``pl:oswietlen``), a concept met in the text
(``#sector:public-lighting``) or one that an editor ticked (``!sector:public-lighting``).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from search.analysis import analyse
from search.document import Passage
from search.scoring import FOCUS, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.analysis import Token
    from search.concepts import Thesaurus
    from search.document import Document, Version


def word_term(language: str, form: str) -> str:
    """The term of a stem."""
    return f"{language}:{form}"


def found_term(concept: str) -> str:
    """The term of a concept met in a text."""
    return f"#{concept}"


def ticked_term(concept: str) -> str:
    """The term of a concept that an editor ticked."""
    return f"!{concept}"


def focus(concept: str, ticked: Iterable[str]) -> float:
    """How much a text is about a ticked concept (0 to 1): less, the more of its list are ticked."""
    vocabulary = concept.partition(":")[0]
    return float(sum(each.partition(":")[0] == vocabulary for each in ticked) ** -FOCUS)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one version: how often each counts, and the places of those that are words."""

    counts: Mapping[str, float]
    places: Mapping[str, Sequence[int]]


def pieces(version: Version) -> Iterator[Passage]:
    """All the text of a version, piece by piece, the title first."""
    yield Passage("title", version.title)
    yield Passage("summary", version.summary)
    yield from version.passages


def terms_of(document: Document, version: Version, thesaurus: Thesaurus) -> Terms:
    """The terms of a version; names and ticked concepts belong to every version of a family."""
    gathered = _Gathered(version.language, thesaurus)
    gathered.add(version.title, TITLE)
    for piece in islice(pieces(version), 1, None):
        gathered.add(piece.text)
    for name in document.names:
        gathered.add(name)
    return gathered.terms(document.concepts)


class _Gathered:
    """What was found in the pieces of a version, one after the other."""

    def __init__(self, language: str, thesaurus: Thesaurus) -> None:
        self._language = language
        self._thesaurus = thesaurus
        self._place = 0
        self._places: dict[str, list[int]] = defaultdict(list)
        self._counts: dict[str, float] = defaultdict(float)

    def add(self, text: str, count: float = 1) -> None:
        tokens = analyse(text, self._language, self._thesaurus.compounds)
        for place, (_, _, word) in enumerate(tokens, self._place):
            for form in word.forms:
                self._places[form].append(place)
            for part in word.parts:
                self._places[part].append(place)
        for match in self._thesaurus.in_text(tokens, self._language):
            self._counts[found_term(match.concept)] += count * match.weight
        if count != 1:
            self._weigh(tokens, count - 1)
        self._place += len(tokens) + 1  # a gap, so that no phrase reaches into the next piece

    def terms(self, ticked: Sequence[str]) -> Terms:
        places = {word_term(self._language, form): each for form, each in self._places.items()}
        for term, each in places.items():
            self._counts[term] += len(each)
        return Terms(
            self._counts | {ticked_term(each): focus(each, ticked) for each in ticked}, places
        )

    def _weigh(self, tokens: Iterable[Token], more: float) -> None:
        for token in tokens:
            for form in (*token.word.forms, *token.word.parts):
                self._counts[word_term(self._language, form)] += more
