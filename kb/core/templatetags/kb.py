"""``{% load kb %}``: names of languages and terms in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, TypeVar

from babel import Locale
from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kb.core import terms
from kb.core.catalogues import interface_language
from kb.core.languages import FALLBACK

if TYPE_CHECKING:
    from collections.abc import Iterable

register = template.Library()

_CO2 = re.compile(r"CO2(?![^<>]*>)")  # not within a tag: addresses have it too


class Coded(Protocol):
    """Anything with a code."""

    @property
    def code(self) -> str:
        """Its code."""


Row = TypeVar("Row", bound=Coded)


@register.filter
def language_name(code: str) -> str:
    """The name of a language: ``hr`` is "Croatian" in English, "chorwacki" in Polish.

    It is CLDR's, in the nominative and the language of the sentences around it; the code itself if
    CLDR has none.
    """
    language = interface_language(get_language() or FALLBACK)
    return str(Locale.parse(language, sep="-").languages.get(code, code))


@register.filter
def term_label(term: str) -> str:
    """The label of ``sector:public-lighting`` in the reader's language."""
    return terms.label(term)


@register.filter
def subscript(text: str) -> SafeString:
    """Text as HTML, with the 2 of CO2 set low: the typeface has no sign for it."""
    return mark_safe(_CO2.sub("CO<sub>2</sub>", conditional_escape(text)))  # noqa: S308  escaped


@register.filter
def by_code(rows: Iterable[Row] | None, code: str) -> Row | None:
    """The row with this code; None where there is none, or no rows."""
    return next((row for row in rows or () if row.code == code), None)
