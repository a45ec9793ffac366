"""The roof, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Pages around the library, and the commands that run it."""

    name = "kb.site"
    label = "site"

    def ready(self) -> None:
        """Import for their effect: checks register themselves."""
        from kb.site import checks  # noqa: F401
