"""A native reader has gone over a translation, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kb.core.family import Family

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from wagtail_localize.models import Translation


def note_read(translation: Translation, user: User) -> None:
    """Of what is live and of a draft that waits; text changed later is to be read again."""
    with transaction.atomic():
        Family.objects.filter(key=translation.source.object_id).lock()
        page = translation.get_target_instance()
        draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
        page.read_by_native = True
        revision = page.save_revision(user=user, log_action=True)
        if page.live:
            revision.publish(user=user)
        if draft is not None:
            draft.read_by_native = True
            draft.save_revision(user=user)
