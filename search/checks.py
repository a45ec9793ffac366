"""Conventions of the engine: ``manage.py check`` names what breaks them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page

from kb.core.languages import OFFERED, WHOLE
from search.analysis import STEMMERS


@register()
def every_language_has_its_analysis(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A language without an entry would be found only letter by letter."""
    return [
        Error(f"search.analysis has no entry for {language.code}.", id="kb.E010")
        for language in (*WHOLE, *OFFERED)
        if language.code not in STEMMERS
    ]


@register()
def every_page_says_whether_it_is_searched(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page type has a ``type_code`` under which it is found, or says ``searched = False``."""
    return [
        Error(
            f"{model._meta.label} is neither searched nor says that it isn't.",
            hint="Give it a type_code and documents, or `searched = False` with the reason.",
            id="kb.E011",
        )
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page
        if not (getattr(model, "type_code", "") or getattr(model, "searched", None) is False)
    ]
