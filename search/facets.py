"""A facet as the engine knows it: its code, and how its choices combine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """A list of codes that results are narrowed by.

    Choices within a facet widen the result (OR) unless ``every`` says that a hit must carry them
    all; different facets narrow each other. The counts of a facet ignore its own choices, unless
    ``every``.
    """

    code: str
    every: bool = False
