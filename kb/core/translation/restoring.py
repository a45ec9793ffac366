"""Going back to the words of an earlier draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail_localize.models import Translation

from kb.core.family import Family
from kb.core.pieces import words
from kb.core.translation.drafts import draft, save_draft
from kb.core.translation.records import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from wagtail.models import Revision


def restore(translation: Translation, revision: Revision, user: User) -> Revision:
    """Type the words of an earlier draft again, and save them; the new draft.

    A piece whose source has changed since, or that the earlier draft lacked, stays as it is. What
    was typed and not saved is saved before, so that one can come back to it.
    """
    with transaction.atomic():
        Family.objects.filter(key=translation.source.object_id).lock()
        latest = translation.get_target_instance().get_latest_revision_as_object()
        if words(draft(translation)) != words(latest):
            save_draft(translation, user)
        source = translation.source.get_source_instance()
        record(source, [revision.as_object()], strict=False, user=user)
        fresh = Translation.objects.get(pk=translation.pk)  # its source was frozen anew
        return save_draft(fresh, user, previous_revision=revision)
