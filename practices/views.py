"""The page of a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import get_language

from kb.core.languages import FALLBACK, default_of
from practices.case import Case
from practices.related import PAGE

if TYPE_CHECKING:
    from practices.models import CaseStudyPage


def practice_page(request: HttpRequest, page: CaseStudyPage) -> TemplateResponse:
    """A practice for a reader of the address's language: each piece in the best language."""
    language = get_language() or FALLBACK
    reading = page.reading(language)
    if not getattr(request, "is_preview", False):
        if not reading.source.live:
            raise Http404("The practice is not published where it was written.")
        prefetch_related_objects([reading.source], *PAGE)
    case = Case(reading)
    whole_in = case.language.whole_in
    context = {
        "page": page,
        "case": case,
        "states": case.language.states,
        "written_in": case.reading.written_in,
        "language": language,
        "alternates": whole_in,
        "default_language": default_of(whole_in, case.reading.written_in),
        "robots": "" if language in whole_in else "noindex",
    }
    return TemplateResponse(request, "practices/case_study.html", context)
