"""What the roof adds to Wagtail's admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks

from kb.site.scheduled import FAILED, FAILED_LABEL, FAILED_MESSAGE

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def scheduled_publishing_fails(actions: LogActionRegistry) -> None:
    """So that a page's history says why it isn't there."""
    actions.register_action(FAILED, FAILED_LABEL, FAILED_MESSAGE)
