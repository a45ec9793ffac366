"""The phases of an action plan as a road with stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.core import vocabulary
from kb.core.terms import label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase: its number on the road, and the practices that carry it."""

    number: int
    code: str
    label: str
    chosen: bool
    count: int


def road(chosen: Collection[str] = (), counts: Mapping[str, int] | None = None) -> list[Stop]:
    """All phases in their order."""
    counts = counts or {}
    return [
        Stop(number, code, label(f"phase:{code}"), code in chosen, counts.get(code, 0))
        for number, code in enumerate(vocabulary.codes("phase"), start=1)
    ]
