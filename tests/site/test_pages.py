"""What a visitor gets: in which language, with which headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb.core.languages import CODES
from tests.content import HOSTILE, a_case, a_place, a_translation

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

pytestmark = pytest.mark.django_db
Commit = "Callable[[], Any]"


@pytest.mark.parametrize("code", CODES)
def test_every_language_opens_every_practice(client: Client, commit: Commit, code: str) -> None:
    with commit():
        page = a_case("Źródło po polsku", language="pl")
        a_translation(page, "en", title="Source in Polish", summary="A summary.")
    answer = client.get(f"/{code}/practices/{page.slug}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{code}"' in html
    assert answer.headers["Content-Language"] == code
    assert ("Źródło po polsku" if code == "pl" else "Source in Polish") in html


def test_a_draft_opens_under_no_language(client: Client, commit: Commit) -> None:
    with commit():
        page = a_case(live=False)
    assert {client.get(f"/{code}/practices/{page.slug}/").status_code for code in CODES} == {404}


def test_a_translation_outlives_no_source(client: Client, commit: Commit) -> None:
    with commit():
        page = a_case()
        a_translation(page, "pl", title="Przykład", summary="Streszczenie.")
    with commit():
        page.unpublish()
    assert client.get(f"/en/practices/{page.slug}/").status_code == 404
    assert client.get(f"/pl/practices/{page.slug}/").status_code == 404


def test_the_search_address_leads_to_the_listing(client: Client, index: object) -> None:
    answer = client.get("/pl/search/?q=lampy")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/pl/practices/?q=lampy")


def test_visitors_get_a_strict_policy_and_no_cookie(client: Client, commit: Commit) -> None:
    with commit():
        page = a_case()
    for address in ("/en/", "/en/practices/", f"/en/practices/{page.slug}/", "/en/nothing/"):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert not answer.cookies
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"]
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_markup_in_content_and_questions_stays_text(client: Client, commit: Commit) -> None:
    with commit():
        shown = HOSTILE.replace("\u202e", "")  # which a page refuses
        page = a_case(shown, summary=shown, place=a_place(HOSTILE))
    for address in (
        "/en/",
        f"/en/practices/{page.slug}/",
        "/en/practices/",
        "/en/practices/?q=alert",
    ):
        assert "<script>alert" not in client.get(address).content.decode()
    answer = client.get(
        "/en/practices/", {"q": HOSTILE, "sector": HOSTILE, "sort": HOSTILE, "page": "-1"}
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    ("number", "shown"),
    [("2", 2), *((each, 1) for each in ("0", "-1", "999999999999", "x", "²", "1e3", "2.0", ""))],
)
def test_any_page_number_gives_a_page(
    client: Client, index: object, number: str, shown: int
) -> None:
    answer = client.get("/en/practices/", {"page": number})
    assert (answer.status_code, answer.context["listing"].question.page) == (200, shown)


def test_no_result_names_the_ways_on(client: Client, commit: Commit) -> None:
    with commit():
        a_case()
    html = client.get("/en/practices/", {"q": "qwertzuiop", "sector": "waste"}).content.decode()
    assert "Remove all filters" in html
    assert "data-practice" not in html


def test_without_an_index_the_listing_says_so_and_practices_stay_open(
    client: Client, commit: Commit, settings: Any, tmp_path: Any
) -> None:
    with commit():
        page = a_case()
    settings.SEARCH_FOLDER = tmp_path / "nowhere"
    assert client.get("/en/practices/").status_code == 503
    assert client.get("/en/").status_code == 200
    assert client.get(f"/en/practices/{page.slug}/").status_code == 200


def test_a_bare_address_leads_to_the_readers_language(client: Client, index: object) -> None:
    answer = client.get("/", headers={"Accept-Language": "pl"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pl/")


def test_no_email_address_or_telephone_number_is_on_a_page(client: Client, commit: Commit) -> None:
    from django.contrib.auth.models import User

    owner = User.objects.create_user("owner", email="person@example.org")
    with commit():
        page = a_case(owner=owner)
    for address in ("/en/", "/en/practices/", f"/en/practices/{page.slug}/"):
        html = client.get(address).content.decode()
        assert "person@example.org" not in html
        assert "mailto:" not in html


def test_translations_of_a_deleted_source_are_gone_not_broken(
    client: Client, commit: Commit
) -> None:
    with commit():
        page = a_case()
        a_translation(page, "pl", title="Przykład", summary="Streszczenie.")
    with commit():
        page.delete()
    assert client.get(f"/pl/practices/{page.slug}/").status_code == 404
    assert client.get(f"/en/practices/{page.slug}/").status_code == 404


def test_a_stored_number_of_any_size_breaks_no_list(client: Client, commit: Commit) -> None:
    from practices.numbers import decimal

    assert decimal(1e300)
    assert decimal(float("inf"))


@pytest.mark.parametrize("charset", ["rot13", "zlib", "idna", "utf-16", "none-such", "UTF-8"])
def test_what_a_request_calls_its_letters_is_no_matter(
    rf: RequestFactory, index: object, charset: str
) -> None:
    from kb.wsgi import application  # asks the database for the index

    kind = f"text/plain; charset={charset}; format=flowed"
    asked = rf._base_environ(
        PATH_INFO="/en/practices/", QUERY_STRING="q=lamps%5Cud800", CONTENT_TYPE=kind
    )
    told = []
    body = b"".join(application(asked, lambda status, _headers: told.append(status)))
    assert told == ["200 OK"]
    assert b"<h1" in body
