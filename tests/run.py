"""``python -m tests.run [step ...]``: all that CI checks, or the steps named (see ``--list``)."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from tests.needs import in_ci
from tests.steps import STEPS, Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
WIDTH = max(len(step.name) for step in STEPS)


class Outcome(Enum):
    """What became of a step."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"


def say(text: str, end: str = "\n") -> None:
    """Show it at once, in a log too."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def run(step: Step) -> Outcome:
    """Run one step; its output is shown only if it failed, else its last line."""
    say(f"{step.name:<{WIDTH}}  ", end="")
    if step.needs and not step.needs.found():
        say(f"not run: {step.needs.name} is missing; {step.needs.install}")
        return Outcome.NOT_RUN
    start = time.monotonic()
    passed, output = _execute(step)
    seconds = f"{time.monotonic() - start:.1f} s"
    if not passed:
        say(f"FAILED  {seconds}  ({step.why})\n{_indented(output)}")
        return Outcome.FAILED
    say(f"passed  {seconds}  {_last_line(output)}")
    return Outcome.PASSED


def _execute(step: Step) -> tuple[bool, str]:
    try:
        with step.surroundings() as environment:
            done = subprocess.run(
                step.command, cwd=ROOT, env=environment, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, errors="replace",
            )  # fmt: skip
    except (OSError, RuntimeError) as error:  # a program that is not there, a server of its own
        return False, str(error)
    return done.returncode == 0, done.stdout


def run_all(steps: Sequence[Step], must_run: bool) -> int:
    """Run all to the end; exit status 1 if any failed, or wasn't run although all ``must_run``."""
    outcomes = {step.name: run(step) for step in steps}
    count = Counter(outcomes.values())
    missing = [step for step in steps if outcomes[step.name] is Outcome.NOT_RUN]
    if missing:
        say("\nNot run:")
        for step in missing:
            say(f"  {step.name} ({step.why}): {step.needs.install if step.needs else ''}")
    failed = count[Outcome.FAILED] + (len(missing) if must_run else 0)
    say(f"{count[Outcome.PASSED]} passed, {failed} failed")
    return int(bool(failed))


def _last_line(output: str) -> str:
    lines = output.strip().splitlines()
    return lines[-1].strip(" =") if lines else ""


def _indented(output: str) -> str:
    return "\n".join(f"    {line}" for line in output.rstrip().splitlines())


def _chosen(names: Sequence[str]) -> list[Step]:
    known = {step.name: step for step in STEPS}
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"No step is called {', '.join(unknown)}; there are {', '.join(known)}.")
    return [known[name] for name in names] or list(STEPS)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(words: Sequence[str]) -> int:
    """The command line."""
    # Ends by an exception, so that servers which a step started are stopped.
    signal.signal(signal.SIGTERM, _end)
    if list(words) == ["--list"]:
        say("\n".join(f"{step.name:<{WIDTH}}  {step.why}" for step in STEPS))
        return 0
    return run_all(_chosen(words), must_run=in_ci())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
