"""The floor, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Connects what must follow every change, and the checks of conventions."""

    name = "kb.core"
    label = "core"

    def ready(self) -> None:
        """Import for their effect: receivers and checks register themselves."""
        from kb.core import checks, receivers  # noqa: F401
