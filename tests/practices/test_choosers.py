"""Choosing a place or an organisation: by a search, or by making it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from practices.models import Place
from tests.content import a_place, an_organisation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_place_is_found_by_a_part_of_its_name(admin_client: Client) -> None:
    a_place("Exampleton")
    a_place("Otherville")
    address = reverse("wagtailsnippetchoosers_practices_place:choose_results")
    page = admin_client.get(address, {"q": "Example"}).content.decode()
    assert "Exampleton" in page
    assert "Otherville" not in page


def test_an_organisation_is_found_by_a_part_of_its_name(admin_client: Client) -> None:
    an_organisation("Example Energy Agency")
    an_organisation("Other Office")
    address = reverse("wagtailsnippetchoosers_practices_organisation:choose_results")
    page = admin_client.get(address, {"q": "Energy"}).content.decode()
    assert "Example Energy Agency" in page
    assert "Other Office" not in page


def test_a_place_that_is_not_there_is_made_while_choosing(admin_client: Client) -> None:
    address = reverse("wagtailsnippetchoosers_practices_place:create")
    place = {"name": "Exampleton", "code": "exampleton", "country": "HR", "kind": "municipality"}
    assert admin_client.post(address, place).status_code == 200
    assert str(Place.objects.get(code="exampleton")) == "Exampleton (HR)"


def test_whoever_signs_in_is_told_where(client: Client) -> None:
    page = client.get(reverse("wagtailadmin_login")).content.decode()
    assert ": Sign in</h1>" in page
    assert "Wagtail</h1>" not in page
