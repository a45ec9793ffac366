"""What the floor adds to Wagtail's admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from kb.core import bulk, family_views  # noqa: F401  # register their hooks
from kb.core.saving import Pages
from kb.core.translation import buttons, closed, editor  # noqa: F401  # registers its hooks
from kb.core.viewsets import TermViewSet

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register_snippet(TermViewSet)


closed.close()
hooks.register("before_edit_page", editor.edit)


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    """What Wagtail's editor leaves out."""
    return format_html('<script src="{}"></script>', static("kb/js/editor.js"))


@hooks.register("register_admin_viewset", order=1)  # after Wagtail's own, whose place it takes
def pages() -> Pages:
    """The views of all pages."""
    return Pages()
