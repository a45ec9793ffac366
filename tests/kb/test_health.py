from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connections

from kb.core.stamp import Stamp
from kb.site import VERSION
from search import indexing
from tests.content import a_case

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client


def state(client: Client) -> str:
    """What it says, always with 200."""
    response = client.get("/healthz")
    assert response.status_code == 200
    return str(json.loads(response.content)["state"])


def test_it_answers_with_state_and_version_and_leaves_no_trace(index: Path, client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert json.loads(response.content) == {"state": "ok", "version": VERSION}
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_change_that_is_not_indexed_yet_is_catching_up(index: Path, client: Client) -> None:
    a_case()  # as if killed before it was indexed: nothing commits here
    assert state(client) == "catching up"
    indexing.catch_up()
    assert state(client) == "ok"


def test_an_index_for_another_thesaurus_is_catching_up(index: Path, client: Client) -> None:
    Stamp.raise_thesaurus()
    assert state(client) == "catching up"


def test_no_index_is_catching_up(index: Path, client: Client) -> None:
    (index / "CURRENT").unlink()
    assert state(client) == "catching up"


def test_an_index_that_cannot_be_read_is_degraded(index: Path, client: Client) -> None:
    (file,) = index.glob("generation-*/index.sqlite3")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE family")
    assert state(client) == "degraded"


@pytest.mark.django_db
def test_it_is_only_for_reading(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_without_the_database_it_answers_503(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: object, *args: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(type(connections["default"]), "cursor", away)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert json.loads(response.content) == {"state": "no database", "version": VERSION}
    assert response.headers["Cache-Control"] == "no-store"
