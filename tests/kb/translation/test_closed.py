"""Of wagtail-localize only what is on the list is open; see also ``test_strangers``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail_localize import wagtail_hooks as theirs

from kb.core.translation import closed
from kb.core.translation.records import record
from kb.site.tree import group_name
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]


@pytest.fixture
def family(index: object) -> CaseStudyPage:
    source = a_case()
    page = a_translation(source, "pl", title="Przykład", summary="Opis.")
    record(source, [page])
    return source


def test_every_address_and_hook_of_localize_has_a_decision() -> None:
    (resolver,) = theirs.register_admin_urls()
    assert {each.name for each in resolver.url_patterns} == set(closed.ROUTES)
    assert {name for name, decided in closed.ROUTES.items() if decided != closed.CLOSED} == {
        "javascript_catalog",
        "submit_page_translation",
        "edit_string_translation",
        "preview_translation",
    }
    registered = {
        function.__name__
        for functions in hooks._hooks.values()
        for function, _order in functions
        if function.__module__.startswith("wagtail_localize")
    }
    assert registered == set(closed.HOOKS)


def test_no_action_of_wagtails_api_is_open() -> None:
    assert PagesAdminAPIViewSet.actions == {}


def test_foreign_text_is_saved_by_no_way(family: CaseStudyPage) -> None:
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    page.context = "<p>Old lamps.</p>"
    with pytest.raises(ValidationError):
        page.save(clean=False)


def test_a_draft_in_another_language_is_no_translators_business(
    client: Client, index: object
) -> None:
    source = a_case(live=False)
    user = User.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name=group_name("fr")))
    client.force_login(user)
    address = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"locales": []}).status_code == 403
    assert CaseStudyPage.objects.count() == 1
