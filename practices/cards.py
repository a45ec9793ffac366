"""Practices for lists: read in a fixed number of queries, however many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from kb.core.family import Family
from kb.core.languages import FALLBACK
from kb.core.reading import Reading
from practices.case import Case
from practices.models import CaseStudyPage
from practices.related import CARD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


def cards(keys: Sequence[UUID], language: str) -> dict[UUID, Case]:
    """The cards of these families in a reader's language, by key.

    One that has just gone is left out.
    """
    families = {family.key: family for family in Family.objects.filter(key__in=keys)}
    versions: dict[UUID, list[CaseStudyPage]] = defaultdict(list)
    for page in (
        CaseStudyPage.objects.live().filter(translation_key__in=keys).select_related("locale")
    ):
        code, origin = page.locale_id, families[page.translation_key].original_locale_id
        if code == origin or page.locale.language_code in {language, FALLBACK}:
            versions[page.translation_key].append(page)
    sources = {
        key: page
        for key, pages in versions.items()
        for page in pages
        if page.locale_id == families[key].original_locale_id
    }
    prefetch_related_objects(list(sources.values()), *CARD)
    return {key: Case(Reading(source, versions[key], language)) for key, source in sources.items()}
