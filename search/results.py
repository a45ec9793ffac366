"""What a search gives back; no HTML, and nothing that would have to be read from a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of plain text; ``match`` says that it is what was looked for."""

    text: str
    match: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """The best passage of a hit: its piece and language, and its text cut into fragments."""

    piece: str
    language: str
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit was found though the reader's words don't stand in it.

    ``asked`` are the reader's words, ``found`` the label met in the text (empty when only an editor
    ticked the concept), ``language`` that of the label found.
    """

    concept: str
    asked: str
    found: str
    language: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One family, once."""

    key: str
    type: str
    score: float
    language: str
    highlight: Highlight | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """How the words of a query were read: concepts found in it, as (reader's words, concept)."""

    concepts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits of ``total``.

    ``facets`` holds for each facet the number of families behind each of its values; values that
    no family carries are left out.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    understood: Understood = Understood()
