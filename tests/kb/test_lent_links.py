"""A translated text has the links that its source has now."""

from __future__ import annotations

import pytest

from kb.core.lent_links import with_links_of

A, B, C = (f'<a href="https://{name}.example/?x=1&amp;y=2">' for name in "abc")
PAGE, OTHER = '<a linktype="page" id="5">', '<a linktype="page" id="6">'


@pytest.mark.parametrize(
    ("source", "text", "shown"),
    [
        ("old lamps", "stare lampy", "stare lampy"),
        (f"{A}old</a> lamps", f"{A}stare</a> lampy", f"{A}stare</a> lampy"),
        (f"{B}old</a> lamps", f"{A}stare</a> lampy", f"{B}stare</a> lampy"),
        (f"{OTHER}old</a> lamps", f"{PAGE}stare</a> lampy", f"{OTHER}stare</a> lampy"),
        ("old lamps", f"{A}stare</a> lampy", "<a>stare</a> lampy"),
        (f"{A}old</a> {B}lamps</a>", f"{B}lampy</a> {A}stare</a>", f"{B}lampy</a> {A}stare</a>"),
        (f"{A}old</a> {C}lamps</a>", f"{B}lampy</a> {A}stare</a>", f"{C}lampy</a> {A}stare</a>"),
        (f"{C}old</a> {A}lamps</a>", f"{A}stare</a> {B}lampy</a>", f"{A}stare</a> {C}lampy</a>"),
        (f"{B}old</a> {C}lamps</a>", f"{A}stare</a> {A}lampy</a>", f"{B}stare</a> {C}lampy</a>"),
        (f"{A}old</a> lamps", f"{A}stare</a> {A}lampy</a>", f"{A}stare</a> <a>lampy</a>"),
        (f"{A}old</a> {B}lamps</a>", f"{A}stare</a> lampy", f"{A}stare</a> lampy"),
        ("<abbr>CO2</abbr>", "<abbr>CO2</abbr>", "<abbr>CO2</abbr>"),
    ],
)
def test_a_link_that_changed_takes_the_place_of_the_one_before(
    source: str, text: str, shown: str
) -> None:
    assert with_links_of(source, text) == shown


def test_the_same_link_to_a_page_is_known_however_it_is_written() -> None:
    other_way = '<a id="5" linktype="page">'
    assert with_links_of(f"{PAGE}x</a> {B}y</a>", f"{A}y</a> {other_way}x</a>") == (
        f"{B}y</a> {other_way}x</a>"
    )
