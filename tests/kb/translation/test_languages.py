"""Languages are rows of the table: no form of the admin makes, renames or deletes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from wagtail import hooks
from wagtail.locales.forms import LocaleForm
from wagtail.models import Locale

from kb.core.languages import CODES
from kb.core.translation import checks
from practices.models import CaseStudyPage
from tests.content import a_case

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]


def test_a_form_of_the_admin_renames_a_language_under_its_pages(
    admin_client: Client, index: object, settings: Any
) -> None:
    page = a_case("Po polsku", language="pl")
    nine = [*settings.LANGUAGES, ("de", "Deutsch")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = nine
    form = LocaleForm({"language_code": "de"}, instance=page.locale)
    assert form.is_valid()  # all Polish pages would be German ones

    for name in ("wagtail.locales", "wagtail_localize.locales"):
        assert not apps.is_installed(name)
    for address in ("", "new/", "1/", "edit/1/", "delete/1/"):
        for answer in (
            admin_client.get(f"/admin/locales/{address}"),
            admin_client.post(f"/admin/locales/{address}", {"language_code": "de"}),
        ):
            assert answer.status_code == 404
    assert set(Locale.objects.values_list("language_code", flat=True)) == set(CODES)
    assert CaseStudyPage.objects.get().locale.language_code == "pl"


def test_nobody_can_be_given_the_right_to_change_languages_or_to_translate_everything() -> None:
    offered = [
        permission.codename
        for register in hooks.get_hooks("register_permissions")
        for permission in register()
    ]
    assert "publish_page" not in offered  # of pages, which have their own
    assert not {"add_locale", "change_locale", "delete_locale", "submit_translation"} & {*offered}


@pytest.mark.parametrize("name", checks.BARRED)
def test_an_app_that_changes_languages_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert checks.languages_are_rows_of_the_table(None) == []
    installed = apps.is_installed
    monkeypatch.setattr(apps, "is_installed", lambda each: each == name or installed(each))
    (error,) = checks.languages_are_rows_of_the_table(None)
    assert (error.id, name in error.msg) == ("kb.E006", True)


def test_another_version_of_localize_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.localize_is_the_version_that_was_read(None) == []
    monkeypatch.setattr(checks, "READ", "1.14.4")
    (error,) = checks.localize_is_the_version_that_was_read(None)
    assert (error.id, "1.14.4 was read" in error.msg) == ("kb.E005", True)
