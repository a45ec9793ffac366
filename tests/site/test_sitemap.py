"""What search engines are told of: whole versions, under the public address, in parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.core.languages import CODES
from kb.site.sitemap import LIMIT, Lists, Practices
from tests.content import a_case, a_translation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]
PUBLIC = "https://library.example.org"
SCHEMA = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def public_address(settings: Any) -> None:
    settings.BASE_URL = f"{PUBLIC}/"


def entries(client: Client, path: str) -> dict[str, str | None]:
    """What a file lists: addresses with their dates."""
    answer = client.get(path, headers={"host": "another.example.net"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    return {
        entry.findtext(f"{SCHEMA}loc", ""): entry.findtext(f"{SCHEMA}lastmod")
        for entry in ElementTree.fromstring(answer.content)  # noqa: S314  # our own
    }


def practices(client: Client) -> list[str]:
    """Paths of practices in the sitemap, or in all files that it names."""
    first = list(entries(client, "/sitemap.xml"))
    files = [each.removeprefix(PUBLIC) for each in first if ".xml" in each]
    found = [address for file in files for address in entries(client, file)] or first
    assert len(found) == len(set(found))
    assert all(address.startswith(f"{PUBLIC}/") for address in found)
    paths = [address.removeprefix(PUBLIC) for address in found]
    return sorted(path for path in paths if re.fullmatch("/../practices/.+/", path))


def test_a_library_that_fits_is_one_file_under_the_public_address(client: Client) -> None:
    page = a_case()
    assert set(entries(client, "/sitemap.xml")) == {
        *(f"{PUBLIC}/{code}/{below}" for code in CODES for below in ("", "practices/")),
        f"{PUBLIC}/en/practices/{page.slug}/",
    }
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_homes_and_listings_stand_in_every_language(client: Client) -> None:
    assert set(entries(client, "/sitemap-lists.xml")) == {
        f"{PUBLIC}/{code}/{below}" for code in CODES for below in ("", "practices/")
    }


def test_a_practice_stands_in_the_languages_that_it_is_whole_in(client: Client) -> None:
    alone = a_case("Whole in one language")
    a_translation(alone, "fr", title="Exemple", summary="Résumé.")
    both = a_case("Źródło po polsku", language="pl")
    a_translation(both, "en", title="Polish", summary="A summary.", context="<p>Lamps.</p>")
    assert practices(client) == sorted(
        [
            f"/en/practices/{alone.slug}/",
            f"/en/practices/{both.slug}/",
            f"/pl/practices/{both.slug}/",
        ]
    )


def test_what_is_not_published_stands_nowhere(client: Client) -> None:
    a_case("A draft", live=False)
    withdrawn = a_case("A practice that was withdrawn")
    whole = {"title": "Przykład", "summary": "Streszczenie.", "context": "<p>Lampy.</p>"}
    a_translation(withdrawn, "pl", **whole)
    withdrawn.unpublish()
    page = a_case("Its translation was withdrawn")
    a_translation(page, "pl", **whole).unpublish()
    assert practices(client) == [f"/en/practices/{page.slug}/"]


def test_an_address_tells_when_version_or_source_was_last_published(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_case()
    whole = {"title": "Przykład", "summary": "Streszczenie.", "context": "<p>Lampy.</p>"}
    translation = a_translation(page, "pl", **whole)
    for one, day in ((page, "2026-03-02"), (translation, "2025-01-01")):
        type(one).objects.filter(pk=one.pk).update(last_published_at=f"{day}T12:00Z")
    assert entries(client, "/sitemap-practices.xml") == {
        f"{PUBLIC}/en/practices/{page.slug}/": "2026-03-02",
        f"{PUBLIC}/pl/practices/{page.slug}/": "2026-03-02",
    }
    a_case("Another one")
    monkeypatch.setattr(Practices, "limit", 1)
    type(page).objects.exclude(pk__in=[page.pk, translation.pk]).update(last_published_at=None)
    dates = entries(client, "/sitemap.xml")
    assert dates[f"{PUBLIC}/sitemap-lists.xml"] is None
    assert str(dates[f"{PUBLIC}/sitemap-practices.xml"]).startswith("2026-03-02")


def test_files_hold_no_more_addresses_than_allowed_and_all_of_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Practices.limit * len(CODES) <= LIMIT == Lists.limit
    pages = [a_case(f"Example number {number}") for number in range(5)]
    monkeypatch.setattr(Practices, "limit", 2)
    assert list(entries(client, "/sitemap.xml"))[1:] == [
        f"{PUBLIC}/sitemap-practices.xml{part}" for part in ("", "?p=2", "?p=3")
    ]
    assert len(entries(client, "/sitemap-practices.xml?p=2")) == 2
    assert practices(client) == sorted(f"/en/practices/{page.slug}/" for page in pages)
    for absent in ("/sitemap-practices.xml?p=4", "/sitemap-practices.xml?p=x", "/sitemap-x.xml"):
        assert client.get(absent).status_code == 404


def test_a_file_costs_three_queries_and_reads_no_text(client: Client) -> None:
    for number in range(5):
        a_translation(a_case(f"Example {number}"), "pl", title="Tytuł", summary="Streszczenie.")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/sitemap-practices.xml")
    assert len(queries) == 3
    for query in queries:
        assert '"summary"' not in query["sql"]
        assert '"context"' not in query["sql"]
