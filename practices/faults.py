"""What is wrong with a record of facts: codes no list has, impossible years, missing sources."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kb.core import countries, languages, vocabulary
from practices.validators import LARGEST, LARGEST_GEONAMES_ID, LARGEST_POPULATION
from practices.years import FIRST, LAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Lists of which the record, its places and its figures have one code each.
RECORD_CODES = ("status", "outcome", "origin")
FIGURE_CODES = ("bound", "standing", "method")
#: Without these a practice can't be published.
NEEDED_TERMS = ("sector", "phase")


def faults(content: Mapping[str, Any]) -> Iterator[str]:
    """Each fault in words; ``KeyError`` if the record lacks what every record has."""
    if content["source_language"] not in languages.CODES:
        yield f"unknown source language {content['source_language']}"
    yield from _codes(content, {name: name for name in RECORD_CODES if name in content})
    wrong_years = list(_years(content, "since", "until"))
    yield from wrong_years
    if not wrong_years and content.get("since", 0) > content.get("until", LAST):
        yield f"it ends in {content['until']}, before it begins"
    yield from _terms(content["terms"])
    yield from (f"it has no {name}" for name in ("place", "source") if not content[name])
    for place in content["place"]:
        yield from _named(f"place {place['code']}", _place(place))
    keys = {source["key"] for source in content["source"]}
    for figure in content.get("figure", ()):
        yield from _named(f"figure {figure['number']}", _figure(figure, keys))


def _named(what: str, found: Iterable[str]) -> Iterator[str]:
    return (f"{what}: {fault}" for fault in found)


def _codes(row: Mapping[str, Any], lists: Mapping[str, str]) -> Iterator[str]:
    """``lists``: the list of each field."""
    for field, name in lists.items():
        if row[field] not in vocabulary.codes(name):
            yield f"unknown {field} {row[field]}"


def _years(row: Mapping[str, Any], *fields: str) -> Iterator[str]:
    for field in fields:
        if field in row and (not isinstance(row[field], int) or not FIRST <= row[field] <= LAST):
            yield f"{row[field]} is no year"


def _terms(terms: Mapping[str, list[str]]) -> Iterator[str]:
    for name, codes in terms.items():
        if name not in vocabulary.TAGS:
            yield f"unknown list {name}"
            continue
        known = vocabulary.codes(name)
        yield from (f"unknown {name} {code}" for code in codes if code not in known)
    yield from (f"it has no {name}" for name in NEEDED_TERMS if not terms.get(name))


def _place(place: Mapping[str, Any]) -> Iterator[str]:
    yield from _codes(place, {"kind": "place_kind"})
    yield from _codes(place, {"climate": "climate"} if "climate" in place else {})
    if place["country"] not in countries.CODES:
        yield f"unknown country {place['country']}"
    for field, end in (("latitude", 90), ("longitude", 180)):
        if not _is_number(place.get(field, 0)) or abs(place.get(field, 0)) > end:
            yield f"{place[field]} is no {field}"
    for field, largest in (
        ("population", LARGEST_POPULATION),
        ("geonames_id", LARGEST_GEONAMES_ID),
    ):
        if field in place and not _is_count(place[field], largest):
            yield f"{place[field]} is no {field}"
    yield from _years(place, "population_year")


def _figure(figure: Mapping[str, Any], sources: set[str]) -> Iterator[str]:
    optional = {name: name for name in ("indicator", "carrier") if name in figure}
    yield from _codes(figure, {name: name for name in FIGURE_CODES} | optional)
    yield from _years(figure, "year", "since")
    yield from _value(figure)
    if figure.get("source") not in sources:
        yield "it has no source"


def _value(figure: Mapping[str, Any]) -> Iterator[str]:
    value: Any = figure.get("value")
    if not _is_number(value):
        yield f"{value} is no number"
    elif abs(value) > LARGEST:
        yield f"{value} is too large"
    elif value < 0 and "indicator" in figure:
        yield f"{value} is below zero, which no indicator can be"


def _is_number(value: object) -> bool:
    if isinstance(value, float | Decimal):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: object, largest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= largest


def organisation_faults(organisation: Mapping[str, Any]) -> Iterator[str]:
    """Each fault of an organisation, in words."""
    return _named(organisation["slug"], _organisation(organisation))


def _organisation(row: Mapping[str, Any]) -> Iterator[str]:
    yield from _codes(row, {"role": "role"})
    if row["country"] not in dict(countries.choices_with_union()):
        yield f"unknown country {row['country']}"
    if not row.get("offers"):
        yield "it offers nothing"
