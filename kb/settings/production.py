"""For the public: refuses to start with anything that is only meant for one's own machine."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from kb.settings.base import *  # noqa: F403  # settings are layers
from kb.settings.base import env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list(
    "CSRF_TRUSTED_ORIGINS", [f"https://{host}" for host in ALLOWED_HOSTS]
)
DEMONSTRATION_ACCOUNTS = env.bool("DEMONSTRATION_ACCOUNTS", default=False)

LEAST_SECRET = 50  # characters; what Django's own check asks for


def _refuse(reason: str) -> None:
    raise ImproperlyConfigured(f"The library does not start: {reason}")


if env.bool("DEBUG", default=False):
    _refuse("DEBUG is on. Unset it: its pages show the library's inside to everybody.")
if len(SECRET_KEY) < LEAST_SECRET or SECRET_KEY.startswith("only-for-local-use"):
    _refuse("SECRET_KEY is the default one or short. Set one of at least 50 random characters.")
if DEMONSTRATION_ACCOUNTS:
    _refuse("DEMONSTRATION_ACCOUNTS is on. Its passwords are known to everybody; unset it.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    _refuse(
        "ALLOWED_HOSTS names no host, or every host. Set the names that the library answers to."
    )

# The proxy in front speaks TLS and says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
