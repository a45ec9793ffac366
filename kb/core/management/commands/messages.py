"""``manage.py messages``: compile, check or collect the interface's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polib
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.core import catalogues
from kb.core.catalogue_faults import differences, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

ABSENT = "gettext is not installed (apt install gettext)"


class Command(BaseCommand):
    """One action a run."""

    help = "Compile the message catalogues, check that they are whole, or collect new messages."
    requires_system_checks = []  # none of it needs models or views

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the action."""
        parser.add_argument("action", choices=["compile", "check", "collect"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Do one of the three."""
        {"compile": self._compile, "check": self._check, "collect": self._collect}[action]()

    def _compile(self) -> None:
        compiled = len(catalogues.compile_changed())
        self.stdout.write(f"{compiled} catalogues compiled" if compiled else "nothing to do")

    def _check(self) -> None:
        found = catalogues.messages_in_code() if catalogues.gettext_is_installed() else None
        if found is None:
            self.stdout.write(f"Not compared with code and templates: {ABSENT}.")
        wrong = [line for code in catalogues.TRANSLATED for line in _wrong(code, found)]
        if wrong:
            raise CommandError("\n".join([*wrong, f"{len(wrong)} faults in the catalogues"]))
        self.stdout.write(f"{len(catalogues.TRANSLATED)} catalogues are whole")

    def _collect(self) -> None:
        if not catalogues.gettext_is_installed():
            raise CommandError(f"New messages can't be found: {ABSENT}.")
        found = catalogues.messages_in_code()
        for code in catalogues.TRANSLATED:
            done = catalogues.merge(code, found)
            self.stdout.write(
                f"{code}: {done.new} new, {done.dropped} dropped, {done.untranslated} to translate"
            )


def _wrong(language: str, found: polib.POFile | None) -> Iterator[str]:
    path = catalogues.path_of(language)
    if not path.exists():
        yield f"{language}: no catalogue; run make messages"
        return
    catalogue = polib.pofile(str(path))
    lines = [*faults(catalogue, language)]
    if found is not None:
        lines += differences(catalogue, found)
    yield from (f"{language}: {line}" for line in lines)
