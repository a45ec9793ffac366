"""What a page gets from its facts and its text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from practices import texts
from practices.facts import FactsError
from practices.models import (
    Figure,
    Organisation,
    Place,
    PlaceName,
    PracticeOrganisation,
    PracticePlace,
    Source,
)
from practices.texts import block_id, period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from practices.facts import Facts
    from practices.models import CaseStudyPage
    from practices.texts import Text

YEARS = ("since", "until")
CODES = ("status", "outcome", "origin")
FIGURE = ("indicator", "value", "bound", "year", "standing", "method", "part", "as_stated")
KEY_FACT = ("bound", "year", "standing", "method", "as_stated")
#: The facts name sources in English, translated where they are in another language.
TITLES = "en"


def put_words(page: CaseStudyPage, facts: Facts, text: Text) -> None:
    """Fill the source with its text: words, years of the steps, key facts with their numbers."""
    for name, value in words(facts.slug, text).items():
        setattr(page, name, value)
    for block, part in zip(page.steps, text.steps, strict=True):
        block.value["since"], block.value["until"] = period(part.name)
    page.key_facts = json.dumps(_key_facts(facts, text))


def put_facts(page: CaseStudyPage, facts: Facts) -> None:
    """Fill the source with what is the same in every language."""
    content = facts.content
    for name in YEARS:
        setattr(page, name, content.get(name))
    for name in CODES:
        setattr(page, name, content.get(name, ""))
    page.set_terms(content["terms"])
    page.keywords.set(content.get("keywords", []))
    for name, related in _related(facts).items():
        setattr(page, name, related)


def words(slug: str, text: Text) -> dict[str, Any]:
    """Fields and streams of a text, by name; the steps without their years."""
    sections = {part.name: part.html for part in text.sections}
    fields = {name: sections.get(name, "") for name in texts.NAMES}
    steps = [
        _block("step", block_id(slug, "steps", number), text=part.html)
        for number, part in enumerate(text.steps, start=1)
    ]
    return {"title": text.title, "summary": text.summary, **fields, "steps": json.dumps(steps)}


def key_fact_words(source: CaseStudyPage, text: Text) -> dict[str, str]:
    """A translation's key facts: the source's, with words of its own, and no codes."""
    ids = {
        block_id(source.slug, "key_facts", number): told for number, told in text.key_facts.items()
    }
    blocks = [
        _block("key_fact", block.id, text=ids[block.id])
        for block in source.key_facts
        if block.id in ids
    ]
    return {"key_facts": json.dumps(blocks)}


def _key_facts(facts: Facts, text: Text) -> list[dict[str, Any]]:
    """Key facts for which the text has words; one without them isn't told."""
    return [
        _block(
            "key_fact",
            block_id(facts.slug, "key_facts", row["number"]),
            value=str(row["value"]),
            text=text.key_facts[str(row["number"])],
            source_key=row["source"],
            **{name: row.get(name) for name in KEY_FACT},
        )
        for row in facts.key_facts
        if str(row["number"]) in text.key_facts
    ]


def _block(kind: str, id_: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": id_, "value": value}


def _related(facts: Facts) -> dict[str, list[Any]]:
    content = facts.content
    return {
        "places": [
            PracticePlace(sort_order=n, place=_place(row)) for n, row in enumerate(content["place"])
        ],
        "organisations": [
            PracticeOrganisation(sort_order=n, organisation=organisation)
            for n, organisation in enumerate(_organisations(content.get("organisations", ())))
        ],
        "sources": [
            Source(sort_order=n, title_language=TITLES, **row)
            for n, row in enumerate(content["source"])
        ],
        "figures": [_figure(n, row) for n, row in enumerate(facts.figures)],
    }


def _figure(number: int, row: Mapping[str, Any]) -> Figure:
    values = {name: row[name] for name in FIGURE if name in row}
    return Figure(
        sort_order=number, source_key=row["source"], carrier=row.get("carrier", ""), **values
    )


def _place(row: Mapping[str, Any]) -> Place:
    """The place with this key; one that exists is an editor's by now, and stays as it is."""
    fields = dict(row)
    english = fields.pop("name_en", None)
    fields["members"] = "\n".join(fields.get("members", ()))
    place, made = Place.objects.get_or_create(code=fields.pop("code"), defaults=fields)
    if made and english:
        PlaceName.objects.create(place=place, language="en", name=english)
    return place


def _organisations(slugs: list[str]) -> list[Organisation]:
    found = Organisation.objects.in_bulk(slugs, field_name="slug")
    if unknown := [slug for slug in slugs if slug not in found]:
        raise FactsError(f"unknown organisation {unknown[0]}")
    return [found[slug] for slug in slugs]
