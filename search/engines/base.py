"""What every engine does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.document import Document
    from search.query import Query
    from search.results import Results


class SearchUnavailable(Exception):
    """The index can't be read or written just now; the message says what to do."""


class Engine(Protocol):
    """Keeps documents and answers queries; several processes read while one writes."""

    name: str

    def search(self, query: Query) -> Results:
        """Answer a query; raises :class:`SearchUnavailable` and nothing else."""
        ...

    def held(self) -> Mapping[str, int]:
        """The version held of each family, by key."""
        ...

    def fingerprints(self) -> Mapping[str, str]:
        """The fingerprint of each document held, by key."""
        ...

    def state(self) -> str:
        """A text that is another after every change of what is held."""
        ...

    def current(self, stamp: str) -> bool:
        """Whether the index exists and was built for this stamp (analysis, thesaurus, database)."""
        ...

    def built_for(self) -> str:
        """The stamp that the present index was built for; empty if there is none to be read."""
        ...

    def worn(self) -> float:
        """The share, 0 to 1, of what is held for nothing; a rebuild makes it 0."""
        ...

    def apply(
        self, documents: Iterable[Document], withdrawn: Mapping[str, int], stamp: str = ""
    ) -> None:
        """Store these documents and forget the withdrawn families, holding their versions.

        All or nothing. A document or withdrawal older than what is held is passed over, so that
        two processes may bring their changes in any order. Raises :class:`SearchUnavailable`, also
        if ``stamp`` is given and the index was meanwhile built for another.
        """
        ...

    def rebuild(self, documents: Iterable[Document], stamp: str) -> None:
        """Build a new index beside the present one and put it in its place.

        A crash leaves the present one. Raises :class:`SearchUnavailable`.
        """
        ...
