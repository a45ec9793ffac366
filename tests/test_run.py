from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.needs import Need
from tests.run import main, run_all
from tests.steps import STEPS, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOWHERE = Need("Nothing", lambda: False, "apt install nothing")


def step(name: str, code: str, needs: Need | None = None) -> Step:
    return Step(name, f"why {name}", (sys.executable, "-c", code), needs)


GOOD = step("good", "print('first'); print('last line')")
BAD = step("bad", "import sys; print('the reason'); sys.exit(3)")
ABSENT = step("absent", "print('never')", NOWHERE)


def test_the_last_line_counts_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_all([GOOD], must_run=False) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"


def test_a_failure_shows_its_output_and_the_rest_still_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_all([BAD, GOOD], must_run=False) == 1
    output = capsys.readouterr().out
    assert "the reason" in output
    assert "why bad" in output
    assert "last line" in output
    assert output.splitlines()[-1] == "1 passed, 1 failed"


def test_output_of_a_step_that_passes_is_its_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    run_all([GOOD], must_run=False)
    assert "first" not in capsys.readouterr().out


def test_what_is_missing_is_said_with_its_cure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_all([ABSENT, GOOD], must_run=False) == 0
    output = capsys.readouterr().out
    assert "absent (why absent): apt install nothing" in output
    assert output.splitlines()[-1] == "1 passed, 0 failed"


def test_what_is_missing_is_a_failure_in_ci(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_all([ABSENT, GOOD], must_run=True) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_surroundings_that_break_fail_their_step_alone(capsys: pytest.CaptureFixture[str]) -> None:
    @contextmanager
    def broken() -> Iterator[Mapping[str, str]]:
        raise RuntimeError("initdb failed")
        yield {}

    assert run_all([Step("bad", "why", ("true",), surroundings=broken), GOOD], must_run=False) == 1
    output = capsys.readouterr().out
    assert "initdb failed" in output
    assert output.splitlines()[-1] == "1 passed, 1 failed"


def test_an_unknown_step_is_refused_with_the_names() -> None:
    with pytest.raises(SystemExit, match=r"No step is called tipes; there are format, lint"):
        main(["tipes"])


def test_names_of_steps_are_their_own() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)
