"""The door for the application server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.local")
application = get_wsgi_application()

from search.indexing import warm  # noqa: E402  # apps must be loaded first

warm()
