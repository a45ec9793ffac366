"""The table of languages. ``manage.py check`` names what a new row lacks elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the library: ISO 639-1 code, the name that it gives itself."""

    code: str
    own_name: str


LANGUAGES: tuple[Language, ...] = (
    Language("en", "English"),
    Language("pl", "Polski"),
    Language("nl", "Nederlands"),
    Language("fr", "Français"),
    Language("hr", "Hrvatski"),
    Language("el", "Ελληνικά"),
    Language("it", "Italiano"),
    Language("es", "Español"),
)

CODES: tuple[str, ...] = tuple(language.code for language in LANGUAGES)

#: Shown where a reader's own language is missing, and where an address names none.
FALLBACK = "en"

#: For Django's ``LANGUAGES`` and Wagtail's ``WAGTAIL_CONTENT_LANGUAGES``.
CHOICES: list[tuple[str, str]] = [(language.code, language.own_name) for language in LANGUAGES]


def default_of(codes: Collection[str], written_in: str) -> str:
    """Of versions in these languages the one for readers who have another: ``x-default``."""
    return FALLBACK if FALLBACK in codes else written_in


def choices() -> list[tuple[str, str]]:
    """The same for ``choices=`` of a field: migrations name the function, not its languages."""
    return CHOICES
