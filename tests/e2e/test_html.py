"""Each type of page is valid HTML; all languages, and weights, are for ``make prove``."""

from __future__ import annotations

import pytest

from tests.needs import JAVA, NPM, in_ci
from tests.prove.html import invalid

pytestmark = pytest.mark.e2e


def test_every_type_of_page_is_valid(site: str) -> None:
    missing = [need.install for need in (JAVA, NPM) if not need.found()]
    if missing and not in_ci():
        pytest.skip("; ".join(missing))
    found = invalid(site, ("en",))
    assert not found, "\n".join(found)
