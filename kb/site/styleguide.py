"""Every component in every state, from invented examples; only where the library is tried out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import get_language

from kb.core.languages import FALLBACK
from kb.core.reading import Shown
from kb.core.terms import label
from practices.choices import Chip, Choice, FacetChoices
from practices.facets import listed
from practices.key_figures import Number
from practices.listing import PageLink
from practices.numbers import Amount, amount, whole
from practices.plates import PlaceFacts, Plate
from practices.road import road
from search.results import Fragment, Highlight, Reason

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PLATES = [
    Plate("GR", "Greece", "Παράδειγμα", "el"),
    Plate("HR", "Croatia", "Primjerna i Ogledna županija s dugim imenom", "hr"),
    Plate("PL", "Poland", "Przykładów", "pl"),
]
HOW = ("written", "translated", "partly", "card", "foreign")
COLOURS = (
    *("paper", "sand", "ink", "ink-2", "line", "line-2"),
    *("sign", "on-sign", "sign-pale", "foot", "on-foot", "foot-2"),
)
STEPS = (
    *((step, "condensed") for step in ("display", "h1", "h2", "hit", "h3", "h4")),
    *((step, "text") for step in ("lead", "story", "interface", "small", "smallest")),
)
#: A number of inhabitants for each class of population; the first is not known.
INHABITANTS = (0, 4_000, 15_000, 60_000, 250_000, 1_000_000)


def styleguide(request: HttpRequest) -> HttpResponse:
    """``/<language>/styleguide/``."""
    language = get_language() or FALLBACK
    context = {
        "language": language,
        "robots": "noindex",
        "colours": COLOURS,
        "steps": STEPS,
        "plates": PLATES,
        "places": [_place(n) for n in range(len(INHABITANTS))],
        "roads": [_phases(chosen) for chosen in ((), ("planning",), ("initiation", "monitoring"))],
        "numbers": _numbers(),
        "cards": [
            _case(language, how=how, plates=count)
            for how, count in zip(HOW, (1, 2, 3, 1, 1), strict=True)
        ],
        "notes": [_case(language, how=how) for how in HOW],
        "chips": [
            Chip("phase", str(listed("phase").title), label("phase:planning"), "?"),
            Chip("country", str(listed("country").title), "Ελλάδα", "?", "el"),
        ],
        "facet": FacetChoices("phase", "Phases", _choices(), first=True),
        "found": [_found("words"), _found("concept"), _found("ticked")],
        "listing": SimpleNamespace(
            previous_page="?page=4",
            next_page="?page=6",
            near_pages=[
                PageLink(n, f"?page={n}") if n else PageLink(0) for n in (1, 0, 4, 5, 6, 0, 9)
            ],
            question=SimpleNamespace(page=5),
        ),
    }
    return render(request, "site/styleguide.html", context)


def _place(population_class: int) -> PlaceFacts:
    size = whole(INHABITANTS[population_class]) if population_class else ""
    return PlaceFacts("Croatia", label("place_kind:municipality"), size, population_class, "")


def _phases(chosen: tuple[str, ...]) -> SimpleNamespace:
    stops = road(chosen)
    return SimpleNamespace(road=stops, chosen=[stop for stop in stops if stop.chosen])


def _numbers() -> list[Number]:
    """One for each line, and a key fact with words behind it."""
    measured = Number(
        what=label("indicator:energy-saving"),
        bound="",
        amount=amount(Decimal(20_000), "MWh/a"),
        years="2020",
        standing="achieved",
        method="measured",
        notes=(label("method:measured"),),
        source=1,
        as_stated="twenty invented gigawatt-hours a year",
        quotation="An invented sentence of an invented source.",
    )
    others = [
        ("achieved", "not-stated"),
        ("guaranteed", "not-stated"),
        ("planned", "not-stated"),
        ("context", "not-stated"),
    ]
    lines = [
        replace(
            measured,
            standing=standing,
            method=method,
            notes=(label(f"standing:{standing}"),),
            quotation="",
        )
        for standing, method in others
    ]
    words = Shown("of invented lamps in a place that doesn't exist", "en")
    fact = replace(
        measured, what="", bound=label("bound:about"), amount=Amount("85", "%"), words=words
    )
    return [measured, *lines, fact]


def _case(language: str, *, how: str = "written", plates: int = 1) -> SimpleNamespace:
    """What a card reads of a case study, written in the reader's language or another."""
    other = "hr" if language != "hr" else "pl"
    return SimpleNamespace(
        slug="invented",
        address="#",
        title=Shown("An invented practice with a title of a usual length", "en"),
        summary=Shown("An invented summary: what was done, how, with what result.", "en"),
        plates=PLATES[:plates],
        place_facts=_place(2),
        road=road(["planning"]),
        phases=[stop for stop in road(["planning"]) if stop.chosen],
        years="2015–2020",
        headline=_numbers()[0],
        reading=SimpleNamespace(
            written_in=language if how == "written" else other, language=language
        ),
        language=SimpleNamespace(
            how=how,
            main=language if how in {"written", "translated"} else other,
            is_unread=how == "translated",
        ),
    )


def _choices() -> list[Choice]:
    counts = (4, 12, 0, 3)
    return [
        Choice(stop.code, stop.label, count, chosen=count == max(counts))
        for stop, count in zip(road(), counts, strict=True)
    ]


def _found(by: str) -> SimpleNamespace:
    """Found by words in a text, by a concept in another language, by an editor's tick."""
    fragments = (
        Fragment("… the old ", False),
        Fragment("street lighting", True),
        Fragment(" was …", False),
    )
    concept = "sector:public-lighting"
    reason = Reason(
        concept,
        "oświetlenie uliczne",
        "" if by == "ticked" else "ulična rasvjeta",
        "hr",
        ticked=by == "ticked",
    )
    return SimpleNamespace(
        passage=Highlight("context", "en", fragments) if by == "words" else None,
        hit=SimpleNamespace(reasons=() if by == "words" else (reason,)),
    )
