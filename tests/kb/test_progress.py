from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.site.progress import Step, take

if TYPE_CHECKING:
    from io import TextIOBase


def shown(*lines: str) -> str:
    """What two steps show, the first of which writes these lines; without seconds."""

    def work(*, stdout: TextIOBase, verbosity: int) -> None:
        for line in lines:
            stdout.write(line + "\n")

    def silent(*, stdout: TextIOBase, verbosity: int) -> None:
        pass

    pieces: list[str] = []
    take([Step("Messages", work), Step("Pages", silent)], pieces.append, verbosity=1)
    return re.sub(r"\d+\.\d s", "0.4 s", "".join(pieces))


def test_a_step_with_one_line_is_one_line() -> None:
    assert shown("nothing to do") == "1/2 Messages ... 0.4 s, nothing to do\n2/2 Pages ... 0.4 s\n"


def test_lines_before_the_last_stand_below() -> None:
    assert shown("half", "all").startswith("1/2 Messages ...\n    half\n    0.4 s, all\n2/2")


def test_a_step_without_words_shows_its_time() -> None:
    assert shown().startswith("1/2 Messages ... 0.4 s\n2/2")
