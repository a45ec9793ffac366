"""What a whole language needs beside its row: ``manage.py check`` names what is missing."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from kb.core.languages import WHOLE
from kb.site.lacks import lacking


@register()
def every_language_is_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Readers of each language get all of the interface in it; its stemmer is kb.E010's matter.

    One that is begun is shown in English instead; ``manage.py language`` says what it lacks.
    """
    return [
        Error(f"{language.code} has no {lack}.", id="kb.E020")
        for language in WHOLE
        for lack in lacking(language.code)
    ]
