"""``manage.py load_organisations``: the library's list of organisations becomes rows."""

from __future__ import annotations

import tomllib
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from kb.core.languages import FALLBACK
from kb.core.loaded import Due, Loaded, fingerprint
from practices.facts import ORGANISATIONS
from practices.models import Organisation, OrganisationDescription

FIELDS = ("name", "local_name", "role", "country", "website")


def rows(organisation: Organisation) -> str:
    """Hash of what an editor could have changed."""
    texts = list(organisation.descriptions.order_by("language").values_list("language", "text"))
    return fingerprint(
        [[getattr(organisation, name) for name in FIELDS], organisation.languages, texts]
    )


def load(record: dict[str, Any]) -> Due:
    """Bring one organisation up to date with the file, unless an editor changed it."""
    name, file = f"organisation/{record['slug']}", fingerprint(record)
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
        records = tomllib.loads(ORGANISATIONS.read_text(encoding="utf-8"))["organisation"]
        with transaction.atomic():
            done = [load(record) for record in records]
        self.stdout.write(f"{len(done)} organisations, {done.count(Due.LOAD)} of them loaded now.")
