"""Versions share the fate of their source, and the audit says where one doesn't."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from kb.core.accounts import EDITORS
from kb.core.family import Family
from kb.core.translation.audit import audit
from kb.core.translation.following import follow, outdated
from kb.core.translation.records import frozen, record
from kb.site.tree import group_name
from practices.models import CaseStudyPage, Figure
from tests.content import a_case, a_translation, library, translations
from tests.kb.translation.test_editor import signed_in
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


def test_a_source_is_deleted_by_whoever_may_delete_all_its_versions(
    client: Client, index: Any
) -> None:
    source = a_family()
    english = signed_in(client, group_name("en"))
    address = reverse("wagtailadmin_pages:delete", args=[source.pk])
    assert english.post(address).status_code in {302, 403}
    bulk(english, "delete", [source])
    assert CaseStudyPage.objects.count() == 3
    editor = signed_in(client, EDITORS)
    CaseStudyPage.objects.filter(locale__language_code="pl").update(locked=True)
    editor.post(address)
    assert CaseStudyPage.objects.count() == 3
    CaseStudyPage.objects.update(locked=False)
    assert editor.post(address).status_code == 302
    assert not CaseStudyPage.objects.exists()


def test_the_audit_finds_a_version_among_those_of_another_language(index: Any) -> None:
    a_family()
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    page.move(library("nl"), pos="last-child")
    assert audit() == [f"pl/{page.slug} lies among pages of another language"]


def test_who_submits_while_the_source_is_published_sees_it_all(index: Any) -> None:
    source = a_case()
    before = CaseStudyPage.objects.get(pk=source.pk)
    source.summary = "Newer."
    source.save_revision().publish()
    frozen(before)  # read before that was committed
    (behind,) = (each for each in outdated() if each.object_id == source.translation_key)
    assert behind.as_instance().summary != "Newer."
    follow()
    assert TranslationSource.objects.get(pk=behind.pk).as_instance().summary == "Newer."


#: What is broken behind everybody's back, and what the audit says of it.
BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("pl", {"slug": "elsewhere"}, "pl/elsewhere has the address elsewhere, its family"),
    ("pl", {"alias_of": "en"}, "is an alias"),
    ("pl", {"title": "Nobody typed this"}, "has foreign text in title"),
    ("en", {"marks": {}}, "has marks that are not of its words"),
]


@pytest.mark.parametrize(("language", "values", "said"), BROKEN)
def test_the_audit_finds_what_is_broken(
    index: Any, language: str, values: dict[str, Any], said: str
) -> None:
    a_family()
    if "alias_of" in values:
        values = {"alias_of": CaseStudyPage.objects.get(locale__language_code="en").page_ptr}
    CaseStudyPage.objects.filter(locale__language_code=language).update(**values)
    assert any(said in line for line in audit())


def test_the_audit_finds_what_is_missing(index: Any) -> None:
    source = a_family()
    assert audit() == []
    a_draft = CaseStudyPage.objects.get(locale__language_code="el")
    revision = a_draft.get_latest_revision()
    revision.content["summary"] = "Nobody typed this"
    revision.save()
    CaseStudyPage.objects.filter(pk=a_draft.pk).update(has_unpublished_changes=True)
    assert audit() == [f"el/{source.slug} has foreign text in summary in its draft"]
    Page.objects.filter(pk=a_draft.pk).delete()
    family = Family.objects.filter(key=source.translation_key)
    family.update(original_locale=Locale.objects.get(language_code="nl"))
    assert any("0 sources" in line for line in audit())
    assert any("its source is another" in line for line in audit())
    family.delete()
    assert any("has no family" in line for line in audit())
