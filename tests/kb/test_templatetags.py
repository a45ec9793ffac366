from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from kb.core.languages import CODES, LANGUAGES
from kb.core.templatetags.kb import by_code, language_name, subscript


def render(template: str, **context: object) -> str:
    return Template("{% load kb practices %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("reader", "name"),
    [("en", "Croatian"), ("pl", "chorwacki"), ("fr", "croate"), ("el", "Κροατικά")],
)
def test_a_language_is_named_in_the_readers_language(reader: str, name: str) -> None:
    with override(reader):
        assert render("{{ code|language_name }}", code="hr") == name


def test_every_language_of_the_library_has_a_name_for_every_reader() -> None:
    for reader in CODES:
        with override(reader):
            names = [language_name(code) for code in CODES]
        assert len(set(names)) == len(CODES)
        assert not set(names) & set(CODES)


def test_an_unknown_language_keeps_its_code() -> None:
    with override("en"):
        assert language_name("qqq") == "qqq"


def test_a_row_is_found_by_its_code() -> None:
    found = by_code(LANGUAGES, "el")
    assert found is not None
    assert found.own_name == "Ελληνικά"


@pytest.mark.parametrize("rows", [None, "", LANGUAGES])
def test_without_such_a_row_there_is_none(rows: tuple[()] | None) -> None:
    assert by_code(rows, "xx") is None


@pytest.mark.parametrize(
    ("reader", "number"), [("en", "20,000"), ("pl", "20\u00a0000"), ("it", "20.000")]
)
def test_whole_numbers_are_written_as_the_reader_writes_them(reader: str, number: str) -> None:
    with override(reader):
        assert render("{{ n|whole }}", n=20000) == number


@pytest.mark.parametrize(
    ("step", "years"),
    [
        ({"since": 2015, "until": None}, "2015"),
        ({"since": 2015, "until": 2020}, "2015–2020"),
        ({"since": 2015, "until": 2015}, "2015"),
        ({"since": None, "until": None}, ""),
    ],
)
def test_a_step_says_its_years(step: dict[str, int | None], years: str) -> None:
    assert render("{{ step|step_years }}", step=step) == years


@pytest.mark.parametrize(
    ("piece", "title"),
    [
        ("obstacles", "What went wrong"),
        ("steps.0f3c", "What was done"),
        ("key_facts.0f3c", "Key figures"),
        ("summary", "Summary"),
        ("pictures.0f3c", ""),
        ("<b>", ""),
    ],
)
def test_a_passage_says_in_which_section_it_stands(piece: str, title: str) -> None:
    with override("en"):
        assert render("{{ piece|piece_title }}", piece=piece) == title


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 t CO2 < 2 t CO2", "1 t CO<sub>2</sub> &lt; 2 t CO<sub>2</sub>"),
        (mark_safe('<a href="/CO2">CO2</a>'), '<a href="/CO2">CO<sub>2</sub></a>'),
    ],
)
def test_the_2_of_co2_is_set_low_but_in_no_address(text: str, shown: str) -> None:
    assert subscript(text) == shown
