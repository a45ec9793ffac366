"""Raises the versions of practices when something that they show, but don't own, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page

from kb.core.family import Family
from practices.models import (
    CaseStudyTerm,
    Figure,
    Keyword,
    Organisation,
    Place,
    PlaceName,
    PracticeOrganisation,
    PracticePlace,
)

if TYPE_CHECKING:
    from django.db.models import Model


def _raise(**pages: Any) -> None:
    keys = Page.objects.filter(**pages).values("translation_key")
    Family.objects.filter(key__in=keys).raise_versions()


@receiver(post_save, sender=Place, dispatch_uid="place_saved")
def place_changed(instance: Place, **_: Any) -> None:
    """Its name, country, size or climate are shown and found with every practice there."""
    _raise(casestudypage__places__place=instance)


@receiver([post_save, post_delete], sender=PlaceName, dispatch_uid="place_name_changed")
def place_name_changed(instance: PlaceName, **_: Any) -> None:
    """A name in another language is found."""
    _raise(casestudypage__places__place=instance.place_id)


@receiver(post_save, sender=Organisation, dispatch_uid="organisation_saved")
def organisation_changed(instance: Organisation, **_: Any) -> None:
    """Its name is found."""
    _raise(casestudypage__organisations__organisation=instance)


@receiver([post_save, post_delete], sender=PracticePlace, dispatch_uid="practice_place")
@receiver(
    [post_save, post_delete], sender=PracticeOrganisation, dispatch_uid="practice_organisation"
)
@receiver([post_save, post_delete], sender=Figure, dispatch_uid="figure")
def row_changed(instance: Any, **_: Any) -> None:
    """A row of a practice that is saved by itself, outside the page's own saving."""
    _raise(pk=instance.page_id)


@receiver([post_save, post_delete], sender=CaseStudyTerm, dispatch_uid="practice_term")
@receiver([post_save, post_delete], sender=Keyword, dispatch_uid="practice_keyword")
def tag_changed(sender: type[Model], instance: Any, **_: Any) -> None:
    """A term or keyword was put on, or taken off."""
    _raise(pk=instance.content_object_id)
