"""How the words of a question were understood, as its reader is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.core.languages import CODES
from kb.core.terms import label

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Labels in other languages that show what is searched besides: two are an example, more a list.
EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Understood:
    """Words of the question with the label of what they were understood as.

    ``elsewhere`` holds (language, label) in other languages.
    """

    words: str
    label: str
    elsewhere: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: str, concept: str, language: str) -> Understood:
        """For a reader of this language."""
        own = label(concept, language)
        said, texts = {words.casefold(), own.casefold()}, {}
        for code in CODES:
            text = label(concept, code)
            if code != language and text.casefold() not in said:
                said.add(text.casefold())
                texts[code] = text
        return cls(words, own, tuple(texts.items())[:EXAMPLES])

    @property
    def is_exact(self) -> bool:
        """Whether the words are the very label."""
        return self.words.casefold() == self.label.casefold()


def all_understood(concepts: Iterable[tuple[str, str]], language: str) -> list[Understood]:
    """What each of some words was understood as, what fits best first, nothing said twice."""
    told: dict[tuple[str, str], Understood] = {}
    for words, concept in concepts:
        found = Understood.of(words, concept, language)
        told.setdefault((words, found.label), found)
    return sorted(told.values(), key=lambda each: not each.is_exact)
