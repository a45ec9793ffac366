"""What of localize's editor is offered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import template

from kb.core.pieces import stamp
from kb.core.translation.drafts import draft
from kb.core.translation.remarks import dated
from kb.core.translation.scope import is_card_only

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.template import Context
    from wagtail_localize.models import Translation

    from kb.core.pages import FamilyPage

register = template.Library()


@register.simple_tag
def draft_stamp(translation: Translation) -> str:
    """What somebody has read who says so in this editor."""
    return stamp(draft(translation))


@register.simple_tag(takes_context=True)
def is_locked(context: Context, page: FamilyPage) -> bool:
    """Whether this person can't change it now: somebody has locked it, or it is looked over."""
    return bool((lock := page.get_lock()) and lock.for_user(context["request"].user))


@register.simple_tag(takes_context=True)
def can_decide(context: Context, page: FamilyPage) -> bool:
    """Whether it waits for this person to approve it."""
    task, user = page.current_workflow_task, context["request"].user
    return bool(task and task.specific.get_actions(page, user))


@register.simple_tag
def offered(
    props: str, translation: Translation, card_pieces: Collection[str], locked: bool
) -> str:
    """What its script is told: words only, those that were asked for, no way to what is closed."""
    told = json.loads(props)
    told["object"]["isLocked"] = locked
    told["segments"] = [each for each in told["segments"] if each["type"] == "string"]
    if is_card_only(translation):
        told["segments"] = [s for s in told["segments"] if s["contentPath"] in card_pieces]
    for each in told["initialStringTranslations"]:
        each["comment"] = dated(each["comment"])
    told["machineTranslator"] = None
    told["links"] |= {"convertToAliasUrl": None}
    told["previewModes"] = []
    return json.dumps(told)
