"""Conventions that the system holds us to: ``manage.py check`` names what breaks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models
from taggit.managers import TaggableManager

from kb.core.pages import FamilyPage

if TYPE_CHECKING:
    from collections.abc import Iterator


@register()
def family_pages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page of a family holds words and codes in a way that eight languages can live with."""
    found: list[CheckMessage] = []
    for model in apps.get_models():
        if issubclass(model, FamilyPage):
            found += _fields(model)
            found += _pieces(model)
    return found


def _fields(model: type[FamilyPage]) -> Iterator[CheckMessage]:
    for relation in model._meta.local_many_to_many:
        if not isinstance(relation, TaggableManager):
            yield Error(
                f"{model._meta.label}.{relation.name} is many-to-many: translations lose it.",
                hint="Hang rows on the page by a ParentalKey, or terms by taggit.",
                id="kb.E001",
            )
    for field in model._meta.local_fields:
        is_code = isinstance(field, models.CharField) and field.name not in model.pieces
        if is_code and not field.auto_created and not field.choices:
            yield Error(
                f"{model._meta.label}.{field.name} is a code without choices.",
                hint="It would be translated: give it choices, or name it in `pieces`.",
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
