"""What of wagtail-localize is open: a list, so that whatever a later version adds is closed.

Its own routes write a whole row, with the source's text for what isn't translated. See
``kb/decisions/translation.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.urls import include, path
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail_localize import wagtail_hooks as theirs

from kb.core.refusals import plainly
from kb.core.translation import views

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.urls import URLResolver

PACKAGE = "wagtail_localize"
#: Views by the name of their address: localize's own where it writes nothing that is shown, ours
#: where ours writes, and the closed one.
OPEN, OURS, CLOSED = "open", "ours", "closed"
ROUTES = {
    "javascript_catalog": OPEN,
    "submit_page_translation": OURS,
    "submit_snippet_translation": CLOSED,  # no snippet is translated
    "update_translations": CLOSED,  # it writes live rows; the worker follows what is published
    "edit_string_translation": OURS,
    "edit_override": CLOSED,  # links and pictures are the source's
    "download_pofile": CLOSED,
    "upload_pofile": CLOSED,
    "machine_translate": CLOSED,
    "preview_translation": OURS,
    "stop_translation": CLOSED,  # it opens the ordinary editor on a translation
    "convert_to_alias": CLOSED,  # the source's text under another language
    "translations_report": CLOSED,  # it lists everybody's pages
    "translations_report_results": CLOSED,
    "snippets_api_listing": CLOSED,
    "snippets_api_detail": CLOSED,
}
#: Hooks of the package that stay: names of functions.
HOOKS = {"register_icons": OPEN}
VIEWS: dict[str, Callable[..., Any]] = {
    "submit_page_translation": views.submit,
    "edit_string_translation": views.edit_string,
    "preview_translation": views.preview,
}


def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> None:
    """Whatever isn't on the list."""
    raise PermissionDenied


def addresses() -> list[URLResolver]:
    """Localize's addresses under their names, each with the view that the list gives it."""
    (resolver,) = theirs.register_admin_urls()
    patterns = [
        path(str(each.pattern), _view(each.name, each.callback), name=each.name)
        for each in resolver.url_patterns
    ]
    return [path(str(resolver.pattern), include((patterns, PACKAGE), namespace=PACKAGE))]


def _view(name: str, view: Callable[..., Any]) -> Callable[..., Any]:
    if ROUTES.get(name) == OPEN:
        return view
    return plainly(VIEWS[name] if ROUTES.get(name) == OURS else closed)


def close() -> None:
    """Drop the hooks of the package, which importing it registered, and put in our addresses."""
    for name, functions in list(hooks._hooks.items()):
        hooks._hooks[name] = [
            (function, order)
            for function, order in functions
            if function.__module__.partition(".")[0] != PACKAGE or function.__name__ in HOOKS
        ]
    hooks.register("register_admin_urls", addresses)
    # Wagtail's admin calls none; they know no lock, no review, and copy into another language.
    PagesAdminAPIViewSet.actions.clear()
