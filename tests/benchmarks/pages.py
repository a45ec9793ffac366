"""``python -m tests.benchmarks.pages``: server time and memory of warm public pages.

Run on a set-up library (``make setup``). A page is asked for through the whole stack of
middleware, without a network. Ratios are against the health check (what an answer costs at least)
and, for the search, against stock Wagtail's own search of the same pages and the same words.
"""

from __future__ import annotations

import os
import resource
import statistics
import time
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 60
PAGES = {
    "practice page": "/pl/practices/hr-newlight-street-lighting-57-municipalities/",
    "search": "/pl/practices/?q=o%C5%9Bwietlenie+uliczne",
    "listing": "/pl/practices/",
    "home": "/pl/",
}
#: Milliseconds; the bars of the foundation.
BARS = {"practice page": 60, "search": 80}
#: Questions whose answer is a practice of the library, in the reader's own words.
QUESTIONS = (
    "oświetlenie uliczne",
    "warmtenet",
    "javna rasvjeta",
    "réseau de chaleur",
    "schools",
    "τηλεθέρμανση",
)


def median(run: Callable[[], object]) -> float:
    """Milliseconds of the median of many rounds, after three that warm."""
    for _ in range(3):
        run()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        run()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def pages() -> dict[str, float]:
    """Server time of each page, and of the health check."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    times = {"health check": median(lambda: client.get("/healthz"))}
    for name, address in PAGES.items():
        times[name] = median(lambda address=address: client.get(address))
    return times


def searches() -> tuple[float, float, int, int]:
    """Milliseconds of ours and of stock Wagtail's search, and how many questions each answered."""
    from practices.models import CaseStudyPage
    from search.index import engine
    from search.query import parse

    def stock(text: str) -> list[object]:
        return list(CaseStudyPage.objects.live().search(text))

    ours = median(lambda: [engine().search(parse(text, "en")) for text in QUESTIONS]) / len(
        QUESTIONS
    )
    theirs = median(lambda: [stock(text) for text in QUESTIONS]) / len(QUESTIONS)
    answered = sum(bool(engine().search(parse(text, "en")).total) for text in QUESTIONS)
    return ours, theirs, answered, sum(bool(stock(text)) for text in QUESTIONS)


def main() -> int:
    """Print every figure with its ratio; 1 if a bar is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.local")
    django.setup()
    times, missed = pages(), 0
    for name, milliseconds in times.items():
        bar = BARS.get(name)
        missed += bool(bar and milliseconds > bar)
        ratio = milliseconds / times["health check"]
        wanted = f" (bar {bar})" if bar else ""
        print(f"{name}: {milliseconds:.1f} ms, {ratio:.1f} times the health check{wanted}")
    ours, theirs, answered, by_stock = searches()
    print(f"search alone: {ours:.1f} ms a question, {answered} of {len(QUESTIONS)} answered")
    stock = f"{theirs:.1f} ms a question, {by_stock} of {len(QUESTIONS)} answered"
    print(f"stock Wagtail's search: {stock}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of the process: {memory:.0f} MB")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
