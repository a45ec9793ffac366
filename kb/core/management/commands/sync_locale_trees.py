"""``manage.py sync_locale_trees``: in the place of wagtail-localize's command of that name."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Refuses: aliases are one language's text under another."""

    help = "Refused: it would show pages of one language under another."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what to do instead."""
        raise CommandError(
            "Pages without a translation open under every language by themselves, and "
            "`manage.py setup` makes the home and the library of a new one."
        )
