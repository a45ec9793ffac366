"""The floor, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig, apps


class CoreConfig(AppConfig):
    """Connects what must follow every change, and the checks of conventions."""

    name = "kb.core"
    label = "core"

    def ready(self) -> None:
        """Import for their effect: receivers and checks register themselves."""
        from kb.core import checks, receivers  # noqa: F401
        from kb.core.pages import FamilyPage
        from kb.core.translation import checks as translation_checks  # noqa: F401
        from kb.core.translation import together  # noqa: F401
        from kb.core.translation.strings import translate_words_only

        for model in apps.get_models():
            if issubclass(model, FamilyPage):
                translate_words_only(model)
