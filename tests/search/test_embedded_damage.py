"""The embedded engine keeps its files whatever happens to a process, and says when it can't."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from array import array
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from search.engines.base import SearchUnavailable
from search.engines.embedded import postings
from search.engines.embedded.generations import Generations
from search.engines.embedded.schema import FILE, TABLES, DamagedIndex
from tests.search.crashing import generations, of_round, opened
from tests.search.engine_contract import STAMP, found, readable, search
from tests.search.examples import document, library, version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.embedded import EmbeddedEngine


#: Times that a writer is killed in each way; the long run asks for more.
KILLS = int(os.environ.get("SEARCH_KILLS", "6"))
#: Moments and places of damage; another seed each time, since more is seen so.
CHANCE = random.SystemRandom()
ROOT = Path(__file__).parents[2]


class TestCrashes:
    @pytest.mark.parametrize("how", ["apply", "rebuild"])
    def test_a_killed_writer_leaves_the_old_state_or_the_new(self, folder: Path, how: str) -> None:
        engine = opened(folder)
        engine.rebuild(of_round(0), STAMP)
        last = 0
        for _ in range(KILLS):
            with writing(folder, how, last + 1) as (child, reported):
                self.read_until(time.monotonic() + CHANCE.uniform(0, 0.3), engine)
                child.kill()
            (held,) = set(engine.held().values())
            assert held >= reported()
            assert engine.current(STAMP)
            assert search(engine, f"round{held}").total == 60
            assert search(engine, f"round{held + 1}").total == 0
            assert len(generations(folder)) <= 3
            last = held
        engine.apply(of_round(last + 1), {})
        engine.rebuild(of_round(last + 2), STAMP)
        assert search(engine, f"round{last + 2}").total == 60
        assert len(generations(folder)) == 2

    def read_until(self, end: float, engine: EmbeddedEngine) -> None:
        """No reader sees an error, or half a state."""
        while time.monotonic() < end:
            assert search(engine, "lamps everywhere", limit=3).total == 60


@contextmanager
def writing(folder: Path, how: str, first: int) -> Iterator[Any]:
    """A process that writes rounds, and the last round that it said it had stored."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.search.crashing", folder, how, str(first)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert child.stdout is not None
    lines = [child.stdout.readline()]
    try:
        yield child, lambda: int([*lines, *rest][-1])
    finally:
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split()
        child.wait()
        child.stdout.close()


