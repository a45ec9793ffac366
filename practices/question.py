"""What a reader asks of the listing: the parameters of its address, and back to an address."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from practices.facets import LISTED, Listed
from search.query import Query, clean, parse

if TYPE_CHECKING:
    from django.http import QueryDict

PAGE_SIZE = 20
#: The last page that an address may ask for: nobody reads on, and a number without end is an
#: attack.
LAST_PAGE = 500
#: Digits of a page that are read.
MOST_DIGITS = 9
SORTS = ("relevance", "newest")
#: From an address with parameters to the same without; "?" would leave a question mark.
UNASKED = "."


class Question:
    """Words, chosen filters, order and page; whatever else stands in an address is left out."""

    def __init__(self, asked: QueryDict, language: str) -> None:
        self.language = language
        self.text = clean(asked.get("q", ""))
        self.page = _page(asked.get("page", ""))
        sort = asked.get("sort", "")
        self.sort = sort if sort in SORTS else SORTS[0]
        self.exact = asked.get("exact") == "1"
        self.chosen = {listed.code: _known(listed, asked) for listed in LISTED}

    @cached_property
    def query(self) -> Query:
        """The question as the engine reads it."""
        return parse(
            self.text,
            self.language,
            filters={code: values for code, values in self.chosen.items() if values},
            sort=self.sort,
            offset=(self.page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
            exact=self.exact,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether there is any filter to take back."""
        return any(self.chosen.values())

    def address(
        self, *, page: int = 1, without: tuple[str, str] = ("", ""), exact: bool | None = None
    ) -> str:
        """The parameters of this question with something changed, always in the same order."""
        exactly = self.exact if exact is None else exact
        pairs = [("q", self.text)] if self.text else []
        pairs += [
            (code, value)
            for code, values in self.chosen.items()
            for value in values
            if (code, value) != without
        ]
        pairs += [("sort", self.sort)] if self.sort != SORTS[0] else []
        pairs += [("exact", "1")] if exactly else []
        pairs += [("page", str(page))] if page > 1 else []
        return "?" + urlencode(pairs, errors="replace") if pairs else UNASKED

    @property
    def exactly(self) -> str:
        """The same, only by the words as they were typed."""
        return self.address(exact=True)

    @property
    def in_all_languages(self) -> str:
        """The same, by what the words mean."""
        return self.address(exact=False)

    @property
    def without_filters(self) -> str:
        """The same words, nothing narrowed."""
        return "?" + urlencode({"q": self.text}, errors="replace") if self.text else UNASKED


def _page(text: str) -> int:
    """A page from 1 to the last one that may be asked for; what is no number is page 1."""
    plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return min(max(int(text), 1), LAST_PAGE) if plain else 1


def _known(listed: Listed, asked: QueryDict) -> tuple[str, ...]:
    """The values of an address that this facet knows, each once; others can't narrow anything."""
    return tuple(
        dict.fromkeys(value for value in asked.getlist(listed.code) if listed.knows(value))
    )
