"""Where search is switched off nothing is kept and nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.null import NullEngine
from tests.search.engine_contract import search
from tests.search.examples import library

if TYPE_CHECKING:
    from search.engines.base import Engine


def test_nothing_is_kept_and_nothing_found() -> None:
    engine: Engine = NullEngine()
    engine.rebuild(library(), "stamp")
    engine.apply(library(), {"lamps": 2})
    assert search(engine, "").total == 0
    assert (engine.held(), engine.fingerprints()) == ({}, {})
    assert engine.current("any stamp")
    assert (engine.state(), engine.built_for(), engine.worn()) == ("", "", 0)
