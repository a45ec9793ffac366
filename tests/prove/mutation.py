"""``python -m tests.prove.mutation [mutants]``: tests notice a small mistake in the pure parts.

A sample of mutants, always the same for the same code. The tests run once, by which it is known
which of them call which function; then each mutant runs in a child process, against the tests that
call its function, quickest first, until one fails. A mutant that outlives ``PATIENCE`` seconds of
tests has survived; what stands outside of functions (weights, lists of words) isn't mutated.
"""

from __future__ import annotations

import gc
import os
import random
import signal
import sys
import time
from collections import defaultdict
from functools import _lru_cache_wrapper
from types import FunctionType
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import HealthCheck

from tests.prove.mutants import Mistake, Source
from tests.prove.pages import show
from tests.server import ROOT

if TYPE_CHECKING:
    from types import FrameType

MUTANTS, SEED = 120, 7
#: Of a hundred, at least.
KILLED = 90
#: Seconds of tests that a mutant has to outlive; and of a child in all, which may loop for ever.
PATIENCE, LONGEST = 40.0, 180
#: The status of a child in which something else than a test failed.
NOT_TRIED = 2

_ENGINE = "document query analysis concepts scoring facets results highlights reading"
PURE = (
    *(ROOT / f"search/{name}.py" for name in _ENGINE.split()),
    *sorted((ROOT / "search/engines").glob("*.py")),
    *sorted((ROOT / "search/engines/embedded").glob("*.py")),
    *(
        ROOT / f"kb/core/{name}.py"
        for name in ("reading", "pieces", "rights", "translation/lending")
    ),
    ROOT / "practices/numbers.py",
)
_DAMAGE = "tests/search/test_embedded_damage.py"
#: Without those that kill processes, draw at random or measure time, or whose subject is what
#: Django stores.
TESTS = (
    "tests/search", f"--deselect={_DAMAGE}::TestCrashes",
    f"--deselect={_DAMAGE}::TestDamage::test_damage_anywhere_is_never_another_error",
    "--deselect=tests/search/test_concepts.py::test_a_long_text_takes_milliseconds",
    "--ignore=tests/search/test_indexing.py", "tests/kb/test_reading.py",
    "tests/kb/test_rights.py", "tests/site/test_tree.py", "tests/practices/test_numbers.py",
    "tests/practices/test_shown_language.py",
)  # fmt: skip

Function = tuple[str, int, str]  # path, first line, name


class Calls:
    """Which functions of the pure parts were called, by profiling."""

    def __init__(self) -> None:
        self.paths = set(map(str, PURE))
        self.seen: set[Function] = set()

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        """For ``sys.setprofile``."""
        code = frame.f_code
        if event == "call" and code.co_filename in self.paths:
            self.seen.add((code.co_filename, code.co_firstlineno, code.co_name))


class Mutation:
    """A plugin of pytest that runs the tests as they are, and then against each mutant."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.survivors: list[str] = []
        self.killed = 0
        self.failed: list[str] = []
        self._tests: dict[Function, list[tuple[float, pytest.Item]]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own."""
        for item in {item.path: item for item in session.items}.values():
            run(item, session)  # what a whole session has is set up before it is watched
        kept = caches()
        for item in session.items:
            for cache in kept:
                cache.cache_clear()  # else a function is called by the first test only
            self._watch(item, session)
        if not self.failed:
            self._run_all(session)
        return True

    def _watch(self, item: pytest.Item, session: pytest.Session) -> None:
        """Run a test, and note what it calls."""
        calls, begin, before = Calls(), time.monotonic(), session.testsfailed
        sys.setprofile(calls)
        run(item, session)
        sys.setprofile(None)
        if session.testsfailed > before:
            self.failed.append(item.nodeid)
        for function in calls.seen:
            self._tests[function].append((time.monotonic() - begin, item))

    def _run_all(self, session: pytest.Session) -> None:
        gc.collect()
        running: dict[int, str] = {}
        for source, mistake in sample(self.count):
            if len(running) >= (os.cpu_count() or 1):
                self._end_one(running)
            function = (str(source.path), mistake.line, mistake.function)
            tests = affordable(self._tests[function])
            name = f"{source.path.relative_to(ROOT)}:{mistake}"
            child = os.fork()
            if not child:
                in_child(source, mistake, tests, session)
            running[child] = name
        while running:
            self._end_one(running)

    def _end_one(self, running: dict[int, str]) -> None:
        child, status = os.wait()
        name = running.pop(child)
        if os.waitstatus_to_exitcode(status) == NOT_TRIED:
            self.failed.append(name)
        elif status:
            self.killed += 1
        else:
            self.survivors.append(name)


