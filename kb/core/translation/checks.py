"""Another version of wagtail-localize may write into pages by ways that nobody has looked at."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.core.checks import CheckMessage, Error, register

#: What ``closed.py`` and the drafts were written against.
READ = "1.14.5"


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
