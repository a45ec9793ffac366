"""Other versions and other apps write into pages by ways that nobody has looked at."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

#: What ``closed.py`` and the drafts were written against.
READ = "1.14.5"
#: Their forms rename a language under its pages, or copy pages from one into another.
BARRED = ("wagtail.locales", "wagtail_localize.locales", "wagtail.contrib.simple_translation")


@register()
def localize_is_the_version_that_was_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Its models are used from the inside."""
    found = version("wagtail-localize")
    if found == READ:
        return []
    return [
        Error(
            f"wagtail-localize is {found}, and {READ} was read.",
            hint="Read what it writes and where, go through translation/closed.py, raise READ.",
            id="kb.E005",
        )
    ]


@register()
def languages_are_rows_of_the_table(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """``manage.py setup`` makes a language with its pages; no form of the admin does."""
    return [
        Error(
            f"{name} is installed: its forms change languages without their pages.",
            hint="Take it out of INSTALLED_APPS; `make language` adds a language.",
            id="kb.E006",
        )
        for name in BARRED
        if apps.is_installed(name)
    ]
