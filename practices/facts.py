"""The facts of a practice as the project keeps them: ``library/<slug>/facts.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).resolve().parent / "library"
FILE = "facts.toml"
ORGANISATIONS = FOLDER / "organisations.toml"


class FactsError(ValueError):
    """A file of the library says something that it must not; the message names file and place."""


@dataclass(frozen=True)
class Facts:
    """One practice's record, as read."""

    content: Mapping[str, Any]

    @classmethod
    def read(cls, slug: str) -> Facts:
        """Read and check ``library/<slug>/facts.toml``."""
        path = FOLDER / slug / FILE
        facts = cls(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
        facts.check()
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
        """What a section may rest on, by the name by which it is cited.

        ``1``, ``f2``, ``partners`` ...
        """
        texts = {str(fact["number"]): fact["text"] for fact in self.content["fact"]}
        for figure in self.content.get("figure", ()):
            texts[f"f{figure['number']}"] = _figure_text(figure)
        for name in ("partners", "financing_stated"):
            texts[name.removesuffix("_stated")] = "; ".join(self.content.get(name, ()))
        return texts | {"notes": self.content.get("notes", ""), "years": self._years()}

    @property
    def figures(self) -> list[Mapping[str, Any]]:
        """Numbers that can be compared."""
        return [figure for figure in self.content.get("figure", ()) if "indicator" in figure]

    @property
    def key_facts(self) -> list[Mapping[str, Any]]:
        """Numbers that need words."""
        return [figure for figure in self.content.get("figure", ()) if "indicator" not in figure]

    def check(self) -> None:
        """Refuse a figure without a source, or with one that isn't listed."""
        keys = {source["key"] for source in self.content.get("source", ())}
        for figure in self.content.get("figure", ()):
            if figure.get("source") not in keys:
                raise FactsError(f"{self.slug}: figure {figure['number']} has no source")

    def _years(self) -> str:
        return " ".join(
            str(self.content[name]) for name in ("since", "until") if name in self.content
        )


def _figure_text(figure: Mapping[str, Any]) -> str:
    parts = (figure["value"], figure.get("unit", ""), figure.get("year", ""), figure["as_stated"])
    return " ".join(str(part) for part in parts)


def slugs() -> list[str]:
    """The practices whose facts are in the project."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{FILE}"))
