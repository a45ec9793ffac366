"""The table of languages: those that are whole, and those that can be begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the library: ISO 639-1 code, the name that it gives itself."""

    code: str
    own_name: str


#: Lack nothing; ``manage.py check`` names what a new row lacks elsewhere.
WHOLE: tuple[Language, ...] = (
    Language("en", "English"),
    Language("pl", "Polski"),
    Language("nl", "Nederlands"),
    Language("fr", "Français"),
    Language("hr", "Hrvatski"),
    Language("el", "Ελληνικά"),
    Language("it", "Italiano"),
    Language("es", "Español"),
)

#: Can be begun by ``make language``: the search reads them, the typefaces have their letters.
OFFERED: tuple[Language, ...] = (
    Language("de", "Deutsch"),
    Language("ro", "Română"),
    Language("sv", "Svenska"),
)

#: The codes of those that were begun.
FILE = Path(__file__).with_name("begun_languages.txt")
_HEAD = """\
# Languages that are on the site though they lack texts, a code a line, in the order of the site.
# `make language CODE` writes the line, and says what is lacking; see kb/decisions/languages.md.
"""


def _begun() -> tuple[Language, ...]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    offered = {language.code: language for language in OFFERED}
    codes = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if unknown := [code for code in codes if code not in offered]:
        raise LookupError(f"{FILE.name} names {unknown[0]}, which languages.py doesn't offer.")
    return tuple(offered[code] for code in dict.fromkeys(codes))


def write_begun(codes: Iterable[str]) -> None:
    """Change which languages are begun; processes that run already don't notice."""
    FILE.write_text(_HEAD + "".join(f"{code}\n" for code in codes), encoding="utf-8")


#: On the site, in English where they lack something; nothing holds them to be whole.
BEGUN: tuple[Language, ...] = _begun()

LANGUAGES: tuple[Language, ...] = (*WHOLE, *BEGUN)

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


def is_begun(code: str) -> bool:
    """Whether a language is on the site without being whole."""
    return any(language.code == code for language in BEGUN)
