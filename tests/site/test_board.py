"""The result board is filled once; from then on it is the editors'."""

from __future__ import annotations

import pytest

from kb.site.board import fill_board
from kb.site.models import BoardEntry, HomePage
from kb.site.tree import board_slugs
from tests.content import a_case, a_translation

pytestmark = pytest.mark.django_db


def shown() -> list[str]:
    home = HomePage.objects.get(locale__language_code="en")
    return [row.practice.slug for row in home.board.order_by("sort_order")]


def test_the_board_has_the_practices_of_the_file_in_its_order(index: object) -> None:
    for slug in reversed(board_slugs()):
        a_case(slug)
    a_case("Another example")
    assert fill_board() == len(board_slugs())
    assert shown() == board_slugs()


def test_filling_it_again_adds_nothing(index: object) -> None:
    a_case(board_slugs()[0])
    assert fill_board() == fill_board() == 1
    assert shown() == board_slugs()[:1]


def test_practices_that_are_not_there_are_left_out(index: object) -> None:
    _first, second, _third, fourth, *_ = board_slugs()
    for slug in (fourth, second):
        a_case(slug)
    assert fill_board() == 2
    assert shown() == [second, fourth]


def test_a_board_without_any_of_them_is_empty(index: object) -> None:
    a_case()
    assert fill_board() == 0


def test_what_an_editor_took_off_or_put_on_stays_so(index: object) -> None:
    for slug in board_slugs():
        a_case(slug)
    mine = a_case("Another example")
    fill_board()
    first, *_ = BoardEntry.objects.order_by("sort_order")
    first.delete()
    BoardEntry.objects.create(home=first.home, practice=mine, sort_order=9)
    assert fill_board() == len(board_slugs())
    assert shown() == [*board_slugs()[1:], mine.slug]


def test_a_board_that_an_editor_emptied_stays_empty(index: object) -> None:
    a_case(board_slugs()[0])
    fill_board()
    BoardEntry.objects.all().delete()
    assert fill_board() == 0


def test_the_version_on_the_board_is_the_one_that_it_is_written_in(index: object) -> None:
    source = a_case(board_slugs()[0], language="pl")
    for code in ("en", "fr"):
        a_translation(source, code, title="A title", summary="A summary.")
    fill_board()
    assert BoardEntry.objects.get().practice == source


def test_a_translation_that_was_chosen_stands_for_its_practice(index: object) -> None:
    source = a_case(board_slugs()[0])
    version = a_translation(source, "pl", title="Lampy", summary="Nowe lampy.")
    home = HomePage.objects.get(locale__language_code="en")
    entry = BoardEntry.objects.create(home=home, practice=version, sort_order=9)
    version.delete()
    assert BoardEntry.objects.get(pk=entry.pk).practice == source
