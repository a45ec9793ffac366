"""Whether the library answers, for whoever watches it."""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kb.site import VERSION
from search import indexing


@require_safe
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> JsonResponse:
    """The state as JSON, ``{"state": "ok", "version": "1.0.0"}``; 503 only without the database.

    A library whose index is "catching up" or "degraded" still serves its pages: 200.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state = indexing.state()
    except Error:
        return JsonResponse({"state": "no database", "version": VERSION}, status=503)
    return JsonResponse({"state": state, "version": VERSION})
