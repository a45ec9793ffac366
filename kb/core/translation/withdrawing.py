"""Takes back what was translated from words that its source no longer has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail_localize.models import StringSegment, StringTranslation

from kb.core.family import Family
from kb.core.pieces import fingerprint, words
from kb.core.translation.strings import piece_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from kb.core.pages import FamilyPage


def withdraw(source: FamilyPage, user: User | None = None) -> int:
    """Remove stale pieces from all translations of a published source; how many there were.

    Readers see them in English or as they were written. A version whose title or summary goes is
    no longer published. Its strings go too, so that no draft brings them back.
    """
    now = {piece: fingerprint(text) for piece, text in words(source).items()}
    count = 0
    with transaction.atomic():
        Family.objects.filter(key=source.translation_key).lock()
        versions = type(source)._default_manager.filter(translation_key=source.translation_key)
        for page in versions.exclude(pk=source.pk).select_related("locale"):
            stale = {
                piece for piece, mark in page.marks.items() if mark.get("from") != now.get(piece)
            }
            if stale:
                _remove(page, stale, user)
                count += len(stale)
    return count


def _remove(page: FamilyPage, stale: set[str], user: User | None) -> None:
    is_live, has_card = page.live, not stale & set(page.card_pieces)
    if is_live and not has_card:
        page.unpublish(user=user)
        page.refresh_from_db()
    for name in page.pieces:
        value = getattr(page, name)
        if isinstance(value, StreamValue):
            kept = [block for block in value if f"{name}.{block.id}" not in stale]
            setattr(page, name, json.dumps([block.get_prep_value() for block in kept]))
        elif name in stale:
            setattr(page, name, "")
    page.marks = {piece: mark for piece, mark in page.marks.items() if piece not in stale}
    if is_live and has_card:
        page.save_revision(user=user).publish(user=user)
    else:
        page.save()
        page.save_revision(user=user)
    _forget(page, stale)


def _forget(page: FamilyPage, stale: set[str]) -> None:
    segments = StringSegment.objects.filter(source__object_id=page.translation_key)
    contexts = {
        context
        for context, path in segments.values_list("context", "context__path")
        if piece_of(type(page), path) in stale
    }
    StringTranslation.objects.filter(context__in=contexts, locale=page.locale).delete()
