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

    from wagtail_localize.models import Translation

register = template.Library()


@register.simple_tag
def draft_stamp(translation: Translation) -> str:
    """What somebody has read who says so in this editor."""
    return stamp(draft(translation))


@register.simple_tag
def offered(props: str, translation: Translation, card_pieces: Collection[str]) -> str:
    """What its script is told: words only, those that were asked for, no way to what is closed."""
    told = json.loads(props)
    told["segments"] = [each for each in told["segments"] if each["type"] == "string"]
    if is_card_only(translation):
        told["segments"] = [s for s in told["segments"] if s["contentPath"] in card_pieces]
    for each in told["initialStringTranslations"]:
        each["comment"] = dated(each["comment"])
    told["machineTranslator"] = None
    told["links"] |= {"convertToAliasUrl": None}
    told["previewModes"] = []
    return json.dumps(told)
