"""The strings of wagtail-localize, by the piece that they belong to."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField
from wagtail_localize.models import StringSegment
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from kb.core.pieces import plain, words

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

    from kb.core.pages import FamilyPage

_NUMBER = re.compile(r'(?<=<a id=")a\d+(?=">)')


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


def with_own_links(value: StringSegmentValue, segment: StringSegment) -> str:
    """The words of a string, whose links have the numbers that they have in its source's.

    By where they lead to; those that lead elsewhere by now in their order.
    """
    free: dict[str, Any] = json.loads(segment.attrs) or {}
    numbers: dict[str, str] = {}
    for own, attrs in (value.attrs or {}).items():
        if found := next((number for number in free if free[number] == attrs), None):
            numbers[own] = found
            del free[found]
    others = [own for own in value.attrs or {} if own not in numbers]
    numbers |= dict(zip(others, free, strict=False))
    return _NUMBER.sub(lambda own: numbers.get(own[0], own[0]), str(value.string.data))


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


def has_loose_words(translation: Translation, page: FamilyPage) -> bool:
    """Whether something was typed that stands in no piece of the page: the piece isn't whole."""
    segments = StringSegment.objects.filter(source=translation.source)
    translated = segments.annotate_translation(translation.target_locale)
    present = words(page)
    return any(
        plain(text) not in present.get(piece_of(type(page), path), "")
        for path, text in translated.values_list("context__path", "translation")
    )
