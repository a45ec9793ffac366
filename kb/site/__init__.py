"""The roof: pages around the library, and the commands that run it."""

from __future__ import annotations

#: Raised with each release, together with CHANGELOG.md; `/healthz` tells it.
VERSION = "0.1.0"
