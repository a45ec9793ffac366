"""What every test has, and a real browser on a real server for those marked ``e2e``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils.translation import override
from playwright.sync_api import Browser, Page, sync_playwright

from kb.core.catalogues import compile_changed
from tests.needs import CHROMIUM, CHROMIUM_PATH
from tests.server import manage, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import ViewportSize

#: Viewports by name: `@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)`.
VIEWPORTS: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 800},
    "tablet": {"width": 768, "height": 1024},
    "desktop": {"width": 1280, "height": 900},
}

#: As root in a container, and without requests of the browser's own.
CHROMIUM_WORDS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_sessionstart() -> None:
    """Tests read translated pages, and compiled catalogues are in no checkout."""
    compile_changed()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Whatever language an earlier test left behind."""
    with override("en"):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not CHROMIUM.found():
        pytest.fail(f"Chromium is missing: {CHROMIUM.install}")
    # Playwright keeps an event loop in this thread, before which Django refuses its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM_WORDS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose database, files and index were made for this session."""
    var = tmp_path_factory.mktemp("var")
    done = manage("setup", var=var)
    if done.returncode:
        pytest.fail(f"manage.py setup failed:\n{done.stdout}\n{done.stderr}", pytrace=False)
    with serving(var) as (_, address):
        yield address


@pytest.fixture
def page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a fresh browser context, to which addresses like ``/en/`` are enough.

    Its viewport is the name or the size that the test is parametrized with, else a desktop's.
    """
    viewport = getattr(request, "param", "desktop")
    size = VIEWPORTS[viewport] if isinstance(viewport, str) else viewport
    context = browser.new_context(base_url=site, viewport=size, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def axe(page: Page) -> Callable[..., None]:
    """Call it to assert that axe-core finds nothing on the page as it is now."""

    def check(context: str | None = None, **options: Any) -> None:
        # Not through the package's own `run`, which writes options as Python, not as JavaScript.
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(
            "([context, options]) => axe.run(context ?? document, options)",
            [context, {"resultTypes": ["violations"], **options}],
        )
        violations = found["violations"]
        if violations:  # no assert: pytest would show all of axe's answer
            pytest.fail("\n".join([page.url, *map(_readable, violations)]), pytrace=False)

    return check


def _readable(violation: dict[str, Any]) -> str:
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        lines.append(f"  {' '.join(map(str, node['target']))}: {node['html'][:200]}")
        lines += [f"    {line}" for line in node["failureSummary"].splitlines()[1:]]
    return "\n".join(lines)
