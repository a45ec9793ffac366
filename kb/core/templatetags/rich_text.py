"""Rich text, as Wagtail's own template shows it."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from kb.core.links import without_barred

register = template.Library()


@register.filter
def web_links(html: str) -> SafeString:
    """Rich text whose links lead to the web."""
    return mark_safe(without_barred(html))  # noqa: S308 - Wagtail has made the markup
