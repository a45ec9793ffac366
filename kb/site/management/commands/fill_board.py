"""``manage.py fill_board``: the result board of the home page."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from kb.site.board import fill_board


class Command(BaseCommand):
    """Fills it once; editors choose from then on."""

    help = "Fills the result board of the home page, if that was never done."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill it, and say how many practices it shows."""
        with transaction.atomic():
            self.stdout.write(f"{fill_board()} practices on the result board.")
