"""Figures and key facts as a reader is shown them: how much, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from kb.core.reading import Shown
from kb.core.terms import label, within
from practices.numbers import Amount, amount, decimal
from practices.years import years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practices.models import Figure


@dataclass(frozen=True, slots=True)
class Number:
    """A figure, or a key fact, whose ``words`` stand behind its number.

    ``standing`` and ``method`` are codes for the look, ``notes`` say them in words. ``source`` is
    its number in the list of sources, 0 if it isn't there.
    """

    what: str
    bound: str
    amount: Amount
    years: str
    standing: str
    method: str
    notes: tuple[str, ...]
    source: int
    as_stated: str
    quotation: str
    words: Shown | None = None
    part: bool = False

    @property
    def reservations(self) -> tuple[str, ...]:
        """What must be said wherever the number is: that it is no result, or no whole."""
        return tuple(filter(None, (self.caution, _part(part=self.part))))

    @property
    def caution(self) -> str:
        """That it is no result, in words; empty for a result."""
        return "" if self.standing == "achieved" else label(f"standing:{self.standing}")


def figure(row: Figure, source: int) -> Number:
    """A row of the figures."""
    return Number(
        what=_what(row),
        bound=bound(row.bound),
        amount=amount(row.known_value, row.unit),
        years=years(row.since, row.year),
        standing=row.standing,
        method=row.method,
        notes=_notes(row.standing, row.method, part=row.part),
        source=source,
        as_stated=row.as_stated,
        quotation=row.quotation,
        part=row.part,
    )


def key_fact(shown: Shown, source: int) -> Number:
    """A block of the key facts."""
    value = shown.value
    return Number(
        what="",
        bound=bound(value["bound"]),
        amount=Amount(decimal(value["value"]), ""),
        years=years(None, value["year"]),
        standing=value["standing"],
        method=value["method"],
        notes=_notes(value["standing"], value["method"], part=False),
        source=source,
        as_stated=value["as_stated"],
        quotation="",
        words=Shown(value["text"], shown.language, shown.stale),
    )


def bound(code: str) -> str:
    """The word before a number; none if it is exact."""
    return "" if code == "exactly" else label(f"bound:{code}")


def _what(row: Figure) -> str:
    """What a figure measures; savings of two carriers may stand side by side."""
    indicator = label(f"indicator:{row.indicator}")
    if not row.carrier:
        return indicator
    names = {"indicator": indicator, "carrier": within(label(f"carrier:{row.carrier}"))}
    return pgettext("figure", "%(indicator)s: %(carrier)s") % names


def _notes(standing: str, method: str, *, part: bool) -> tuple[str, ...]:
    """How far a number can be trusted, in words, without saying one thing twice."""
    notes: Iterable[str] = [
        label(f"standing:{standing}") if standing not in {"achieved", method} else "",
        _method(method),
        _part(part=part),
    ]
    return tuple(filter(None, notes))


def _part(*, part: bool) -> str:
    return pgettext("figure", "A part of it only") if part else ""


def _method(code: str) -> str:
    """How a number was obtained; the label of the list would not say what is not stated."""
    if code == "not-stated":
        return pgettext("figure", "How it was obtained is not stated")
    return label(f"method:{code}")
