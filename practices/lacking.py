"""What publishing asks of a practice, by whatever way it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue

from kb.core.pieces import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practices.models import CaseStudyPage

#: Each row of them names what it can't be published without.
ROWS = ("places", "organisations", "sources", "figures")
NEEDED_TERMS = ("sector", "phase")
NEEDED_ROWS = ("places", "sources")


def lacking(page: CaseStudyPage) -> list[str]:
    """Fields and rows that lack something, or name a source that isn't there.

    For a translation only its card is asked for.
    """
    present = words(page)
    found = [name for name in page.required_pieces if name not in present]
    if page.is_source:
        found += [*_terms(page), *_rows(page), *_blocks(page), *_citations(page)]
        found += [] if page.is_told else ["done"]
    return list(dict.fromkeys(found))


def _terms(page: CaseStudyPage) -> Iterator[str]:
    carried = page.terms_by_vocabulary()
    yield from (name for name in NEEDED_TERMS if not carried.get(name))


def _rows(page: CaseStudyPage) -> Iterator[str]:
    for name in ROWS:
        count = getattr(page, name).count()
        if len(page.whole(name)) < count or (name in NEEDED_ROWS and not count):
            yield name


def _blocks(page: CaseStudyPage) -> Iterator[str]:
    """Streams with a block that its own form would refuse."""
    for name in page.pieces:
        value = getattr(page, name)
        if isinstance(value, StreamValue):
            try:
                value.stream_block.clean(value)
            except ValidationError:
                yield name


def _citations(page: CaseStudyPage) -> Iterator[str]:
    keys = [source.key for source in page.sources.all()]
    if len(set(keys)) < len(keys):
        yield "sources"
    if any(figure.source_key not in keys for figure in page.figures.all()):
        yield "figures"
    if any(block.value["source_key"] not in keys for block in page.key_facts):
        yield "key_facts"
