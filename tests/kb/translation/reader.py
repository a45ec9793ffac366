"""What a reader is shown: the words of a page that say which language they are in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from bs4 import Tag
    from django.test import Client

    from practices.models import CaseStudyPage

#: ``Title-pl``: a name, and the language that it is written in; an address has small letters.
WORD = re.compile(r"\b([A-Z][a-z]+)-([a-z]{2})\b")


class Word(NamedTuple):
    """A word of a page: its own language, and the one that the page says."""

    name: str
    language: str
    said: str


class Shown(NamedTuple):
    """A page as a reader of one language has it."""

    html: BeautifulSoup
    words: list[Word]

    @property
    def languages(self) -> dict[str, str]:
        """Of each word; fails where one is in two, or in another than the page says."""
        found: dict[str, str] = {}
        for word in self.words:
            assert word.said == word.language, word
            assert found.setdefault(word.name, word.language) == word.language, word
        return found

    def texts(self, selector: str) -> list[str]:
        """What stands in the elements that are selected."""
        return [" ".join(element.get_text().split()) for element in self.html.select(selector)]


def word(name: str, language: str) -> str:
    """One that nobody could take for another language's."""
    return f"{name.capitalize()}-{language}"


def shown(client: Client, language: str, page: CaseStudyPage, *names: str) -> Shown:
    """The page of a practice under a language, with the words of these names in its order."""
    answer = client.get(f"/{language}/practices/{page.slug}/")
    assert answer.status_code == 200
    html = BeautifulSoup(answer.content.decode(), "html.parser")
    words = [
        Word(name.lower(), language, _said(element))
        for element, text in _texts(html)
        for name, language in WORD.findall(text)
        if name.lower() in names
    ]
    return Shown(html, list(dict.fromkeys(words)))


def _texts(html: BeautifulSoup) -> list[tuple[Tag, str]]:
    """All texts with the element that they stand in, and the description for search engines."""
    found = [(text.parent, str(text)) for text in html.find_all(string=True) if text.parent]
    metas = html.select('meta[name="description"]')
    return [*found, *((meta, str(meta["content"])) for meta in metas)]


def _said(element: Tag) -> str:
    return next(str(each["lang"]) for each in (element, *element.parents) if each.get("lang"))
