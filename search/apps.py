"""The engine, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Follows the changes of families."""

    name = "search"

    def ready(self) -> None:
        """Connect the index to the log of changes."""
        from kb.core.family import families_changed
        from search import checks, indexing  # noqa: F401

        families_changed.connect(indexing.follow, dispatch_uid="search")
