"""``{% load practices %}``: numbers, years and pieces of practices in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import pgettext

from kb.core import terms
from practices import numbers
from practices.sections import SECTIONS
from practices.years import years

if TYPE_CHECKING:
    from collections.abc import Mapping

register = template.Library()

TITLES = {section.name: section.title for section in SECTIONS}


@register.filter
def whole(value: int) -> str:
    """A whole number as the reader's language writes it."""
    return numbers.whole(value)


@register.filter
def step_years(step: Mapping[str, Any]) -> str:
    """When a step was taken: ``2015``, ``2015–2020``, or empty."""
    return years(step.get("since"), step.get("until"))


@register.filter
def piece_title(piece: str) -> str:
    """Where a highlight stands: the title of its section; empty for a stream without one."""
    name = piece.partition(".")[0]
    others = {
        "title": pgettext("piece", "Title"),
        "summary": pgettext("piece", "Summary"),
        "key_facts": pgettext("piece", "Key figures"),
        "steps": str(TITLES["done"]),
    }
    return others.get(name) or str(TITLES.get(name, ""))


@register.filter
def within(label: str) -> str:
    """A label inside a sentence."""
    return terms.within(label)
