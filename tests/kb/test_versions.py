"""Which versions of a family visitors may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from kb.core.versions import live_versions
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.families]
CARD = {"title": "A title", "summary": "A summary."}


def languages(page: CaseStudyPage, *wanted: str) -> list[str]:
    """Those of the versions that are seen; asked for all of them if none is named."""
    found = live_versions(CaseStudyPage, [page.translation_key], wanted or None)
    return sorted(row.locale.language_code for row in found[page.translation_key].rows)


def test_a_family_has_its_source_and_its_live_versions(index: object) -> None:
    page = a_case(language="pl")
    a_translation(page, "en", **CARD)
    a_translation(page, "fr", **CARD).unpublish()
    (found,) = live_versions(CaseStudyPage, [page.translation_key]).values()
    assert found.source == page
    assert found.family == page.family
    assert languages(page) == ["en", "pl"]


def test_versions_without_a_live_source_are_not_seen(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", **CARD)
    page.unpublish()
    assert live_versions(CaseStudyPage, [page.translation_key]) == {}


def test_a_draft_and_an_unknown_family_are_not_seen(index: object) -> None:
    draft = a_case(live=False)
    assert live_versions(CaseStudyPage, [draft.translation_key, uuid4()]) == {}


def test_an_alias_is_no_version(index: object) -> None:
    page = a_case()
    translation = a_translation(page, "pl", **CARD)
    CaseStudyPage.objects.filter(pk=translation.pk).update(alias_of=page)
    assert languages(page) == ["en"]


def test_a_source_that_is_an_alias_shows_nothing(index: object) -> None:
    page, other = a_case(), a_case("Another example")
    CaseStudyPage.objects.filter(pk=page.pk).update(alias_of=other)
    assert live_versions(CaseStudyPage, [page.translation_key]) == {}


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (("el",), ["el"]),
        (("en",), ["el", "en"]),
        (("fr", "en"), ["el", "en", "fr"]),
        (("it",), ["el"]),
        ((), ["el", "en", "fr"]),
    ],
)
def test_versions_are_those_of_the_languages_asked_for_and_the_source(
    index: object, wanted: tuple[str, ...], seen: list[str]
) -> None:
    page = a_case(language="el")
    for code in ("en", "fr"):
        a_translation(page, code, **CARD)
    assert languages(page, *wanted) == seen


def test_no_language_at_all_leaves_the_source(index: object) -> None:
    page = a_case()
    a_translation(page, "pl", **CARD)
    (found,) = live_versions(CaseStudyPage, [page.translation_key], ()).values()
    assert found.rows == [page]


def test_each_family_has_its_own_versions(index: object) -> None:
    one, two = a_case("One"), a_case("Two")
    polish = a_translation(two, "pl", **CARD)
    found = live_versions(CaseStudyPage, [one.translation_key, two.translation_key])
    assert found[one.translation_key].rows == [one]
    assert set(found[two.translation_key].rows) == {two, polish}


@pytest.mark.parametrize("families", [1, 4])
def test_any_number_of_families_is_read_in_two_queries(
    index: object, django_assert_num_queries: Callable[..., Any], families: int
) -> None:
    pages = [a_case(f"Example {number}") for number in range(families)]
    a_translation(pages[0], "pl", **CARD)
    with django_assert_num_queries(2):
        found = live_versions(CaseStudyPage, [page.translation_key for page in pages])
        codes = [row.locale.language_code for each in found.values() for row in each.rows]
    assert sorted(codes) == ["en"] * families + ["pl"]
