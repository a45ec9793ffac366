"""Who has no right is told so by 403: Wagtail would lead them home, or show a title first."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import get_resolver
from wagtail.models import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

#: Wagtail's views of one page that ask for no right on it, or only once something is posted.
UNASKED = (
    "move_confirm",
    "workflow_action",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
    "workflow_preview",
)


def plainly(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with 403 in the place of a refusal."""

    @wraps(view)
    def plain(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as denied:
            handler: Any = get_resolver().resolve_error_handler(403)
            return handler(request, exception=denied)

    return plain


def for_editors(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same, for those who may edit or publish the page; who reviews it may edit it."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        number = kwargs.get("page_to_move_id", kwargs.get("page_id"))
        rights = get_object_or_404(Page, pk=number).specific_deferred.permissions_for_user(
            request.user
        )
        if not (rights.can_edit() or rights.can_publish()):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked
