"""A case study as one reader is shown it: nothing in a template is decided twice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.translation import pgettext

from kb.core import countries
from kb.core.languages import CODES, FALLBACK
from kb.core.reading import Reading, Shown
from kb.core.terms import label
from kb.core.vocabulary import TAGS
from practices.facets import LISTED
from practices.models.library import SLUG
from practices.numbers import Amount, amount, decimal, whole
from practices.sections import NEEDS, STORY, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practices.models import CaseStudyPage, Figure, Organisation, Place, Source


@dataclass(frozen=True, slots=True)
class Plate:
    """The town sign by which a practice is known.

    Country code, the place's own name and its language.
    """

    country: str
    country_name: str
    name: str
    language: str

    @classmethod
    def of(cls, place: Place) -> Plate:
        """The plate of a place."""
        return cls(place.country, countries.name(place.country), place.name, place.language)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure or key fact: what, how much, and how far it can be trusted.

    ``standing`` and ``method`` are codes for the look, the words say it again. ``source`` is its
    number in the list of sources, 0 if it isn't there.
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

    @property
    def is_result(self) -> bool:
        """Results are heavy; plans, guarantees and context are light."""
        return self.standing == "achieved"


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


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far a practice exists in a language: ``whole``, ``card`` or ``interface``."""

    code: str
    state: str


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
        return [row.place for row in self.page.places.all()]

    @property
    def plates(self) -> list[Plate]:
        """The signs of its places."""
        return [Plate.of(place) for place in self.places]

    @property
    def place_facts(self) -> list[str]:
        """Country, kind, inhabitants, climate of the first place, in words."""
        return place_facts(self.places[0]) if self.places else []

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
    def sources(self) -> list[Source]:
        """Numbered from 1 by their order."""
        return list(self.page.sources.all())

    @cached_property
    def _source_numbers(self) -> dict[str, int]:
        return {source.key: number for number, source in enumerate(self.sources, start=1)}

    @cached_property
    def figures(self) -> list[Number]:
        """Figures first, in the editor's order."""
        return [self._figure(figure) for figure in self.page.figures.all()]

    @cached_property
    def key_facts(self) -> list[Number]:
        """Numbers that need words."""
        return [self._key_fact(shown) for shown in self.reading.blocks("key_facts")]

    @property
    def headline(self) -> Number | None:
        """The first figure or key fact; none where there is none."""
        return next(iter([*self.figures, *self.key_facts]), None)

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
        return [_party(row.organisation) for row in self.page.organisations.all()]

    @property
    def keywords(self) -> list[str]:
        """Free keywords, in English."""
        return sorted(item.tag.name for item in self.page.keyword_items.all())

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

    @property
    def shown_in(self) -> str:
        """The language of most of what is shown: the reader's if whole, else where the text is."""
        order = self.reading.order
        return next(
            (code for code in order if self.reading.is_whole(code)), self.reading.written_in
        )

    @property
    def shown_as(self) -> str:
        """``written`` in the reader's language, ``translated``, ``partly``, ``card``.

        Or ``foreign``.
        """
        own = self.reading.language
        if self.shown_in == own:
            return "written" if own == self.reading.written_in else "translated"
        if own in self.text_languages:
            return "partly"
        return "card" if self.title.language == own else "foreign"

    @cached_property
    def text_languages(self) -> set[str | None]:
        """The languages in which the text below the summary is shown."""
        pieces = self.reading.source_words.keys() - set(self.page.card_pieces)
        return {self.reading.language_of(piece) for piece in pieces}

    @property
    def is_mixed(self) -> bool:
        """Whether each piece must say its language, since they differ."""
        return len(self.text_languages) > 1

    @property
    def is_stale(self) -> bool:
        """Whether anything shown was translated from words that have changed since."""
        shown = ((self.reading.language_of(piece), piece) for piece in self.reading.source_words)
        return any(self.reading.is_stale(language, piece) for language, piece in shown if language)

    @property
    def unread(self) -> bool:
        """Whether a translation is shown that no native reader has gone over."""
        shown = {self.title.language, self.shown_in} - {self.reading.written_in}
        rows = [
            self.reading.translations[code] for code in shown if code in self.reading.translations
        ]
        return any(not cast("CaseStudyPage", row).read_by_native for row in rows)

    @property
    def languages(self) -> list[LanguageState]:
        """For the language switch: this page, title and summary only, interface only."""
        return [LanguageState(code, self._state(code)) for code in CODES]

    @property
    def is_indexable(self) -> bool:
        """Only the source and whole versions are shown to search engines."""
        return self._state(self.reading.language) == "whole"

    def _state(self, code: str) -> str:
        if self.reading.is_whole(code):
            return "whole"
        return "card" if self.reading.has_card(code) else "interface"

    def _figure(self, figure: Figure) -> Number:
        return Number(
            what=label(f"indicator:{figure.indicator}"),
            bound=bound(figure.bound),
            amount=amount(figure.value, figure.unit),
            years=years(figure.since, figure.year),
            standing=figure.standing,
            method=figure.method,
            notes=_notes(figure.standing, figure.method, figure.carrier, part=figure.part),
            source=self._source_numbers.get(figure.source_key, 0),
            as_stated=figure.as_stated,
            quotation=figure.quotation,
        )

    def _key_fact(self, shown: Shown) -> Number:
        value = shown.value
        return Number(
            what="",
            bound=bound(value["bound"]),
            amount=Amount(decimal(value["value"]), ""),
            years=years(None, value["year"]),
            standing=value["standing"],
            method=value["method"],
            notes=_notes(value["standing"], value["method"], "", part=False),
            source=self._source_numbers.get(value["source_key"], 0),
            as_stated=value["as_stated"],
            quotation="",
            words=Shown(value["text"], shown.language, shown.stale),
        )


def years(since: int | None, until: int | None) -> str:
    """``2015``, ``2015–2020``, or empty."""
    if since and until and since != until:
        return f"{since}–{until}"
    return str(since or until or "")


def bound(code: str) -> str:
    """The word before a number; none if it is exact."""
    return "" if code == "exactly" else label(f"bound:{code}")


def place_facts(place: Place) -> list[str]:
    """What a reader compares places by; what isn't known is said."""
    facts = [countries.name(place.country), label(f"place_kind:{place.kind}")]
    if place.population is not None:
        facts.append(pgettext("place", "%(n)s inhabitants") % {"n": whole(place.population)})
    elif place.member_names:
        facts.append(pgettext("place", "%(n)s members") % {"n": whole(len(place.member_names))})
    elif place.kind == "municipality":
        facts.append(pgettext("place", "Population not known"))
    if place.climate:
        facts.append(label(f"climate:{place.climate}"))
    return facts


def _party(organisation: Organisation) -> Party:
    own = bool(organisation.local_name)
    language = countries.official_language(organisation.country) if own else FALLBACK
    return Party(str(organisation), language, organisation.website)


def _method(code: str) -> str:
    """How a number was obtained; the label of the list would not say what is not stated."""
    if code == "not-stated":
        return pgettext("figure", "How it was obtained is not stated")
    return label(f"method:{code}")


def _notes(standing: str, method: str, carrier: str, *, part: bool) -> tuple[str, ...]:
    """How far a number can be trusted, in words, without saying one thing twice."""
    notes: Iterable[str] = [
        label(f"standing:{standing}") if standing not in {"achieved", method} else "",
        _method(method),
        label(f"carrier:{carrier}") if carrier else "",
        pgettext("figure", "A part of it only") if part else "",
    ]
    return tuple(filter(None, notes))
