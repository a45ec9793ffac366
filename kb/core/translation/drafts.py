"""Drafts of translations, made of strings: whole pieces in their own language, or nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.blocks import StreamValue
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.segments.ingest import ingest_segments

from kb.core.family import Family
from kb.core.pieces import fingerprint, is_own, words
from kb.core.translation.strings import complete_pieces, piece_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User
    from wagtail.models import Revision
    from wagtail_localize.models import Translation

    from kb.core.pages import FamilyPage


def draft(translation: Translation) -> FamilyPage:
    """The target as it would be released now, unsaved.

    A piece is taken over when every string of it is translated, with the mark of the words that it
    was made from; else it stays what it was: absent, or its last whole translation.
    """
    source = cast("FamilyPage", translation.source.as_instance())
    made_from = words(source)  # ingesting changes the streams of the source in place
    target = translation.get_target_instance().get_latest_revision_as_object()
    before = words(target)
    complete = complete_pieces(translation, type(source)) & made_from.keys()
    marks = {
        piece: target.marks[piece]
        for piece, text in before.items()
        if piece in made_from and is_own(target, piece, text)
    }
    translated = _translated(translation, source, complete)
    pages = dict.fromkeys(marks, target) | dict.fromkeys(complete, translated)
    for name in source.pieces:
        setattr(target, name, _value(name, source, pages))
    present = words(target)
    target.marks = marks | {
        piece: {"text": fingerprint(present[piece]), "from": fingerprint(made_from[piece])}
        for piece in complete & present.keys()
    }
    if present != before:
        target.made_by, target.read_by_native = _maker(translation), False
    return cast("FamilyPage", target)


def _maker(translation: Translation) -> str:
    """A person, if every string of it was typed by one."""
    by_machine = StringSegment.objects.filter(source=translation.source).filter(
        Exists(
            StringTranslation.objects.filter(
                translation_of=OuterRef("string"),
                context=OuterRef("context"),
                locale=translation.target_locale,
                translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            )
        )
    )
    return "machine" if by_machine.exists() else "person"


def save_draft(
    translation: Translation, user: User | None, *, previous_revision: Revision | None = None
) -> Revision:
    """Store the present draft as the target's latest revision; what is live stays as it is.

    The log names the ``previous_revision`` that it goes back to. Raises ``ValidationError`` for
    words that no page may hold.
    """
    with transaction.atomic():
        Family.objects.filter(key=translation.source.object_id).lock()
        page = draft(translation)
        revision = page.save_revision(
            user=user, log_action=True, previous_revision=previous_revision
        )
        return cast("Revision", revision)


def _translated(translation: Translation, source: FamilyPage, pieces: set[str]) -> FamilyPage:
    """A page of nothing but these pieces, with the links and codes of the source."""
    model, locale = type(source), translation.target_locale
    segments = translation.source._get_segments_for_translation(locale, fallback=True)
    wanted = [segment for segment in segments if piece_of(model, segment.path) in pieces]
    page = model()
    ingest_segments(source, page, translation.source.locale, locale, wanted)
    return page


def _value(name: str, source: FamilyPage, pages: Mapping[str, FamilyPage]) -> str:
    """A field, or a stream in the order of its source, each piece from the page that has it."""
    if not isinstance(getattr(source, name), StreamValue):
        return str(getattr(pages[name], name)) if name in pages else ""
    blocks = []
    for block in getattr(source, name):
        if page := pages.get(f"{name}.{block.id}"):
            theirs = next(each for each in getattr(page, name) if each.id == block.id)
            blocks.append(_words_of(theirs))
    return json.dumps(blocks)


def _words_of(block: StreamValue.StreamChild) -> dict[str, Any]:
    """A block as it is stored, without its codes."""
    children = block.block.child_blocks
    value = {name: children[name].get_prep_value(block.value[name]) for name in block.block.words}
    return {"type": block.block_type, "id": block.id, "value": value}
