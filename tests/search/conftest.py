"""The embedded engine in a folder of its own, with the example library in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.search.crashing import opened
from tests.search.engine_contract import STAMP
from tests.search.examples import library

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.embedded import EmbeddedEngine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def full(folder: Path) -> EmbeddedEngine:
    engine = opened(folder)
    engine.rebuild(library(), STAMP)
    return engine
