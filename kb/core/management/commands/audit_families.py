"""``manage.py audit_families``: says what is wrong with the versions of pages; 1 if anything is."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from kb.core.family import Family
from kb.core.translation.audit import audit


class Command(BaseCommand):
    """See :mod:`kb.core.translation.audit`."""

    help = "Check that every family has one source, its own words in each language, no leftovers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault in a line."""
        faults = audit()
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            sys.exit(1)
        self.stdout.write(f"{Family.objects.count()} families are clean")
