"""``manage.py language``: begin a language, say what it lacks, take it back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from kb.core.languages import BEGUN, CODES, FILE, OFFERED, WHOLE, Language, is_begun
from kb.site.beginning import begin, take_back
from kb.site.lacks import lacking, untranslated

RESTART = "Servers and workers that run already know of it once they are started anew."


class Command(BaseCommand):
    """Can be repeated: a second run changes nothing, and says what is lacking by now."""

    help = "Begin a language that the table offers, and say what it lacks; without one, list them."
    requires_system_checks = []  # a language that is being made whole may lack what they ask for

    def add_arguments(self, parser: CommandParser) -> None:
        """Which language, and whether it goes again."""
        parser.add_argument("code", nargs="?", help="as in kb/core/languages.py")
        parser.add_argument(
            "--undo", action="store_true", help="take it back, if nobody has written in it yet"
        )

    def handle(self, *args: Any, code: str | None, undo: bool, **options: Any) -> None:
        """Do it, or say why not."""
        if code is None:
            self._list()
            return
        if code not in CODES and code not in {language.code for language in OFFERED}:
            raise CommandError(f"The table has no language {code}. It offers {_named(OFFERED)}.")
        if undo:
            self._take_back(code)
        elif code in CODES:
            call_command("setup", verbosity=options["verbosity"])
            self._say_what_lacks(code)
        else:
            begin(code)
            self._anew("language", code)  # the table is read as modules are imported
            self.stdout.write(f"{RESTART}\nTo take it back: manage.py language {code} --undo")

    def _list(self) -> None:
        begun = {language.code for language in BEGUN}
        offered = [language for language in OFFERED if language.code not in begun]
        for title, languages in (("whole", WHOLE), ("begun", BEGUN), ("offered", offered)):
            self.stdout.write(f"{title}: {_named(languages) or 'none'}")

    def _say_what_lacks(self, code: str) -> None:
        lacks = [*lacking(code), *untranslated(code)]
        for lack in lacks:
            self.stdout.write(f"{code} has no {lack}")
        if not lacks:
            self.stdout.write(f"{code} lacks nothing")
            if is_begun(code):
                self.stdout.write(
                    f"Move its row to WHOLE in kb/core/languages.py, and take it out of {FILE.name}"
                )

    def _take_back(self, code: str) -> None:
        there = is_begun(code) or Locale.objects.filter(language_code=code).exists()
        if not there or code not in {language.code for language in OFFERED}:
            raise CommandError(f"{code} isn't begun, so there is nothing to take back.")
        try:
            take_back(code)
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        self._anew("setup")
        self.stdout.write(f"{code} is taken back. {RESTART}")

    def _anew(self, *words: str) -> None:
        """Another command in a process that reads the table as it is now."""
        self.stdout.flush()
        done = subprocess.run(  # noqa: S603  our own words
            [sys.executable, str(Path(settings.ROOT) / "manage.py"), *words], check=False
        )
        if done.returncode:
            sys.exit(done.returncode)


def _named(languages: tuple[Language, ...] | list[Language]) -> str:
    return ", ".join(f"{language.code} ({language.own_name})" for language in languages)
