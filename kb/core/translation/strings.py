"""The strings of wagtail-localize, by the piece that they belong to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField
from wagtail_localize.models import StringSegment
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from kb.core.pieces import plain

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

    from kb.core.pages import FamilyPage


def translate_words_only(model: type[FamilyPage]) -> None:
    """Tell localize which fields of a page hold words: it would take codes and copy the rest."""
    model.translatable_fields = [TranslatableField(name) for name in model.pieces]


def piece_of(model: type[FamilyPage], path: str) -> str:
    """The piece that a path of localize leads into: ``steps.<id of the block>.text``."""
    name, _, below = path.partition(".")
    if isinstance(model._meta.get_field(name), StreamField):
        return f"{name}.{below.partition('.')[0]}"
    return name


def strings(page: FamilyPage) -> dict[str, list[StringSegmentValue]]:
    """What there is to translate in a page, by piece, in the order of the text."""
    found: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[piece_of(type(page), segment.path)].append(segment)
    return dict(found)


def complete_pieces(translation: Translation, model: type[FamilyPage]) -> set[str]:
    """The pieces whose every string is translated without a fault, in one query."""
    segments = StringSegment.objects.filter(source=translation.source)
    translated = segments.annotate_translation(translation.target_locale)
    every, lacking = set(), set()
    for path, text in translated.values_list("context__path", "translation"):
        piece = piece_of(model, path)
        every.add(piece)
        if not plain(text):
            lacking.add(piece)
    return every - lacking
