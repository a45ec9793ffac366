"""How much of a source is asked of its translators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from wagtail_localize.models import Translation


class CardOnly(models.Model):
    """Of a translation only title and summary are asked for; without a row, all of it is."""

    translation = models.OneToOneField(
        "wagtail_localize.Translation", models.CASCADE, related_name="card_only"
    )

    def __str__(self) -> str:
        return str(self.translation)


def is_card_only(translation: Translation) -> bool:
    """Whether no more than title and summary are asked for."""
    return CardOnly.objects.filter(translation=translation).exists()


def ask_for(translation: Translation, *, card_only: bool) -> None:
    """Set how much is asked for; what is translated already stays, whatever it is."""
    if card_only:
        CardOnly.objects.get_or_create(translation=translation)
    else:
        CardOnly.objects.filter(translation=translation).delete()
