from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connections

from kb.site import VERSION

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.django_db
def test_it_answers_with_state_and_version_and_leaves_no_trace(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    body = json.loads(response.content)
    assert body["version"] == VERSION
    assert body["state"] in {"ok", "catching up", "degraded"}
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


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
