"""What the engine knows of a thing that can be found: a family with its language versions in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of plain text of one version: the name of the piece, and its words."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """The words of a family that are really in one language: a missing piece isn't borrowed."""

    language: str
    title: str
    summary: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A family as the index stores it.

    ``facets`` maps the code of a facet to the codes that the family carries; ``concepts`` are the
    terms ticked by an editor, as ``"<vocabulary>:<code>"``; ``names`` are proper names in any
    language (places, organisations), found like words of every version; ``published`` is an ISO
    date.
    """

    key: str
    version: int
    type: str
    original_language: str
    versions: tuple[Version, ...]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    published: str = ""

    def codes(self, facet: str) -> tuple[str, ...]:
        """The codes carried for a facet; ``type`` is a facet like any other."""
        return (self.type,) if facet == "type" else self.facets.get(facet, ())

    def fingerprint(self) -> str:
        """Hash of all that can be found; equal for documents that differ in ``version`` only."""
        content = asdict(self)
        del content["version"]
        # ASCII escapes, since a lone surrogate in a text could not be encoded
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def dump(self) -> str:
        """The document as JSON, in ASCII; :meth:`load` reads it back."""
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, dumped: str) -> Document:
        """The document that was dumped; raises ``ValueError`` when it isn't one."""
        try:
            stored = json.loads(dumped)
            for name in ("concepts", "names"):
                stored[name] = tuple(stored[name])
            stored["versions"] = tuple(map(_load_version, stored["versions"]))
            stored["facets"] = {facet: tuple(codes) for facet, codes in stored["facets"].items()}
            return cls(**stored)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("This isn't a document of the search index.") from error


def _load_version(stored: dict[str, Any]) -> Version:
    passages = tuple(Passage(**passage) for passage in stored.pop("passages"))
    return Version(**stored, passages=passages)
