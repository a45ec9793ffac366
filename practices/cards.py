"""Practices for lists: read in a fixed number of queries, however many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from kb.core.languages import FALLBACK
from kb.core.reading import Reading
from kb.core.versions import live_versions
from practices.case import Case
from practices.models import CaseStudyPage
from practices.related import CARD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


def cards(keys: Sequence[UUID], language: str) -> dict[UUID, Case]:
    """The cards of these families in a reader's language, by key; one that has gone is left out."""
    found = live_versions(CaseStudyPage, keys, {language, FALLBACK})
    prefetch_related_objects([each.source for each in found.values()], *CARD)
    return {key: Case(Reading(each.source, each.rows, language)) for key, each in found.items()}
