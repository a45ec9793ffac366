"""``manage.py search_index rebuild|status|catch_up|verify|mark``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.core.stamp import Stamp
from search import indexing
from search.behind import behind
from search.engines.base import SearchUnavailable
from search.index import engine


class Command(BaseCommand):
    """Looks after the index; every action can be repeated at any time, beside a running site."""

    help = "Looks after the search index."

    def add_arguments(self, parser: CommandParser) -> None:
        """The actions, done one after the other."""
        parser.add_argument(
            "actions",
            nargs="+",
            choices=["rebuild", "status", "catch_up", "verify", "mark"],
            help=(
                "rebuild: from nothing, beside the present one. catch_up: what changed. "
                "verify: compare with the content. mark: after restoring a backup of the database, "
                "so that every index is built anew."
            ),
        )

    def handle(self, *args: Any, actions: list[str], **options: Any) -> None:
        """Do them, and say in a line each what was done."""
        try:
            for action in actions:
                getattr(self, action)()
        except SearchUnavailable as reason:
            raise CommandError(str(reason)) from reason

    def rebuild(self) -> None:
        """Build the index from nothing."""
        self.stdout.write(f"The index was built anew: {indexing.rebuild()} families.")

    def catch_up(self) -> None:
        """Do what it lags behind."""
        done = indexing.catch_up()
        self.stdout.write(f"Indexed: {done} families." if done else "The index is current.")

    def status(self) -> None:
        """Say what it lags behind."""
        lag = behind()
        if lag.rebuild:
            self.stdout.write("The index is missing or was built for something else: rebuild it.")
        else:
            count = len(engine().held())
            self.stdout.write(f"{engine().name}: {count} families held, {len(lag.keys)} behind.")

    def verify(self) -> None:
        """Compare with the content."""
        faults = indexing.verify()
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("The index is what the content is.")

    def mark(self) -> None:
        """Draw a new mark for this database."""
        Stamp.redraw()
        self.stdout.write("A new mark was drawn; the worker builds every index anew.")
