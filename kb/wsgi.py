"""The door for the application server."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.local")
_django = get_wsgi_application()

from search.indexing import warm  # noqa: E402  # apps must be loaded first

warm()

#: Python knows some, such as rot13, that are no letters; Django fails before it asks anybody.
_CHARSET = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django, which reads everything as UTF-8, whatever a request calls its letters."""
    environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
    return _django(environ, start_response)
