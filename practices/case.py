"""A case study as one reader is shown it: nothing in a template is decided twice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.urls import reverse

from kb.core import alphabets, countries
from kb.core.languages import FALLBACK
from kb.core.reading import Reading, Shown
from kb.core.terms import label
from kb.core.vocabulary import TAGS
from practices.derived import Derived, derived
from practices.facets import LISTED, kind
from practices.key_figures import Number, figure, key_fact
from practices.models.library import SLUG
from practices.plates import PlaceFacts, Plate
from practices.road import Stop, road
from practices.sections import NEEDS, STORY, Section
from practices.shown_language import ShownLanguage
from practices.years import years

if TYPE_CHECKING:
    from practices.models import CaseStudyPage, Figure, Organisation, Place, Source

#: The indicator of what it cost.
COST = "investment"
#: Indicators that say how large it is or on what terms, rather than what came of it.
SIZES = frozenset(
    [
        "running-cost",
        "grant",
        "contract-length",
        "buildings",
        "households",
        "municipalities",
        "organisations",
        "light-points",
        "plans",
        "floor-area",
        "collector-area",
        "installed-capacity",
    ]
)
#: Standings of what came of it, the surest first.
RESULTS = ("achieved", "guaranteed", "planned")


@dataclass(frozen=True, slots=True)
class Party:
    """Who took part, by its own name if it is known.

    ``language`` is for ``lang``, empty if unsure.
    """

    name: str
    language: str
    website: str


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms of one list, as (code, label), under the title that its facet has."""

    code: str
    title: str
    terms: list[tuple[str, str]]


