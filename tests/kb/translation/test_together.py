"""Versions share the fate of their source, and the audit says where one doesn't."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from kb.core.family import Family
from kb.core.translation.audit import audit
from kb.core.translation.records import record
from practices.models import CaseStudyPage, Figure
from tests.content import a_case, a_translation, library, translations
from tests.practices.test_bulk_actions import bulk

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]


def a_family() -> CaseStudyPage:
    """A case in English with two translations."""
    source = a_case()
    pages = [
        a_translation(source, "pl", title="Przyk\u0142ad", summary="Opis."),
        a_translation(source, "el", title="Παράδειγμα", summary="Περίληψη."),
    ]
    record(source, pages)
    return source


def test_deleting_a_source_takes_its_translations_along(admin_client: Client, index: Any) -> None:
    source, other = a_family(), a_case("Another")
    address = reverse("wagtailadmin_pages:delete", args=[source.pk])
    assert "2 translations" in admin_client.get(address).content.decode()
    admin_client.post(address)
    assert list(CaseStudyPage.objects.all()) == [other]
    assert not translations().exists()
    texts = StringTranslation.objects.filter(context__object_id=source.translation_key)
    assert not texts.exists()
    assert Family.objects.filter(key=source.translation_key).exists()
    assert audit() == []


def test_deleting_many_or_a_subtree_takes_them_along_too(admin_client: Client, index: Any) -> None:
    bulk(admin_client, "delete", [a_family(), a_family()])
    assert not CaseStudyPage.objects.exists()
    a_family()
    bulk(admin_client, "delete", list(CaseStudyPage.objects.all()))
    assert not CaseStudyPage.objects.exists()
    source = a_family()
    library("en").delete()
    assert not CaseStudyPage.objects.filter(translation_key=source.translation_key).exists()


def test_deleting_a_translation_leaves_the_others(admin_client: Client, index: Any) -> None:
    a_family()
    polish = CaseStudyPage.objects.get(locale__language_code="pl")
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[polish.pk]))
    assert CaseStudyPage.objects.count() == 2
    assert audit() == []


def test_unpublishing_takes_all_languages_out_and_publishing_brings_them_back(
    client: Client, index: Any
) -> None:
    source = a_family()
    source.unpublish()
    addresses = [f"/{code}/practices/{source.slug}/" for code in ("en", "pl", "el", "fr")]
    assert [client.get(each).status_code for each in addresses] == [404] * 4
    source.get_latest_revision().publish()
    assert [client.get(each).status_code for each in addresses] == [200] * 4
    assert "Przyk\u0142ad" in client.get(addresses[1]).content.decode()


def test_the_audit_is_clean_after_loading_and_names_each_fault(index: Any) -> None:
    source = a_family()
    out = StringIO()
    call_command("audit_families", stdout=out)
    assert "are clean" in out.getvalue()
    polish = CaseStudyPage.objects.get(locale__language_code="pl")
    CaseStudyPage.objects.filter(pk=polish.pk).update(context="<p>Old lamps.</p>", slug="other")
    Figure.objects.filter(page=source).update(page=polish)
    CaseStudyPage.objects.filter(pk=source.pk).update(summary="Changed behind its back.")
    faults = "\n".join(audit())
    for fault in ("foreign text in context", "the address other", "rows of its source: figures"):
        assert f"pl/other has {fault}" in faults
    assert "marks that are not of its words" in faults
    with pytest.raises(SystemExit):
        call_command("audit_families", stdout=StringIO())
