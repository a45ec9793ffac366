"""A page as one reader sees it: the source decides what is there, translations lend words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wagtail.fields import RichTextField
from wagtail.rich_text import RichText

from kb.core.inner_links import linked, paths, with_paths
from kb.core.languages import FALLBACK
from kb.core.lent_links import with_links_of
from kb.core.pieces import accepts, fingerprint, is_own, markup, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.blocks import StructValue

    from kb.core.pages import FamilyPage


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece as it is shown: its value, its language, whether its source has changed since."""

    value: Any
    language: str
    stale: bool = False


class Reading:
    """The pieces of a family for a reader of one language.

    A piece is shown in the reader's language if it is whole there, else in English if it is whole
    there, else as it was written. What the source lacks is shown in no language.
    """

    def __init__(
        self, source: FamilyPage, translations: Iterable[FamilyPage], language: str
    ) -> None:
        self.source = source
        self.language = language
        by_language = {page.locale.language_code: page for page in translations}
        self.translations = {code: page for code, page in by_language.items() if page != source}

    @cached_property
    def written_in(self) -> str:
        """The language that the family was written in first."""
        return str(self.source.locale.language_code)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Languages by preference."""
        return tuple(dict.fromkeys((self.language, FALLBACK, self.written_in)))

    @cached_property
    def source_words(self) -> dict[str, str]:
        """What is there at all."""
        return words(self.source)

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        return {code: words(page) for code, page in self.translations.items()}

    def has(self, language: str, piece: str) -> bool:
        """Whether a piece is whole in a language, and its translation not withdrawn."""
        if piece not in self.source_words:
            return False
        if language == self.written_in:
            return True
        text = self._words.get(language, {}).get(piece)
        if text is None or not is_own(self.translations[language], piece, text):
            return False
        return accepts(self.source.marks.get(piece, {}), self.translations[language].marks[piece])

    def words_in(self, language: str) -> dict[str, str]:
        """The words that are really in a language, by piece."""
        present = self.source_words if language == self.written_in else self._words[language]
        return {piece: text for piece, text in present.items() if self.has(language, piece)}

    def is_stale(self, language: str, piece: str) -> bool:
        """Whether a translated piece was made from words that the source no longer has."""
        if language == self.written_in:
            return False
        made_from = self.translations[language].marks[piece]["from"]
        return bool(made_from != fingerprint(self.source_words[piece]))

    def language_of(self, piece: str) -> str | None:
        """The language that a piece is shown in; None if there is no such piece."""
        return next((code for code in self.order if self.has(code, piece)), None)

    def has_card(self, language: str) -> bool:
        """Whether title and summary are there in a language."""
        return all(self.has(language, piece) for piece in self.source.card_pieces)

    def is_whole(self, language: str) -> bool:
        """Whether every piece that the source has is there in a language."""
        return all(self.has(language, piece) for piece in self.source_words)

    def piece(self, name: str) -> Shown | None:
        """A field, in the best language."""
        language = self.language_of(name)
        if language is None:
            return None
        value, stale = getattr(self.row(language), name), self.is_stale(language, name)
        if isinstance(self.source._meta.get_field(name), RichTextField):
            value = with_links_of(getattr(self.source, name), value, lends=not stale)
            value = with_paths(value, self._paths)
        return Shown(value, language, stale)

    def blocks(self, name: str) -> list[Shown]:
        """The blocks of a stream in the source's order, each with words in the best language."""
        found = []
        for block in getattr(self.source, name):
            piece = f"{name}.{block.id}"
            language = self.language_of(piece)
            if language is not None:
                other, stale = self._block(language, name, block.id), self.is_stale(language, piece)
                found.append(Shown(self._lent(block.value, other, stale), language, stale))
        return found

    def row(self, language: str) -> FamilyPage:
        """The version of a language; ``KeyError`` if there is none."""
        return self.source if language == self.written_in else self.translations[language]

    def _lent(self, value: StructValue, other: StructValue, stale: bool) -> StructValue:
        """The codes and links of one block with the words of another."""
        lent = {}
        for name in value.block.words:
            lent[name] = words = other.get(name)
            if isinstance(words, RichText):
                own = getattr(value.get(name), "source", "")
                text = with_links_of(own, words.source, lends=not stale)
                lent[name] = RichText(with_paths(text, self._paths))
        return type(value)(value.block, {**value, **lent})

    @cached_property
    def _paths(self) -> dict[int, str]:
        """Where the pages that its texts lead to open for the reader; none costs no query."""
        rows = (self.source, *self.translations.values())
        numbers = linked(text for row in rows for _name, text in markup(row))
        return paths(numbers, self.language) if numbers else {}

    def _block(self, language: str, name: str, block_id: str) -> StructValue:
        stream = getattr(self.row(language), name)
        return next(block.value for block in stream if block.id == block_id)
