"""Writes an index again and again until it is killed: ``python -m tests.search.crashing``.

Says on standard output which round is stored. A round puts its number into every family.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from search.engines.embedded import EmbeddedEngine
from tests.search.engine_contract import STAMP
from tests.search.examples import FACETS, THESAURUS, library, version

if TYPE_CHECKING:
    from search.document import Document

#: Enough that a moment within a transaction is hit.
COPIES = 10


def of_round(number: int) -> list[Document]:
    """The library of a round, every family of which says its number."""
    families = library()
    title = version("en", f"round{number} everywhere", f"lamps {'filling ' * 50}")
    return [
        replace(each, key=f"{each.key}-{copy}", version=number, versions=(title, *each.versions))
        for each in families
        for copy in range(COPIES)
    ]


def opened(folder: Path) -> EmbeddedEngine:
    """The engine of a folder."""
    return EmbeddedEngine(folder, lambda: THESAURUS, FACETS)


def generations(folder: Path) -> set[str]:
    """The names of the generations in a folder, current or not."""
    return {path.name for path in folder.glob("generation-*")}


def write(folder: Path, how: str, first: int) -> None:
    """Write rounds from ``first`` on, for ever."""
    engine = opened(folder)
    for number in count(first):
        if how == "apply":
            engine.apply(of_round(number), {})
        else:
            engine.rebuild(of_round(number), STAMP)
        print(number, flush=True)  # noqa: T201 -- the test reads it


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
