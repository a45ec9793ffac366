"""The library: the parent of all practices of a language, whose page is the listing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from kb.core.family import Family
from kb.core.pages import FamilyPage

SLUG = "practices"


class LibraryPage(FamilyPage, Page):
    """``/<language>/practices/``; practices open below it in every language, translated or not."""

    is_fixed = True
    searched = False  # it is the search

    parent_page_types: ClassVar[list[str]] = ["site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["practices.CaseStudyPage"]
    max_count_per_parent = 1  # type: ignore[assignment]  # Wagtail's is None

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A practice, as far as it is translated; under a former address it says that it moved."""
        if len(path_components) != 1:
            return super().route(request, path_components)
        page = self._practice(path_components[0])
        return RouteResult(page, kwargs={"moved": page.slug != path_components[0]})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The listing, or what was searched for; under another language it leads to its own."""
        from practices.listing import listing_page

        language = str(self.locale.language_code)
        if language != get_language():
            query = request.META.get("QUERY_STRING", "")
            return redirect(f"/{language}/{SLUG}/" + (f"?{query}" if query else ""))
        return listing_page(request, self)

    def _practice(self, slug: str) -> Page:
        """The version in this language, else the source."""
        from practices.models.case_study import CaseStudyPage

        families = Family.objects.select_related("original_locale")
        family = families.filter(Q(slug=slug) | Q(former_addresses__slug=slug)).first()
        if family:
            order = (self.locale_id, family.original_locale_id)
            versions = CaseStudyPage.objects.live().filter(translation_key=family.key)
            found = {page.locale_id: page for page in versions.filter(locale__in=order)}
            if page := next((found[locale] for locale in order if locale in found), None):
                page.family = family
                return page
        raise Http404(f"No practice {slug}")
