"""Raises a family's version with every change of its pages, in the transaction of the change.

Wagtail's own signals of publishing, unpublishing and moving are sent outside any transaction;
saving and deleting a row is inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page

from kb.core.family import Family
from kb.core.stamp import Stamp
from kb.core.terms import Term, TermLabel

if TYPE_CHECKING:
    from django.db.models import Model


def raise_below(page: Page) -> None:
    """A page goes, and all below it."""
    below = Page.objects.filter(path__startswith=page.path).values("translation_key")
    Family.objects.filter(key__in=below).raise_versions()


@receiver(post_save, dispatch_uid="page_saved")
def page_saved(sender: type[Model], instance: Model, update_fields: Any = None, **_: Any) -> None:
    """Wagtail's bookkeeping saves name their fields; what a reader sees is saved whole."""
    if isinstance(instance, Page) and update_fields is None:
        Family.objects.filter(key=instance.translation_key).raise_versions()


@receiver(pre_delete, dispatch_uid="page_leaves")
def page_leaves(sender: type[Model], instance: Model, **_: Any) -> None:
    """Before deletion, while the tree below can still be read."""
    if isinstance(instance, Page):
        raise_below(instance)


@receiver(post_delete, sender=Term, dispatch_uid="term_deleted")
@receiver(post_delete, sender=TermLabel, dispatch_uid="label_deleted")
def thesaurus_shrinks(**_: Any) -> None:
    """Deleted together with others, a row isn't asked; what it does when saved, it knows itself."""
    Stamp.raise_thesaurus()
