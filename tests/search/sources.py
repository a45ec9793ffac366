"""Invented content that is told to the engine, for tests of what happens between the two."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from wagtail.models import Locale

from kb.core.family import Family
from tests.search.examples import document, version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

    from search.document import Document


class Invented:
    """A document with the same words for each family; those of ``faulty`` families fail."""

    number = 1

    def __init__(self) -> None:
        self.faulty: set[UUID] = set()
        self.asked: list[set[UUID]] = []

    def of(self, keys: Collection[UUID] | None) -> Iterator[Document]:
        families = Family.objects.all() if keys is None else Family.objects.filter(key__in=keys)
        self.asked.append({family.key for family in families})
        for family in families:
            if family.key in self.faulty:
                message = "A mistake in this family."
                raise ZeroDivisionError(message)
            yield document(family.key.hex, version("en", "Zebra crossing"), version=family.version)


def a_family() -> Family:
    """A family without pages."""
    english, _ = Locale.objects.get_or_create(language_code="en")
    return Family.objects.create(key=uuid.uuid4(), original_locale=english)
