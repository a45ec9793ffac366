"""The facts of a practice as the project keeps them: ``library/<slug>/facts.toml``."""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from practices.faults import faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).resolve().parent / "library"
FILE = "facts.toml"
ORGANISATIONS = "organisations.toml"
CORRECTIONS = "corrections.toml"


class FactsError(ValueError):
    """A file of the library says something that it must not; the message names file and place."""


@contextmanager
def named(file: str) -> Iterator[None]:
    """Errors inside become a ``FactsError`` that names the file by its path in the library."""
    try:
        yield
    except KeyError as missing:
        raise FactsError(f"{file}: {missing} is missing") from missing
    except ValidationError as refused:
        raise FactsError(f"{file}: {'; '.join(_reasons(refused))}") from refused
    except ValueError as reason:
        raise FactsError(f"{file}: {reason}") from reason


def _reasons(refused: ValidationError) -> Iterator[str]:
    if hasattr(refused, "error_dict"):
        for name, errors in refused.message_dict.items():
            yield f"{name}: {' '.join(errors)}"
    else:
        yield from refused.messages


@dataclass(frozen=True)
class Facts:
    """One practice's record, as read."""

    content: Mapping[str, Any]

    @classmethod
    def read(cls, slug: str) -> Facts:
        """Read and check ``library/<slug>/facts.toml``."""
        with named(f"{slug}/{FILE}"):
            content = (folder(slug) / FILE).read_text(encoding="utf-8")
            facts = cls(tomllib.loads(content, parse_float=Decimal))
            facts.check(slug)
        return facts

    @property
    def slug(self) -> str:
        """The record's id, and the practice's address."""
        return str(self.content["id"])

    @property
    def source_language(self) -> str:
        """The language that the practice is written in first."""
        return str(self.content["source_language"])

    @cached_property
    def texts(self) -> dict[str, str]:
        """What a section may rest on, by the name that cites it: ``1``, ``f2``, ``title``."""
        texts = {str(fact["number"]): fact["text"] for fact in self.content["fact"]}
        for figure in self.content.get("figure", ()):
            texts[f"f{figure['number']}"] = _figure_text(figure)
        for name in ("partners", "financing_stated"):
            texts[name.removesuffix("_stated")] = "; ".join(self.content.get(name, ()))
        texts |= {name: self.content.get(name, "") for name in ("title", "notes")}
        return texts | {"years": self._years()}

    @property
    def figures(self) -> list[Mapping[str, Any]]:
        """Numbers that can be compared."""
        return [figure for figure in self.content.get("figure", ()) if "indicator" in figure]

    @property
    def key_facts(self) -> list[Mapping[str, Any]]:
        """Numbers that need words."""
        return [figure for figure in self.content.get("figure", ()) if "indicator" not in figure]

    def check(self, slug: str) -> None:
        """Refuse another's record, and one that the lists and its own sources don't bear out."""
        if self.slug != slug:
            raise FactsError(f"its id is {self.slug}")
        if found := list(faults(self.content)):
            raise FactsError("; ".join(found))

    def _years(self) -> str:
        return " ".join(
            str(self.content[name]) for name in ("since", "until") if name in self.content
        )


def _figure_text(figure: Mapping[str, Any]) -> str:
    parts = (figure["value"], figure.get("unit", ""), figure.get("year", ""), figure["as_stated"])
    return " ".join(str(part) for part in parts)


def folder(slug: str) -> Path:
    """Where the files of a practice are."""
    return FOLDER / slug


def corrections(slug: str) -> list[dict[str, Any]]:
    """Figures that a practice's record gives otherwise than their source."""
    file = FOLDER / CORRECTIONS
    every = tomllib.loads(file.read_text(encoding="utf-8"))["figure"] if file.exists() else []
    return [figure for figure in every if figure["practice"] == slug]


def slugs() -> list[str]:
    """The practices whose facts are in the project."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{FILE}"))
