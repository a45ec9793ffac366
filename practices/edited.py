"""What an editor can change of a practice that was loaded, and whether one did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import PageLogEntry

from kb.core.loaded import content_hash

if TYPE_CHECKING:
    from practices.models import CaseStudyPage

#: Begins every hash that is made in the present way; raise it when files become other rows than
#: before, or when the hash holds something else. Pages that no person touched are loaded again.
METHOD = "3:"
#: What an editor can change of Wagtail's own fields; the others are its bookkeeping.
OF_WAGTAIL = {
    "title", "slug", "live", "has_unpublished_changes", "seo_title", "search_description",
    "show_in_menus", "go_live_at", "expire_at", "locked",
}  # fmt: skip
#: Tags are hashed by what they say.
TAGS = {"tagged_items", "keyword_items"}
#: Rows get new numbers when a page is saved.
NUMBERS = ("pk", "page")
#: A field that is added to the models, still empty, is no change.
EMPTY: tuple[object, ...] = ("", None, False, [], {})


def fingerprint(page: CaseStudyPage) -> str:
    """Hash of all that an editor could have changed; a draft that waits counts as a change."""
    content = page.serializable_data()
    ours = OF_WAGTAIL | _own(page) - TAGS
    kept = {name: value for name, value in content.items() if name in ours}
    kept |= {name: json.loads(kept[name]) for name in _streams(page)}  # no database keeps its order
    return METHOD + content_hash(_said(kept | _referred(page)))[len(METHOD) :]


def is_touched(page: CaseStudyPage) -> bool:
    """Whether a person ever did anything to the page, as Wagtail's log tells."""
    return PageLogEntry.objects.filter(page_id=page.pk, user__isnull=False).exists()


def _own(page: CaseStudyPage) -> set[str]:
    """Fields and rows that the library adds to Wagtail's page."""
    model = type(page)
    rows = (relation for relation in get_all_child_relations(model) if relation.model is model)
    return {field.name for field in model._meta.local_fields} | {
        relation.get_accessor_name() for relation in rows
    }


def _streams(page: CaseStudyPage) -> list[str]:
    return [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]


def _referred(page: CaseStudyPage) -> dict[str, list[str]]:
    """Other rows by their own names."""
    return {
        "terms": sorted(item.tag.id_text for item in page.tagged_items.select_related("tag")),
        "keywords": sorted(item.tag.name for item in page.keyword_items.select_related("tag")),
        "places": [row.place.code for row in page.whole("places")],
        "organisations": [row.organisation.slug for row in page.whole("organisations")],
    }


def _said(content: Any) -> Any:
    if isinstance(content, dict):
        said = {name: _said(value) for name, value in content.items() if name not in NUMBERS}
        return {name: value for name, value in said.items() if value not in EMPTY}
    if isinstance(content, list):
        return [_said(value) for value in content]
    return content
