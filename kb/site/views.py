"""Addresses that are no page: robots, redirects, and the answers to wrong ones."""

from __future__ import annotations

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from kb.core.context import absolute


def to_listing(request: HttpRequest) -> HttpResponse:
    """``/<language>/search/``: the listing is the search."""
    query = request.META.get("QUERY_STRING", "")
    address = f"/{get_language()}/practices/"
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


@csrf_exempt  # else a machine that posts would be told in HTML that it came by no form of ours
def no_such_api(request: HttpRequest) -> JsonResponse:
    """Nothing below ``/api/`` yet; a machine is told so in its own way."""
    return JsonResponse({"detail": "There is nothing at this address."}, status=404)


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the sitemap is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def no_such_page(request: HttpRequest) -> HttpResponse:
    """For an address of others that is none of ours."""
    raise Http404


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with a search, in the reader's language."""
    return render(
        request, "404.html", {"language": get_language(), "robots": "noindex"}, status=404
    )


def not_accepted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was opened before its user signed in, or on another site."""
    return render(
        request, "not_accepted.html", {"language": get_language(), "robots": "noindex"}, status=403
    )


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, in the reader's language."""
    return render(
        request, "403.html", {"language": get_language(), "robots": "noindex"}, status=403
    )
