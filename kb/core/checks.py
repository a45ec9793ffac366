"""Conventions that the system holds us to: ``manage.py check`` names what breaks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models
from taggit.managers import TaggableManager
from wagtail import blocks
from wagtail.blocks.field_block import CharBlock, RawHTMLBlock, RichTextBlock, TextBlock
from wagtail.fields import StreamField

from kb.core.pages import FamilyPage
from kb.core.pieces import PieceBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Blocks that a writer types words into, and blocks that hold others.
TEXTS = (CharBlock, TextBlock, RichTextBlock, RawHTMLBlock)
NESTS = (blocks.BaseStreamBlock, blocks.ListBlock, blocks.BaseStructBlock)


@register()
def family_pages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page of a family holds words and codes in a way that eight languages can live with."""
    found: list[CheckMessage] = []
    for model in apps.get_models():
        if issubclass(model, FamilyPage):
            found += check(model)
    return found


def check(model: type[FamilyPage]) -> list[CheckMessage]:
    """What one kind of page breaks."""
    return [*_relations(model), *_fields(model), *_pieces(model), *_streams(model)]


def _relations(model: type[FamilyPage]) -> Iterator[CheckMessage]:
    for relation in model._meta.local_many_to_many:
        if not isinstance(relation, TaggableManager):
            yield Error(
                f"{model._meta.label}.{relation.name} is many-to-many: translations lose it.",
                hint="Hang rows on the page by a ParentalKey, or terms by taggit.",
                id="kb.E001",
            )


def _fields(model: type[FamilyPage]) -> Iterator[CheckMessage]:
    for field in model._meta.local_fields:
        is_text = isinstance(field, models.CharField | models.TextField | StreamField)
        is_known = field.name in model.pieces or field.name in getattr(model, "codes", ())
        if is_text and not is_known and not field.auto_created and not field.choices:
            yield Error(
                f"{model._meta.label}.{field.name} is text that is neither words nor a code.",
                hint="Give it choices, or name it in `pieces` (translated) or `codes` (not).",
                id="kb.E002",
            )


def _pieces(model: type[FamilyPage]) -> Iterator[CheckMessage]:
    for name in model.pieces:
        field = model._meta.get_field(name)
        if name != "title" and not getattr(field, "blank", True):
            yield Error(
                f"{model._meta.label}.{name} must be blank=True: a translation may lack it.",
                hint="What a source must have is asked for in `required_pieces`.",
                id="kb.E003",
            )


def _streams(model: type[FamilyPage]) -> Iterator[CheckMessage]:
    for name in model.pieces:
        field = model._meta.get_field(name)
        if isinstance(field, StreamField):
            for kind, block in field.stream_block.child_blocks.items():
                for fault, hint in _faults(block):
                    message = f"{model._meta.label}.{name}: the block {kind} {fault}"
                    yield Error(message, hint=hint, id="kb.E004")


def _faults(block: blocks.Block) -> Iterator[tuple[str, str]]:
    if not isinstance(block, PieceBlock):
        yield "is no piece.", "Derive it from PieceBlock, and name its words."
        return
    for name in set(block.words) - set(block.child_blocks):
        yield f"names {name} among its words, but has none.", "Correct `words`."
    for name, child in block.child_blocks.items():
        if name in block.codes:
            continue
        if isinstance(child, NESTS):
            yield f"nests {name}.", "Make it a block of the stream, or name it in `codes`."
        elif isinstance(child, TEXTS) and name not in block.words:
            yield f"has text in {name}.", "Name it in `words` (translated) or `codes` (not)."
