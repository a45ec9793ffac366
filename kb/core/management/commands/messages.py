"""``manage.py messages``: compile, check or collect the interface's messages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import polib
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.core import catalogues, localize_catalogues
from kb.core.catalogue_faults import differences, faults
from kb.core.languages import is_begun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        due = [*_catalogues(found)]
        if wrong := [line for catalogue in due for line in _wrong(catalogue)]:
            raise CommandError("\n".join([*wrong, f"{len(wrong)} faults in the catalogues"]))
        for begun in (each for each in due if is_begun(each.language)):
            done, there = catalogues.translated(begun.path)
            self.stdout.write(f"{begun.name} is begun: {done} of {there} messages are translated")
        whole = sum(not is_begun(each.language) for each in due)
        self.stdout.write(f"{whole} catalogues are whole")

    def _collect(self) -> None:
        if not catalogues.gettext_is_installed():
            raise CommandError(f"New messages can't be found: {ABSENT}.")
        for each in _catalogues(catalogues.messages_in_code()):
            done = catalogues.merge(each.language, each.messages, each.path)
            self.stdout.write(
                f"{each.name}: {done.new} new, {done.dropped} dropped, "
                f"{done.untranslated} to translate"
            )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A file, and the messages that it must hold: None where they can't be found."""

    name: str
    language: str
    path: Path
    messages: polib.POFile | None


def _catalogues(found: polib.POFile | None) -> Iterator[Catalogue]:
    """The interface's own, whose messages were found in the code; then those for localize."""
    for code in catalogues.TRANSLATED:
        yield Catalogue(code, code, catalogues.path_of(code), found)
    for code, domain in product(catalogues.TRANSLATED, localize_catalogues.DOMAINS):
        path = localize_catalogues.path_of(code, domain)
        due = localize_catalogues.due(code, domain)
        if due or path.exists():
            yield Catalogue(f"localize/{code}/{domain}", code, path, due)


def _wrong(due: Catalogue) -> Iterator[str]:
    if not due.path.exists():
        yield f"{due.name}: no catalogue; run make messages"
        return
    catalogue = polib.pofile(str(due.path))
    lines = [*faults(catalogue, due.language)]
    if due.messages is not None:
        lines += differences(catalogue, due.messages)
    yield from (f"{due.name}: {line}" for line in lines)
