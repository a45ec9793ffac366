"""Invented practices, labels and facets for the tests of the engine."""

from __future__ import annotations

from typing import Any

from search.concepts import Label, Thesaurus
from search.document import Document, Passage, Version
from search.facets import Facet

FACETS = (Facet("type"), Facet("country"), Facet("sector"), Facet("keyword", every=True))

LIGHTING = "sector:public-lighting"
HEATING = "area:district-heating"
PUMPS = "area:heat-pumps"
ENERGY = "glossary:energy"
COMMUNITY = "glossary:energy-community"
ESCO = "financing:esco"
SCHOOLS = "glossary:school"

#: How each language says the same two things, with marks.
STREET_LIGHTING = {
    "en": "street lighting",
    "pl": "oświetlenie uliczne",
    "nl": "straatverlichting",
    "fr": "éclairage public",
    "hr": "ulična rasvjeta",
    "el": "οδικός φωτισμός",
    "it": "illuminazione pubblica",
    "es": "alumbrado público",
}
DISTRICT_HEATING = {
    "en": "district heating",
    "pl": "sieć ciepłownicza",
    "nl": "stadsverwarming",
    "fr": "chauffage urbain",
    "hr": "područno grijanje",
    "el": "τηλεθέρμανση",
    "it": "teleriscaldamento",
    "es": "calefacción urbana",
}
#: The same as people type it.
WITHOUT_MARKS = {
    "en": "street lighting",
    "pl": "oswietlenie uliczne",
    "nl": "straatverlichting",
    "fr": "eclairage public",
    "hr": "ulicna rasvjeta",
    "el": "οδικος φωτισμος",
    "it": "illuminazione pubblica",
    "es": "alumbrado publico",
}

LABELS = (
    *(Label(LIGHTING, language, text) for language, text in STREET_LIGHTING.items()),
    *(Label(HEATING, language, text) for language, text in DISTRICT_HEATING.items()),
    Label(PUMPS, "en", "heat pump"),
    Label(PUMPS, "pl", "pompa ciepła"),
    Label(ENERGY, "en", "energy"),
    Label(ENERGY, "pl", "energia"),
    Label(COMMUNITY, "en", "energy community"),
    Label(COMMUNITY, "pl", "społeczność energetyczna"),
    Label(ESCO, "en", "ESCO"),
    Label(SCHOOLS, "nl", "school"),
    Label("glossary:building", "nl", "gebouw"),
)
THESAURUS = Thesaurus(LABELS)


def version(language: str, title: str, summary: str = "", *passages: str) -> Version:
    """A version with its further texts in pieces named context, results, ..."""
    names = ("context", "results", "lessons", "advice")
    pieces = (Passage(name, text) for name, text in zip(names, passages, strict=False))
    return Version(language, title, summary, tuple(pieces))


def document(key: str, *versions: Version, **fields: Any) -> Document:
    """A case study in these versions."""
    given = {"version": 1, "type": "case_study", "original_language": versions[0].language}
    return Document(key=key, versions=versions, **(given | fields))


def library() -> list[Document]:
    """Six practices, as different as those of a young library."""
    return [
        document(
            "lamps",
            version("hr", "Nova ulična rasvjeta", "Općina Primjergrad zamijenila je svjetiljke."),
            version("en", "New lamps", "Examplestadt changed its street lighting.", _LAMPS),
            version("pl", "Nowe lampy", "Gmina wymieniła oświetlenie uliczne na drogach."),
            concepts=(LIGHTING,),
            facets={
                "country": ("HR",),
                "sector": ("public-lighting",),
                "keyword": ("led", "roads"),
            },
            names=("Primjergrad", "Ulica Izmišljena"),
            published="2024-05-01",
        ),
        document(
            "network",
            version("en", "District heating for Sampleton", "Waste heat warms 300 homes."),
            version("pl", "Sieć ciepłownicza w Przykładowie", "Ciepło odpadowe ogrzewa domy."),
            concepts=(HEATING,),
            facets={"country": ("PL",), "sector": ("energy", "buildings"), "keyword": ("led",)},
            names=("Przykładowo",),
            published="2023-01-01",
        ),
        document(
            "pumps",
            version("pl", "Pompy ciepła w szkołach", "Gmina Wymyślona ogrzewa trzy szkoły."),
            version("en", "Heat pumps in schools", "Three schools of Inventon are heated."),
            concepts=(PUMPS,),
            facets={"country": ("PL",), "sector": ("buildings",), "keyword": ("roads", "led")},
            published="2025-02-02",
        ),
        document(
            "street",
            version("en", "A street without cars", "Children play where cars stood."),
            version("pl", "Ulica bez samochodów", "Ruch uliczny ustał, dzieci się bawią."),
            facets={"country": ("NL",), "sector": ("transport",)},
            published="2025-02-02",
        ),
        document(
            "together",
            version("en", "An energy community on an island", "Neighbours own the turbine."),
            concepts=(COMMUNITY,),
            facets={"country": ("EL", "NL"), "sector": ("energy",)},
            published="2020-10-10",
        ),
        document(
            "guide",
            version("en", "How to write a plan", "A guide for small towns."),
            type="guide",
            published="2019-10-10",
        ),
    ]


_LAMPS = (
    "Before, half of the old lamps did not work, and nobody knew where they stood. The town "
    "counted them, drew a map, and asked three companies for offers. The new lamps are dimmed "
    "after midnight, and the money saved pays back the loan."
)
