"""The links of a translated text are those that its source has now."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wagtail.rich_text.rewriters import extract_attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINK = re.compile(r"<a\b[^<>]*>")


def with_links_of(source: str, text: str, *, lends: bool = True) -> str:
    """A translated text, in which a link that its source has no more is the one in its place.

    Links that changed are taken in their order. Where none came instead, or the source ``lends``
    none since its words are others by now, the words remain.
    """
    here, there = _LINK.findall(text), _LINK.findall(source)
    kept = Counter(map(_leads_to, there)) & Counter(map(_leads_to, here))
    new = iter(_without(there, kept) if lends else ())

    def lent(link: re.Match[str]) -> str:
        if kept[_leads_to(link[0])]:
            kept[_leads_to(link[0])] -= 1
            return link[0]
        return next(new, "<a>")

    return _LINK.sub(lent, text)


def _leads_to(link: str) -> frozenset[tuple[str, str]]:
    return frozenset(extract_attrs(link).items())


def _without(links: Iterable[str], kept: Counter[frozenset[tuple[str, str]]]) -> list[str]:
    left, found = kept.copy(), []
    for link in links:
        if left[_leads_to(link)]:
            left[_leads_to(link)] -= 1
        else:
            found.append(link)
    return found
