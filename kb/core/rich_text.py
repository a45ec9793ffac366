"""Rich text between its editor, the database and the reader.

Wagtail trusts the content state (https://draftjs.org/docs/api-reference-content-state) of its own
editor; a forged one would fail in the midst of it, or on every page that shows the text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Lists in lists; the editor itself stops at four.
DEEPEST = 10
#: A row's number as it may be sent: positive, and no longer than the database's integers.
_ID = re.compile(r"[1-9][0-9]{0,17}")


class ForgedText(BadRequest):
    """The editor never sends this."""


class RichTextArea(DraftailRichTextArea):
    """Wagtail's, but what its editor can't have sent is refused."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The text as the database keeps it, or None; raises ``ForgedText``."""
        if (sent := data.get(name)) is not None:
            check(sent)
        try:
            return super().value_from_datadict(data, files, name)
        except ExporterException as error:  # ranges that overlap or name no entity
            raise ForgedText(str(error)) from error


def check(sent: str) -> None:
    """Refuse a content state that Wagtail can't turn into markup."""
    try:
        state = json.loads(sent)
    except (ValueError, RecursionError) as error:
        raise ForgedText("This is no JSON, or too deep.") from error
    if state is None:  # what the editor sends of an empty field
        return
    if not (isinstance(state, dict) and _is_text(state)):
        raise ForgedText("This is no text with links.")


def _is_text(state: dict[str, Any]) -> bool:
    blocks, entities = state.get("blocks"), state.get("entityMap", {})
    return (
        isinstance(blocks, list)
        and isinstance(entities, dict)
        and all(map(_is_block, blocks))
        and all(map(_is_entity, entities.values()))
    )


def _is_block(block: Any) -> bool:
    return (
        isinstance(block, dict)
        and all(isinstance(block.get(name), str) for name in ("key", "text", "type"))
        and _is_number(block.get("depth", 0), DEEPEST)
        and _are_ranges(block, "inlineStyleRanges", "style", str)
        and _are_ranges(block, "entityRanges", "key", int | str)
    )


def _are_ranges(block: dict[str, Any], name: str, label: str, kind: Any) -> bool:
    """Stretches of the text, each with a label; JavaScript counts an emoji as two."""
    ranges, longest = block.get(name, []), 2 * len(block["text"])
    return isinstance(ranges, list) and all(
        isinstance(found, dict)
        and isinstance(found.get(label), kind)
        and _is_number(found.get("offset"), longest)
        and _is_number(found.get("length"), longest)
        for found in ranges
    )


def _is_entity(entity: Any) -> bool:
    if not (isinstance(entity, dict) and isinstance(entity.get("type"), str)):
        return False
    data = entity.get("data")
    return isinstance(data, dict) and (entity["type"] != "LINK" or _is_link(data))


def _is_link(data: dict[str, Any]) -> bool:
    """A page by its number, or else an address."""
    if (number := data.get("id")) is None:
        return isinstance(data.get("url"), str)
    return (
        isinstance(number, int | str)
        and not isinstance(number, bool)
        and bool(_ID.fullmatch(str(number)))
    )


def _is_number(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
