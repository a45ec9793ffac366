"""The library's files keep to the same bounds as the editor's form."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from practices import facts
from practices.faults import faults
from practices.filling import FIGURE
from practices.models import Figure, Organisation, OrganisationDescription, Place
from practices.models import Source as SourceRow


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        ({"value": Decimal("1000000000000.000")}, "1000000000000.000 is too large"),
        ({"value": -(10**12)}, "-1000000000000 is too large"),
        ({"value": -5, "indicator": "investment"}, "-5 is below zero, which no indicator can be"),
        ({"value": Decimal("NaN")}, "NaN is no number"),
        ({"value": Decimal("Infinity")}, "Infinity is no number"),
    ],
)
def test_a_file_keeps_to_the_same_numbers(figure: dict[str, Any], fault: str) -> None:
    record = facts.Facts.read(facts.slugs()[0]).content
    row = record["figure"][0] | figure
    assert list(faults({**record, "figure": [row]})) == [f"figure {row['number']}: {fault}"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("population", 100_000_001), ("population", -1), ("geonames_id", 2**31), ("population", "9")],
)
def test_a_file_keeps_to_the_same_places(field: str, value: object) -> None:
    record = facts.Facts.read(facts.slugs()[0]).content
    row = record["place"][0] | {field: value}
    found_ = list(faults({**record, "place": [row]}))
    assert found_ == [f"place {row['code']}: {value} is no {field}"]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", facts.slugs())
def test_every_record_of_the_library_would_pass_the_editors_form(slug: str) -> None:
    record = facts.Facts.read(slug)
    for row in record.content["source"]:
        SourceRow(**row).clean_fields(exclude=["page"])
    for row in record.figures:
        values = {name: row[name] for name in FIGURE if name in row}
        Figure(source_key=row["source"], **values).clean_fields(exclude=["page"])
    for row in record.content["place"]:
        values = {name: value for name, value in row.items() if name != "name_en"}
        Place(**values | {"members": "\n".join(row.get("members", ()))}).clean_fields()


def test_every_organisation_of_the_library_would_pass_the_editors_form() -> None:
    content = (facts.FOLDER / facts.ORGANISATIONS).read_text(encoding="utf-8")
    for row in tomllib.loads(content)["organisation"]:
        text = row.pop("offers")
        languages = " ".join(row.pop("languages", ()))
        Organisation(languages=languages, **row).clean_fields()
        OrganisationDescription(language="en", text=text).clean_fields(exclude=["organisation"])
