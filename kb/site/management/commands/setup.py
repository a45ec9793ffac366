"""``manage.py setup``: everything up to date, in one process; quick when nothing is due."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kb.site.progress import Step, take
from kb.site.static_files import collect_if_changed

if TYPE_CHECKING:
    from io import TextIOBase


class Command(BaseCommand):
    """Each step can be run again, and looks first whether there is anything to do."""

    help = "Bring database, messages, static files, the library and its index up to date."
    requires_system_checks = []  # they would import every view; `make test` runs them

    def handle(self, *args: Any, **options: Any) -> None:
        """Take all steps in order; the first error ends it."""
        take(_steps(), self._write, options["verbosity"])

    def _write(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()


def _steps() -> list[Step]:
    steps = [
        Step("Database", _migrate),
        Step("Messages", partial(call_command, "messages", "compile")),
        Step("Static files", _collect),
        Step("Vocabularies", partial(call_command, "load_vocabularies")),
        Step("Pages", partial(call_command, "make_pages")),
        Step("Organisations", partial(call_command, "load_organisations")),
        Step("Library", partial(call_command, "load_library")),
        Step("Result board", partial(call_command, "fill_board")),
        Step("Search index", partial(call_command, "search_index", "catch_up")),
    ]
    if settings.DEMONSTRATION_ACCOUNTS:
        accounts = Step("Demonstration accounts", partial(call_command, "demo_accounts"))
        steps.insert(-1, accounts)
    return steps


def _migrate(*, stdout: TextIOBase, verbosity: int) -> None:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        stdout.write("nothing to do\n")
        return
    call_command("migrate", interactive=False, verbosity=max(0, verbosity - 1), stdout=stdout)
    stdout.write(f"{len(pending)} migrations applied\n")


def _collect(*, stdout: TextIOBase, verbosity: int) -> None:
    stdout.write(collect_if_changed() + "\n")
