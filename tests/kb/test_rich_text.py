"""A forged text is refused before Wagtail reads it; what its editor sends is taken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.test.utils.form_data import rich_text

from kb.core.rich_text import DEEPEST, ForgedText, RichTextArea, check


def block(**values: Any) -> dict[str, Any]:
    return {"key": "a", "text": "Lamps here", "type": "unstyled", "depth": 0} | values


def linked(data: Any, **values: Any) -> str:
    """A text whose first word is a link."""
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": data} | values
    first = block(entityRanges=[{"key": 0, "offset": 0, "length": 5}])
    return json.dumps({"blocks": [first], "entityMap": {"0": entity}})


def text(*blocks: Any, **values: Any) -> str:
    return json.dumps({"blocks": list(blocks), "entityMap": {}} | values)


FORGED = {
    "no JSON": "{",
    "no object": "[]",
    "no blocks": "{}",
    "blocks that are a number": '{"blocks": 1}',
    "an empty block": '{"blocks": [{}]}',
    "a block that is a text": text("a"),
    "a text that is none": text(block(text=None)),
    "a list as type": text(block(type=[])),
    "entities in a list": text(block(), entityMap=[]),
    "brackets without end": "[" * 100_000,
    "a number of 5,000 digits": text(block(depth=7)).replace("7", "9" * 5000),
    "too deep": text(block(type="unordered-list-item", depth=100_000)),
    "one too deep": text(block(depth=DEEPEST + 1)),
    "below nothing": text(block(depth=-1)),
    "half a depth": text(block(depth=0.5)),
    "truth as depth": text(block(depth=True)),
    "styles that are a text": text(block(inlineStyleRanges="BOLD")),
    "a style that is a list": text(
        block(inlineStyleRanges=[{"style": [], "offset": 0, "length": 1}])
    ),
    "a style without end": text(
        block(inlineStyleRanges=[{"style": "BOLD", "offset": 0, "length": 9**30}])
    ),
    "a style that begins nowhere": text(block(inlineStyleRanges=[{"style": "BOLD", "length": 1}])),
    "an entity that is a text": text(block(), entityMap={"0": "LINK"}),
    "an entity without type": linked({"id": 3}, type=None),
    "a link without data": linked(None),
    "a link to nothing": linked({}),
    "a link to null": linked({"id": None}),
    "a link to no address": linked({"url": 1}),
    "a number with an attribute": linked({"id": '1" onclick="x'}),
    "a number in a list": linked({"id": [1]}),
    "truth as number": linked({"id": True}),
    "a negative number": linked({"id": -1}),
    "no row": linked({"id": 0}),
    "a number too large": linked({"id": 10**18}),
}


@pytest.mark.parametrize("sent", FORGED.values(), ids=FORGED)
def test_a_forged_text_is_refused(sent: str) -> None:
    with pytest.raises(ForgedText):
        check(sent)


@pytest.mark.parametrize(
    "sent",
    [
        linked({"id": 3, "url": "/en/", "parentId": 2}),
        linked({"id": "3"}),
        linked({"id": 10**18 - 1}),
        linked({"id": None, "url": "https://example.org/"}),
        linked({"url": "https://example.org/"}),
        text(block(depth=DEEPEST)),
        text(block(text="😀", inlineStyleRanges=[{"style": "BOLD", "offset": 0, "length": 2}])),
        text(block(), entityMap={"0": {"type": "HORIZONTAL_RULE", "data": {}}}),
        '{"blocks": []}',
    ],
)
def test_what_the_editor_sends_is_taken(sent: str) -> None:
    check(sent)


def sent_to_editor(value: str | None) -> Any:
    data = {} if value is None else {"context": value}
    widget = get_rich_text_editor_widget(features=["bold", "ul", "ol", "link"])
    assert isinstance(widget, RichTextArea)
    return widget.value_from_datadict(data, {}, "context")


def test_the_editor_of_every_text_is_ours_and_keeps_what_wagtails_keeps() -> None:
    html = '<p><b>Old</b> <a href="https://example.org/">lamps</a></p><ul><li>two</li></ul>'
    kept = sent_to_editor(rich_text(html, features=["bold", "ul", "link"]))
    assert "<b>Old</b>" in kept
    assert '<a href="https://example.org/">lamps</a>' in kept
    assert "two</li></ul>" in kept
    assert sent_to_editor(None) is None


@pytest.mark.parametrize(
    "ranges",
    [
        [{"key": 7, "offset": 0, "length": 5}],
        [{"key": 0, "offset": 0, "length": 5}, {"key": 1, "offset": 2, "length": 6}],
    ],
    ids=["of no entity", "that overlap"],
)
def test_ranges_that_make_no_markup_are_refused(ranges: list[dict[str, int]]) -> None:
    entity = {"type": "LINK", "data": {"url": "https://example.org/"}}
    with pytest.raises(ForgedText):
        sent_to_editor(text(block(entityRanges=ranges), entityMap={"0": entity, "1": entity}))
