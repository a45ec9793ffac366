"""The accounts for trying each role on one's own machine; production refuses to start with them."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "mayors-in-action"  # noqa: S105  # for one's own machine; `make run` prints it


@dataclass(frozen=True, slots=True)
class Account:
    """A user whose name is the role; ``groups`` are made with the pages."""

    name: str
    groups: tuple[str, ...] = ()
    administrator: bool = False


ACCOUNTS = (
    Account("administrator", administrator=True),
    Account("editor", groups=("Editors of the library",)),
    Account("reader"),
)
