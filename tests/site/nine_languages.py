"""Settings for tests: as ``kb.settings.test``, with a row for German that nothing else follows."""

from __future__ import annotations

from kb.core import languages

languages.LANGUAGES += (languages.Language("de", "Deutsch"),)
languages.CODES += ("de",)
languages.CHOICES.append(("de", "Deutsch"))

from kb.settings.test import *  # noqa: E402, F403  # the table is read there
