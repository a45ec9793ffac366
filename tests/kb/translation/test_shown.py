"""What a reader is shown by Wagtail and wagtail-localize as they come, and what here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.http import HttpResponseNotFound
from django.middleware.locale import LocaleMiddleware
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Page, Site

from kb.core.middleware import PageLanguage
from kb.core.translation.records import record
from kb.site.models import HomePage
from practices.cards import cards
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, step, steps, translations
from tests.kb.translation.plain import ENGLISH, POLISH, SUMMARY, locale

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

pytestmark = [pytest.mark.django_db, pytest.mark.families]

FIRST, SECOND = (f"{n}1111111-1111-4111-8111-111111111111" for n in (1, 2))


def test_until_somebody_synchronises_a_target_is_made_of_what_the_source_was(
    client: Client, index: Any
) -> None:
    link = '<p><a href="https://{}.example/">Lampy</a></p>'
    source = a_case(
        POLISH,
        language="pl",
        summary=SUMMARY,
        since=1998,
        context=link.format("a"),
        results="<p>Wyniki.</p>",
        steps=steps(step("Raz.", 2015, FIRST), step("Dwa.", 2016, SECOND)),
    )
    one, two = (
        block | {"value": {"text": text}}
        for block, text in zip(
            (step("", None, FIRST), step("", None, SECOND)),
            ("<p>One.</p>", "<p>Two.</p>"),
            strict=True,
        )
    )
    page = a_translation(
        source,
        "en",
        title=ENGLISH,
        summary="Lamps were renewed.",
        context=link.format("a").replace("Lampy", "Lamps"),
        results="<p>Results.</p>",
        steps=steps(one, two),
    )
    record(source, [page])
    source.since, source.context, source.results = 1999, link.format("b"), ""
    source.steps = steps(step("Dwa.", 2017, SECOND))
    source.save_revision().publish()

    theirs = translations("en").get().source.get_ephemeral_translated_instance(locale("en"))
    assert "https://a.example/" in theirs.context
    assert theirs.results == "<p>Results.</p>"
    assert [block.value["since"] for block in theirs.steps] == [2015, 2016]

    shown = client.get(f"/en/practices/{source.slug}/").content.decode()
    for now in (ENGLISH, "1999", "https://b.example/", "2017", "Two."):
        assert now in shown, now
    for before in ("1998", "https://a.example/", "2015", "2016", "One.", "Results."):
        assert before not in shown, before


def test_a_language_without_a_home_shows_another_ones(
    client: Client, rf: RequestFactory, index: Any
) -> None:
    HomePage.objects.get(locale__language_code="hr").delete()
    request = rf.get("/hr/")
    with override("hr"):
        found = Site.find_for_request(request).root_page.localized.specific.route(request, [])
        assert found.page.locale.language_code == "en"
        assert Page.serve(found.page, request).status_code == 200

    answer = client.get("/hr/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/")


def test_an_unknown_address_of_the_api_leads_to_a_language(rf: RequestFactory) -> None:
    request, missing = rf.get("/api/nothing"), HttpResponseNotFound()
    theirs = LocaleMiddleware(lambda _request: missing)(request)
    assert (theirs.status_code, theirs["Location"]) == (302, "/en/api/nothing/")

    assert PageLanguage(lambda _request: HttpResponseNotFound())(request).status_code == 404


def test_versions_are_asked_for_one_by_one(index: Any) -> None:
    keys = []
    for number in range(3):
        source = a_case(f"{POLISH} {number}", language="pl")
        a_translation(source, "en", title=f"{ENGLISH} {number}", summary="Lamps.")
        keys.append(source.translation_key)
    sources = list(CaseStudyPage.objects.filter(locale__language_code="pl"))
    with override("en"), CaptureQueriesContext(connection) as theirs:
        assert {page.localized.title for page in sources} == {f"{ENGLISH} {n}" for n in range(3)}
    with CaptureQueriesContext(connection) as one:
        cards(keys[:1], "en")
    with CaptureQueriesContext(connection) as all_of_them:
        titles = {card.title.value for card in cards(keys, "en").values()}
    assert titles == {f"{ENGLISH} {number}" for number in range(3)}
    assert len(theirs) >= len(keys)
    assert len(all_of_them) == len(one)
