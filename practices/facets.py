"""The facets of practices: a new one is an entry here, and a line in ``documents.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext, pgettext_lazy

from kb.core import alphabets, countries, vocabulary
from kb.core.languages import CODES, LANGUAGES
from kb.core.terms import label
from practices.models.place import POPULATION_CLASSES
from practices.numbers import whole
from search.facets import Facet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.utils.functional import Promise

OWN_NAMES = {language.code: language.own_name for language in LANGUAGES}


def _population(code: str) -> str:
    """The label of a class of population, ``"1"`` to ``"5"``."""
    number, limits = int(code), POPULATION_CLASSES
    if number == 1:
        return pgettext("inhabitants", "under %(n)s") % {"n": whole(limits[0])}
    if number > len(limits):
        return pgettext("inhabitants", "%(n)s and more") % {"n": whole(limits[-1])}
    values = {"low": whole(limits[number - 2]), "high": whole(limits[number - 1])}
    return pgettext("inhabitants", "%(low)s to %(high)s") % values


def kind(code: str) -> str:
    """What a type of page is called."""
    return {"case-study": pgettext("kind of page", "Case study")}[code]


@dataclass(frozen=True, slots=True)
class Listed:
    """A facet as readers see it: title, label of a code, and all codes that it may have.

    Values stand in the order of ``codes``, or ``by_count`` and then in that of the alphabet.
    """

    facet: Facet
    title: Promise
    label: Callable[[str], str]
    codes: tuple[str, ...]
    by_count: bool = False

    @property
    def code(self) -> str:
        """What it is called in addresses and files."""
        return self.facet.code

    def ordered(self, values: Iterable[str], counts: Mapping[str, int]) -> list[str]:
        """The values that it knows, in the order in which readers expect them."""
        known = filter(self.knows, values)
        if self.by_count:
            return sorted(known, key=lambda v: (-counts.get(v, 0), alphabets.key(self.label(v))))
        return sorted(known, key=self.codes.index)

    def knows(self, value: str) -> bool:
        """Whether a value from an address can be one of this facet."""
        return value in self.codes


def _terms(name: str, title: Promise) -> Listed:
    return Listed(Facet(name), title, lambda code: label(f"{name}:{code}"), vocabulary.codes(name))


LISTED: tuple[Listed, ...] = (
    _terms("sector", pgettext_lazy("facet", "Topic")),
    _terms("phase", pgettext_lazy("facet", "Phase of the action plan")),
    Listed(
        Facet("country"),
        pgettext_lazy("facet", "Country"),
        countries.name,
        tuple(countries.CODES),
        by_count=True,
    ),
    _terms("area", pgettext_lazy("facet", "Area of intervention")),
    Listed(
        Facet("population"),
        pgettext_lazy("facet", "Inhabitants"),
        _population,
        tuple(str(n) for n in range(1, len(POPULATION_CLASSES) + 2)),
    ),
    _terms("place_kind", pgettext_lazy("facet", "Kind of place")),
    _terms("climate", pgettext_lazy("facet", "Climate")),
    _terms("financing", pgettext_lazy("facet", "Who paid")),
    _terms("instrument", pgettext_lazy("facet", "How the authority acted")),
    _terms("stakeholder", pgettext_lazy("facet", "Who took part")),
    _terms("barrier", pgettext_lazy("facet", "Difficulties")),
    _terms("outcome", pgettext_lazy("facet", "How it went")),
    _terms("step", pgettext_lazy("facet", "Step of the action plan")),
    Listed(Facet("language"), pgettext_lazy("facet", "Written in"), OWN_NAMES.__getitem__, CODES),
    Listed(Facet("type"), pgettext_lazy("facet", "Kind"), kind, ("case-study",)),
)

#: What the engine is told.
FACETS: tuple[Facet, ...] = tuple(listed.facet for listed in LISTED)
#: Open at once; the others wait behind "More filters".
FIRST = ("sector", "phase", "country")


def listed(code: str) -> Listed:
    """The facet of this code."""
    return next(facet for facet in LISTED if facet.code == code)
