"""Where the parts are put together: every address of the site."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap as sitemap_file
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_POST
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.admin.views.account import LogoutView
from wagtail.documents import urls as document_urls

from kb.site import sitemap, views
from kb.site.health import healthz
from kb.site.styleguide import styleguide

handler403 = "kb.site.views.no_permission"
handler404 = "kb.site.views.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_file, {"sitemaps": sitemap.SECTIONS}, "sitemap-file"),
    path("robots.txt", views.robots, name="robots"),
    re_path(r"^api(?:/|$)", views.no_such_api),
    path("admin/failwhale/", views.no_such_page),  # Wagtail's own, which raises an error
    path("admin/logout/", require_POST(LogoutView.as_view())),  # a link must sign nobody out
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    *i18n_patterns(
        path("search/", views.to_listing, name="search"),
        *([path("styleguide/", styleguide)] if settings.DEMONSTRATION_ACCOUNTS else []),
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]

if settings.DEMONSTRATION_ACCOUNTS:  # one machine without a web server in front of it
    pictures = {"document_root": settings.MEDIA_ROOT / "images"}
    urlpatterns.insert(0, path("media/images/<path:path>", serve, pictures))
