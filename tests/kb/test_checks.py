"""The checks of pages in families find what they are for, and are silent otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from kb.core import checks
from kb.core.pages import FamilyPage
from kb.core.pieces import PieceBlock


def a_page(**fields: Any) -> type[FamilyPage]:
    """A kind of page that has these fields and attributes."""
    values = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "core"})}
    return type("ExamplePage", (FamilyPage, Page), values | fields)


def a_stream(**children: blocks.Block) -> StreamField:
    return StreamField([("note", NoteBlock(list(children.items())))], blank=True)


def found(**fields: Any) -> list[tuple[str, str]]:
    with isolate_apps("kb.core", "wagtail", "django.contrib.contenttypes"):
        page = a_page(**fields)
        return [(str(error.id), error.msg) for error in checks.check(page)]


class NoteBlock(PieceBlock):
    words = ("text",)
    codes = ("key",)

    text = blocks.TextBlock()
    key = blocks.CharBlock()
    year = blocks.IntegerBlock()
    kind = blocks.ChoiceBlock(choices=[("a", "A")])


def test_the_pages_of_the_library_keep_the_conventions() -> None:
    assert checks.family_pages(None) == []


def test_every_page_of_a_family_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    from practices.models import CaseStudyPage

    pieces = tuple(name for name in CaseStudyPage.pieces if name != "summary")
    monkeypatch.setattr(CaseStudyPage, "pieces", pieces)
    (error,) = checks.family_pages(None)
    assert error.id == "kb.E002"
    assert "practices.CaseStudyPage.summary" in error.msg


def test_a_page_without_faults_is_left_alone() -> None:
    assert (
        found(
            pieces=("title", "lead", "notes"),
            codes=("reference",),
            lead=models.TextField(blank=True),
            notes=a_stream(),
            reference=models.CharField(max_length=20),
            colour=models.CharField(max_length=20, choices=[("red", "red")]),
            year=models.IntegerField(null=True),
        )
        == []
    )


def test_a_many_to_many_is_lost_in_translations() -> None:
    ((code, message),) = found(others=models.ManyToManyField("wagtailcore.Site"))
    assert code == "kb.E001"
    assert "ExamplePage.others" in message


@pytest.mark.parametrize(
    "field",
    [
        models.CharField(max_length=20),
        models.SlugField(),
        models.TextField(),
        StreamField([("note", NoteBlock())]),
    ],
    ids=lambda field: type(field).__name__,
)
def test_text_is_words_or_a_code(field: models.Field[Any, Any]) -> None:
    ((code, message),) = found(example=field)
    assert code == "kb.E002"
    assert "ExamplePage.example" in message
    assert found(example=field.clone(), codes=("example",)) == []


def test_a_piece_may_be_missing_in_a_translation() -> None:
    ((code, message),) = found(pieces=("title", "lead"), lead=models.CharField(max_length=20))
    assert code == "kb.E003"
    assert "ExamplePage.lead" in message


@pytest.mark.parametrize(
    "child",
    [
        blocks.ListBlock(blocks.CharBlock()),
        blocks.StreamBlock([("text", blocks.CharBlock())]),
        blocks.StructBlock([("text", blocks.CharBlock())]),
        blocks.CharBlock(),
        blocks.TextBlock(),
        blocks.RichTextBlock(),
    ],
    ids=lambda child: type(child).__name__,
)
def test_a_block_holds_words_codes_and_nothing_nested(child: blocks.Block) -> None:
    ((code, message),) = found(pieces=("title", "notes"), notes=a_stream(more=child))
    assert code == "kb.E004"
    assert "more" in message


def test_a_stream_of_words_is_made_of_pieces() -> None:
    stream = StreamField([("text", blocks.TextBlock())], blank=True)
    ((code, message),) = found(pieces=("title", "notes"), notes=stream)
    assert code == "kb.E004"
    assert "text is no piece" in message


def test_a_block_has_the_words_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NoteBlock, "words", ("text", "caption"))
    ((code, message),) = found(pieces=("title", "notes"), notes=a_stream())
    assert code == "kb.E004"
    assert "caption" in message
