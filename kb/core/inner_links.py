"""Links from a text to pages of this site, as its reader follows them: in the reader's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Subquery
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.rewriters import extract_attrs

from kb.core.family import Family

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LINK = re.compile(r"<a\b[^<>]*>")


def linked(markups: Iterable[str]) -> set[int]:
    """The numbers of the pages that these texts lead to."""
    tags = (tag for markup in markups for tag in _LINK.findall(markup))
    return {number for tag in tags if (number := _number(tag)) is not None}


def paths(numbers: Iterable[int], language: str) -> dict[int, str]:
    """Where pages open under a language, by number; those that visitors can't open are left out.

    One query for all: a page opens under every language as long as its source is live.
    """
    original = Family.objects.filter(key=OuterRef("translation_key")).values("original_locale")
    sources = Page.objects.live().filter(translation_key=OuterRef("translation_key"))
    sources = sources.annotate(original=Subquery(original[:1])).filter(locale=F("original"))
    pages = Page.objects.filter(pk__in=numbers)
    rows = pages.annotate(below=Subquery(sources.values("url_path")[:1])).values_list("pk", "below")
    # An own path begins with the slug of the home page, which is its language's code.
    return {number: f"/{language}/{below.split('/', 2)[2]}" for number, below in rows if below}


def with_paths(markup: str, known: Mapping[int, str]) -> str:
    """The same text with addresses; a link that leads nowhere is only its words."""

    def opened(found: re.Match[str]) -> str:
        number = _number(found[0])
        if number is None:
            return found[0]
        return f'<a href="{escape(known[number])}">' if number in known else "<a>"

    return _LINK.sub(opened, markup)


def _number(tag: str) -> int | None:
    attrs = extract_attrs(tag)
    number = attrs.get("id", "")
    return int(number) if attrs.get("linktype") == "page" and number.isdecimal() else None
