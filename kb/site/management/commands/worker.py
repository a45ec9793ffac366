"""``manage.py worker``: what must not wait in a request."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kb.core.translation.following import follow
from kb.site.scheduled import publish_due
from search import indexing
from search.engines.base import SearchUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

logger = logging.getLogger(__name__)

#: Seconds between two rounds: how long a reader may miss what another process published.
ROUND = 2.0
#: Seconds between two looks at the stop flag.
LOOK = 0.2
#: Seconds until translators see what was published.
FOLLOW = 10.0
MINUTE = 60.0
DAY = 86_400.0


@dataclass(slots=True)
class Job:
    """Something to do again and again, ``every`` so many seconds."""

    name: str
    run: Callable[[], object]
    every: float = 0.0
    due: float = 0.0

    def attempt(self) -> bool:
        """Run it; False for an error that isn't just a database or index that is away."""
        self.due = time.monotonic() + self.every
        try:
            self.run()
        except (Error, SearchUnavailable) as error:
            logger.error("%s: %s; tried again later", self.name, error)
        except Exception:
            logger.exception("%s failed; the worker ends after this round", self.name)
            return False
        return True


class Command(BaseCommand):
    """Rounds of jobs; SIGTERM and SIGINT end it after the present one."""

    help = "Keep the index up to date, run tasks, publish what is scheduled."
    requires_system_checks = []  # `make test` runs them

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._tasks: Worker | None = None
        self._stopping = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        jobs = [
            Job("Catching up with the index", indexing.catch_up),
            Job("Texts for translators", follow, every=FOLLOW),
            Job("Tasks", self._run_tasks),
            Job("Scheduled publishing", publish_due, every=MINUTE),
            Job("Old results of tasks", _forget_tasks, every=DAY),
        ]
        while not self._stopping:
            self.round(jobs)
            self._rest()

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """End after the present job, and within the tasks after the present one."""
        self._stopping = True
        if self._tasks is not None:
            self._tasks.running = False

    def round(self, jobs: list[Job]) -> None:
        """Run the jobs that are due; after an unexpected error end, to be started again.

        All of them have their turn first: one that always fails must not starve the others.
        """
        failed = False
        for job in jobs:
            if not self._stopping and time.monotonic() >= job.due:
                close_old_connections()
                failed = not job.attempt() or failed
        close_old_connections()
        if failed:
            sys.exit(1)

    def _rest(self) -> None:
        until = time.monotonic() + ROUND
        while not self._stopping and time.monotonic() < until:
            time.sleep(LOOK)

    def _run_tasks(self) -> None:
        # Looked at first, for the worker of django-tasks locks the whole database to look.
        # Its command is not called: it takes SIGTERM and the log's level for itself.
        if not DBTaskResult.objects.ready().exists():
            return
        self._tasks = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()}-{os.getpid()}"[-64:],  # as many as fit the column
        )
        self._tasks.running = not self._stopping
        self._tasks.run()


def _forget_tasks() -> None:
    call_command("prune_db_task_results", queue_name="*", verbosity=0)
