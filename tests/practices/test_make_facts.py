"""A folder of facts becomes files of the library: all of them, or none."""

from __future__ import annotations

import io
import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from practices import facts
from practices.facts import Facts

if TYPE_CHECKING:
    from pathlib import Path

PRACTICE: dict[str, Any] = {
    "id": "xx-example-lamps",
    "title": "Example lamps",
    "municipality": "Exampleton",
    "municipality_local_name": "Examplestadt",
    "country": "DE",
    "region": "Example region",
    "latitude": 50.1,
    "longitude": 10.1,
    "start_year": 2015,
    "end_year": None,
    "confidence": "high",
    "summary_facts": ["In 2015 Examplestadt replaced 1,200 lamps."],
    "partners": [],
    "financing": ["invented money"],
    "figures": [
        {
            "value": 22000000,
            "unit": "EUR",
            "year": 2015,
            "as_stated": "EUR 22 million",
            "source_url": "https://example.org/report",
        },
        {
            "value": 3.5,
            "unit": "hugs a lamp",
            "year": None,
            "as_stated": "3.5 hugs",
            "source_url": "https://docplayer.example/hugs",
        },
    ],
    "sources": [
        {"url": "https://example.org/report", "title": "Report", "publisher": "Examplestadt"},
        {"url": "https://docplayer.example/hugs", "title": "Hugs", "publisher": ""},
    ],
}
TAGS: dict[str, Any] = {
    "id": "xx-example-lamps",
    "source_language": "en",
    "status": "completed",
    "outcome": None,
    "origin": "local-authority",
    "keywords": ["invented"],
    "organisations": ["example-agency"],
    "sectors": ["public-lighting"],
    "areas": ["street-lighting-efficiency"],
    "phases": ["implementation"],
    "steps": [],
    "policy_instruments": [],
    "financing": ["own-resources"],
    "stakeholders": [],
    "barriers": [],
    "place_kind": "municipality",
    "members": [],
    "latitude": None,
    "longitude": None,
    "geonameid": None,
    "population_shown": None,
    "climate_region": "continental",
    "figures": [
        {
            "indicator": "investment",
            "bound": "exactly",
            "standing": "achieved",
            "method": "not-stated",
            "part": False,
            "carrier": None,
        },
        {
            "indicator": None,
            "bound": "about",
            "standing": "context",
            "method": "not-stated",
            "part": False,
            "carrier": None,
        },
    ],
}
ORGANISATION: dict[str, Any] = {
    "id": "example-agency",
    "name": "Example Energy Agency",
    "local_name": None,
    "role_code": "energy-agency",
    "country": "DE",
    "languages": ["de"],
    "website": "agency.example",
    "what_they_offer": "Invented advice.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one invented practice and one invented organisation."""
    write(tmp_path, "practices", PRACTICE)
    write(tmp_path, "tags", TAGS)
    write(tmp_path, "organisations", ORGANISATION)
    return tmp_path


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(facts, "FOLDER", tmp_path / "library")
    return tmp_path / "library"


def write(folder: Path, name: str, *rows: dict[str, Any]) -> None:
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder / f"{name}.jsonl").write_text(lines + "\n", encoding="utf-8")


def make(folder: Path) -> str:
    said = io.StringIO()
    call_command("make_facts", str(folder), stdout=said)
    return said.getvalue()


def test_a_record_becomes_facts_that_can_be_read(folder: Path, library: Path) -> None:
    assert make(folder) == "1 practices, 1 organisations.\n"
    record = Facts.read("xx-example-lamps")
    assert (record.source_language, record.content["since"]) == ("en", 2015)
    assert "until" not in record.content
    assert record.content["terms"]["sector"] == ["public-lighting"]
    assert [figure["indicator"] for figure in record.figures] == ["investment"]
    assert [figure["unit"] for figure in record.key_facts] == ["hugs a lamp"]
    assert [source["is_copy"] for source in record.content["source"]] == [False, True]
    assert record.texts["1"] == "In 2015 Examplestadt replaced 1,200 lamps."
    place = record.content["place"][0]
    assert (place["code"], place["name_en"]) == ("de-examplestadt", "Exampleton")
    assert place["approximate"]


def test_an_organisation_keeps_what_the_library_shows(folder: Path, library: Path) -> None:
    make(folder)
    content = tomllib.loads((library / facts.ORGANISATIONS).read_text(encoding="utf-8"))
    assert content["organisation"] == [
        {
            "slug": "example-agency",
            "name": "Example Energy Agency",
            "role": "energy-agency",
            "country": "DE",
            "languages": ["de"],
            "website": "https://agency.example/",
            "offers": "Invented advice.",
        }
    ]


def test_making_them_again_changes_no_byte(folder: Path, library: Path) -> None:
    make(folder)
    before = {path: path.read_bytes() for path in library.rglob("*.toml")}
    make(folder)
    assert {path: path.read_bytes() for path in library.rglob("*.toml")} == before


