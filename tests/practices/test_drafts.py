"""A draft may be half-written, in its rows too; what is published lacks nothing."""

from __future__ import annotations

import json
from copy import copy
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from practices.models import (
    CaseStudyPage,
    Organisation,
    Place,
    PracticeOrganisation,
    PracticePlace,
    Source,
)
from tests.content import a_case, a_figure, a_place, a_translation, an_organisation, library
from tests.practices.editing import SOURCE, create, edit, form, signed_in, whole
from tests.practices.test_bulk_actions import bulk

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]

HALF = {
    "places": {"place": ""},
    "organisations": {"organisation": ""},
    "sources": {"title": "A report without its address"},
    "figures": {"indicator": "investment", "as_stated": "some money"},
}


@pytest.mark.parametrize("rows", HALF)
def test_a_row_may_be_half_written_in_a_draft_and_is_asked_for_when_published(
    client: Client, index: object, rows: str
) -> None:
    editor, half = signed_in(client), HALF[rows] | {"ORDER": "1"}
    values = {rows: inline_formset([*([SOURCE] if rows == "sources" else []), half])}
    assert create(editor, form(a_place(), **values)).status_code == 302
    page = CaseStudyPage.objects.get()
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    draft = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert draft.status_code == 200
    answer = edit(editor, page, whole(a_place(), **values))
    assert answer.status_code == 200
    assert not CaseStudyPage.objects.get().live


EMPTY = {"key_fact": {"value": None, "text": "towns"}, "picture": {"caption": "A lamp"}}
EMPTY |= {"quotation": {"text": "Said."}, "step": {"text": "<p>Done.</p>", "since": 2019}}
EMPTY["step"]["until"] = 2015
FACT = {"value": "5", "text": "towns", "bound": "exactly", "standing": "achieved"}
FACT |= {"method": "not-stated", "source_key": "nope", "as_stated": "five towns"}
#: What isn't published, by the field that says so.
LACKING: list[tuple[str, Any]] = [
    ("places", [PracticePlace()]),
    ("organisations", [PracticeOrganisation()]),
    ("sources", [Source(key="s1", title="A report without its address")]),
    ("sources", [Source(key="s1", title="A", url="https://a.example")] * 2),
    ("figures", [a_figure(source_key="")]),
    ("figures", [a_figure(source_key="nope")]),
    ("figures", [a_figure(as_stated="")]),
    ("figures", [a_figure(standing="")]),
    ("figures", [a_figure(indicator="")]),
    ("key_facts", json.dumps([{"type": "key_fact", "value": FACT}])),
    ("steps", json.dumps([{"type": "step", "value": {"text": '<p data-block-key="a"></p>'}}])),
    ("title", "\u200b\u2060"),
    ("summary", "\u00ad"),
    *((f"{name}s", json.dumps([{"type": name, "value": value}])) for name, value in EMPTY.items()),
]


@pytest.mark.parametrize(("name", "value"), LACKING)
def test_what_lacks_something_is_published_by_no_way(
    client: Client, index: object, name: str, value: Any
) -> None:
    editor, page = signed_in(client), a_case()
    setattr(page, name, [copy(each) for each in value] if isinstance(value, list) else value)
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    assert draft.missing() == [name]
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish()
    addresses = [reverse("wagtailadmin_pages:view_draft", args=[page.pk]), "/en/practices/"]
    assert [editor.get(each).status_code for each in addresses] == [200, 200]
    answer = bulk(editor, "publish", [page])
    assert "lack what readers need" in answer.content.decode()
    assert CaseStudyPage.objects.get(pk=page.pk).has_unpublished_changes


@pytest.mark.parametrize("model", [Place, Organisation])
def test_a_draft_outlives_the_places_and_organisations_that_it_names(
    admin_client: Client, index: object, model: Any
) -> None:
    page, place, agency = a_case(), a_place("Nowhere"), an_organisation()
    page.places = [PracticePlace(place=place)]
    page.organisations = [PracticeOrganisation(organisation=agency)]
    page.save_revision()
    (place if model is Place else agency).delete()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin_client.get(address).status_code == 200
    left = page.get_latest_revision_as_object()
    rows = {Place: ("places", left.places.get().place)} | {
        Organisation: ("organisations", left.organisations.get().organisation)
    }
    assert [rows[each][1] is None for each in (Place, Organisation)] == [
        model is Place,
        model is Organisation,
    ]
    assert left.missing() == [rows[model][0]]


def test_a_row_without_its_place_stays_until_it_has_one(client: Client, index: object) -> None:
    """Wagtail saves by itself while somebody still looks for it in the chooser."""
    editor, empty = signed_in(client), inline_formset([{"place": "", "ORDER": "1"}])
    create(editor, form(places=empty))
    page = CaseStudyPage.objects.get()
    row = page.get_latest_revision_as_object().places.get()
    assert (row.pk, row.place) == (page.places.get().pk, None)
    filled = {"place": a_place().pk, "id": row.pk, "ORDER": "1"}
    for summary in ("", "Something else."):
        values = form(places=inline_formset([filled], initial=1), summary=summary)
        assert edit(editor, page, values).status_code == 302
    latest = CaseStudyPage.objects.get().get_latest_revision_as_object()
    assert (latest.places.get().place_id, latest.summary) == (filled["place"], "Something else.")


def test_a_keyword_names_nobody(client: Client, index: object) -> None:
    answer = create(signed_in(client), form(keywords="lamps, jan@example.org"))
    assert answer.status_code == 200
    assert "keywords" in answer.context["form"].errors


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_form_says_which_language_is_written_in(
    admin_client: Client, index: object, language: str
) -> None:
    where = {"en": "This is written in English", "pl": "This is written in Polski"}
    address = reverse(
        "wagtailadmin_pages:add", args=["practices", "casestudypage", library(language).pk]
    )
    assert where[language] in admin_client.get(address).content.decode()
    page = a_translation(a_case(), "el", title="Παράδειγμα", summary="Περίληψη.")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "This is the Ελληνικά translation" in admin_client.get(address).content.decode()


def test_what_is_measured_is_offered_with_its_unit(admin_client: Client, index: object) -> None:
    address = reverse("wagtailadmin_pages:add", args=["practices", "casestudypage", library().pk])
    page = admin_client.get(address).content.decode()
    assert "Energy saving (MWh a year)" in page
