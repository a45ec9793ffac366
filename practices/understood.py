"""How the words of a question were understood, as its reader is told."""

from __future__ import annotations

from dataclasses import dataclass

from kb.core.languages import CODES
from kb.core.terms import label

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
        said = {words.casefold(), own.casefold()}
        others = [(code, label(concept, code)) for code in CODES if code != language]
        found = [(code, text) for code, text in others if text.casefold() not in said]
        return cls(words, own, tuple(found[:EXAMPLES]))
