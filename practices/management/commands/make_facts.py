"""``manage.py make_facts <folder>``: brings the records of a folder of facts into the project.

The folder holds ``practices.jsonl``, ``tags.jsonl`` and ``organisations.jsonl``. The library never
reads it again.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from anyascii import anyascii
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from kb.core import vocabulary
from practices.facts import FILE, FOLDER, ORGANISATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


def facts(record: dict[str, Any], tags: dict[str, Any]) -> dict[str, Any]:
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


def check(written: dict[str, Any], record: dict[str, Any], tags: dict[str, Any]) -> list[str]:
    """What the file that was written says otherwise than the record."""
    faults = []
    if [fact["text"] for fact in written["fact"]] != record["summary_facts"]:
        faults.append("the facts differ")
    stated = [(float(f["value"]), f["as_stated"], f["source"]) for f in written.get("figure", [])]
    keys = {s["url"]: s["key"] for s in written["source"]}
    asked = [
        (float(f["value"]), f["as_stated"], keys.get(f["source_url"])) for f in record["figures"]
    ]
    if stated != asked:
        faults.append("the figures differ")
    for name, field in TERMS.items():
        codes = written["terms"].get(name, [])
        if codes != tags[field]:
            faults.append(f"{name} differs")
        faults += [f"unknown {name} {code}" for code in codes if code not in vocabulary.codes(name)]
    for figure in written.get("figure", []):
        if "indicator" in figure and figure["indicator"] not in vocabulary.codes("indicator"):
            faults.append(f"unknown indicator {figure['indicator']}")
    return [f"{record['id']}: {fault}" for fault in faults]


class Command(BaseCommand):
    """For maintainers: needs requirements-dev.txt."""

    help = "Makes facts.toml and organisations.toml from a folder of facts, and checks them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write every record, read it again, compare."""
        import tomli_w

        records = read_lines(folder / "practices.jsonl")
        tags = {row["id"]: row for row in read_lines(folder / "tags.jsonl")}
        faults: list[str] = []
        for record in records:
            target = FOLDER / record["id"] / FILE
            target.parent.mkdir(parents=True, exist_ok=True)
            content = facts(record, tags[record["id"]])
            target.write_text(tomli_w.dumps(content), encoding="utf-8")
            faults += check(
                tomllib.loads(target.read_text(encoding="utf-8")), record, tags[record["id"]]
            )
        rows = [organisation(row) for row in read_lines(folder / "organisations.jsonl")]
        ORGANISATIONS.write_text(tomli_w.dumps({"organisation": rows}), encoding="utf-8")
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{len(records)} practices, {len(rows)} organisations.")
