"""Labels come from the database, and from the files only where there is no table yet."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection, connections

from kb.core import vocabulary
from kb.core.stamp import Stamp
from kb.core.terms import TermLabel, label


@pytest.mark.django_db
def test_before_the_first_migration_labels_are_those_of_the_files() -> None:
    Stamp.raise_thesaurus()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TermLabel._meta.db_table} RENAME TO not_migrated")
    book = vocabulary.preferred_labels()
    shown = label("sector:public-lighting", "pl")
    assert shown == book["sector:public-lighting", "pl"]


@pytest.mark.django_db
def test_a_database_that_is_away_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: object, *args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(type(connections["default"]), "cursor", away)
    with pytest.raises(OperationalError, match="locked"):
        label("sector:public-lighting", "pl")
