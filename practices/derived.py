"""Derived values: what the library calculates from a practice's own figures.

Only where the parts fit; else the reason is said. A value per inhabitant is none of them: a
practice often reaches a part of its town only, and its figures don't say which.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import npgettext, pgettext, pgettext_lazy

from kb.core.terms import label
from practices.key_figures import bound
from practices.numbers import NO_BREAK, Amount, amount, decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import Promise

    from practices.models import Figure

#: A ratio bears as many digits as the coarser of its parts: "13 million" has two. Below two the
#: rounding would be coarser than the parts; above three nobody can judge the last one.
FEWEST_DIGITS, MOST_DIGITS = 2, 3


@dataclass(frozen=True, slots=True)
class Derived:
    """A ratio, calculated or not.

    ``standing`` is a code for the look, ``note`` says it in words, ``bound`` stands before the
    amount. Without an ``amount`` there is a ``reason`` and nothing else.
    """

    what: str
    amount: Amount | None = None
    bound: str = ""
    calculation: str = ""
    standing: str = ""
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The investment per unit of another indicator.

    Where a practice also reports one of ``others``, its investment paid for that too: ``mixed``.
    """

    indicator: str
    what: Promise
    others: frozenset[str] = frozenset()
    mixed: Promise | str = ""


RATIOS = (
    Ratio(
        "buildings",
        pgettext_lazy("derived figure", "Investment per building"),
        frozenset({"households", "light-points"}),
        pgettext_lazy("derived figure", "The investment is not for buildings alone."),
    ),
    Ratio(
        "co2-reduction",
        pgettext_lazy("derived figure", "Investment per tonne of CO2 avoided a year"),
    ),
    Ratio(
        "energy-saving",
        pgettext_lazy("derived figure", "Investment per MWh saved a year"),
        frozenset({"renewable-production", "installed-capacity", "collector-area"}),
        pgettext_lazy("derived figure", "The investment is not for saving energy alone."),
    ),
)


def derived(figures: Iterable[Figure]) -> list[Derived]:
    """The ratios whose two indicators a practice gives; the first figure of each counts."""
    rows: dict[str, list[Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.indicator, []).append(figure)
    if "investment" not in rows:
        return []
    return [_derive(ratio, rows) for ratio in RATIOS if ratio.indicator in rows]


def _derive(ratio: Ratio, rows: dict[str, list[Figure]]) -> Derived:
    investment, by = rows["investment"][0], rows[ratio.indicator][0]
    reason = (
        _unfit(investment, by)
        or _carriers(investment, rows[ratio.indicator])
        or (str(ratio.mixed) if _has_others(ratio, rows) else "")
    )
    if reason:
        return Derived(str(ratio.what), reason=reason)
    exact = _value(investment) / _value(by)
    shown = _rounded(exact, min(_digits(investment), _digits(by)))
    about = shown != exact or any(_is_about(figure) for figure in (investment, by))
    return Derived(
        what=str(ratio.what),
        amount=amount(shown, "EUR"),
        bound=bound("about") if about else "",
        calculation=pgettext("derived figure", "%(dividend)s ÷ %(divisor)s")
        % {"dividend": _part(investment), "divisor": _part(by)},
        standing=by.standing,
        note="" if by.standing == "achieved" else label(f"standing:{by.standing}"),
    )


def _unfit(investment: Figure, by: Figure) -> str:
    """Why one must not be divided by the other; empty if it may."""
    both = (investment, by)
    reasons = (
        (
            any(figure.part for figure in both),
            pgettext("derived figure", "One of the numbers covers only a part of the practice."),
        ),
        (
            any(figure.bound in {"at-least", "at-most"} for figure in both),
            pgettext("derived figure", "One of the numbers is only a lower or upper limit."),
        ),
        (
            any(_value(figure) <= 0 for figure in both),
            pgettext("derived figure", "One of the numbers is zero or negative."),
        ),
        (
            bool(by.since) and by.since != by.year and by.unit.endswith("/a"),
            pgettext("derived figure", "The effect is given for several years, not for one."),
        ),
    )
    found = (reason for holds, reason in reasons if holds)
    return next(found, "") or _standings(investment, by) or _years(investment, by)


def _standings(investment: Figure, by: Figure) -> str:
    """A result is compared with a result, a plan with a plan."""
    standings = frozenset({investment.standing, by.standing})
    if "context" in standings:
        return pgettext("derived figure", "One of the numbers only describes the context.")
    if len(standings) == 1:
        return ""
    return {
        frozenset({"achieved", "planned"}): pgettext(
            "derived figure", "One number is a result, the other a plan."
        ),
        frozenset({"achieved", "guaranteed"}): pgettext(
            "derived figure", "One number is a result, the other a guarantee."
        ),
        frozenset({"planned", "guaranteed"}): pgettext(
            "derived figure", "One number is a plan, the other a guarantee."
        ),
    }[standings]


def _years(investment: Figure, by: Figure) -> str:
    """Programmes grow: what was counted in another year may belong to more money, or to less."""
    if investment.year and by.year and investment.year != by.year:
        return pgettext("derived figure", "The numbers are for different years.")
    return ""


def _carriers(investment: Figure, divisors: list[Figure]) -> str:
    """One carrier's saving isn't the whole if there is one of another carrier beside it."""
    carriers = {figure.carrier for figure in (investment, *divisors)} - {""}
    if divisors[0].carrier and len(carriers) > 1:
        return pgettext("derived figure", "The numbers are for different energy carriers.")
    return ""


def _has_others(ratio: Ratio, rows: dict[str, list[Figure]]) -> bool:
    others = (figure for indicator in ratio.others for figure in rows.get(indicator, ()))
    return any(figure.standing != "context" for figure in others)


def _value(figure: Figure) -> Decimal:
    return Decimal(str(figure.known_value))


def _is_about(figure: Figure) -> bool:
    return figure.bound == "about" or figure.method == "estimated"


def _digits(figure: Figure) -> int:
    """How many digits say something; all of them if it was counted."""
    if not figure.unit and not _is_about(figure):
        return MOST_DIGITS
    digits = len(_value(figure).normalize().as_tuple().digits)
    return min(max(digits, FEWEST_DIGITS), MOST_DIGITS)


def _rounded(value: Decimal, digits: int) -> Decimal:
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return value.quantize(step, ROUND_HALF_UP)


def _part(figure: Figure) -> str:
    """A part of the sum with all its digits: "13,000,000 €", "about 98 buildings"."""
    value = _value(figure)
    if figure.indicator == "buildings":
        text = npgettext(
            "derived figure", "%(number)s building", "%(number)s buildings", int(value)
        ) % {"number": decimal(value)}
        text = text.replace(" ", NO_BREAK)
    elif figure.unit == "EUR":
        text = str(Amount(decimal(value), pgettext("unit", "€")))
    else:
        text = str(amount(value, figure.unit))
    if figure.bound == "about":
        return pgettext("derived figure", "about %(amount)s") % {"amount": text}
    return text
