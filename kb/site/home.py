"""What the home page shows of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kb.core.terms import label, within
from practices.cards import cards
from practices.choices import topics
from practices.models import Figure
from practices.road import road
from search.engines.base import SearchUnavailable
from search.index import engine
from search.query import parse
from search.results import Results

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What the search box understands, as whoever comes for the first time may try: each is found in
#: all languages.
EXAMPLES = ("sector:public-lighting", "concept:district-heating", "concept:school-buildings")
#: New practices on the home page: two rows of three.
NEW = 6


def home_context(language: str, board: Sequence[UUID]) -> dict[str, Any]:
    """The result board, the newest practices, how many there are, and the ways to them.

    While the index is away only the board is left.
    """
    try:
        results = engine().search(parse("", language, sort="newest", limit=NEW))
    except SearchUnavailable:
        results = Results(0, ())
    newest = [UUID(hit.key) for hit in results.hits]
    found = cards(list({*board, *newest}), language)
    return {
        "examples": [within(label(term)) for term in EXAMPLES],
        "board": [found[key] for key in board if key in found and found[key].headline],
        "practices": [found[key] for key in newest if key in found],
        "total": results.total,
        "countries": len(results.facets.get("country", {})),
        "figures": Figure.objects.filter(page__live=True).count(),
        "topics": topics(results.facets.get("sector", {})),
        "road": road(counts=results.facets.get("phase", {})),
    }
