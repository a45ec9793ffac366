"""What an editor can change of a practice that was loaded, and whether one did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField
from wagtail.models import PageLogEntry

from kb.core.loaded import content_hash

if TYPE_CHECKING:
    from practices.models import CaseStudyPage

#: Begins every hash that is made in the present way; raise it when files become other rows than
#: before, or when the hash holds something else. Pages that no person touched are loaded again.
METHOD = "2:"
#: What Wagtail writes on a page by itself, and tags as rows: what they say is hashed instead.
BOOKKEEPING = (
    "pk", "path", "depth", "numchild", "url_path", "content_type", "latest_revision",
    "live_revision", "first_published_at", "last_published_at", "latest_revision_created_at",
    "draft_title", "owner", "comments", "wagtail_admin_comments", "tagged_items", "keyword_items",
)  # fmt: skip
#: Rows get new numbers when a page is saved.
NUMBERS = ("pk", "page")
#: A field that is added to the models, still empty, is no change.
EMPTY: tuple[object, ...] = ("", None, False, [], {})


def rows(page: CaseStudyPage) -> str:
    """Hash of all that an editor could have changed; a draft that waits counts as a change."""
    content = page.serializable_data()
    kept = {name: value for name, value in content.items() if name not in BOOKKEEPING}
    kept |= {name: json.loads(kept[name]) for name in _streams(page)}  # no database keeps its order
    return METHOD + content_hash(_said(kept | _referred(page)))[len(METHOD) :]


def is_touched(page: CaseStudyPage) -> bool:
    """Whether a person ever did anything to the page, as Wagtail's log tells."""
    return PageLogEntry.objects.filter(page_id=page.pk, user__isnull=False).exists()


def _streams(page: CaseStudyPage) -> list[str]:
    return [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]


def _referred(page: CaseStudyPage) -> dict[str, list[str]]:
    """Other rows by their own names."""
    return {
        "terms": sorted(item.tag.id_text for item in page.tagged_items.select_related("tag")),
        "keywords": sorted(item.tag.name for item in page.keyword_items.select_related("tag")),
        "places": [row.place.code for row in page.places.select_related("place")],
        "organisations": [
            row.organisation.slug for row in page.organisations.select_related("organisation")
        ],
    }


def _said(content: Any) -> Any:
    if isinstance(content, dict):
        said = {name: _said(value) for name, value in content.items() if name not in NUMBERS}
        return {name: value for name, value in said.items() if value not in EMPTY}
    if isinstance(content, list):
        return [_said(value) for value in content]
    return content