class Case:
    """A case study for a reader of one language."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.page = cast("CaseStudyPage", reading.source)

    @property
    def slug(self) -> str:
        """The family's address."""
        return str(self.page.slug)

    @property
    def address(self) -> str:
        """Where its page is, under the language that is active."""
        return reverse("wagtail_serve", args=[f"{SLUG}/{self.slug}/"])

    @property
    def kind(self) -> str:
        """What its type is called."""
        return kind(self.page.type_code)

    @cached_property
    def title(self) -> Shown:
        """A practice always has one."""
        return self.reading.piece("title") or Shown(self.page.title, self.reading.written_in)

    @cached_property
    def summary(self) -> Shown | None:
        """None only in a draft's preview."""
        return self.reading.piece("summary")

    @cached_property
    def places(self) -> list[Place]:
        """Where it was done, the first one first."""
        return [row.place for row in self.page.whole("places")]

    @property
    def plates(self) -> list[Plate]:
        """The signs of its places."""
        return [Plate.of(place) for place in self.places]

    @property
    def place_facts(self) -> PlaceFacts | None:
        """What is known of the first place."""
        return PlaceFacts.of(self.places[0]) if self.places else None

    @property
    def years(self) -> str:
        """When it was done; empty if not known."""
        return years(self.page.since, self.page.until)

    @cached_property
    def terms(self) -> dict[str, list[tuple[str, str]]]:
        """By list: codes with labels in the reader's language."""
        carried = self.page.terms_by_vocabulary()
        return {
            n: [(code, label(f"{n}:{code}")) for code in carried[n]] for n in TAGS if n in carried
        }

    @property
    def term_groups(self) -> list[TermGroup]:
        """The same in the order of the facets, whose codes are those of their lists."""
        carried = self.terms
        groups = (listed for listed in LISTED if listed.code in carried)
        return [TermGroup(group.code, str(group.title), carried[group.code]) for group in groups]

    @cached_property
    def road(self) -> list[Stop]:
        """All phases, those chosen that it belongs to."""
        return road([code for code, _name in self.terms.get("phase", ())])

    @property
    def phases(self) -> list[Stop]:
        """The phases that it belongs to."""
        return [stop for stop in self.road if stop.chosen]

    @cached_property
    def sources(self) -> list[Source]:
        """Numbered from 1 by their order."""
        return self.page.whole("sources")

    def _source(self, key: str) -> int:
        """The number of a source, 0 if it isn't there."""
        keys = [source.key for source in self.sources]
        return keys.index(key) + 1 if key in keys else 0

    @cached_property
    def figures(self) -> list[Number]:
        """Figures first, in the editor's order."""
        return [figure(row, self._source(row.source_key)) for row in self._figure_rows]

    @cached_property
    def derived(self) -> list[Derived]:
        """What the library calculates from its figures, or why it doesn't."""
        return derived(self._figure_rows)

    @cached_property
    def _figure_rows(self) -> list[Figure]:
        return self.page.whole("figures")

    @cached_property
    def key_facts(self) -> list[Number]:
        """Numbers that need words."""
        facts = self.reading.blocks("key_facts")
        return [
            key_fact(shown, self._source(shown.value["source_key"]))
            for shown in facts
            if shown.value["value"] is not None  # a draft's
        ]

    @property
    def headline(self) -> Number | None:
        """The first figure or key fact; none where there is none."""
        for row in self._figure_rows:
            return figure(row, self._source(row.source_key))
        return next(iter(self.key_facts), None)

    @property
    def at_once(self) -> list[Number]:
        """What came of it, and what it cost: said beside the title where figures are far below.

        An effect rather than a size; what was achieved rather than guaranteed or planned; the
        whole rather than a part; the first of each.
        """
        rows = list(zip(self._figure_rows, self.figures, strict=True))
        costs = [number for row, number in rows if row.indicator == COST]
        others = [(row.indicator in SIZES, number) for row, number in rows if row.indicator != COST]
        others += [(True, fact) for fact in self.key_facts]
        found = [
            min(
                ((size, n) for size, n in others if n.standing in RESULTS),
                key=lambda each: (each[0], RESULTS.index(each[1].standing), each[1].part),
                default=(False, None),
            )[1],
            min(costs, key=lambda each: each.part, default=None),
        ]
        return [number for number in found if number]

    @property
    def story(self) -> list[tuple[Section, Shown | None, list[Shown]]]:
        """Sections that are there, in order; steps belong to what was done."""
        steps = self.reading.blocks("steps")
        found = []
        for section in STORY:
            text = self.reading.piece(section.name)
            own_steps = steps if section.name == "done" else []
            if text or own_steps:
                found.append((section, text, own_steps))
        return found

    @property
    def needs(self) -> list[tuple[Section, Shown]]:
        """What another town needs, as far as it is known."""
        texts = ((section, self.reading.piece(section.name)) for section in NEEDS)
        return [(section, text) for section, text in texts if text]

    @property
    def pictures(self) -> list[Shown]:
        """Pictures with their captions."""
        return self.reading.blocks("pictures")

    @property
    def quotations(self) -> list[Shown]:
        """What people said."""
        return self.reading.blocks("quotations")

    @property
    def organisations(self) -> list[Party]:
        """Who is known to have taken part."""
        return [_party(row.organisation) for row in self.page.whole("organisations")]

    @property
    def keywords(self) -> list[str]:
        """Free keywords, in English."""
        names = (item.tag.name for item in self.page.keyword_items.all())
        return sorted(names, key=lambda name: alphabets.key(name, FALLBACK))

    @property
    def outcome(self) -> str:
        """How it went, in words; empty if not known."""
        return label(f"outcome:{self.page.outcome}") if self.page.outcome else ""

    @property
    def status(self) -> str:
        """How far it has come, in words; empty if not known."""
        return label(f"status:{self.page.status}") if self.page.status else ""

    @property
    def provenance(self) -> str:
        """Where the text comes from, in words."""
        return label(f"provenance:{self.page.provenance}") if self.page.provenance else ""

    @cached_property
    def language(self) -> ShownLanguage:
        """In which languages it is shown."""
        return ShownLanguage(self.reading)


def _party(organisation: Organisation) -> Party:
    own = bool(organisation.local_name)
    language = countries.official_language(organisation.country) if own else FALLBACK
    return Party(str(organisation), language, organisation.website)
