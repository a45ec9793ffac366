from __future__ import annotations

import logging

import pytest
from django.db import OperationalError

from kb.site.management.commands.worker import Command, Job
from search.engines.base import SearchUnavailable

pytestmark = pytest.mark.django_db


def failing(error: Exception) -> Job:
    def run() -> None:
        raise error

    return Job("Failing", run)


@pytest.mark.parametrize(
    "error", [OperationalError("database is locked"), SearchUnavailable("no index")]
)
def test_a_database_or_index_that_is_away_is_said_and_does_not_stop_the_other_jobs(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    Command().round([failing(error), Job("Other", lambda: done.append("other"))])
    assert done == ["other"]
    assert [record.getMessage() for record in caplog.records] == [
        f"Failing: {error}; tried again later"
    ]


def test_any_other_error_is_logged_with_its_traceback_and_ends_the_worker(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(SystemExit, match="1"):
        Command().round([failing(ZeroDivisionError("a mistake"))])
    assert caplog.records[0].levelno == logging.ERROR
    assert caplog.records[0].exc_info


def test_a_job_waits_until_it_is_due() -> None:
    done: list[str] = []
    jobs = [
        Job("Often", lambda: done.append("often")),
        Job("Seldom", lambda: done.append("seldom"), every=60),
    ]
    command = Command()
    command.round(jobs)
    command.round(jobs)
    assert done == ["often", "seldom", "often"]


def test_nothing_is_begun_after_the_signal_to_stop() -> None:
    done: list[str] = []
    command = Command()
    command.round([Job("Stop", command.stop), Job("Late", lambda: done.append("late"))])
    assert done == []
