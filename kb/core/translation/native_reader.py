"""A native reader has gone over a translation, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from kb.core.family import Family

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from wagtail_localize.models import Translation


def note_read(translation: Translation, user: User) -> None:
    """Of what is live and of a draft that waits; text changed later is to be read again.

    Nothing is published by it, and no review or date of publishing is touched.
    """
    with transaction.atomic():
        family = Family.objects.filter(key=translation.source.object_id)
        family.lock()
        page = translation.get_target_instance()
        type(page)._default_manager.filter(pk=page.pk).update(read_by_native=True)
        for revision in page.revisions.filter(
            pk__in=(page.latest_revision_id, page.live_revision_id)
        ):
            revision.content["read_by_native"] = True
            revision.save(update_fields=["content"])
        log(instance=page, action="wagtail.edit", user=user)
        family.raise_versions()
