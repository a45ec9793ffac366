"""``manage.py load_organisations``: the library's list of organisations becomes rows."""

from __future__ import annotations

import tomllib
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kb.core.languages import FALLBACK
from kb.core.loaded import Due, Loaded, content_hash
from practices import facts
from practices.models import Organisation, OrganisationDescription

FIELDS = ("name", "local_name", "role", "country", "website")


def rows(organisation: Organisation) -> str:
    """Hash of what an editor could have changed."""
    texts = list(organisation.descriptions.order_by("language").values_list("language", "text"))
    return content_hash(
        [[getattr(organisation, name) for name in FIELDS], organisation.languages, texts]
    )


def load(record: dict[str, Any]) -> Due:
    """Bring one organisation up to date with the file, unless an editor changed it."""
    name, file = f"organisation/{record['slug']}", content_hash(record)
    present = Organisation.objects.filter(slug=record["slug"]).first()
    due = Loaded.due(name, file, rows(present) if present else None)
    if due is Due.LOAD:
        values = {field: record.get(field, "") for field in FIELDS}
        values["languages"] = " ".join(record.get("languages", ()))
        organisation, _ = Organisation.objects.update_or_create(
            slug=record["slug"], defaults=values
        )
        OrganisationDescription.objects.update_or_create(
            organisation=organisation, language=FALLBACK, defaults={"text": record["offers"]}
        )
        Loaded.note(name, file, rows(organisation))
    return due


class Command(BaseCommand):
    """A second run is quick, and leaves alone what an editor changed."""

    help = "Loads practices/library/organisations.toml."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every organisation, and say what was done."""
        try:
            with facts.named(facts.ORGANISATIONS), transaction.atomic():
                done = [load(record) for record in _records()]
        except facts.FactsError as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{len(done)} organisations, {done.count(Due.LOAD)} of them loaded now.")


def _records() -> list[dict[str, Any]]:
    content = (facts.FOLDER / facts.ORGANISATIONS).read_text(encoding="utf-8")
    records: list[dict[str, Any]] = tomllib.loads(content)["organisation"]
    return records
