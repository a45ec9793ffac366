"""Localize's own right to translate is global; here it opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from tests.content import translations
from tests.kb.translation.plain import locale, ours

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

pytestmark = [pytest.mark.django_db, pytest.mark.families]


def test_whoever_may_submit_may_translate_any_page_and_sees_all_of_them(
    client: Client, rf: RequestFactory, index: Any
) -> None:
    source, _translation = ours()
    user = User.objects.create_user("somebody")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["submit_translation", "access_admin"])
    )
    request = rf.get("/")
    request.user = user
    theirs = SubmitPageTranslationView.as_view()(request, page_id=source.pk)
    assert theirs.status_code == 200  # of a page on which this person has no right at all
    report = TranslationsReportView.as_view()(request)
    assert report.status_code == 200
    assert translations().get() in report.context_data["object_list"]

    client.force_login(user)
    address = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"locales": [locale("fr").pk]}).status_code == 403
    assert client.get(reverse("wagtail_localize:translations_report")).status_code == 403
    origin = TranslationSource.objects.get(specific_content_type__model="casestudypage")
    update = reverse("wagtail_localize:update_translations", args=[origin.pk])
    assert client.post(update, {"publish_translations": "on"}).status_code == 403
    assert translations().count() == 1
