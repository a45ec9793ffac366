"""The library and its invented content, for the tests of this folder."""

from __future__ import annotations

from tests.content import commit, django_db_setup, index  # noqa: F401  # fixtures
