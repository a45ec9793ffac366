"""Families as visitors may see them: the version that each was written in, and what lends words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kb.core.family import Family

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from kb.core.pages import FamilyPage

Version = TypeVar("Version", bound="FamilyPage")


@dataclass(frozen=True, slots=True)
class Versions(Generic[Version]):
    """The live versions of a family whose source is live; ``rows`` holds the source too."""

    family: Family
    source: Version
    rows: list[Version]


def live_versions(
    model: type[Version], keys: Collection[UUID], languages: Collection[str] | None = None
) -> dict[UUID, Versions[Version]]:
    """The families of these keys that visitors may see, in two queries however many.

    Besides its source a family has the versions of ``languages``, or all of them.
    """
    families = {family.key: family for family in Family.objects.filter(key__in=keys)}
    rows: dict[UUID, list[Version]] = defaultdict(list)
    sources: dict[UUID, Version] = {}
    live = model._default_manager.filter(translation_key__in=keys, live=True, alias_of__isnull=True)
    for page in live.select_related("locale"):
        key = page.translation_key
        is_source = key in families and page.locale_id == families[key].original_locale_id
        if is_source:
            sources[key] = page
        if is_source or languages is None or page.locale.language_code in languages:
            rows[key].append(page)
    return {key: Versions(families[key], page, rows[key]) for key, page in sources.items()}
