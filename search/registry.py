"""What there is to be found: the content tells the engine, which knows none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

    from search.document import Document
    from search.facets import Facet


class Documents(Protocol):
    """Makes the documents of a kind of content.

    ``number`` is raised with any change to what the documents hold, since what was made before
    must be made anew.
    """

    number: int

    def of(self, keys: Collection[UUID] | None) -> Iterator[Document]:
        """The documents of these families, or of all; a family that no reader may see gives none.

        A document's key is the hexadecimal form of the family's key, its version the family's,
        read no later than its content.
        """
        ...


_sources: list[Documents] = []
_facets: list[Facet] = []


def register(source: Documents, facets: Collection[Facet] = ()) -> None:
    """Add a kind of content, and the facets that it is narrowed by."""
    _sources.append(source)
    _facets.extend(facet for facet in facets if facet not in _facets)


def facets() -> tuple[Facet, ...]:
    """All facets, each once."""
    return tuple(_facets)


def numbers() -> tuple[int, ...]:
    """The numbers of all kinds of content."""
    return tuple(source.number for source in _sources)


def documents(keys: Collection[UUID] | None = None) -> Iterator[Document]:
    """The documents of all kinds of content."""
    for source in _sources:
        yield from source.of(keys)
