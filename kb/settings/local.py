"""What ``make run`` uses: one machine, demonstration accounts, no debugging pages."""

from __future__ import annotations

from kb.settings.base import *  # noqa: F403  # settings are layers
from kb.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "only-for-local-use-" + "0" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", [])]
DEMONSTRATION_ACCOUNTS = True
