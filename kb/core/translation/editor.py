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
from kb.core.translation.drafts import save_draft
from kb.core.translation.reading import note_read
from kb.core.translation.refusal import refusal
from kb.core.translation.restoring import restore
from kb.core.translation.scope import ask_for
from kb.core.translation.views import respect_lock

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page, Revision


def edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor of a translation, in the place of the ordinary form; rights were asked before."""
    if not isinstance(page, FamilyPage) or page.is_source:
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    assert request.resolver_match is not None  # noqa: S101  # it comes by its address
    if revision_id := request.resolver_match.kwargs.get("revision_id"):
        return _revert(
            request, translation, page, get_object_or_404(page.revisions, pk=revision_id)
        )
    if request.method != "POST":
        return cast("HttpResponse", theirs.edit_translation(request, translation, page))
    try:
        _act(request, translation, page)
    except ValidationError as refused:
        messages.error(request, refusal(page, refused))
    return redirect("wagtailadmin_pages:edit", page.pk)


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