class TestDamage:
    def test_without_an_index_the_advice_is_to_build_one(self, folder: Path) -> None:
        engine = opened(folder)
        assert not engine.current(STAMP)
        for attempt in (lambda: search(engine, "x"), engine.held, lambda: engine.apply([], {})):
            with pytest.raises(SearchUnavailable, match="rebuild"):
                attempt()

    def test_without_an_index_nothing_is_told_of_it(self, folder: Path) -> None:
        assert opened(folder).built_for() == ""

    def test_a_missing_file_is_not_current(self, full: EmbeddedEngine, folder: Path) -> None:
        for generation in generations(folder):
            shutil.rmtree(folder / generation)
        fresh = opened(folder)
        assert not fresh.current(STAMP)
        assert not readable(fresh)

    @pytest.mark.parametrize("content", [b"", b"nowhere", b"\xff\x00\n../..", b"x" * 9_999])
    def test_a_broken_pointer_is_not_current(
        self, full: EmbeddedEngine, folder: Path, content: bytes
    ) -> None:
        (folder / "CURRENT").write_bytes(content)
        assert not full.current(STAMP)
        assert not readable(full)
        full.rebuild(library(), STAMP)
        assert len(found(full, "")) == 6

    def test_an_index_of_another_schema_is_not_current(
        self, full: EmbeddedEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.engines.embedded.reader.SCHEMA", 10_000)
        fresh = opened(folder)
        assert not fresh.current(STAMP)
        assert not readable(fresh)

    @pytest.mark.parametrize("size", [0, 1, 100, 4_096, 10_000, 40_000])
    def test_a_cut_file_is_unavailable_then_rebuilt(
        self, full: EmbeddedEngine, folder: Path, size: int
    ) -> None:
        self.damage(folder, lambda content: content[:size])
        fresh = opened(folder)
        assert not readable(fresh)
        assert not fresh.current(STAMP)
        fresh.rebuild(library(), STAMP)
        assert fresh.current(STAMP)
        assert len(found(fresh, "")) == 6

    def test_damage_anywhere_is_never_another_error(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        whole = self.file(folder).read_bytes()
        noticed = 0
        for _ in range(150):
            at = CHANCE.randrange(len(whole))
            noise = CHANCE.randbytes(CHANCE.choice([1, 4, 200]))
            self.damage(
                folder, lambda _, at=at, noise=noise: whole[:at] + noise + whole[at + len(noise) :]
            )
            noticed += not self.everything_works(opened(folder))
        assert noticed

    def test_damage_that_a_query_meets_is_no_longer_current(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        self.damage(
            folder, lambda content: content.replace(b'{"key": "lamps"', b'{"key": "lamps ', 1)
        )
        fresh = opened(folder)
        assert fresh.current(STAMP)
        assert not readable(fresh)
        assert not fresh.current(STAMP)
        assert not full.current(STAMP)

    @pytest.mark.parametrize(
        "change",
        [
            "DROP TABLE posting",
            "DELETE FROM meta WHERE name = 'slots'",
            "UPDATE meta SET value = 'many' WHERE name = 'state'",
            "UPDATE meta SET value = 10 WHERE name = 'slots'",
            "UPDATE family SET first_slot = -1 WHERE key = 'lamps'",
            "UPDATE family SET first_slot = 99 WHERE key = 'lamps'",
            "UPDATE family SET number = -1 WHERE key = 'guide'",
            "UPDATE family SET number = 7 WHERE key = 'guide'",
            "UPDATE family SET facets = '[]' WHERE key = 'guide'",
            "UPDATE family SET facets = '{' WHERE key = 'guide'",
            "UPDATE family SET document = '{}' WHERE key = 'guide'",
            "DELETE FROM family WHERE key = 'street'",
        ],
    )
    def test_what_was_never_written_so_is_damage(
        self, full: EmbeddedEngine, folder: Path, change: str
    ) -> None:
        with closing(sqlite3.connect(self.file(folder))) as connection, connection:
            connection.execute(change)
        fresh = opened(folder)
        with pytest.raises(SearchUnavailable, match="damaged"):
            search(fresh, "lamps plan street")
        assert not fresh.current(STAMP)

    def everything_works(self, engine: EmbeddedEngine) -> bool:
        """Whether nothing was noticed; anything but SearchUnavailable is an error."""
        try:
            for text in ("", "street lighting", '"new lamps"', "lamps -xylophone"):
                search(engine, text, filters={"country": ["HR"]})
            engine.held()
            engine.fingerprints()
            engine.apply([document("new", version("en", "lamps"))], {})
        except SearchUnavailable:
            return False
        return True

    def file(self, folder: Path) -> Path:
        return Generations(folder).current() / FILE

    def damage(self, folder: Path, change: Any) -> None:
        path = self.file(folder)
        content = path.read_bytes()
        for leftover in (path.with_name(f"{FILE}-wal"), path.with_name(f"{FILE}-shm")):
            leftover.unlink(missing_ok=True)
        path.unlink()
        path.write_bytes(change(content))


class TestPostings:
    """Two slots, 3 and 5 of 6, in which a term stands once and twice."""

    GOOD: ClassVar[dict[str, array[Any]]] = {
        "slots": array("i", [3, 5]),
        "counts": array("f", [1, 2]),
        "occurrences": array("i", [1, 2]),
        "places": array("i", [7, 0, 9]),
    }

    def stored(self, **changed: Any) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.executescript(TABLES)
        blobs = [bytes(each) for each in (self.GOOD | changed).values()]
        connection.execute("INSERT INTO posting VALUES ('en:x', ?, ?, ?, ?)", blobs)
        return connection

    def test_what_was_written_is_read(self) -> None:
        (posting,) = postings.read(self.stored(), ["en:x", "en:y"], 6).values()
        assert (posting.slots.tolist(), posting.counts.tolist()) == ([3, 5], [1, 2])
        (places,) = postings.read_places(self.stored(), ["en:x", "en:y"], 6).values()
        assert [(place >> 32, place % 2**32) for place in places.tolist()] == [
            (3, 7),
            (5, 0),
            (5, 9),
        ]
        assert postings.slots_of(places).tolist() == [3, 5]

    def test_the_first_slot_and_the_last_are_slots(self) -> None:
        connection = self.stored(slots=array("i", [0, 5]), occurrences=array("i", [0, 3]))
        assert postings.read(connection, ["en:x"], 6)["en:x"].slots.tolist() == [0, 5]
        places = postings.read_places(connection, ["en:x"], 6)["en:x"]
        assert postings.slots_of(places).tolist() == [5]

    @pytest.mark.parametrize(
        "changed",
        [
            {"slots": array("i", [3, 6])},
            {"slots": array("i", [-1, 5])},
            {"slots": b"123"},
            {"counts": array("f", [1])},
            {"counts": array("f", [1, float("nan")])},
        ],
    )
    def test_what_cannot_have_been_written_is_damage(self, changed: dict[str, Any]) -> None:
        with pytest.raises(DamagedIndex):
            postings.read(self.stored(**changed), ["en:x"], 6)

    @pytest.mark.parametrize(
        "changed",
        [
            {"slots": array("i", [3, 6])},
            {"slots": array("i", [-1, 5])},
            {"occurrences": array("i", [3])},
            {"occurrences": array("i", [1, 1])},
            {"occurrences": array("i", [4, -1])},
            {"places": array("i", [7, 0])},
            {"places": b"123"},
        ],
    )
    def test_places_that_cannot_have_been_written_are_damage(self, changed: dict[str, Any]) -> None:
        with pytest.raises(DamagedIndex):
            postings.read_places(self.stored(**changed), ["en:x"], 6)


def test_an_unusable_folder_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = opened(tmp_path / "file" / "index")
    assert not engine.current(STAMP)
    assert not readable(engine)
    with pytest.raises(SearchUnavailable, match="check its folder"):
        engine.rebuild([], STAMP)
