"""Below ``/api/`` machines are answered as machines, though there is nothing yet."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "address",
    [
        *("/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/nothing/", "/api//"),
        *("/api/?q=x", "/api?q=x", "/api/en/practices/", "/api/%C5%82", "/api/%00", "/api/%FF"),
    ],
)
def test_an_unknown_address_of_the_api_tells_a_machine_that_it_is_none(
    method: str, address: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.generic(method, address, headers={"Accept-Language": "pl"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json")
    assert "Location" not in answer.headers
    if method != "HEAD":
        assert answer.json() == {"detail": "There is nothing at this address."}


def test_what_only_begins_like_the_api_is_a_page(client: Client, index: object) -> None:
    answer = client.get("/apiary/", headers={"Accept-Language": "pl"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pl/apiary/")
