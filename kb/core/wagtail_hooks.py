"""What the floor adds to Wagtail's admin."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from kb.core.viewsets import TermViewSet

register_snippet(TermViewSet)
