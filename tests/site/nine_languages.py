"""Settings for tests: as ``kb.settings.test``, with a row for Latvian that nothing else follows."""

from __future__ import annotations

from kb.core import languages

languages.WHOLE += (languages.Language("lv", "Latviešu"),)
languages.LANGUAGES += (languages.Language("lv", "Latviešu"),)
languages.CODES += ("lv",)
languages.CHOICES.append(("lv", "Latviešu"))

from kb.settings.test import *  # noqa: E402, F403  # the table is read there
