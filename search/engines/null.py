"""No search: for where it is switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.results import Results

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.document import Document
    from search.query import Query


class NullEngine:
    """Holds nothing and finds nothing."""

    name = "null"

    def search(self, query: Query) -> Results:
        """Nothing, whatever is asked."""
        return Results(total=0, hits=())

    def held(self) -> Mapping[str, int]:
        """Nothing."""
        return {}

    def fingerprints(self) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def state(self) -> str:
        """Always the same."""
        return ""

    def current(self, stamp: str) -> bool:
        """Always: there is nothing to rebuild."""
        return True

    def built_for(self) -> str:
        """Nothing."""
        return ""

    def worn(self) -> float:
        """Never."""
        return 0.0

    def apply(
        self, documents: Iterable[Document], withdrawn: Mapping[str, int], stamp: str = ""
    ) -> None:
        """Do nothing; the documents aren't even made."""

    def rebuild(self, documents: Iterable[Document], stamp: str) -> None:
        """Do nothing; the documents aren't even made."""
