"""What a language needs beside its row of the table, as far as it lacks it, and where that goes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from kb.core import localize_catalogues, vocabulary
from kb.core.catalogues import path_of, translated
from kb.core.family import Family
from kb.core.languages import FALLBACK
from kb.core.reading import Reading
from kb.core.versions import live_versions
from kb.site.tree import TEXTS
from practices.documents import BATCH
from practices.models import CaseStudyPage

if TYPE_CHECKING:
    from collections.abc import Iterator

ERROR_PAGE = "kb/core/templates/500.html"
FUNCTION_WORDS = "search/function_words.toml"
LIBRARY = "practices/library"


def lacking(code: str) -> Iterator[str]:
    """What is absent of the project's files: ``manage.py check`` asks for all of it."""
    root = Path(settings.ROOT)
    if not (TEXTS / f"{code}.md").exists():
        yield f"home text and title of the library: {(TEXTS / code).relative_to(root)}.md"
    if code != FALLBACK and not path_of(code).exists():
        yield f"catalogue: make messages writes {path_of(code).relative_to(root)}"
    if f'href="/{code}/"' not in (root / ERROR_PAGE).read_text(encoding="utf-8"):
        yield f"sentence in {ERROR_PAGE}"
    if code not in tomllib.loads((root / FUNCTION_WORDS).read_text(encoding="utf-8")):
        yield f"function words: {FUNCTION_WORDS}"
    for name in vocabulary.ALL:
        terms = vocabulary.read(name)
        if count := sum(code not in term.labels for term in terms):
            yield f"label for {count} of {len(terms)} terms: kb/core/vocabularies/{name}.toml"


def catalogues_of(code: str) -> list[Path]:
    """The catalogues that a language has: the interface's own, and ours for localize."""
    domains = localize_catalogues.DOMAINS
    every = [path_of(code), *(localize_catalogues.path_of(code, domain) for domain in domains)]
    return [path for path in every if path.exists()]


def untranslated(code: str) -> Iterator[str]:
    """What is there but not in this language: messages, and the practices of this library."""
    for path in catalogues_of(code):
        done, there = translated(path)
        if done < there:
            where = path.relative_to(settings.ROOT)
            yield f"translation of {there - done} of {there} messages: {where}"
    cards, whole, there = _practices(code)
    how = f"the editor, or {LIBRARY}/<practice>/{code}.md"
    if cards < there:
        yield f"title and summary of {there - cards} of {there} practices: {how}"
    if whole < there:
        yield f"whole text of {there - whole} of {there} practices: {how}"


def _practices(code: str) -> tuple[int, int, int]:
    """Practices with a card in a language, those that are whole in it, and all."""
    cards = whole = there = 0
    keys = list(Family.objects.values_list("key", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        for each in live_versions(CaseStudyPage, part, {code}).values():
            reading = Reading(each.source, each.rows, code)
            there += 1
            cards += reading.has_card(code)
            whole += reading.is_whole(code)
    return cards, whole, there
