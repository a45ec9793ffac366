"""Actions on many pages at once, held to what holds for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from kb.core.family import Family
from kb.core.pages import FamilyPage
from kb.core.saving import say_incomplete

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@hooks.register("before_bulk_action", order=-1)
def one_at_a_time(request: HttpRequest, action: str, objects: list[Any], view: Any) -> None:
    """Wait for whoever saves one of these, and read again what was read before it was one's turn.

    Wagtail calls this inside the transaction of the action, and acts on this very list.
    """
    if not any(isinstance(each, Page) for each in objects):
        return
    pages = Page.objects.filter(pk__in=[each.pk for each in objects])
    concerned = pages
    for page in pages.filter(numchild__gt=0):  # few: practices have nothing below them
        concerned |= Page.objects.filter(path__startswith=page.path)
    Family.objects.filter(key__in=concerned.values("translation_key")).lock()
    now = pages.in_bulk()
    there = [now[each.pk] for each in objects if each.pk in now]
    sources = {page.translation_key for page in there if _is_source(page)}
    objects[:] = [
        page
        for page in there
        if view.check_perm(page)
        and not (action == "delete" and page.translation_key in sources and not _is_source(page))
    ]


def _is_source(page: Page) -> bool:
    """Of a translation and its source only the source is deleted: the other goes along."""
    specific = page.specific_deferred
    return isinstance(specific, FamilyPage) and specific.is_source


@hooks.register("before_bulk_action")
def publish_only_what_is_complete(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """The editor's form asks for what publishing needs.

    Publishing many at once must not go round it.
    """
    if request.method != "POST" or action != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if request.POST.get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants().not_live()]
    drafts = [page.get_latest_revision_as_object() for page in pages]
    incomplete = [each for each in drafts if isinstance(each, FamilyPage) and each.missing()]
    if not incomplete:
        return None
    say_incomplete(request, incomplete)
    return redirect("wagtailadmin_explore", incomplete[0].get_parent().pk)
