"""What the home page shows of the library."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from practices.cards import cards
from search.engines.base import SearchUnavailable
from search.indexing import engine
from search.query import parse

#: New practices on the home page: two rows of three.
NEW = 6


def home_context(language: str) -> dict[str, Any]:
    """The newest practices, how many there are, and from how many countries.

    Nothing while the index is away.
    """
    try:
        results = engine().search(parse("", language, sort="newest", limit=NEW))
    except SearchUnavailable:
        return {"practices": [], "total": 0, "countries": 0}
    found = cards([UUID(hit.key) for hit in results.hits], language)
    return {
        "practices": [found[UUID(hit.key)] for hit in results.hits if UUID(hit.key) in found],
        "total": results.total,
        "countries": len(results.facets.get("country", {})),
    }
