"""The editor of a translation, in the place of a page's ordinary form."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation as theirs

from kb.core.pages import FamilyPage
from kb.core.pieces import stamp, words
from kb.core.translation.drafts import draft, save_draft
from kb.core.translation.native_reader import note_read
from kb.core.translation.refusal import refusal
from kb.core.translation.restoring import restore
from kb.core.translation.scope import ask_for
from kb.core.translation.views import respect_lock

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page, Revision


#: What can be done with a translation.
ACTIONS = ("save", "publish", "submit", "read", "whole")


def edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor of a translation, in the place of the ordinary form; rights were asked before."""
    if not isinstance(page, FamilyPage):
        return None
    if page.is_source:
        return _refuse_former(request, page) or _refuse_translated(request, page)
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    if earlier := _earlier(request, page):
        return _revert(request, translation, page, earlier)
    return _posted(request, translation, page) or _shown(request, translation, page)


def _shown(request: HttpRequest, translation: Translation, page: FamilyPage) -> HttpResponse:
    if words(draft(translation)) != words(page.get_latest_revision_as_object()):
        messages.info(request, _("The draft hasn’t all of this yet: save or publish it."))
    return cast("HttpResponse", theirs.edit_translation(request, translation, page))


def _posted(
    request: HttpRequest, translation: Translation, page: FamilyPage
) -> HttpResponse | None:
    if request.method != "POST":
        return None
    if request.POST.get("action") not in ACTIONS:
        return _refuse_opened_before(request, page)
    try:
        _act(request, translation, page)
    except ValidationError as refused:
        messages.error(request, refusal(page, refused))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _earlier(request: HttpRequest, page: FamilyPage) -> Revision | None:
    """The draft to go back to, if the address names one."""
    assert request.resolver_match is not None  # noqa: S101  # it comes by its address
    revision_id = request.resolver_match.kwargs.get("revision_id")
    return get_object_or_404(page.revisions, pk=revision_id) if revision_id else None


def _refuse_former(request: HttpRequest, page: FamilyPage) -> HttpResponse | None:
    """What is posted by the editor of a translation, to what was one when it was opened."""
    if request.method == "POST" and request.POST.get("action") in ACTIONS:
        return _refuse_opened_before(request, page)
    return None


def _refuse_opened_before(request: HttpRequest, page: FamilyPage) -> HttpResponse:
    messages.error(
        request,
        _(
            "Meanwhile another language has become the one that this is written in: nothing was "
            "saved. Go back to copy what you have typed."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def _refuse_translated(request: HttpRequest, page: FamilyPage) -> HttpResponse | None:
    """A version that wasn't the source then has no figures, topics and places to go back to."""
    earlier = _earlier(request, page)
    if earlier is None or not any(
        "from" in mark for mark in earlier.content.get("marks", {}).values()
    ):
        return None
    messages.error(request, _("This page was a translation then: that draft can’t come back."))
    return redirect("wagtailadmin_pages:history", page.pk)


def _revert(
    request: HttpRequest, translation: Translation, page: FamilyPage, earlier: Revision
) -> HttpResponse:
    """Ask, then go back to the words of an earlier draft."""
    if request.method != "POST":
        context = {"page": page, "revision": earlier}
        return TemplateResponse(request, "kb/admin/restore_translation.html", context)
    respect_lock(request, page)
    try:
        restore(translation, earlier, cast("User", request.user))
        messages.success(request, _("The earlier words are the draft again."))
    except ValidationError as refused:
        messages.error(request, refusal(page, refused))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _act(request: HttpRequest, translation: Translation, page: FamilyPage) -> None:
    """Save the draft, and go on with it as the button says."""
    respect_lock(request, page)
    action, user = request.POST.get("action", ""), cast("User", request.user)
    if action == "publish" and not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    if action == "read":
        if request.POST.get("stamp") != stamp(draft(translation)):
            messages.error(request, _("It has changed since you opened it: read it again."))
            return
        note_read(translation, user)
        messages.success(request, _("Noted: a native reader has read it."))
        return
    if action == "whole":
        ask_for(translation, card_only=False)
        messages.success(request, _("All of its texts are below."))
        return
    revision = save_draft(translation, user)
    if action == "publish":
        _publish(request, revision)
    elif action == "submit" and (workflow := page.get_workflow()) and not page.workflow_in_progress:
        if state := page.current_workflow_state:  # somebody asked for changes
            state.resume(user)
        else:
            workflow.start(type(page)._default_manager.get(pk=page.pk), user)
        messages.success(request, _("Sent to be looked over."))
    else:
        messages.success(request, pgettext("translation", "The draft is saved."))


def _publish(request: HttpRequest, revision: Revision) -> None:
    page, user = revision.as_object(), cast("User", request.user)
    if lacking := page.missing():
        names = [str(page._meta.get_field(name).verbose_name) for name in lacking]
        messages.error(
            request,
            _("To be published it still needs: %(names)s.") % {"names": ", ".join(names)},
        )
        return
    if state := page.current_workflow_state:  # what is published needs no more approval
        state.cancel(user=user)
    revision.publish(user=user)
    messages.success(request, pgettext("translation", "The translation is published."))
