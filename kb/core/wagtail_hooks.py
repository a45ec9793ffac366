"""What the floor adds to Wagtail's admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from kb.core.rich_text import LivePageLinks
from kb.core.saving import Pages
from kb.core.viewsets import TermViewSet

if TYPE_CHECKING:
    from wagtail.rich_text.feature_registry import FeatureRegistry

register_snippet(TermViewSet)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own
def link_live_pages_only(features: FeatureRegistry) -> None:
    """Links to pages that visitors can't open are shown as words."""
    features.register_link_type(LivePageLinks)


@hooks.register("register_admin_viewset", order=1)  # after Wagtail's own, whose place it takes
def pages() -> Pages:
    """The views of all pages."""
    return Pages()
