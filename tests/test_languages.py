"""Text is in the language that it is marked with, on every page in every language."""

from __future__ import annotations

import pytest

from kb.core.languages import CODES
from practices import facts, texts
from tests.marked import Said, said
from tests.prove.marked import Found, detected, look

ENGLISH = (
    "The town replaced its old street lamps by new ones and saved more than half of the energy."
)
POLISH = (
    "Miasto wymieniło stare lampy uliczne na nowe i zużywa o ponad połowę mniej energii niż dotąd."
)


def page(content: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="pl"><head><title>T</title></head><body>{content}</body></html>'
    )


def faults(content: str) -> list[str]:
    found = Found()
    found.add("/pl/", page(content))
    return found.faults


def test_text_has_the_language_of_the_nearest_lang_block_by_block() -> None:
    content = (
        '<div lang="en"><p>One <b>t</b>wo<br></p>three <span lang="">four</span>five</div>'
        '<script>x</script><svg><title>y</title></svg> <p>sześć &amp; <i lang="fr">sept</i></p>'
    )
    assert list(said(page(content))) == [
        Said("pl", "T"),
        Said("en", "One two"),
        Said("en", "three five"),
        Said("", "four"),
        Said("pl", "sześć &"),
        Said("fr", "sept"),
    ]


def test_a_description_is_text_too() -> None:
    described = '<html lang="pl"><meta name="description" lang="en" content="New lamps"></html>'
    assert list(said(described)) == [Said("en", "New lamps")]


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{ENGLISH}</p>",
        f'<p lang="hr">{POLISH}</p>',
        f'<p lang="">{POLISH}</p>',
        f'<p>{POLISH}</p><ul><li lang="en"><span lang="pl">{ENGLISH}</span></li></ul>',
        f'<meta name="description" content="{ENGLISH}">',
    ],
)
def test_a_block_in_another_language_than_it_says_is_found(content: str) -> None:
    assert len(faults(content)) == 1


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{POLISH}</p>",
        f'<p lang="en">{ENGLISH}</p><p>{POLISH}</p>',
        f'<p>Tak: <q lang="en">{ENGLISH}</q></p>',
        "<p>Eleven words are too few to tell what they are in.</p>",
        "<p>https://example.org/the-town-replaced-its-old-street-lamps-by-new-ones-and-saved-it</p>",
    ],
)
def test_a_block_that_is_rightly_marked_or_short_is_none(content: str) -> None:
    assert faults(content) == []


def test_names_say_nothing_of_the_language_around_them() -> None:
    names = "Nov’Ecoles Paris: ENGIE, Cofely, Caisse des Dépôts et Artelia"
    assert detected(f"the special purpose company {names}") == "en"


@pytest.mark.e2e
def test_every_block_of_every_page_is_in_the_language_that_it_says(site: str) -> None:
    found = look(site)
    practices = sum(bool(texts.languages(slug)) for slug in facts.slugs())
    assert found.pages >= len(CODES) * (practices + 2)
    assert {block.language for block in found.blocks} == set(CODES)
    assert not found.faults, "\n".join(found.faults)
