"""``manage.py load_library``: the library's files become pages."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.core.loaded import Due
from kb.core.translation.records import record_unknown
from practices import facts, loading
from practices.models import CaseStudyPage


class Command(BaseCommand):
    """A second run is quick, and leaves alone what an editor changed."""

    help = "Loads the practices in practices/library/."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        """Load every practice that has a text, and say what was done."""
        counts: Counter[Due] = Counter()
        for slug in facts.slugs():
            try:
                done = loading.load(slug)
            except facts.FactsError as reason:
                raise CommandError(str(reason)) from reason
            counts.update(due for _language, due in done)
            if verbosity > 1 and any(due is Due.LOAD for _language, due in done):
                self.stdout.write(
                    f"  {slug}: {', '.join(code for code, due in done if due is Due.LOAD)}"
                )
        record_unknown(CaseStudyPage)
        self.stdout.write(
            f"{counts[Due.LOAD]} texts loaded, {counts[Due.NOTHING]} unchanged, "
            f"{counts[Due.EDITED]} left as editors made them."
        )
