"""Records of a folder of facts in the form in which the library keeps them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from anyascii import anyascii
from django.utils.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: Hosts that show copies of other people's documents.
COPIES = (
    "docslib",
    "yumpu",
    "slideshare",
    "scribd",
    "docplayer",
    "pdfslide",
    "vdocuments",
    "issuu",
    "studylib",
)
_OF_A_CORRECTION = ("practice", "number", "why")
TERMS = {
    "sector": "sectors",
    "area": "areas",
    "phase": "phases",
    "step": "steps",
    "instrument": "policy_instruments",
    "financing": "financing",
    "stakeholder": "stakeholders",
    "barrier": "barriers",
}


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what isn't known."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def practice(record: dict[str, Any], tags: dict[str, Any]) -> dict[str, Any]:
    """The content of one ``facts.toml``."""
    keys = {source["url"]: f"s{number}" for number, source in enumerate(record["sources"], start=1)}
    return given(
        {
            "id": record["id"],
            "title": record["title"],
            "source_language": tags["source_language"],
            "since": record["start_year"],
            "until": record["end_year"],
            "status": tags["status"],
            "outcome": tags["outcome"],
            "origin": tags["origin"],
            "confidence": record["confidence"],
            "notes": record.get("notes"),
            "partners": record["partners"],
            "financing_stated": record["financing"],
            "keywords": tags["keywords"],
            "organisations": tags["organisations"],
            "terms": given({name: tags[field] for name, field in TERMS.items()}),
            "place": [place(record, tags)],
            "fact": [
                {"number": n, "text": text}
                for n, text in enumerate(record["summary_facts"], start=1)
            ],
            "source": [source(row, keys) for row in record["sources"]],
            "figure": list(figures(record, tags, keys)),
        }
    )


def corrected(content: dict[str, Any], corrections: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The content of a ``facts.toml`` with figures as their source has them.

    Raises ``ValueError`` for a correction of nothing, since its record may have been mended.
    """
    figures = {figure["number"]: figure for figure in content.get("figure", ())}
    for each in corrections:
        changes = {name: value for name, value in each.items() if name not in _OF_A_CORRECTION}
        figure = figures.get(each["number"], {})
        if not figure or changes.items() <= figure.items():
            raise ValueError(f"the correction of figure {each['number']} corrects nothing")
        figure |= changes
    return content


def place(record: dict[str, Any], tags: dict[str, Any]) -> dict[str, Any]:
    """Where it was: GeoNames' position if there is one, else the approximate one of the record."""
    shown = tags["population_shown"] or {}
    exact = tags["latitude"] is not None
    name = record["municipality_local_name"]
    return given(
        {
            "code": slugify(anyascii(f"{record['country']}-{name}"))[:80],
            "name": name,
            "name_en": record["municipality"] if record["municipality"] != name else None,
            "country": record["country"],
            "region": record["region"],
            "kind": tags["place_kind"],
            "members": tags["members"],
            "latitude": tags["latitude"] if exact else record["latitude"],
            "longitude": tags["longitude"] if exact else record["longitude"],
            "approximate": not exact,
            "geonames_id": tags["geonameid"],
            "population": shown.get("value"),
            "population_year": shown.get("year"),
            "population_source": shown.get("from"),
            "climate": tags["climate_region"],
        }
    )


def source(row: dict[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """A source with its key."""
    host = urlsplit(row["url"]).netloc
    return given(
        {
            "key": keys[row["url"]],
            "title": row["title"],
            "publisher": row["publisher"],
            "url": row["url"],
            "is_copy": any(name in host for name in COPIES),
        }
    )


def figures(
    record: dict[str, Any], tags: dict[str, Any], keys: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Figures in the record's order; one without an indicator keeps its words in ``unit``."""
    for number, (row, tag) in enumerate(
        zip(record["figures"], tags["figures"], strict=True), start=1
    ):
        yield given(
            {
                "number": number,
                "indicator": tag["indicator"],
                "value": row["value"],
                "unit": None if tag["indicator"] else row["unit"],
                "bound": tag["bound"],
                "year": row["year"],
                "standing": tag["standing"],
                "method": tag["method"],
                "part": tag["part"],
                "carrier": tag["carrier"],
                "source": keys.get(row["source_url"]),
                "as_stated": row["as_stated"],
            }
        )


def organisation(record: dict[str, Any]) -> dict[str, Any]:
    """What the library keeps of an organisation."""
    return given(
        {
            "slug": record["id"],
            "name": record["name"],
            "local_name": record["local_name"],
            "role": record["role_code"],
            "country": record["country"],
            "languages": record["languages"],
            "website": f"https://{record['website']}/" if record["website"] else None,
            "offers": record["what_they_offer"],
        }
    )


def differences(written: dict[str, Any], record: dict[str, Any], tags: dict[str, Any]) -> list[str]:
    """What a file says otherwise than the record."""
    found = []
    if [fact["text"] for fact in written["fact"]] != record["summary_facts"]:
        found.append("the facts differ")
    stated = [
        (float(f["value"]), f["as_stated"], f.get("source")) for f in written.get("figure", [])
    ]
    keys = {s["url"]: s["key"] for s in written["source"]}
    asked = [
        (float(f["value"]), f["as_stated"], keys.get(f["source_url"])) for f in record["figures"]
    ]
    if stated != asked:
        found.append("the figures differ")
    found += [
        f"{name} differs"
        for name, field in TERMS.items()
        if written["terms"].get(name, []) != tags[field]
    ]
    return found
