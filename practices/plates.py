"""The town sign by which a practice is known, and what readers compare its place by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from kb.core import countries
from kb.core.terms import label
from practices.numbers import whole

if TYPE_CHECKING:
    from practices.models import Place


@dataclass(frozen=True, slots=True)
class Plate:
    """Country code, the place's own name and the language of that."""

    country: str
    country_name: str
    name: str
    language: str

    @classmethod
    def of(cls, place: Place) -> Plate:
        """The plate of a place."""
        return cls(place.country, countries.name(place.country), place.name, place.language)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Country, kind, size and climate in words; what isn't known of a size is said.

    ``population_class`` is 1 to 5, 0 where a size means nothing or isn't known.
    """

    country: str
    kind: str
    size: str
    population_class: int
    climate: str

    @classmethod
    def of(cls, place: Place) -> PlaceFacts:
        """What is known of a place."""
        return cls(
            countries.name(place.country),
            label(f"place_kind:{place.kind}"),
            _size(place),
            place.population_class or 0,
            label(f"climate:{place.climate}") if place.climate else "",
        )


def _size(place: Place) -> str:
    if place.population is not None:
        return pgettext("place", "%(n)s inhabitants") % {"n": whole(place.population)}
    if place.member_names:
        return pgettext("place", "%(n)s members") % {"n": whole(len(place.member_names))}
    return ""
