"""A family's version rises with every change, and never for one that was taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from kb.core.family import Family
from tests.content import a_case, a_translation, library

pytestmark = [pytest.mark.django_db, pytest.mark.families]


def version(page: object) -> int:
    return Family.objects.get(key=page.translation_key).version  # type: ignore[attr-defined]


def test_publishing_raises_the_version(index: object) -> None:
    page = a_case()
    before = version(page)
    page.save_revision().publish()
    assert version(page) > before


def test_a_change_of_a_translation_raises_its_family(index: object) -> None:
    page = a_case()
    before = version(page)
    a_translation(page, "pl", title="P", summary="S.")
    assert version(page) > before


def test_bookkeeping_raises_nothing(index: object) -> None:
    page = a_case()
    before = version(page)
    page.save(update_fields=["has_unpublished_changes"])
    assert version(page) == before


def test_a_page_above_that_goes_raises_all_below(index: object) -> None:
    one, two, polish = a_case("One"), a_case("Two"), a_case("Trzy", language="pl")
    before = [version(page) for page in (one, two, polish)]
    library("en").delete()
    after = [version(page) for page in (one, two, polish)]
    assert (after[0] > before[0], after[1] > before[1], after[2] == before[2]) == (True,) * 3


def test_a_rolled_back_change_raises_nothing(index: object) -> None:
    page = a_case()
    before = version(page)

    with transaction.atomic():
        page.save_revision().publish()
        transaction.set_rollback(True)
    assert version(page) == before


def test_a_deleted_practice_keeps_its_row(index: object) -> None:
    page = a_case()
    before = version(page)
    page.delete()
    assert version(page) > before


def test_a_reserved_address_stays_reserved(index: object) -> None:
    a_case("Same title").delete()
    assert a_case("Same title").slug == "same-title-2"


def test_the_first_language_is_the_source(index: object) -> None:
    page = a_case("Po polsku", language="pl")
    translation = a_translation(page, "en", title="In English", summary="S.")
    assert page.is_source
    assert not translation.is_source


def test_an_alias_is_refused(index: object) -> None:
    page = a_case()
    with pytest.raises(ValidationError):
        page.create_alias(parent=library("pl"), update_slug="alias")


def test_a_copy_is_a_family_of_its_own(index: object) -> None:
    page = a_case("Same title")
    copy = page.copy(update_attrs={"slug": "copied", "title": "Copied"}, keep_live=False)
    assert copy.translation_key != page.translation_key
    assert copy.is_source
    assert copy.slug == "copied"
