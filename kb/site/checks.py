"""What a language needs beside its row: ``manage.py check`` names what is missing, and where."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from kb.core import vocabulary
from kb.core.catalogues import TRANSLATED, path_of
from kb.core.languages import CODES
from kb.site.tree import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

ERROR_PAGE = "kb/core/templates/500.html"
FUNCTION_WORDS = "search/function_words.toml"


@register()
def every_language_is_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Readers of each language get all of the interface in it; its stemmer is kb.E010's matter."""
    return [
        Error(f"{code} has no {lack}.", id="kb.E020") for code in CODES for lack in lacking(code)
    ]


def lacking(code: str) -> Iterator[str]:
    """What a language lacks, with the file where it belongs."""
    root = Path(settings.ROOT)
    if not (TEXTS / f"{code}.md").exists():
        yield f"home text: {(TEXTS / code).relative_to(root)}.md"
    if code in TRANSLATED and not path_of(code).exists():
        yield f"catalogue: make messages writes {path_of(code).relative_to(root)}"
    if f'href="/{code}/"' not in (root / ERROR_PAGE).read_text(encoding="utf-8"):
        yield f"sentence in {ERROR_PAGE}"
    if code not in tomllib.loads((root / FUNCTION_WORDS).read_text(encoding="utf-8")):
        yield f"function words: {FUNCTION_WORDS}"
    for name in vocabulary.ALL:
        if count := sum(code not in term.labels for term in vocabulary.read(name)):
            yield f"label for {count} terms: kb/core/vocabularies/{name}.toml"