def caches() -> list[_lru_cache_wrapper[object]]:
    """What keeps the answers of functions of the pure parts."""
    paths = set(map(str, PURE))
    kept = [each for each in gc.get_objects() if type(each) is _lru_cache_wrapper]
    codes = [(each, getattr(each.__wrapped__, "__code__", None)) for each in kept]
    return [each for each, code in codes if code and code.co_filename in paths]


def run(item: pytest.Item, session: pytest.Session) -> None:
    """One test; what the session has set up stays, because a session is said to be next."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)


def sample(count: int) -> list[tuple[Source, Mistake]]:
    """Mutants drawn from all, in the order of the files."""
    sources = [Source.of(path) for path in PURE]
    every = [(source, mistake) for source in sources for mistake in source.mistakes()]
    drawn = random.Random(SEED).sample(range(len(every)), min(count, len(every)))
    return [every[number] for number in sorted(drawn)]


def affordable(tests: list[tuple[float, pytest.Item]]) -> list[pytest.Item]:
    """The quickest, as many as there is patience for."""
    chosen, spent = [], 0.0
    for seconds, item in sorted(tests, key=lambda pair: pair[0]):
        spent += seconds
        if spent > PATIENCE and chosen:
            break
        chosen.append(item)
    return chosen


def in_child(
    source: Source, mistake: Mistake, tests: list[pytest.Item], session: pytest.Session
) -> None:
    """Try a mutant, and end without what Python does at the end: that is the parent's."""
    status = NOT_TRIED
    try:
        status = trial(source, mistake, tests, session)
    finally:
        os._exit(status)


def trial(
    source: Source, mistake: Mistake, tests: list[pytest.Item], session: pytest.Session
) -> int:
    """1 if a test fails; a signal ends what loops for ever."""
    signal.alarm(LONGEST)
    commit(source, mistake)
    for item in tests:
        run(item, session)
        if session.testsfailed:
            return 1
    return 0


def commit(source: Source, mistake: Mistake) -> None:
    """Make the mistake in the function that is loaded, and forget what it said before."""
    wrong = source.code(mistake)
    place = (str(source.path), mistake.line, mistake.function)
    for each in gc.get_objects():
        kind = type(each)  # `isinstance` would wake what is lazy
        if kind is FunctionType:
            code = each.__code__
            if (code.co_filename, code.co_firstlineno, code.co_name) == place:
                each.__code__ = wrong
        elif kind is _lru_cache_wrapper:
            each.cache_clear()


def main(count: int) -> int:
    """Print how many were killed, and each survivor; 1 if too few were, or the tests fail."""
    hypothesis.settings.register_profile(
        "mutants",
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    hypothesis.settings.load_profile("mutants")
    mutation = Mutation(count)
    output = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    pytest.main(["-q", "-m", "not e2e", "-p", "no:cacheprovider", *TESTS], plugins=[mutation])
    sys.stdout.flush()
    os.dup2(output, 1)
    if mutation.failed or not mutation.killed:
        print("Tests fail as it is, or a mutant could not be tried:")
        show(mutation.failed)
        return 1
    tried = mutation.killed + len(mutation.survivors)
    share = 100 * mutation.killed / tried
    print(f"{tried} mutants, {mutation.killed} killed: {share:.0f} % (bar {KILLED} %)")
    show([f"survived: {name}" for name in mutation.survivors], most=40)
    return int(share < KILLED)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MUTANTS))
