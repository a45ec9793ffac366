"""Each piece that is shown in another language than the page is marked with its own."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from kb.core.languages import CODES
from kb.site.models import BoardEntry, HomePage
from practices.models import Source
from practices.sections import SECTIONS
from tests.content import (
    a_case,
    a_figure,
    a_place,
    a_translation,
    an_organisation,
    steps,
    with_organisation,
)
from tests.marked import Said, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from practices.models import CaseStudyPage

    Commit = Callable[[], Any]

pytestmark = pytest.mark.django_db

SOURCE = "pl"
#: Which pieces there are besides those of the source; blocks by their number.
LENT = {
    "en": ("title", "summary", "context", "cost", "needs_time", "steps.0", "key_facts.0"),
    "fr": ("title", "summary", "context", "steps.1", "quotations.0", "key_facts.1"),
    "el": ("title", "summary"),
}
FIELDS = ("title", "summary", *(section.name for section in SECTIONS))
STREAMS = {
    "steps": ("step", {"text": "<p>{}</p>", "since": 2015, "until": None}),
    "quotations": ("quotation", {"text": "{}", "speaker": "speaker-{}"}),
    "key_facts": (
        "key_fact",
        {
            "value": "57", "text": "{}", "bound": "exactly", "year": None, "standing": "achieved",
            "method": "not-stated", "source_key": "s1", "as_stated": "noted in English",
        },
    ),
}  # fmt: skip
IDS = {name: [str(uuid.uuid4()) for _ in range(2)] for name in STREAMS}


def word(piece: str, code: str) -> str:
    """What a piece says in a language: a word that occurs nowhere else."""
    return f"{piece.replace('.', '-')}-{code}"


def pieces(code: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Fields and streams with these pieces in a language."""
    found: dict[str, Any] = {
        name: word(name, code) if name in {"title", "summary"} else f"<p>{word(name, code)}</p>"
        for name in FIELDS
        if name in names
    }
    for name, (kind, value) in STREAMS.items():
        blocks = [
            {
                "type": kind,
                "id": id_,
                "value": {
                    key: each.format(word(f"{name}.{number}", code)) if "{}" in str(each) else each
                    for key, each in value.items()
                },
            }
            for number, id_ in enumerate(IDS[name])
            if f"{name}.{number}" in names
        ]
        if blocks:
            found[name] = json.dumps(blocks)
    return found


ALL = (*FIELDS, *(f"{name}.{number}" for name in STREAMS for number in range(2)))


@pytest.fixture
def practice(commit: Commit) -> CaseStudyPage:
    """Written in Polish; in part in English and French, as a card in Greek; on the board."""
    with commit():
        values = pieces(SOURCE, ALL)
        page = a_case(
            values.pop("title"), language=SOURCE, place=a_place("Miejsce", "PL"), **values
        )
        for code, names in LENT.items():
            a_translation(page, code, **pieces(code, names))
        home = HomePage.objects.get(locale__language_code="en")
        BoardEntry.objects.create(home=home, practice=page)
    return page


def language_of(piece: str, reader: str) -> str:
    """The reader's language if the piece is there, else English, else as it was written."""
    return next((c for c in (reader, "en") if piece in LENT.get(c, ()) or c == SOURCE), SOURCE)


def marked(html: str) -> dict[str, set[str]]:
    """The words of pieces that a page says, with the languages that they are marked with."""
    found: dict[str, set[str]] = defaultdict(set)
    known = {word(piece, code): None for piece in ALL for code in CODES}
    for each in said(html):
        for token in each.text.replace(",", " ").split():
            if token.removeprefix("speaker-") in known:
                found[token.removeprefix("speaker-")].add(each.language)
    return dict(found)


@pytest.mark.parametrize("reader", CODES)
def test_each_piece_of_a_practice_is_marked_with_its_language(
    client: Client, practice: CaseStudyPage, reader: str
) -> None:
    html = client.get(f"/{reader}/practices/{practice.slug}/").content.decode()
    expected = {word(p, language_of(p, reader)): {language_of(p, reader)} for p in ALL}
    assert marked(html) == expected


@pytest.mark.parametrize("reader", CODES)
def test_each_card_in_a_list_is_marked_with_its_language(
    client: Client, practice: CaseStudyPage, reader: str
) -> None:
    title, summary = language_of("title", reader), language_of("summary", reader)
    expected = {word("title", title): {title}, word("summary", summary): {summary}}
    assert marked(client.get(f"/{reader}/practices/").content.decode()) == expected
    del expected[word("summary", summary)]
    assert marked(client.get(f"/{reader}/").content.decode()) == expected


def test_names_and_notes_are_marked_with_theirs(
    client: Client, commit: Commit, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Lamps", file=get_test_image_file())
    picture = {
        "type": "picture",
        "id": str(uuid.uuid4()),
        "value": {"image": image.pk, "caption": "Podpis", "credit": "Miasto"},
    }
    lent = picture | {"value": {"caption": "Didascalia"}}
    with commit():
        page = a_case("Lampy", language="pl", place=a_place("Grad", "HR"), pictures=steps(picture))
        page.keywords.set(["dimming"])
        page.sources = [
            Source(
                key="s1",
                title="Bericht",
                title_language="de",
                url="https://example.org/",
                publisher="Verlag",
            )
        ]
        page.figures = [a_figure(as_stated="noted", quotation="Zitat")]
        page = with_organisation(page, an_organisation("Example Agency"))
        a_translation(page, "it", title="Lampade", summary="Nuove.", pictures=steps(lent))
    found = set(said(client.get(f"/it/practices/{page.slug}/").content.decode()))
    for language, text in (
        ("hr", "Grad"),
        ("it", "Didascalia"),
        ("pl", "Miasto"),
        ("en", "dimming"),
        ("en", "noted"),
        ("en", "Example Agency"),
        ("en", "MAYORS in ACTION"),
        ("de", "Bericht Verlag"),
        ("de", "Zitat"),
    ):
        assert Said(language, text) in found, text


def test_names_of_languages_are_marked_with_theirs(client: Client, practice: CaseStudyPage) -> None:
    found = list(said(client.get("/fr/practices/?language=pl&language=el").content.decode()))
    for code, name in (("pl", "Polski"), ("el", "Ελληνικά")):
        assert {each.language for each in found if name in each.text} == {code}
    nothing = said(client.get("/fr/practices/?language=pl&q=zzzz").content.decode())
    assert {each.language for each in nothing if "Polski" in each.text} == {"pl"}
