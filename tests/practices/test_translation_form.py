"""The form of a translation has its words; all else is the source's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, rich_text

from practices.models import CaseStudyPage
from tests.content import a_case, a_place, a_translation, an_organisation
from tests.practices.editing import SOURCE, edit, form, signed_in, whole
from tests.practices.test_found_after_a_change import found

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"

WORDS = {"title": "Zebry", "summary": "Streszczenie.", "context": "<p>Stare lampy.</p>"}


@pytest.fixture
def translation(commit: Commit) -> CaseStudyPage:
    with commit():
        return a_translation(a_case(), "pl", **WORDS)


def words() -> dict[str, Any]:
    """What the browser sends of a translation that nobody touched."""
    data = form(**(WORDS | {"context": rich_text(WORDS["context"])}))
    rows = ("places", "sources", "figures", "organisations")
    return {
        name: value
        for name, value in data.items()
        if not name.startswith(rows) and name not in {"provenance", "keywords"}
    }


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "publish"])
def test_a_translation_is_saved_and_published_unchanged(
    client: Client, translation: CaseStudyPage, commit: Commit, action: dict[str, str]
) -> None:
    with commit():
        answer = edit(signed_in(client), translation, words() | action)
    assert answer.status_code == 302
    page = CaseStudyPage.objects.get(pk=translation.pk)
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "Zebry", not action)
    assert found("zebry", "pl") == [page.slug]


def test_all_but_words_is_not_stored_in_a_translation(
    client: Client, translation: CaseStudyPage
) -> None:
    figure = {
        "indicator": "investment",
        "value": "5000",
        "bound": "exactly",
        "standing": "achieved",
        "method": "not-stated",
        "source_key": "s1",
        "as_stated": "EUR 5,000",
    }
    forged = whole(
        a_place(),
        barrier=["financial"],
        keywords="forged",
        since="2001",
        until="2002",
        status="completed",
        outcome="success",
        origin="own",
        sources=inline_formset([SOURCE]),
        figures=inline_formset([figure]),
        organisations=inline_formset([{"organisation": an_organisation().pk}]),
    )
    assert edit(signed_in(client), translation, forged | words() | {"action-publish": "1"})
    page = CaseStudyPage.objects.get(pk=translation.pk)
    assert page.get_latest_revision() != translation.get_latest_revision()
    rows = (page.places, page.sources, page.figures, page.organisations, page.tagged_items)
    assert [list(each.all()) for each in (*rows, page.keyword_items)] == [[]] * 6
    assert (page.since, page.until) == (None, None)
    assert {page.status, page.outcome, page.origin, page.provenance} == {""}


def test_the_form_of_a_translation_shows_no_more_than_its_words(
    client: Client, translation: CaseStudyPage
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[translation.pk])
    answer = signed_in(client).get(address).content.decode()
    for name in ("title", "summary", "context", "go_live_at"):
        assert f'name="{name}"' in answer
    for name in ("sector", "phase", "area", "since", "status", "keywords", "provenance"):
        assert f'name="{name}"' not in answer
    for rows in ("places", "sources", "figures", "organisations"):
        assert f"{rows}-TOTAL_FORMS" not in answer


def test_the_form_of_a_source_shows_all(client: Client, index: object) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[a_case().pk])
    answer = signed_in(client).get(address).content.decode()
    for name in ("title", "sector", "phase", "keywords", "places-TOTAL_FORMS", "go_live_at"):
        assert f'name="{name}"' in answer


def test_a_translation_needs_its_card(client: Client, translation: CaseStudyPage) -> None:
    data = words() | {"summary": "", "action-publish": "1"}
    answer = edit(signed_in(client), translation, data)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"summary"}


def test_the_revisions_of_a_translation_are_compared(
    client: Client, translation: CaseStudyPage
) -> None:
    editor = signed_in(client)
    edit(editor, translation, words())
    address = reverse(
        "wagtailadmin_pages:revisions_compare", args=[translation.pk, "earliest", "latest"]
    )
    assert editor.get(address).status_code == 200
