"""What the content adds to Wagtail's admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from practices.models import LibraryPage
from practices.viewsets import OrganisationViewSet, PlaceViewSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page

register_snippet(PlaceViewSet)
register_snippet(OrganisationViewSet)


class WriteCaseStudy(Component):
    """Buttons that lead to the empty form, each below the library of one language."""

    template_name = "practices/admin/write_case_study.html"
    order = 50  # above Wagtail's own panels, which begin at 100

    def __init__(self, library: LibraryPage, others: Sequence[LibraryPage]) -> None:
        self.library = library
        self.others = others

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The library that it will most likely be in, and the others that are open to this user."""
        return {"library": self.library, "others": self.others}


@hooks.register("construct_homepage_panels")
def write_a_case_study(request: HttpRequest, panels: list[Component]) -> None:
    """For whoever may; in the language of the interface if that is open to them."""
    libraries = [
        library
        for library in LibraryPage.objects.select_related("locale").order_by("locale_id")
        if library.permissions_for_user(request.user).can_add_subpage()
    ]
    libraries.sort(key=lambda library: library.locale.language_code != get_language())
    if libraries:
        panels.append(WriteCaseStudy(libraries[0], libraries[1:]))


@hooks.register("before_copy_page")
def a_copy_is_a_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy is a family of its own, to be gone over before anybody sees it; an alias is none."""
    if request.method != "POST" or not {"alias", "publish_copies"} & set(request.POST):
        return None
    messages.error(
        request, _("A copy begins as a draft: copy it without publishing, then revise it.")
    )
    return redirect("wagtailadmin_pages:copy", page.pk)
