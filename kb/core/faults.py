"""What the words of a page may not hold, by the field or stream that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue

from kb.core.links import fault
from kb.core.pieces import markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise
    from wagtail.blocks import StructValue

    from kb.core.pages import FamilyPage


def faults(page: FamilyPage) -> dict[str, StrOrPromise | ValidationError]:
    """In words.

    A source's form asks for what its blocks may hold; a translation is typed elsewhere.
    """
    found: dict[str, Any] = {} if page.is_source else dict(_of_blocks(page))
    return found | {name: said for name, html in markup(page) if (said := fault(html))}


def _of_blocks(page: FamilyPage) -> Iterator[tuple[str, ValidationError]]:
    """Words that their block would refuse, such as too long ones."""
    for name in page.pieces:
        value = getattr(page, name)
        for block in value if isinstance(value, StreamValue) else ():
            try:
                _run_validators(block.value)
            except ValidationError as refused:
                yield name, refused


def _run_validators(value: StructValue) -> None:
    for name in value.block.words:
        text = value.get(name)
        field = value.block.child_blocks[name].field
        field.run_validators(str(getattr(text, "source", text) or ""))
