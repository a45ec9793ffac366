"""Pieces of a page: the fields and blocks of streams that hold words, translated as a whole."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks import StreamValue, StructValue
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.core.pages import FamilyPage

_BLOCK_END = re.compile(r"</(?:p|li|h\d|div|ul|ol|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
#: A number isn't parted from its thousands, nor from its unit.
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
#: General categories of Unicode: letters, numbers, punctuation, symbols.
_SEEN = frozenset("LNPS")
#: Stands in the mark of a piece in place of the fingerprint of its words.
ABSENT = ""


class PieceBlock(blocks.StructBlock):
    """A block whose ``words`` name the children that are translated.

    The others are codes and numbers; ``codes`` names those that look like text.

    It holds no lists or streams: a child added there would leave another language inside the piece.
    """

    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def clean(self, value: StructValue) -> StructValue:
        """Words that are required are there: an empty paragraph of rich text is none."""
        cleaned = super().clean(value)
        lacking = {
            name: ValidationError(child.field.error_messages["required"])
            for name, child in self.child_blocks.items()
            if name in self.words and child.required and not _block_text(cleaned[name])
        }
        if lacking:
            raise blocks.StructBlockValidationError(block_errors=lacking)
        return cleaned

    def get_translatable_segments(self, value: StructValue) -> list[Any]:
        """What wagtail-localize offers for translation: words, no codes."""
        extractor = StreamFieldSegmentExtractor(None)
        return [
            segment.wrap(name)
            for name in self.words
            for segment in extractor.handle_block(self.child_blocks[name], value[name] or "")
        ]

    def restore_translated_segments(self, value: StructValue, segments: list[Any]) -> StructValue:
        """The block with the words that were translated."""
        return StreamFieldSegmentsWriter(None, None, None).handle_struct_block(value, segments)


def plain(markup: str | None) -> str:
    """The words of rich text: no markup, no links, one space between words.

    A no-break space stays what it is. What can't be seen is no text.
    """
    return _read(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", markup or ""))))


def _read(text: str) -> str:
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return text if any(unicodedata.category(sign)[0] in _SEEN for sign in text) else ""


def _block_text(value: Any) -> str:
    """The words of a child of a block; in plain text nothing is markup."""
    return plain(value.source) if isinstance(value, RichText) else _read(str(value or ""))


def block_words(value: StructValue) -> str:
    """The words of a block, all its children together."""
    return "\n".join(filter(None, (_block_text(value.get(name)) for name in value.block.words)))


def words(page: FamilyPage) -> dict[str, str]:
    """The words that stand in this row, by piece: ``"summary"``, ``"steps.<id of the block>"``."""
    found = dict(_all_words(page))
    return {piece: text for piece, text in found.items() if text}


def _all_words(page: FamilyPage) -> Iterator[tuple[str, str]]:
    for name in page.pieces:
        value = getattr(page, name)
        if isinstance(value, StreamValue):
            for block in value:
                yield f"{name}.{block.id}", block_words(block.value)
        elif _is_rich(page, name):
            yield name, plain(value)
        else:
            yield name, _read(value or "")


def part_twins(page: FamilyPage) -> None:
    """Give a block an id of its own where another has it: two would be read as one."""
    for name in page.pieces:
        value, seen = getattr(page, name), set()
        for block in value if isinstance(value, StreamValue) else ():
            if block.id in seen:
                block.id = str(uuid.uuid4())
            seen.add(block.id)


def _is_rich(page: FamilyPage, name: str) -> bool:
    return isinstance(page._meta.get_field(name), RichTextField)


def markup(page: FamilyPage) -> Iterator[tuple[str, str]]:
    """Fields and streams as markup, that of plain text too."""
    for name in page.pieces:
        value = getattr(page, name)
        if isinstance(value, StreamValue):
            for block in value:
                texts = (block.value.get(child) for child in block.value.block.words)
                yield name, " ".join(map(_as_markup, texts))
        else:
            yield name, (value or "") if _is_rich(page, name) else html.escape(value or "")


def _as_markup(value: Any) -> str:
    return value.source if isinstance(value, RichText) else html.escape(str(value or ""))


def fingerprint(text: str) -> str:
    """Hash of the words of a piece; how they are spaced is no matter."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:20]


def stamp(page: FamilyPage) -> str:
    """Tells whether any of its words have changed."""
    return fingerprint("\n".join(words(page).values()))


def source_marks(
    page: FamilyPage, before: Mapping[str, Any] | None = None, *, withdraws: bool = False
) -> dict[str, dict[str, Any]]:
    """The marks of a row in the language that the family is written in.

    ``before`` are those that it had. What it ``withdraws`` are the translations of the pieces that
    changed since: a piece then names the words from which it ``accepts`` translations, its present
    ones and all that come after them. The mark of a piece that was taken away stays, without words,
    for it may come again.
    """
    marks: dict[str, dict[str, Any]] = {}
    present, before = words(page), before or {}
    for piece in [*present, *(piece for piece in before if piece not in present)]:
        now = fingerprint(present[piece]) if piece in present else ABSENT
        old = before.get(piece, {})
        accepts = [now] if withdraws and old.get("text", now) != now else old.get("accepts")
        marks[piece] = {"text": now} | (
            {"accepts": list(dict.fromkeys([*accepts, now]))} if accepts else {}
        )
    return marks


def accepts(source: Mapping[str, Any], translation: Mapping[str, Any]) -> bool:
    """Whether a source's mark lets a translation's stand: made from words not withdrawn."""
    return "accepts" not in source or translation.get("from") in source["accepts"]


def is_own(page: FamilyPage, piece: str, text: str) -> bool:
    """Whether a translation has this piece as its own: marked, and not changed since."""
    mark = page.marks.get(piece, {})
    return "from" in mark and bool(mark.get("text") == fingerprint(text))


def foreign(page: FamilyPage) -> list[str]:
    """Pieces of a translation that nobody translated: text without a fitting mark."""
    return [piece for piece, text in words(page).items() if not is_own(page, piece, text)]
