"""The index that the settings name, and what it must have been built for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from kb.core.languages import CODES
from kb.core.stamp import Stamp
from search import registry, thesaurus
from search.analysis import ANALYSIS

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.base import Engine


@lru_cache(maxsize=4)  # tests use a folder each
def _engine(name: str, folder: Path) -> Engine:
    if name == "null":
        from search.engines.null import NullEngine

        return NullEngine()
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(folder, thesaurus.present, registry.facets())


def engine() -> Engine:
    """The engine that the settings name."""
    return _engine(settings.SEARCH_ENGINE, settings.SEARCH_FOLDER)


def stamp() -> str:
    """What an index must have been built for.

    That is analysis, documents, facets, languages, database, and last the thesaurus.
    """
    facets = (facet.code for facet in registry.facets())
    made_for = (ANALYSIS, *registry.numbers(), *facets, *CODES, Stamp.present())
    return ".".join(map(str, made_for))


def differs_only_by_thesaurus(built_for: str) -> bool:
    """Whether an index of this stamp knows all but the latest labels."""
    return built_for.rpartition(".")[0] == stamp().rpartition(".")[0]
