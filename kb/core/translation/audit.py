"""Whether every family is what it must be; each fault in a line that names its page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.apps import apps
from modelcluster.models import get_all_child_relations
from wagtail_localize.models import Translation, TranslationSource

from kb.core.family import Family
from kb.core.pages import FamilyPage
from kb.core.pieces import foreign, source_marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID


def audit() -> list[str]:
    """All faults of all families."""
    families = {family.key: family for family in Family.objects.all()}
    pages: dict[UUID, list[FamilyPage]] = defaultdict(list)
    for model in apps.get_models():
        if issubclass(model, FamilyPage):
            for page in model._default_manager.select_related("locale"):
                pages[page.translation_key].append(page)
    found: list[str] = []
    for key, versions in pages.items():
        found += _of_family(families.get(key), versions)
    return [*found, *_of_localize(families)]


def _of_family(family: Family | None, versions: list[FamilyPage]) -> Iterator[str]:
    if family is None:
        yield f"{_name(versions[0])} has no family"
        return
    sources = [page for page in versions if page.locale_id == family.original_locale_id]
    if len(sources) != 1:
        yield f"{_name(versions[0])}: {len(sources)} sources"
        return
    for page in versions:
        yield from (f"{_name(page)} {fault}" for fault in _of_page(page, sources[0], family))


def _of_page(page: FamilyPage, source: FamilyPage, family: Family) -> Iterator[str]:
    if page.alias_of_id:
        yield "is an alias"
    if not page.own_slug and family.slug and page.slug != family.slug:
        yield f"has the address {page.slug}, its family {family.slug}"
    latest = page.get_latest_revision_as_object()
    yield from _of_place(page, source)
    if page.pk == source.pk:
        if page.marks != source_marks(page, page.marks):
            yield "has marks that are not of its words"
        return
    for row, where in ((page, ""), (latest, " in its draft")):
        if pieces := foreign(row):
            yield f"has foreign text in {', '.join(pieces)}{where}"
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if relation.model is type(page) and getattr(page, name).exists():
            yield f"has rows of its source: {name}"


def _of_place(page: FamilyPage, source: FamilyPage) -> Iterator[str]:
    parent = page.get_parent()
    if parent.translation_key != source.get_parent().translation_key:
        yield "lies elsewhere than its source"
    if not parent.is_root() and parent.locale_id != page.locale_id:
        yield "lies among pages of another language"


def _of_localize(families: dict[UUID, Family]) -> Iterator[str]:
    for origin in TranslationSource.objects.select_related("locale"):
        family = families.get(origin.object_id)
        if family is None or family.original_locale_id != origin.locale_id:
            yield f"{origin.object_repr} is translated from {origin.locale}, its source is another"
    for translation in Translation.objects.select_related("source", "target_locale"):
        if not translation.source.object.has_translation(translation.target_locale):
            yield f"{translation.source.object_repr} has no page in {translation.target_locale}"


def _name(page: FamilyPage) -> str:
    return f"{page.locale.language_code}/{page.slug}"
