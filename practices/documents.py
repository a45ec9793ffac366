"""Where a practice becomes a document: from the family and its versions to what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from kb.core import countries
from kb.core.family import Family
from kb.core.languages import CODES
from kb.core.reading import Reading
from kb.core.versions import live_versions
from kb.core.vocabulary import TAGS
from practices.models import CaseStudyPage
from practices.related import DOCUMENT
from search.document import Document, Passage, Version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

#: Families read at once.
BATCH = 200

#: Raised when a practice's document holds something else than before: a new facet's codes, another
#: piece, another name. Indexes made before are then built anew.
DOCUMENTS = 2


class PracticeDocuments:
    """Makes the documents of case studies."""

    number = DOCUMENTS

    def of(self, keys: Collection[UUID] | None) -> Iterator[Document]:
        """See :class:`search.registry.Documents`.

        A fixed number of queries for each 200 families.
        """
        wanted = (
            list(keys) if keys is not None else list(Family.objects.values_list("key", flat=True))
        )
        for start in range(0, len(wanted), BATCH):
            yield from _documents(wanted[start : start + BATCH])


def _documents(keys: list[UUID]) -> Iterator[Document]:
    found = live_versions(CaseStudyPage, keys)
    prefetch_related_objects([each.source for each in found.values()], *DOCUMENT)
    for each in found.values():
        yield _document(each.family, each.source, each.rows)


def _document(family: Family, source: CaseStudyPage, pages: list[CaseStudyPage]) -> Document:
    reading = Reading(source, pages, source.locale.language_code)
    terms = source.terms_by_vocabulary()
    return Document(
        key=family.key.hex,
        version=family.version,
        type=source.type_code,
        original_language=reading.written_in,
        versions=tuple(_version(reading, code) for code in CODES if reading.has_card(code)),
        facets=_facets(source, terms, reading),
        concepts=tuple(f"{name}:{code}" for name in TAGS for code in terms.get(name, ())),
        names=_names(source),
        published=source.first_published_at.isoformat() if source.first_published_at else "",
    )


def _version(reading: Reading, language: str) -> Version:
    """The pieces that are really in a language; nothing is borrowed."""
    words = reading.words_in(language)
    title, summary = (words.pop(name, "") for name in reading.source.card_pieces)
    passages = tuple(Passage(name, text) for name, text in words.items())
    return Version(language, title, summary, passages)


def _facets(
    source: CaseStudyPage, terms: dict[str, list[str]], reading: Reading
) -> dict[str, tuple[str, ...]]:
    places = [row.place for row in source.whole("places")]
    found = {name: tuple(terms.get(name, ())) for name in TAGS}
    found |= {
        "type": (source.type_code,),
        "country": tuple(dict.fromkeys(place.country for place in places)),
        "climate": tuple(dict.fromkeys(place.climate for place in places if place.climate)),
        "place_kind": tuple(dict.fromkeys(place.kind for place in places)),
        "population": tuple(
            dict.fromkeys(
                str(place.population_class) for place in places if place.population is not None
            )
        ),
        "outcome": (source.outcome,) if source.outcome else (),
        "language": (reading.written_in,),
    }
    return {code: values for code, values in found.items() if values}


def _names(source: CaseStudyPage) -> tuple[str, ...]:
    """Places with their countries in all languages, organisations, keywords."""
    names: list[str] = []
    for row in source.whole("places"):
        names += row.place.known_names()
        names += [countries.name(row.place.country, code) for code in CODES]
    for taking_part in source.whole("organisations"):
        names += [taking_part.organisation.name, taking_part.organisation.local_name]
    names += sorted(item.tag.name for item in source.keyword_items.all())
    return tuple(dict.fromkeys(filter(None, names)))