def figure(**values: Any) -> dict[str, Any]:
    """The tags with something else about the first figure."""
    return {"figures": [TAGS["figures"][0] | values, TAGS["figures"][1]]}


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("practices", {"country": "XX"}, "unknown country XX"),
        ("practices", {"start_year": 15}, "15 is no year"),
        ("practices", {"end_year": 2014}, "ends in 2014, before it begins"),
        ("practices", {"latitude": 500}, "500 is no latitude"),
        ("practices", {"sources": PRACTICE["sources"][:1]}, "figure 2: it has no source"),
        ("practices", {"figures": PRACTICE["figures"][:1]}, "zip"),
        ("practices", {"id": "xx-other"}, "it has no tags"),
        ("tags", {"place_kind": "planet"}, "unknown kind planet"),
        ("tags", {"climate_region": "lunar"}, "unknown climate lunar"),
        ("tags", {"status": "dreamt-of"}, "unknown status dreamt-of"),
        ("tags", {"outcome": "splendid"}, "unknown outcome splendid"),
        ("tags", {"origin": "nobody"}, "unknown origin nobody"),
        ("tags", {"source_language": "de"}, "unknown source language de"),
        ("tags", {"organisations": ["nobody"]}, "unknown organisation nobody"),
        ("tags", {"areas": ["magic"]}, "unknown area magic"),
        ("tags", {"phases": []}, "it has no phase"),
        ("tags", {"population_shown": {"value": 9, "year": 9, "from": "x"}}, "9 is no year"),
        ("tags", figure(indicator="smiles"), "figure 1: unknown indicator smiles"),
        ("tags", figure(standing="hoped"), "figure 1: unknown standing hoped"),
        ("tags", figure(bound="perhaps"), "figure 1: unknown bound perhaps"),
        ("tags", figure(method="guessed"), "figure 1: unknown method guessed"),
        ("tags", figure(carrier="magic"), "figure 1: unknown carrier magic"),
        ("organisations", {"role_code": "wizard"}, "example-agency: unknown role wizard"),
        ("organisations", {"country": "XX"}, "example-agency: unknown country XX"),
        ("organisations", {"what_they_offer": ""}, "example-agency: it offers nothing"),
    ],
)
def test_a_fault_is_told_and_no_file_is_written(
    folder: Path, library: Path, name: str, change: dict[str, Any], reason: str
) -> None:
    rows = {"practices": PRACTICE, "tags": TAGS, "organisations": ORGANISATION}
    write(folder, name, rows[name] | change)
    with pytest.raises(CommandError, match=reason):
        make(folder)
    assert not library.exists()


def test_all_faults_are_told_at_once(folder: Path, library: Path) -> None:
    write(folder, "practices", PRACTICE | {"country": "XX", "start_year": 15})
    write(folder, "organisations", ORGANISATION | {"role_code": "wizard"})
    with pytest.raises(CommandError) as refused:
        make(folder)
    for reason in ("unknown country XX", "15 is no year", "unknown role wizard"):
        assert reason in str(refused.value)


def test_a_practice_that_comes_twice_is_refused(folder: Path, library: Path) -> None:
    write(folder, "practices", PRACTICE, PRACTICE)
    with pytest.raises(CommandError, match=r"lamps/facts\.toml: it is made twice"):
        make(folder)


@pytest.mark.parametrize("content", ["{", '{"id": "\xff"}'])
def test_a_broken_file_is_named(folder: Path, library: Path, content: str) -> None:
    (folder / "tags.jsonl").write_text(content, encoding="latin-1")
    with pytest.raises(CommandError, match=r"tags\.jsonl"):
        make(folder)


def test_a_missing_file_is_named(folder: Path, library: Path) -> None:
    (folder / "tags.jsonl").unlink()
    with pytest.raises(CommandError, match=r"tags\.jsonl"):
        make(folder)


def test_a_figure_is_corrected_where_its_source_says_otherwise(folder: Path, library: Path) -> None:
    correct(library, 1, "part = true")
    call_command("make_facts", str(folder), stdout=io.StringIO())
    assert [figure["part"] for figure in Facts.read("xx-example-lamps").content["figure"]] == [
        True,
        False,
    ]


@pytest.mark.parametrize(("number", "change"), [(9, "part = true"), (1, "part = false")])
def test_a_correction_of_nothing_is_refused(
    folder: Path, library: Path, number: int, change: str
) -> None:
    correct(library, number, change)
    with pytest.raises(CommandError, match=f"figure {number} corrects nothing"):
        call_command("make_facts", str(folder), stdout=io.StringIO())


def correct(library: Path, number: int, change: str) -> None:
    library.mkdir(exist_ok=True)
    (library / facts.CORRECTIONS).write_text(
        f'[[figure]]\npractice = "xx-example-lamps"\nnumber = {number}\n{change}\nwhy = "so"\n'
    )
