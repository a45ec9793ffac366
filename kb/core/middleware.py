"""What every answer gets: the language of its address, and a Content-Security-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from kb.core.languages import FALLBACK

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase as Response

#: Addresses without a language; a 404 below them stays one.
WITHOUT_LANGUAGE = ("/api/", "/admin/", "/static/", "/media/", "/healthz", "/documents/")


class PageLanguage(LocaleMiddleware):
    """Django's own, but an unknown address of the API isn't sent to ``/en/api/...``.

    A page's language is in its address alone, so that pages stay cacheable.
    """

    def process_response(self, request: HttpRequest, response: Response) -> Response:
        """Say the language; only a bare address is led to one by the browser's wish."""
        if f"{request.path_info}/".startswith(WITHOUT_LANGUAGE):
            response.headers.setdefault("Content-Language", translation.get_language() or FALLBACK)
            return response
        return super().process_response(request, response)


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy for the public, a looser one where Wagtail's editor needs it."""

    def process_response(self, request: HttpRequest, response: Response) -> Response:
        """Choose the policy by the address."""
        if request.path_info.startswith("/admin/") or getattr(request, "is_preview", False):
            directives = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
            response._csp_config = directives  # type: ignore[attr-defined]  # django-csp reads it
        return super().process_response(request, response)
