"""The embedded engine keeps the contract, and its files whatever happens to a process."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from search.engines.base import SearchUnavailable
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.generations import Generations
from search.engines.embedded.reader import Reader
from search.engines.embedded.schema import FILE, connect
from search.facets import Facet
from tests.search.crashing import generations, of_round, opened
from tests.search.engine_contract import STAMP, EngineContract, found, search
from tests.search.examples import FACETS, THESAURUS, document, library, version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.document import Document


class TestContract(EngineContract):
    @pytest.fixture
    def engine(self, folder: Path) -> EmbeddedEngine:
        engine = opened(folder)
        engine.rebuild([], STAMP)
        return engine


class TestReadersAndWriters:
    def test_another_process_sees_an_update_with_its_next_query(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        reader = opened(folder)
        assert found(reader, "zebra") == []
        full.apply([document("new", version("en", "Zebra crossing"))], {})
        assert found(reader, "zebra") == ["new"]

    def test_another_process_sees_a_rebuild_with_its_next_query(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        reader = opened(folder)
        assert len(found(reader, "")) == 6
        full.rebuild(library()[:2], STAMP)
        assert len(found(reader, "")) == 2

    def test_a_reader_goes_on_in_the_generation_that_it_has_open(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        with Reader(Generations(folder), FACETS).snapshot() as (connection, snapshot):
            for _ in range(3):
                full.rebuild([], STAMP)
            (stored,) = connection.execute("SELECT count(*) FROM family").fetchone()
            assert stored == len(snapshot.families) == 6
            assert connection.execute("SELECT sum(length(places)) FROM posting").fetchone()[0]

    def test_searches_and_updates_go_on_during_a_rebuild(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        other = opened(folder)
        (lamps, *rest) = library()

        def slow() -> Iterator[Document]:
            yield lamps
            other.apply(
                [replace(lamps, version=2, versions=(version("en", "Zebra"),))], {"pumps": 4}
            )
            other.apply([document("new", version("en", "A zebra too"))], {})
            assert set(found(other, "zebra")) == {"lamps", "new"}
            yield from rest

        full.rebuild(slow(), "another stamp")
        assert full.current("another stamp")
        assert set(found(full, "zebra")) == {"lamps", "new"}
        assert "pumps" not in found(full, "")
        assert full.held()["pumps"] == 4
        assert full.held()["network"] == 1

    def test_what_was_stored_before_a_rebuild_is_not_brought_back(
        self, full: EmbeddedEngine
    ) -> None:
        full.apply([document("old", version("en", "Zebra crossing"), version=9)], {})
        full.rebuild(library(), STAMP)
        assert found(full, "zebra") == []

    def test_no_query_sees_half_an_update(self, full: EmbeddedEngine, folder: Path) -> None:
        full.rebuild(of_round(1), STAMP)
        wrong: list[Any] = []
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                results = search(full, "lamps everywhere", limit=100)
                rounds = {hit.highlight.fragments[0].text for hit in results.hits if hit.highlight}
                if results.total != 60 or len(rounds) != 1:
                    wrong.append((results.total, rounds))

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(2, 8):
            opened(folder).apply(of_round(number), {})
            full.rebuild(of_round(number), STAMP)
        done.set()
        for thread in threads:
            thread.join()
        assert wrong == []

    def test_a_query_that_began_before_an_update_stays_before_it(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        reader = Reader(Generations(folder), FACETS)

        def update() -> None:
            full.apply([document("new", version("en", "Zebra crossing"))], {})
            with reader.snapshot() as (_, snapshot):
                seen.append(len(snapshot.families))

        seen: list[int] = []
        with reader.reading() as connection:
            connection.execute("SELECT count(*) FROM family").fetchone()
            thread = threading.Thread(target=update)
            thread.start()
            thread.join()
            before = reader.of_state(connection)
        assert (seen, len(before.families)) == ([7], 6)
        with reader.snapshot() as (_, after):
            assert len(after.families) == 7

    def test_a_forked_process_reads_for_itself(self, full: EmbeddedEngine) -> None:
        assert len(found(full, "")) == 6
        child = os.fork()
        if not child:
            os._exit(0 if len(found(full, "lamps")) == 1 else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        full.apply([], {"lamps": 2})
        assert len(found(full, "")) == 5

    def test_facets_may_change_without_a_rebuild(self, full: EmbeddedEngine, folder: Path) -> None:
        engine = EmbeddedEngine(folder, lambda: THESAURUS, (Facet("sector"),))
        assert search(engine, "").facets == {"sector": search(full, "").facets["sector"]}

    def test_dead_slots_are_told(self, full: EmbeddedEngine) -> None:
        assert full.worn() == 0
        for number in range(2, 4):
            full.apply([replace(each, version=number) for each in library()], {})
        assert full.worn() == pytest.approx(2 / 3)
        full.rebuild([], STAMP)
        assert full.worn() == 0

    def test_an_index_of_which_nothing_lives_is_worn_through(self, folder: Path) -> None:
        engine = opened(folder)
        engine.rebuild([], STAMP)
        assert engine.worn() == 0
        engine.apply([document("a", version("en", "x"))], {})
        assert engine.worn() == 0
        engine.apply([], {"a": 2})
        assert engine.worn() == 1

    def test_arrays_are_kept_from_one_query_to_the_next(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        reader = Reader(Generations(folder), FACETS)
        with reader.snapshot() as (_, first):
            pass
        with reader.snapshot() as (_, second):
            assert first is second

    def test_an_update_that_changes_no_date_leaves_the_order(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        reader = Reader(Generations(folder), FACETS)
        with reader.snapshot() as (_, before):
            pass
        full.apply([replace(library()[0], version=2)], {})
        with reader.snapshot() as (_, after):
            assert after.state > before.state
            assert after.order is before.order

    def test_the_connection_to_a_generation_before_is_closed(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        reader = Reader(Generations(folder), FACETS)
        with reader.reading() as before:
            pass
        full.rebuild([], STAMP)
        with reader.reading():
            pass
        with pytest.raises(sqlite3.ProgrammingError):
            before.execute("SELECT 1")

    def test_a_connection_is_closed_by_any_thread(self, full: EmbeddedEngine, folder: Path) -> None:
        with ThreadPoolExecutor(1) as pool:
            connection = pool.submit(connect, Generations(folder).current()).result()
        connection.close()

    def test_what_was_stored_survives_a_power_cut_and_the_log_stays_small(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        with closing(connect(Generations(folder).current())) as connection:
            told = {
                name: connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("synchronous", "journal_mode", "journal_size_limit", "cache_size")
            }
        full_ = 2
        assert told == {
            "synchronous": full_,
            "journal_mode": "wal",
            "journal_size_limit": 64_000_000,
            "cache_size": -16_000,
        }

    def test_a_library_within_a_block_leaves_one_row_of_each_term(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        with closing(connect(Generations(folder).current())) as connection:
            rows, terms = connection.execute(
                "SELECT count(*), count(DISTINCT term) FROM posting"
            ).fetchone()
        assert rows == terms

    def test_a_library_of_many_blocks_is_found_whole(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.engines.embedded.writer._BLOCK", 20)
        engine = opened(folder)
        engine.rebuild(library(), STAMP)
        assert len(found(engine, "")) == 6
        assert found(engine, "street lighting") == found(engine, '"street lighting"') == ["lamps"]
        assert found(engine, "schools") == ["pumps"]
        assert set(found(engine, "uliczny", "pl")) == {"street", "lamps"}


class TestGenerations:
    def test_the_last_generation_is_kept_and_no_older_one(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        seen = [generations(folder)]
        for _ in range(3):
            full.rebuild(library(), STAMP)
            seen.append(generations(folder))
        assert [len(each) for each in seen] == [1, 2, 2, 2]
        assert not seen[1] & seen[3]

    def test_leftovers_of_a_crash_are_removed_by_the_next_rebuild(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        (folder / "generation-dead").mkdir()
        (folder / "generation-dead" / FILE).write_bytes(b"half")
        full.rebuild(library(), STAMP)
        assert "generation-dead" not in generations(folder)

    def test_a_leftover_that_cannot_be_removed_stops_no_rebuild(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        (folder / "generation-file").write_text("no folder")
        full.rebuild(library(), STAMP)
        assert len(found(full, "")) == 6

    def test_the_current_one_and_the_one_before_are_named_in_this_order(
        self, full: EmbeddedEngine, folder: Path
    ) -> None:
        first = (folder / "CURRENT").read_text().split()
        full.rebuild(library(), STAMP)
        second = (folder / "CURRENT").read_text().split()
        assert second[1:] == first
        assert set(second) == generations(folder)
        assert Generations(folder).current() == folder / second[0]

    def test_the_folder_is_made_with_those_above_it(self, tmp_path: Path) -> None:
        engine = opened(tmp_path / "above" / "index")
        engine.rebuild(library(), STAMP)
        assert len(found(engine, "")) == 6

    def test_a_failed_rebuild_leaves_nothing(self, full: EmbeddedEngine, folder: Path) -> None:
        before = generations(folder)
        with pytest.raises(ZeroDivisionError):
            full.rebuild((document(str(1 // each), version("en", "x")) for each in (1, 0)), STAMP)
        assert generations(folder) == before


class TestLocks:
    @pytest.mark.parametrize("name", ["writer", "rebuild"])
    def test_a_writer_that_waits_too_long_gives_up_with_advice(
        self, full: EmbeddedEngine, folder: Path, name: str
    ) -> None:
        hasty = EmbeddedEngine(folder, lambda: THESAURUS, FACETS, lock_seconds=0.05)
        with Generations(folder).locked(name, 0), pytest.raises(SearchUnavailable, match="Try"):
            hasty.rebuild([], STAMP)
        with Generations(folder).locked("writer", 0), pytest.raises(SearchUnavailable, match="Try"):
            hasty.apply([], {"lamps": 2})
        assert len(found(full, "")) == 6

    def test_the_advice_names_a_file(self, full: EmbeddedEngine, folder: Path) -> None:
        hasty = EmbeddedEngine(folder, lambda: THESAURUS, FACETS, lock_seconds=0)
        with Generations(folder).locked("writer", 0), pytest.raises(SearchUnavailable) as refused:
            hasty.apply([], {})
        (named,) = re.findall(r"fuser (\S+)`", str(refused.value))
        assert Path(named).is_file()

    def test_a_file_that_another_program_writes_is_not_damaged(
        self, full: EmbeddedEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.engines.embedded.schema._BUSY_SECONDS", 0)
        with closing(sqlite3.connect(Generations(folder).current() / FILE)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(SearchUnavailable, match="just now"):
                full.apply([], {"lamps": 2})
        assert full.current(STAMP)
        assert len(found(full, "")) == 6

    def test_a_writer_waits_for_another_one(self, full: EmbeddedEngine, folder: Path) -> None:
        def hold() -> None:
            with Generations(folder).locked("writer", 0):
                held.set()
                time.sleep(0.2)

        held = threading.Event()
        thread = threading.Thread(target=hold)
        thread.start()
        held.wait()
        full.apply([], {"lamps": 2})
        thread.join()
        assert full.held()["lamps"] == 2

    def test_readers_never_wait(self, full: EmbeddedEngine, folder: Path) -> None:
        with Generations(folder).locked("writer", 0), Generations(folder).locked("rebuild", 0):
            assert len(found(full, "")) == 6


def test_what_was_analysed_for_another_index_is_refused(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, lambda: THESAURUS, ())
    engine.rebuild([], "new thesaurus")
    with pytest.raises(SearchUnavailable):
        engine.apply([], {"some-family": 3}, "old thesaurus")
    assert engine.held() == {}
    engine.apply([], {"some-family": 3}, "new thesaurus")
    assert engine.held() == {"some-family": 3}
