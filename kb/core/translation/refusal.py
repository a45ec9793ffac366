"""Why a draft isn't saved, in words that name the piece to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from kb.core.pages import FamilyPage


def refusal(page: FamilyPage, refused: ValidationError) -> str:
    """Each piece with what is wrong with it."""
    return " ".join(_said(page, *fault) for fault in refused.message_dict.items())


def _said(page: FamilyPage, name: str, faults: list[str]) -> str:
    if name == NON_FIELD_ERRORS:
        return " ".join(faults)
    label = getattr(page._meta.get_field(name), "verbose_name", name)
    return f"{capfirst(label)} – {' '.join(faults)}"
