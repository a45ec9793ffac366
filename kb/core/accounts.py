"""The accounts for trying each role on one's own machine; production refuses to start with them."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "mayors-in-action"  # noqa: S105  # for one's own machine; `make run` prints it
#: The group that may write in all languages; set-up makes it with the pages.
EDITORS = "Editors of the library"
#: With the code of a language behind it: who translates into that, for others to publish.
TRANSLATORS = "Translators of the library"


@dataclass(frozen=True, slots=True)
class Account:
    """A user whose name is the role; ``groups`` are made with the pages."""

    name: str
    groups: tuple[str, ...] = ()
    administrator: bool = False


ACCOUNTS = (
    Account("administrator", administrator=True),
    Account("editor", groups=(EDITORS,)),
    Account("translator", groups=(f"{TRANSLATORS}: pl",)),
    Account("reader"),
)
