"""The content, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """Tells the engine what there is to be found."""

    name = "practices"

    def ready(self) -> None:
        """Import for their effect: receivers register themselves; name the facets and documents."""
        from practices import receivers  # noqa: F401
        from practices.documents import PracticeDocuments
        from practices.facets import FACETS
        from search import registry

        registry.register(PracticeDocuments(), FACETS)
