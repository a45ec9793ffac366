"""The index follows the database: whatever fails, whatever changed, and whoever asks."""

from __future__ import annotations

import logging
import time
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.core.family import Family
from kb.core.languages import CODES, FALLBACK
from kb.core.stamp import Stamp
from kb.core.terms import Term, TermLabel
from search import indexing, registry
from search.batches import RETRY
from search.behind import COMPARE, behind
from search.engines.base import SearchUnavailable
from search.facets import Facet
from search.index import _engine, engine, stamp
from search.query import parse
from tests.search.sources import Invented, a_family

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Invented:
    """All that there is to be found."""
    invented = Invented()
    monkeypatch.setattr(registry, "_sources", [invented])
    return invented


@pytest.fixture(autouse=True)
def folder(source: Invented, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """An index of the test's own, built when there was nothing yet."""
    Family.objects.all().delete()  # the tree of pages, where other tests made it
    settings.SEARCH_FOLDER = tmp_path / "index"
    indexing.rebuild()
    yield settings.SEARCH_FOLDER
    _engine.cache_clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which stands until a test changes it."""
    now = [1_000_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def found(text: str = "zebra") -> set[str]:
    return {hit.key for hit in engine().search(parse(text, FALLBACK)).hits}


def a_label() -> TermLabel:
    term = Term.objects.create(vocabulary="sector", code="zoo", slug="sector-zoo", name="zoo")
    return TermLabel.objects.create(term=term, language="en", text="zoo", preferred=True)


class TestTheStamp:
    def test_it_is_another_for_other_documents_facets_and_labels(
        self, source: Invented, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stamps = [stamp()]
        source.number += 1
        stamps.append(stamp())
        monkeypatch.setattr(registry, "_facets", [Facet("flavour")])
        stamps.append(stamp())
        Stamp.raise_thesaurus()
        stamps.append(stamp())
        Stamp.redraw()
        stamps.append(stamp())
        monkeypatch.setattr("search.index.ANALYSIS", 99)
        stamps.append(stamp())
        monkeypatch.setattr("search.index.CODES", (*CODES, "de"))
        stamps.append(stamp())
        assert len(set(stamps)) == 7

    def test_other_documents_are_made_anew(self, source: Invented) -> None:
        assert not behind()
        source.number += 1
        assert behind().rebuild

    def test_only_what_texts_are_found_by_changes_it(self) -> None:
        label = a_label()
        before = Stamp.latest()
        label.save()
        label.term.order = 99
        label.term.save()
        assert Stamp.latest() == before

    def test_a_label_and_a_term_that_retires_change_it(self) -> None:
        label = a_label()
        stamps = [Stamp.latest()]
        label.text = "menagerie"
        label.save()
        stamps.append(Stamp.latest())
        label.term.retired = True
        label.term.save()
        stamps.append(Stamp.latest())
        Term.objects.all().delete()
        stamps.append(Stamp.latest())
        assert len(set(stamps)) == 4


class TestFollowing:
    def test_a_change_is_found_at_once_though_a_label_changed_before(self) -> None:
        a_label()
        family = a_family()
        indexing.follow([family.key])
        assert found() == {family.key.hex}
        assert behind().rebuild

    def test_an_index_built_for_something_else_is_left_to_the_worker(
        self, source: Invented
    ) -> None:
        source.number += 1
        indexing.follow([a_family().key])
        assert found() == set()

    def test_what_is_in_the_way_is_told_with_the_families(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def away(*_: Any) -> None:
            raise SearchUnavailable("no space left")

        monkeypatch.setattr(engine(), "apply", away)
        family = a_family()
        indexing.follow([family.key])
        assert str(family.key) in caplog.text
        assert "no space left" in caplog.text


class TestAFaultyFamily:
    def test_it_keeps_no_other_from_being_found(
        self, source: Invented, caplog: pytest.LogCaptureFixture
    ) -> None:
        families = [a_family() for _ in range(4)]
        source.faulty = {families[1].key}
        assert indexing.catch_up() == 3
        assert found() == {family.key.hex for family in families} - {families[1].key.hex}
        (record,) = caplog.records
        assert record.levelno == logging.ERROR
        assert str(families[1].key) in record.getMessage()
        assert record.exc_info

    def test_it_stays_behind(self, source: Invented) -> None:
        family = a_family()
        source.faulty = {family.key}
        indexing.catch_up()
        assert behind().keys == (family.key,)
        assert indexing.state() == "catching up"

    def test_it_is_tried_again_only_after_a_while(
        self, source: Invented, clock: list[float]
    ) -> None:
        source.faulty = {a_family().key}
        indexing.catch_up()
        source.asked.clear()
        assert indexing.catch_up() == 0
        assert source.asked == []
        clock[0] += RETRY
        assert indexing.catch_up() == 0
        assert source.asked == [source.faulty]
        source.faulty = set()
        clock[0] += RETRY
        assert indexing.catch_up() == 1
        assert not behind()

    def test_it_is_found_with_its_next_change(self, source: Invented) -> None:
        family = a_family()
        source.faulty = {family.key}
        indexing.catch_up()
        source.faulty = set()
        indexing.follow([family.key])
        assert found() == {family.key.hex}

    def test_all_others_are_built_anew(self, source: Invented) -> None:
        good, bad = a_family(), a_family()
        source.faulty = {bad.key}
        indexing.rebuild()
        assert found() == {good.key.hex}
        assert behind().keys == (bad.key,)


class TestComparing:
    def test_what_did_not_change_is_not_compared(self, clock: list[float]) -> None:
        a_family()
        indexing.catch_up()
        assert not behind()
        assert self.compared() == 0
        clock[0] += COMPARE
        assert self.compared() == 1

    def test_every_change_of_either_side_is_seen(self) -> None:
        family, other = a_family(), a_family()
        indexing.catch_up()
        assert not behind()
        Family.objects.filter(pk=family.pk).raise_versions()
        assert behind().keys == (family.key,)
        indexing.catch_up()
        assert not behind()
        new = a_family()
        assert behind().keys == (new.key,)
        indexing.catch_up()
        assert not behind()
        Family.objects.filter(pk=other.pk).delete()
        assert behind().keys == (other.key,)
        indexing.catch_up()
        assert not behind()
        engine().apply([], {other.key.hex: 5})
        assert behind().keys == (other.key,)

    def test_one_gone_and_one_come_is_seen(self) -> None:
        gone = a_family()
        indexing.catch_up()
        assert not behind()
        gone.delete()
        come = a_family()
        assert set(behind().keys) == {gone.key, come.key}

    def test_a_restored_backup_is_seen(self) -> None:
        family = a_family()
        Family.objects.filter(pk=family.pk).raise_versions()
        indexing.catch_up()
        assert not behind()
        Family.objects.filter(pk=family.pk).update(version=1)
        assert behind().rebuild

    def compared(self) -> int:
        """How often the versions of all families were read to answer."""
        with CaptureQueriesContext(connection) as queries:
            assert not behind()
        return sum('"version" FROM' in query["sql"] for query in queries)


def test_a_worn_index_is_built_anew() -> None:
    families = [a_family() for _ in range(4)]
    indexing.catch_up()
    for family in families[:2]:
        indexing.apply([family.key])
    assert engine().worn() > indexing.WORN
    indexing.catch_up()
    assert engine().worn() == 0
    assert len(found()) == 4


def test_one_that_is_hardly_worn_is_not() -> None:
    families = [a_family() for _ in range(4)]
    indexing.catch_up()
    indexing.apply([families[0].key])
    indexing.catch_up()
    assert 0 < engine().worn() <= indexing.WORN


class TestTheCommand:
    def say(self, *actions: str) -> str:
        out = StringIO()
        call_command("search_index", *actions, stdout=out)
        return out.getvalue()

    def test_mark_makes_every_index_out_of_date(self) -> None:
        assert not behind()
        mark = Stamp.objects.get().mark
        assert "new mark" in self.say("mark")
        assert Stamp.objects.get().mark != mark
        assert behind().rebuild
        assert "rebuild" in self.say("status")

    def test_status_counts_and_catch_up_ends_it(self) -> None:
        a_family()
        assert "0 families held, 1 behind" in self.say("status")
        assert self.say("catch_up", "catch_up").splitlines() == [
            "Indexed: 1 families.",
            "The index is current.",
        ]
        assert "1 families held, 0 behind" in self.say("status")

    def test_verify_names_what_is_wrong(self) -> None:
        family = a_family()
        with pytest.raises(CommandError, match=f"{family.key.hex} is missing"):
            self.say("verify")
        assert "anew: 1" in self.say("rebuild")
        assert "is what the content is" in self.say("verify")
