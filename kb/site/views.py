"""Addresses that are no page: sitemap, redirects, and the answers to wrong ones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kb.core.family import Family
from kb.core.languages import CODES
from practices.models import CaseStudyPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID


def to_listing(request: HttpRequest) -> HttpResponse:
    """``/<language>/search/``: the listing is the search."""
    query = request.META.get("QUERY_STRING", "")
    address = f"/{get_language()}/practices/"
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def no_such_api(request: HttpRequest) -> JsonResponse:
    """Nothing below ``/api/`` yet; a machine is told so in its own way."""
    return JsonResponse({"detail": "There is nothing at this address."}, status=404)


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the sitemap is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Homes and listings in every language, practices in those that they are whole in."""
    paths = [f"/{code}/{below}" for below in ("", "practices/") for code in CODES]
    paths += [f"/{code}/practices/{slug}/" for slug, codes in _practices() for code in codes]
    context = {"addresses": [request.build_absolute_uri(path) for path in paths]}
    return render(request, "site/sitemap.xml", context, content_type="application/xml")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with a search, in the reader's language."""
    if request.path_info.startswith("/api/"):
        return no_such_api(request)
    return render(
        request, "404.html", {"language": get_language(), "robots": "noindex"}, status=404
    )


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, in the reader's language."""
    return render(
        request, "403.html", {"language": get_language(), "robots": "noindex"}, status=403
    )


def _practices() -> Iterator[tuple[str, list[str]]]:
    """Practices with the languages that they are whole in, by their marks alone."""
    origins = dict(Family.objects.values_list("key", "original_locale_id"))
    rows = CaseStudyPage.objects.live().values_list(
        "translation_key", "slug", "locale_id", "locale__language_code", "marks"
    )
    marks: dict[tuple[UUID, str], dict[str, tuple[int, set[str]]]] = defaultdict(dict)
    for key, slug, locale, code, marked in rows:
        marks[key, slug][code] = (locale, set(marked))
    for (key, slug), versions in marks.items():
        whole = next(
            (pieces for locale, pieces in versions.values() if locale == origins.get(key)), None
        )
        if whole is not None:
            yield slug, [code for code, (_locale, pieces) in versions.items() if pieces >= whole]
