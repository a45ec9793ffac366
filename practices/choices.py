"""What a reader can choose from: the values of facets, with the number of practices behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html

from practices.facets import FIRST, Listed, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, with the number of practices behind it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetChoices:
    """A facet with its values."""

    code: str
    title: str
    choices: list[Choice]
    first: bool

    @property
    def chosen(self) -> list[Choice]:
        """What the reader ticked."""
        return [choice for choice in self.choices if choice.chosen]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter, under the title of its facet; the address without it.

    ``language`` is that of the label, empty if it is the reader's.
    """

    facet: str
    title: str
    label: str
    without: str
    language: str = ""

    @property
    def marked(self) -> str:
        """The label as HTML that says its language."""
        if not self.language:
            return self.label
        return format_html('<span lang="{}">{}</span>', self.language, self.label)


def choices(
    listed: Listed, counts: Mapping[str, int], every: Iterable[str], chosen: Sequence[str]
) -> FacetChoices:
    """A facet whose values are ``every`` one that the library has, and those chosen.

    A single value is no choice, unless it can be taken back.
    """
    values = {*every, *chosen}
    found = [
        Choice(value, listed.label(value), counts.get(value, 0), value in chosen)
        for value in listed.ordered(values, counts)
    ]
    worth_it = len(found) > 1 or chosen
    return FacetChoices(
        listed.code, str(listed.title), found if worth_it else [], listed.code in FIRST
    )


def topics(counts: Mapping[str, int]) -> list[Choice]:
    """Topics with practices, most of them first."""
    topic = listed("sector")
    values = sorted(topic.ordered(counts, counts), key=lambda code: -counts[code])
    return [Choice(code, topic.label(code), counts[code], chosen=False) for code in values]
