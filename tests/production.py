"""An environment that the production settings accept, down to Django's own deployment checks."""

from __future__ import annotations

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "kb.settings.production",
    "SECRET_KEY": "an-example-of-sixty-characters-0123456789-abcdefghijklmnopqrs",
    "ALLOWED_HOSTS": "library.example.org",
    "BASE_URL": "https://library.example.org",
}
