"""The listing, which is also the search: one address for finding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.template.response import TemplateResponse

from kb.core.languages import CODES
from practices.cards import cards
from practices.choices import Chip, Choice, FacetChoices, choices, topics
from practices.facets import LISTED
from practices.found import Found
from practices.question import LAST_PAGE, PAGE_SIZE, Question
from practices.understood import Understood, all_understood
from search.engines.base import SearchUnavailable
from search.index import engine
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from practices.models import LibraryPage
    from search.results import Results


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of results; number 0 and no address for the pages left out between two."""

    number: int
    address: str = ""


class Listing:
    """What was found for a question, as it is shown."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.language = question.language

    @cached_property
    def results(self) -> Results | None:
        """None while the index can't be read."""
        try:
            return engine().search(self.question.query)
        except SearchUnavailable:
            return None

    @cached_property
    def found(self) -> list[Found]:
        """The hits of this page with their cards."""
        if self.results is None:
            return []
        read = cards([UUID(hit.key) for hit in self.results.hits], self.language)
        return [
            Found(hit, read[UUID(hit.key)]) for hit in self.results.hits if UUID(hit.key) in read
        ]

    @property
    def total(self) -> int:
        """Practices found."""
        return self.results.total if self.results else 0

    @property
    def pages(self) -> int:
        """Pages of hits."""
        return min(LAST_PAGE, max(1, -(-self.total // PAGE_SIZE)))

    @cached_property
    def facets(self) -> list[FacetChoices]:
        """Facets that could narrow the result, each with all its values."""
        if self.results is None:
            return []
        counts, chosen = self.results.facets, self.question.chosen
        found = (
            choices(
                listed,
                counts.get(listed.code, {}),
                self._everything.get(listed.code, ()),
                chosen[listed.code],
            )
            for listed in LISTED
        )
        return [facet for facet in found if facet.choices]

    @cached_property
    def _everything(self) -> Mapping[str, Mapping[str, int]]:
        """The values of the whole library, as long as there is an index."""
        return engine().search(parse("", self.language, limit=0)).facets

    @property
    def topics(self) -> list[Choice]:
        """All topics of the library, for whoever found nothing."""
        return topics(self._everything.get("sector", {}))

    @cached_property
    def unnarrowed(self) -> int:
        """How many practices would be found without filters."""
        return engine().search(replace(self.question.query, filters={}, limit=0)).total

    @property
    def first_facets(self) -> list[FacetChoices]:
        """Those that most readers use."""
        return [facet for facet in self.facets if facet.first]

    @property
    def other_facets(self) -> list[FacetChoices]:
        """Those that wait behind "More filters"."""
        return [facet for facet in self.facets if not facet.first]

    @property
    def is_narrowed_by_others(self) -> bool:
        """Whether what waits must be open, since something in it is chosen."""
        return any(facet.chosen for facet in self.other_facets)

    @property
    def understood(self) -> list[Understood]:
        """What the reader's words were understood as."""
        concepts = self.results.understood.concepts if self.results else ()
        return all_understood(concepts, self.language)

    @property
    def chips(self) -> list[Chip]:
        """Chosen filters."""
        return [
            Chip(
                listed.code,
                str(listed.title),
                listed.label(value),
                self.question.address(without=(listed.code, value)),
                language=value if listed.code == "language" else "",
            )
            for listed in LISTED
            for value in self.question.chosen[listed.code]
        ]

    @property
    def next_page(self) -> str:
        """The address of the next page; empty on the last one."""
        page = self.question.page
        return self.question.address(page=page + 1) if page < self.pages else ""

    @property
    def previous_page(self) -> str:
        """The address of the page before; empty on the first one."""
        page = self.question.page
        return self.question.address(page=min(page - 1, self.pages)) if page > 1 else ""

    @property
    def near_pages(self) -> list[PageLink]:
        """The first page, the last one, and those around the present one."""
        here = self.question.page
        near = {1, self.pages, *range(max(1, here - 1), min(self.pages, here + 1) + 1)}
        found: list[PageLink] = []
        for number in sorted(near):
            if found and number > found[-1].number + 1:
                found.append(PageLink(0))
            found.append(PageLink(number, self.question.address(page=number)))
        return found

    @property
    def countries(self) -> int:
        """Countries that the practices found come from."""
        counts = self.results.facets.get("country", {}) if self.results else {}
        return len(counts.keys() & set(self.question.chosen["country"] or counts))


def listing_page(request: HttpRequest, page: LibraryPage) -> TemplateResponse:
    """``/<language>/practices/``."""
    language = str(page.locale.language_code)
    listing = Listing(Question(request.GET, language))
    context = {
        "page": page,
        "listing": listing,
        "language": language,
        "alternates": CODES,
        "robots": "noindex" if request.GET else "",
    }
    status = 200 if listing.results is not None else 503
    return TemplateResponse(request, "practices/listing.html", context, status=status)
