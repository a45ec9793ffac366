"""What of localize's editor is offered."""

from __future__ import annotations

import json

from django import template

register = template.Library()


@register.simple_tag
def offered(props: str) -> str:
    """What its script is told: words only, and no way to what is closed."""
    told = json.loads(props)
    told["segments"] = [each for each in told["segments"] if each["type"] == "string"]
    told["machineTranslator"] = None
    told["links"] |= {"convertToAliasUrl": None}
    told["previewModes"] = []
    return json.dumps(told)
