"""Invented content for tests, and the library that it hangs in."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.models import Translation

from kb.core.translation import lend
from practices.models import (
    CaseStudyPage,
    Figure,
    LibraryPage,
    Organisation,
    Place,
    PracticeOrganisation,
    PracticePlace,
    Source,
)
from search import indexing
from search.index import _engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: What a title may contain without breaking a page.
HOSTILE = "<script>alert(1)</script> \"'&amp; \u202eabc 😀 κτίριο\u0301"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Vocabularies and the tree of pages once, below every test's own transaction."""
    with django_db_blocker.unblock():
        call_command("load_vocabularies", verbosity=0)
        call_command("make_pages", verbosity=0)


@pytest.fixture
def index(db: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """An index of the test's own, current as the test begins."""
    settings.SEARCH_FOLDER = tmp_path / "index"
    indexing.rebuild()
    yield settings.SEARCH_FOLDER
    _engine.cache_clear()


@pytest.fixture
def commit(
    index: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> Callable[[], Any]:
    """``with commit():`` does at its end what a real commit would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def a_place(name: str = "Examplestadt", country: str = "DE", **values: Any) -> Place:
    """A town that doesn't exist."""
    fields: dict[str, Any] = {
        "kind": "municipality",
        "climate": "continental",
        "population": 12_345,
    } | values
    return Place.objects.create(
        code=f"test-{uuid.uuid4().hex[:12]}", name=name, country=country, **fields
    )


def an_organisation(name: str = "Example Energy Agency") -> Organisation:
    """A body that doesn't exist."""
    return Organisation.objects.create(
        slug=uuid.uuid4().hex[:12], name=name, role="energy-agency", country="DE"
    )


def a_figure(indicator: str = "energy-saving", value: float = 1200, **values: Any) -> Figure:
    """A number that nobody measured."""
    fields: dict[str, Any] = {
        "standing": "achieved",
        "source_key": "s1",
        "as_stated": "1,200 MWh",
    } | values
    return Figure(indicator=indicator, value=value, **fields)


def a_case(
    title: str = "Example street gets new lamps",
    *,
    language: str = "en",
    place: Place | None = None,
    live: bool = True,
    terms: dict[str, list[str]] | None = None,
    **values: Any,
) -> CaseStudyPage:
    """An invented case study, published by way of a revision as an editor would."""
    fields: dict[str, Any] = {
        "summary": "An invented summary of an example.",
        "context": "<p>Old lamps.</p>",
    }
    page = CaseStudyPage(title=title, locale=Locale.objects.get(language_code=language), live=False)
    for name, value in (fields | values).items():
        setattr(page, name, value)
    page.set_terms(terms or {"sector": ["public-lighting"], "phase": ["implementation"]})
    page.places = [PracticePlace(place=place or a_place())]
    page.sources = [Source(key="s1", title="Example report", url="https://example.org/report")]
    page.figures = [a_figure()]
    library(language).add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return CaseStudyPage.objects.get(pk=page.pk)


def a_translation(source: CaseStudyPage, language: str, **values: Any) -> CaseStudyPage:
    """A version of a case study in another language, with these pieces, as the loader makes it."""
    page = CaseStudyPage(
        translation_key=source.translation_key,
        locale=Locale.objects.get(language_code=language),
        slug=source.slug,
        provenance="",
        made_by="machine",
        live=False,
    )
    lend(page, source, values)
    library(language).add_child(instance=page)
    page.save_revision().publish()
    return CaseStudyPage.objects.get(pk=page.pk)


def library(language: str = "en") -> LibraryPage:
    """The library of a language."""
    return LibraryPage.objects.get(locale__language_code=language)


def with_organisation(page: CaseStudyPage, organisation: Organisation) -> CaseStudyPage:
    """The same case study, in which an organisation took part."""
    page.organisations.add(PracticeOrganisation(organisation=organisation))
    page.save_revision().publish()
    return page


def step(text: str, since: int | None = None, id_: str = "") -> dict[str, Any]:
    """A raw block of the stream of steps."""
    value = {"text": f"<p>{text}</p>", "since": since, "until": None}
    return {"type": "step", "id": id_ or str(uuid.uuid4()), "value": value}


def steps(*blocks: dict[str, Any]) -> str:
    """Blocks as a stream takes them."""
    return json.dumps(blocks)


def translations(language: str = "") -> Any:
    """What localize knows of the invented practices; homes and libraries have their own."""
    found = Translation.objects.filter(source__specific_content_type__model="casestudypage")
    return found.filter(target_locale__language_code=language) if language else found
