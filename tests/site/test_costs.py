"""Queries of public pages: as many in each language, however many practices there are."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from kb.core.languages import CODES
from kb.site.home import NEW
from practices.question import PAGE_SIZE
from tests.content import (
    a_case,
    a_place,
    a_translation,
    an_organisation,
    step,
    steps,
    with_organisation,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from practices.models import CaseStudyPage

    Commit = Callable[[], Any]

pytestmark = [pytest.mark.django_db, pytest.mark.families]

#: What a page may cost, and what each costs; a new query is a decision. Under English the home of
#: the site need not be looked for: one less.
MOST = 20
LISTS = {
    "": 18,
    "practices/": 16,
    "practices/?q=lamps": 16,
    "practices/?q=lamps&sector=public-lighting": 16,
}
#: A practice with pictures and with links to others, by how far it is there in the reader's
#: language.
PRACTICE = {"source": 20, "whole": 20, "card": 20, "none": 20}

CARD = {"title": "Przykład", "summary": "Streszczenie."}


def cost(client: Client, address: str) -> tuple[int, str]:
    """The queries of a page, and what it says."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries), answer.content.decode()


def expected(costs: dict[str, int], code: str) -> dict[str, int]:
    """What these pages cost in a language."""
    return {page: number - (code == "en") for page, number in costs.items()}


@pytest.fixture
def pictures(settings: Any, tmp_path: Path) -> str:
    """A stream with two pictures."""
    settings.MEDIA_ROOT = tmp_path
    images = [
        get_image_model().objects.create(title=title, file=get_test_image_file(f"{title}.png"))
        for title in ("one", "two")
    ]
    return steps(
        *(
            {
                "type": "picture",
                "id": str(uuid.uuid4()),
                "value": {"image": image.pk, "caption": image.title, "credit": "A town"},
            }
            for image in images
        )
    )


def a_full_case(number: int, **values: Any) -> CaseStudyPage:
    """With all rows that a practice may have, written in one language after the other."""
    page = a_case(
        f"Example {number}",
        language=in_language(number, "source"),
        place=a_place(f"Town {number}"),
        steps=steps(step("First", 2015)),
        **values,
    )
    page.keywords.set(["dimming"])
    return with_organisation(page, an_organisation())


def in_language(number: int, kind: str) -> str:
    """The language in which the practice of a number is there so far."""
    return CODES[(number + tuple(PRACTICE).index(kind)) % len(CODES)]


def whole(page: CaseStudyPage) -> dict[str, Any]:
    """Words for all pieces."""
    lent = steps(step("Najpierw", None, page.steps[0].id))
    captions = [
        {"type": "picture", "id": block.id, "value": {"caption": "Podpis"}}
        for block in page.pictures
    ]
    texts = {"context": page.context, "results": page.results}
    return CARD | texts | {"steps": lent, "pictures": steps(*captions)}


@pytest.mark.parametrize("practices", [1, 20])
def test_lists_cost_the_same_in_each_language_and_with_twenty_practices(
    client: Client, commit: Commit, practices: int
) -> None:
    with commit():
        for number in range(practices):
            language, place = in_language(number, "source"), a_place(f"Town {number}")
            page = a_case(f"Example {number}", language=language, place=place)
            a_translation(page, in_language(number, "card"), **CARD)
    client.get("/en/")  # labels of terms, and Wagtail's own, are kept from then on
    for code in CODES:
        costs = {}
        for below in LISTS:
            costs[below], html = cost(client, f"/{code}/{below}")
            shown = min(practices, PAGE_SIZE if below else NEW)
            assert html.count('data-practice="') == shown
        assert costs == expected(LISTS, code)
    assert max(LISTS.values()) <= MOST


def test_a_practice_costs_the_same_in_each_language_however_far_it_is_there(
    client: Client, commit: Commit, pictures: str
) -> None:
    with commit():
        others = [a_case(f"Other {number}") for number in range(5)]
        links = "".join(f'<p><a linktype="page" id="{page.pk}">O</a></p>' for page in others)
        pages = [
            a_full_case(number, pictures=pictures, context=links, results=links)
            for number in range(len(CODES))
        ]
        for number, page in enumerate(pages):
            a_translation(page, in_language(number, "whole"), **whole(page))
            a_translation(page, in_language(number, "card"), **CARD)
    client.get("/en/practices/")
    client.get(f"/en/practices/{pages[0].slug}/")  # sizes of pictures are made when first asked for
    for number, page in enumerate(pages):
        for kind, most in PRACTICE.items():
            code = in_language(number, kind)
            found, html = cost(client, f"/{code}/practices/{page.slug}/")
            translated = f'<h1 lang="{code}">Przykład' in html
            assert translated == (kind in {"whole", "card"})
            assert html.count("<figcaption>") == 2
            assert f'<a href="/{code}/practices/other-4/">' in html
            assert {kind: found} == expected({kind: most}, code)
    assert max(PRACTICE.values()) <= MOST
