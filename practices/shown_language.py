"""What a reader is told of the languages of a practice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.core.languages import CODES

if TYPE_CHECKING:
    from kb.core.reading import Reading


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far a practice exists in a language: ``whole``, ``card`` or ``interface``."""

    code: str
    state: str


class ShownLanguage:
    """In which languages the pieces of a practice are shown, and whether that must be said."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.own = reading.language
        self.written_in = reading.written_in

    @cached_property
    def main(self) -> str:
        """The first language, in the reader's order, in which every piece is there."""
        order = self.reading.order
        return next((code for code in order if self.reading.is_whole(code)), self.written_in)

    @cached_property
    def how(self) -> str:
        """``written``, ``translated``, ``partly``, ``card`` or ``foreign``, for its reader."""
        if self.main == self.own:
            return "written" if self.own == self.written_in else "translated"
        if self.own in self.of_text:
            return "partly"
        return "card" if self.reading.language_of("title") == self.own else "foreign"

    @cached_property
    def of_pieces(self) -> dict[str, str]:
        """The language that each piece is shown in."""
        shown = ((piece, self.reading.language_of(piece)) for piece in self.reading.source_words)
        return {piece: language for piece, language in shown if language}

    @cached_property
    def of_text(self) -> set[str]:
        """The languages in which the text below the summary is shown."""
        card = self.reading.source.card_pieces
        return {language for piece, language in self.of_pieces.items() if piece not in card}

    @property
    def is_mixed(self) -> bool:
        """Whether each piece must say its language, since they differ."""
        return len(self.of_text) > 1

    @property
    def is_stale(self) -> bool:
        """Whether anything shown was translated from words that have changed since."""
        return any(self.reading.is_stale(code, piece) for piece, code in self.of_pieces.items())

    @property
    def is_card_stale(self) -> bool:
        """The same of what a list shows, title and summary."""
        pieces = set(self.reading.source.card_pieces) & self.of_pieces.keys()
        return any(self.reading.is_stale(self.of_pieces[piece], piece) for piece in pieces)

    @cached_property
    def translated_into(self) -> list[str]:
        """The languages of the translations that are shown."""
        shown = set(self.of_pieces.values()) - {self.written_in}
        return [code for code in CODES if code in shown]

    @property
    def unread(self) -> list[str]:
        """Those of them that no native reader has gone over."""
        rows = {code: self.reading.row(code) for code in self.translated_into}
        return [code for code, row in rows.items() if not row.read_by_native]

    @property
    def states(self) -> list[LanguageState]:
        """How far the practice exists in each language."""
        return [LanguageState(code, self._state(code)) for code in CODES]

    @property
    def whole_in(self) -> list[str]:
        """The languages whose version search engines are shown: the source's and whole ones."""
        return [each.code for each in self.states if each.state == "whole"]

    def _state(self, code: str) -> str:
        if self.reading.is_whole(code):
            return "whole"
        return "card" if self.reading.has_card(code) else "interface"
