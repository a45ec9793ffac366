"""The same page under eight languages: which of them search engines are told of, and readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from django.utils.translation import override, pgettext

from kb.core.languages import CODES, LANGUAGES
from kb.site.models import HomePage
from tests.content import a_case, a_translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from practices.models import CaseStudyPage

    Commit = Callable[[], Any]

pytestmark = [pytest.mark.django_db, pytest.mark.families]

PUBLIC = "https://library.example.org"
CARD = {"title": "A card", "summary": "Its summary."}
WHOLE = CARD | {"context": "<p>Its text.</p>"}
LINK = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]+)">')
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(autouse=True)
def public_address(settings: Any) -> None:
    settings.BASE_URL = PUBLIC


def told(client: Client, address: str) -> tuple[str, dict[str, str]]:
    """What a page tells search engines: its canonical path, and its alternates by language."""
    html = client.get(address, headers={"host": "another.example.net"}).content.decode()
    head = html.split("</head>")[0]
    links = [(rel, code, href.removeprefix(PUBLIC)) for rel, code, href in LINK.findall(head)]
    robots = re.findall(r'<meta name="robots" content="([^"]*)">', head)
    canonical = [href for rel, _code, href in links if rel == "canonical"]
    assert robots + canonical in (["noindex"], canonical[:1])
    return "".join(canonical), {code: href for rel, code, href in links if rel == "alternate"}


def versions(below: str, codes: tuple[str, ...], default: str) -> dict[str, str]:
    return {code: f"/{code}/{below}" for code in codes} | {"x-default": f"/{default}/{below}"}


@pytest.fixture
def practices(commit: Commit) -> dict[str, CaseStudyPage]:
    """One in English, whole in Polish; one in Polish, whole in Greek, with a card in English."""
    with commit():
        english, polish = a_case("Lamps"), a_case("Lampy", language="pl")
        for source, code, pieces in (
            (english, "pl", WHOLE),
            (english, "fr", CARD),
            (polish, "el", WHOLE),
            (polish, "en", CARD),
        ):
            a_translation(source, code, **pieces)
    return {"english": english, "polish": polish}


@pytest.mark.parametrize("below", ["", "practices/"])
def test_a_list_is_told_of_in_every_language(client: Client, index: object, below: str) -> None:
    for code in CODES:
        assert told(client, f"/{code}/{below}") == (
            f"/{code}/{below}",
            versions(below, CODES, "en"),
        )


@pytest.mark.parametrize(
    ("name", "whole", "default"),
    [("english", ("en", "pl"), "en"), ("polish", ("pl", "el"), "pl")],
)
def test_a_practice_is_told_of_in_the_languages_that_it_is_whole_in(
    client: Client,
    practices: dict[str, CaseStudyPage],
    name: str,
    whole: tuple[str, ...],
    default: str,
) -> None:
    below = f"practices/{practices[name].slug}/"
    for code in CODES:
        expected = (f"/{code}/{below}", versions(below, whole, default))
        assert told(client, f"/{code}/{below}") == (expected if code in whole else ("", {}))


@pytest.mark.parametrize("query", ["q=lamps", "page=2", "sector=transport", "utm_source=x", "q="])
def test_a_listing_with_parameters_is_told_of_in_no_language(
    client: Client, index: object, query: str
) -> None:
    assert {told(client, f"/{code}/practices/?{query}") == ("", {}) for code in CODES} == {True}


def test_the_parameters_of_other_pages_are_no_part_of_their_address(
    client: Client, practices: dict[str, CaseStudyPage]
) -> None:
    for address in ("/pl/", f"/pl/practices/{practices['polish'].slug}/"):
        assert told(client, f"{address}?utm_source=x") == told(client, address)
        assert told(client, address)[0] == address


def test_the_sitemap_and_the_pages_tell_the_same(
    client: Client, practices: dict[str, CaseStudyPage]
) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    listed = {
        url.findtext(f"{SITEMAP}loc", "").removeprefix(PUBLIC): {
            link.attrib["hreflang"]: link.attrib["href"].removeprefix(PUBLIC)
            for link in url.findall(f"{XHTML}link")
        }
        for url in root
    }
    assert len(listed) == 2 * len(CODES) + 4
    for address, alternates in listed.items():
        assert told(client, address) == (address, alternates)
        assert set(alternates.values()) <= set(listed)


SWITCH = re.compile(r'<nav class="language-switch".*?</nav>', re.DOTALL)
WAY = re.compile(
    r'<a href="([^"]+)" hreflang="(\w+)"( aria-current="true")?><span lang="(\w+)">(.*?)</span>'
    r'\s*<span class="language-switch__state">(.*?)</span>',
    re.DOTALL,
)


def switch(client: Client, address: str) -> list[tuple[str, ...]]:
    """The language switch of a page: address, language, whether it is this, lang, name, state."""
    found = SWITCH.search(client.get(address).content.decode())
    assert found
    return WAY.findall(found[0])


@pytest.mark.parametrize("code", CODES)
def test_the_switch_leads_to_the_same_page_in_each_language(
    client: Client, practices: dict[str, CaseStudyPage], code: str
) -> None:
    slug = practices["english"].slug
    for below in ("", "practices/", "practices/?q=lamps&amp;page=2", f"practices/{slug}/", "no/"):
        ways = switch(client, f"/{code}/{below}".replace("&amp;", "&"))
        assert [(href, hreflang, lang, name) for href, hreflang, _c, lang, name, _s in ways] == [
            (f"/{each.code}/{below}", each.code, each.code, each.own_name) for each in LANGUAGES
        ]
        assert [hreflang for _href, hreflang, current, *_rest in ways if current] == [code]


def test_the_switch_says_what_there_is_of_a_practice_in_each_language(
    client: Client, practices: dict[str, CaseStudyPage]
) -> None:
    ways = switch(client, f"/en/practices/{practices['polish'].slug}/")
    assert {way[1]: way[-1] for way in ways} == dict.fromkeys(CODES, "interface only") | {
        "en": "this page",
        "pl": "original",
        "el": "translated",
    }
    ways = switch(client, f"/it/practices/{practices['english'].slug}/")
    with override("it"):
        assert {way[1]: way[-1] for way in ways if way[1] in {"en", "fr", "it"}} == {
            "en": pgettext("language version", "original"),
            "fr": pgettext("language version", "title and summary"),
            "it": pgettext("language version", "this page"),
        }


@pytest.mark.parametrize("code", CODES)
def test_every_answer_below_a_language_says_it(
    client: Client, practices: dict[str, CaseStudyPage], code: str
) -> None:
    for below, status in {
        "": 200,
        "practices/": 200,
        "practices/?q=x": 200,
        f"practices/{practices['english'].slug}/": 200,
        f"practices/{practices['polish'].slug}/": 200,
        "practices/nothing/": 404,
        "nothing/": 404,
        "search/": 301,
    }.items():
        answer = client.get(f"/{code}/{below}", headers={"Accept-Language": "el"})
        assert (answer.status_code, answer.headers["Content-Language"]) == (status, code)
        assert "Accept-Language" not in answer.headers.get("Vary", "")
        if status != 301:
            assert f'<html lang="{code}">' in answer.content.decode()


def test_lists_of_a_language_without_a_home_lead_to_those_of_another(
    client: Client, index: object
) -> None:
    HomePage.objects.get(locale__language_code="pl").unpublish()
    for below in ("", "practices/", "practices/?q=lamps&page=2"):
        answer = client.get(f"/pl/{below}")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/{below}")
