"""The official lists as files: codes, order, labels in eight languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.deconstruct import deconstructible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).resolve().parent / "vocabularies"

#: Lists of which a page carries several terms: tags.
TAGS = ("sector", "area", "phase", "step", "instrument", "financing", "stakeholder", "barrier")
#: Lists of which a row stores one code.
CHOICES = (
    "status",
    "origin",
    "outcome",
    "provenance",
    "role",
    "climate",
    "place_kind",
    "indicator",
    "method",
    "standing",
    "bound",
    "carrier",
)
#: Words of the field that are no list: the search knows them.
CONCEPTS = ("concept",)
ALL = TAGS + CHOICES + CONCEPTS


@dataclass(frozen=True, slots=True)
class Record:
    """A term as its file has it. ``labels``: by language, the preferred one first."""

    vocabulary: str
    code: str
    order: int
    labels: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    unit: str = ""

    @property
    def id(self) -> str:
        """What a term is called everywhere: ``sector:public-lighting``."""
        return f"{self.vocabulary}:{self.code}"


@cache
def read(vocabulary: str) -> tuple[Record, ...]:
    """The terms of a list in their order; the files don't change while the library runs."""
    content = tomllib.loads((FOLDER / f"{vocabulary}.toml").read_text(encoding="utf-8"))
    return tuple(
        Record(
            vocabulary=vocabulary,
            code=term["code"],
            order=number,
            labels={language: tuple(labels) for language, labels in term["labels"].items()},
            broader=tuple(term.get("broader", ())),
            unit=term.get("unit", ""),
        )
        for number, term in enumerate(content["term"], start=1)
    )


@cache
def codes(vocabulary: str) -> tuple[str, ...]:
    """The codes of a list in their order."""
    return tuple(record.code for record in read(vocabulary))


@cache
def unit(indicator: str) -> str:
    """The unit in which a figure of this indicator is stored; empty for a plain count."""
    return next(record.unit for record in read("indicator") if record.code == indicator)


@cache
def preferred_labels() -> Mapping[tuple[str, str], str]:
    """The preferred labels that the files give, by term and language."""
    records = (record for name in ALL for record in read(name))
    return {(r.id, language): texts[0] for r in records for language, texts in r.labels.items()}


@deconstructible
class Choices:
    """For ``choices=`` of a field.

    The codes of a list, with labels in the language of whoever looks.
    """

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Choices) and other.vocabulary == self.vocabulary

    def __hash__(self) -> int:
        return hash(self.vocabulary)

    def __call__(self) -> Iterator[tuple[str, object]]:
        """Pairs of code and label."""
        from kb.core.terms import lazy_label

        for code in codes(self.vocabulary):
            yield code, lazy_label(f"{self.vocabulary}:{code}")
