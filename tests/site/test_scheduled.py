"""What is scheduled goes live by the worker alone, and is found then."""

from __future__ import annotations

import signal
from contextlib import nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import DataError, OperationalError, ProgrammingError
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageLogEntry, Revision

from kb.core.family import FamilyQuerySet
from kb.settings import base
from kb.site.management.commands.worker import Command
from kb.site.scheduled import publish_due
from practices.models import CaseStudyPage
from tests.content import a_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.test import Client


pytestmark = pytest.mark.django_db
Commit = "Callable[[], Any]"
SOON = timedelta(hours=1)


class TwoRounds(Command):
    """The worker, which publishes in its first round and tells the index in its second."""

    rounds = 0

    def _rest(self) -> None:
        self.rounds += 1
        if self.rounds == 2:
            self.stop()


@pytest.fixture
def work(settings: Any) -> Iterator[Callable[[], object]]:
    """Runs the worker, and leaves the signals as they were."""
    settings.TASKS = base.TASKS
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in numbers]
    yield lambda: call_command(TwoRounds())
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour and a minute pass."""
    then: datetime = timezone.now() + SOON + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)


def schedule(page: CaseStudyPage, **times: datetime) -> CaseStudyPage:
    for name, time in times.items():
        setattr(page, name, time)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def statuses(client: Client, page: CaseStudyPage) -> tuple[int, bool]:
    """What its address answers, and whether a search finds it."""
    listing = client.get("/pl/practices/", {"q": "lanterns"}).content.decode()
    return client.get(
        f"/pl/practices/{page.slug}/"
    ).status_code, f"/practices/{page.slug}/" in listing


def test_a_page_is_published_and_found_when_its_time_has_come(
    client: Client, commit: Commit, work: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with commit():
        page = a_case("Lanterns in the example street", live=False)
        schedule(page, go_live_at=timezone.now() + SOON)
    work()
    assert statuses(client, page) == (404, False)
    later(monkeypatch)
    work()
    assert statuses(client, page) == (200, True)


def test_a_page_that_expires_is_neither_open_nor_found(
    client: Client, commit: Commit, work: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with commit():
        page = a_case("Lanterns in the example street")
        schedule(page, expire_at=timezone.now() + SOON)
    assert statuses(client, page) == (200, True)
    later(monkeypatch)
    work()
    assert statuses(client, page) == (404, False)
    page.refresh_from_db()
    assert page.expired


def test_a_page_that_cannot_be_published_keeps_no_other_back_and_says_so(
    client: Client, commit: Commit, work: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with commit():
        broken = a_case("Broken in the example street", live=False)
        whole = a_case("Lanterns in the example street", live=False)
        schedule(broken, go_live_at=timezone.now() + SOON / 2)
        schedule(whole, go_live_at=timezone.now() + SOON)
        revision = broken.get_latest_revision()
        revision.content |= {"summary": "", "places": []}
        revision.save()
    later(monkeypatch)
    work()
    assert statuses(client, whole) == (200, True)
    assert statuses(client, broken) == (404, False)
    entry = PageLogEntry.objects.get(page_id=broken.pk, action="kb.publish.failed")
    with override("en"):
        assert "publish it by hand" in str(entry.message)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_what_was_called_off_meanwhile_is_not_published(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with commit():
        page = a_case("Lanterns in the example street", live=False)
        schedule(page, go_live_at=timezone.now() + SOON)
    later(monkeypatch)

    def called_off(families: object) -> None:
        Revision.objects.update(approved_go_live_at=None)

    monkeypatch.setattr(FamilyQuerySet, "lock", called_off)
    publish_due()
    page.refresh_from_db()
    assert not page.live


def test_a_page_that_was_given_another_end_meanwhile_stays(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with commit():
        page = a_case("Lanterns in the example street")
        schedule(page, expire_at=timezone.now() + SOON)
    later(monkeypatch)

    def prolonged(families: object) -> None:
        CaseStudyPage.objects.filter(pk=page.pk).update(expire_at=None, title="Still there")

    monkeypatch.setattr(FamilyQuerySet, "lock", prolonged)
    publish_due()
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Still there")


def test_a_page_that_is_deleted_meanwhile_keeps_no_other_back(
    commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with commit():
        pages = [a_case(f"Lanterns of street {n}", live=False) for n in range(3)]
        for n, page in enumerate(pages):
            schedule(page, go_live_at=timezone.now() + SOON * (n + 1) / 4)
    later(monkeypatch)
    lock = FamilyQuerySet.lock

    def deletes(families: FamilyQuerySet) -> None:
        CaseStudyPage.objects.filter(pk=pages[1].pk).delete()
        lock(families)

    monkeypatch.setattr(FamilyQuerySet, "lock", deletes)
    publish_due()
    live = CaseStudyPage.objects.live().values_list("pk", flat=True)
    assert set(live) == {pages[0].pk, pages[2].pk}


@pytest.mark.parametrize(
    ("error", "waits"), [(ProgrammingError, True), (OperationalError, True), (DataError, False)]
)
def test_while_the_database_is_away_what_is_scheduled_waits(
    commit: Commit, monkeypatch: pytest.MonkeyPatch, error: type[Exception], waits: bool
) -> None:
    """A missing column, while somebody updates, is a ProgrammingError in PostgreSQL."""
    with commit():
        page = a_case("Lanterns in the example street", live=False)
        schedule(page, go_live_at=timezone.now() + SOON)
    later(monkeypatch)

    def away(*args: object, **options: object) -> None:
        raise error("no such column")

    with monkeypatch.context() as broken:
        broken.setattr(Revision, "publish", away)
        with pytest.raises(error) if waits else nullcontext():
            publish_due()
    publish_due()
    page.refresh_from_db()
    assert page.live is waits
