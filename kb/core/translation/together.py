"""Versions share the fate of their source.

Unpublishing needs nothing: no version is shown while its source isn't, and all come back with it.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from kb.core.pages import FamilyPage


@receiver(post_delete, dispatch_uid="source_deleted")
def source_deleted(instance: Any, **_: Any) -> None:
    """In the transaction of the deletion, by whatever way, and of whole subtrees.

    Afterwards, so that versions which are deleted together with it are gone.
    """
    for version in going_along(instance):
        version.delete()


def going_along(page: Any) -> list[FamilyPage]:
    """What is deleted with a page: of a source its translations; homes are made again."""
    if not isinstance(page, FamilyPage) or not page.is_source or page.is_fixed:
        return []
    versions = type(page)._default_manager.filter(translation_key=page.translation_key)
    return list(versions.exclude(pk=page.pk))
