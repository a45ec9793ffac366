"""The address of a family, the same in all languages; a former one leads to it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from kb.core.family import Family

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from kb.core.pages import FamilyPage


class FormerAddress(models.Model):
    """A slug under which a family could be found once; no other family gets it."""

    slug = models.SlugField(max_length=120, unique=True)
    family = models.ForeignKey(Family, models.CASCADE, related_name="former_addresses")

    def __str__(self) -> str:
        return self.slug


def taken(slug: str, family: Family) -> bool:
    """Whether a slug is, was or may become the address of something else."""
    return bool(
        Family.objects.filter(Q(slug=slug) | Q(former_addresses__slug=slug)).exclude(pk=family.pk)
        or Page.objects.filter(slug=slug).exclude(translation_key=family.key)
    )


def change_address(source: FamilyPage, slug: str, user: User | None = None) -> None:
    """Give a family that was published another address, in all its languages.

    Raises ``ValidationError`` where another family has it or had it.
    """
    with transaction.atomic():
        families = Family.objects.filter(key=source.translation_key)
        families.lock()
        family = families.get()
        if slug == family.slug:
            return
        if not family.slug:
            raise ValidationError(_("Its address is made from its title when it is published."))
        if taken(slug, family):
            raise ValidationError(_("Another page has this address, or had it."))
        FormerAddress.objects.filter(family=family, slug=slug).delete()
        FormerAddress.objects.create(slug=family.slug, family=family)
        families.update(slug=slug)
        versions = type(source)._default_manager.filter(translation_key=source.translation_key)
        for page in versions:
            page.slug = slug
            page.save(clean=False)
        log(instance=source, action="wagtail.edit", user=user)
