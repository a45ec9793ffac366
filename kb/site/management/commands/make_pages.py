"""``manage.py make_pages``: languages, a home page and a library in each, groups of editors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from kb.core.translation.records import record_unknown
from kb.site import tree
from kb.site.models import HomePage
from practices.models import LibraryPage


class Command(BaseCommand):
    """Makes what is missing and leaves the rest alone."""

    help = "Makes the tree of pages that the library hangs in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make languages, pages, site and groups."""
        with transaction.atomic():
            homes = tree.make_homes()
            libraries = tree.make_libraries(homes)
            record_unknown(HomePage)
            record_unknown(LibraryPage)
            tree.make_site(homes, settings.BASE_URL)
            tree.make_groups(libraries)
        self.stdout.write(f"Home pages and libraries in {len(homes)} languages.")
