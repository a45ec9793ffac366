"""``manage.py make_facts <folder>``: brings the records of a folder of facts into the project.

The folder holds ``practices.jsonl``, ``tags.jsonl`` and ``organisations.jsonl``. The library never
reads it again.
"""

from __future__ import annotations

import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices import facts, faults, records
from practices.facts import FactsError, named

if TYPE_CHECKING:
    from collections.abc import Callable


class Files:
    """Files of the library, by path, that are written together or not at all."""

    def __init__(self) -> None:
        self.content: dict[str, str] = {}
        self.faults: list[str] = []

    def add(self, path: str, make: Callable[[], str]) -> None:
        """Keep what ``make`` returns, or why it can't."""
        try:
            with named(path):
                if path in self.content:
                    raise FactsError("it is made twice")
                self.content[path] = make()
        except FactsError as fault:
            self.faults.append(str(fault))

    def write(self) -> None:
        """Write them all."""
        for path, content in self.content.items():
            target = facts.FOLDER / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of the folder."""
    try:
        with named(path.name):
            return records.read_lines(path)
    except (FactsError, OSError) as fault:
        raise CommandError(str(fault)) from fault


def practice(record: dict[str, Any], tags: dict[str, dict[str, Any]], known: set[str]) -> str:
    """The text of a ``facts.toml``, read again and checked; ``known`` are the organisations."""
    if record["id"] not in tags:
        raise FactsError("it has no tags")
    made = records.practice(record, tags[record["id"]])
    try:
        text = _toml(records.corrected(made, facts.corrections(record["id"])))
    except ValueError as fault:
        raise FactsError(str(fault)) from fault
    content = tomllib.loads(text)
    taking_part = content.get("organisations", ())
    unknown = [f"unknown organisation {slug}" for slug in taking_part if slug not in known]
    differences = records.differences(content, record, tags[record["id"]])
    _refuse([*faults.faults(content), *unknown, *differences])
    return text


def organisations(kept: list[dict[str, Any]]) -> str:
    """The text of ``organisations.toml``, checked."""
    _refuse([fault for row in kept for fault in faults.organisation_faults(row)])
    return _toml({"organisation": kept})


def _refuse(found: list[str]) -> None:
    if found:
        raise FactsError("; ".join(found))


def _toml(content: dict[str, Any]) -> str:
    import tomli_w  # a maintainer's, from requirements-dev.txt

    return str(tomli_w.dumps(content))


class Command(BaseCommand):
    """For maintainers: needs requirements-dev.txt."""

    help = "Makes facts.toml and organisations.toml from a folder of facts, and checks them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Make and check every file, then write them all."""
        files = Files()
        tags = {row["id"]: row for row in rows(folder / "tags.jsonl")}
        kept = [records.organisation(row) for row in rows(folder / "organisations.jsonl")]
        slugs = {row["slug"] for row in kept}
        files.add(facts.ORGANISATIONS, partial(organisations, kept))
        practices = rows(folder / "practices.jsonl")
        for record in practices:
            path = f"{record['id']}/{facts.FILE}"
            files.add(path, partial(practice, record, tags, slugs))
        if files.faults:
            raise CommandError("\n".join(files.faults))
        files.write()
        self.stdout.write(f"{len(practices)} practices, {len(kept)} organisations.")
