"""For tests: as ``local``, with tasks done at once, quick passwords, and an index of its own."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from kb.settings.local import *  # noqa: F403  # settings are layers
from kb.settings.local import STORAGES

VAR = Path(tempfile.mkdtemp(prefix="library-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
MEDIA_ROOT = VAR / "media"
SEARCH_FOLDER = VAR / "index"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
