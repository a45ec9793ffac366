"""A version stays among the pages of its language, and what all hangs in stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Locale, Page

from kb.core.accounts import EDITORS
from kb.core.rights import FamilyRights, FixedRights, rights
from kb.site.models import HomePage
from practices.models import LibraryPage
from tests.content import a_case, library

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.families]


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("administrator")


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def another_library(language: str) -> LibraryPage:
    """A second place below which case studies may stand."""
    page = LibraryPage(
        title="Other", slug="other", locale=Locale.objects.get(language_code=language)
    )
    HomePage.objects.get(locale__language_code=language).add_child(instance=page)
    return page


def test_a_version_is_moved_and_copied_within_its_language_only(
    index: object, administrator: User
) -> None:
    allowed = rights(administrator, a_case())
    for language, may in (("en", True), ("pl", False)):
        there = another_library(language)
        assert allowed.can_move_to(there) is may
        assert allowed.can_copy_to(there) is may
        assert allowed.can_copy_to(there, recursive=True) is False


def test_a_version_goes_nowhere_that_wagtail_refuses(index: object, administrator: User) -> None:
    allowed = rights(administrator, a_case())
    home = HomePage.objects.get(locale__language_code="en")
    assert allowed.can_move_to(home) is False
    assert allowed.can_copy_to(home) is False


def test_what_somebody_has_locked_is_not_deleted(index: object, editor: User) -> None:
    page = a_case()
    page.locked = True
    assert rights(editor, page).can_delete() is False


def test_an_unlocked_page_is_deleted_by_who_may(
    index: object, administrator: User, editor: User
) -> None:
    page = a_case()
    assert rights(administrator, page).can_delete() is True
    assert rights(User.objects.create_user("reader"), page).can_delete() is False


@pytest.mark.parametrize(
    "fixed", [library, lambda: HomePage.objects.get(locale__language_code="en")]
)
def test_what_everything_hangs_in_stays_where_it_is(
    administrator: User, fixed: Callable[[], Page]
) -> None:
    allowed = rights(administrator, fixed())
    assert type(allowed) is FixedRights
    refused = [
        allowed.can_delete(),
        allowed.can_delete(ignore_bulk=True),
        allowed.can_unpublish(),
        allowed.can_move(),
        allowed.can_copy(),
        allowed.can_copy_to(HomePage.objects.get(locale__language_code="en")),
    ]
    assert refused == [False] * 6


def test_only_an_administrator_edits_what_everything_hangs_in(
    administrator: User, editor: User
) -> None:
    assert rights(administrator, library()).can_edit() is True
    assert rights(editor, library()).can_edit() is False


def test_any_other_page_has_the_rights_of_a_family(index: object, administrator: User) -> None:
    assert type(rights(administrator, a_case())) is FamilyRights
    assert type(rights(administrator, Page())) is FamilyRights
