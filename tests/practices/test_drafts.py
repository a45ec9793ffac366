"""A draft may be half-written, in its rows too; what is published lacks nothing."""

from __future__ import annotations

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
)
from tests.content import a_case, a_figure, a_place, a_translation, an_organisation, library
from tests.practices.editing import SOURCE, create, edit, form, signed_in, whole

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

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


def test_a_row_that_lacks_something_is_published_by_no_way(index: object) -> None:
    page = a_case(live=False)
    page.figures = [a_figure(source_key="")]
    assert page.missing() == ["figures"]
    with pytest.raises(ValidationError):
        page.save_revision().publish()


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
    assert (left.places.count(), left.organisations.count()) == (
        (0, 1) if model is Place else (1, 0)
    )


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
    assert "Energy saving (MWh/a)" in page
