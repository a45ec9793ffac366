"""Of wagtail-localize only what is on the list is open; a stranger gets nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail import hooks
from wagtail_localize import wagtail_hooks as theirs
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from kb.core.translation import closed
from kb.core.translation.audit import audit
from kb.core.translation.records import record
from kb.site.tree import group_name
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, translations

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]


def routes() -> list[tuple[str, list[object]]]:
    """Every address of localize with arguments that name something."""
    translation = translations().get()
    page = CaseStudyPage.objects.get(locale__language_code="pl")
    values = {
        "page_id": CaseStudyPage.objects.get(locale__language_code="en").pk,
        "app_label": "practices",
        "model_name": "place",
        "pk": "1",
        "translation_source_id": translation.source_id,
        "translation_id": translation.pk,
        "string_segment_id": StringSegment.objects.first().pk,
        "overridable_segment_id": 1,
        "mode": "pl",
    }
    values_for = {"convert_to_alias": values | {"page_id": page.pk}}
    (resolver,) = theirs.register_admin_urls()
    return [
        (
            reverse(
                f"wagtail_localize:{each.name}",
                kwargs={
                    name: values_for.get(each.name, values)[name]
                    for name in each.pattern.converters
                },
            ),
            each.name,
        )
        for each in resolver.url_patterns
    ]


@pytest.fixture
def family(index: object) -> CaseStudyPage:
    source = a_case()
    page = a_translation(source, "pl", title="Przykład", summary="Opis.")
    record(source, [page])
    return source


def test_every_address_and_hook_of_localize_has_a_decision() -> None:
    (resolver,) = theirs.register_admin_urls()
    assert {each.name for each in resolver.url_patterns} == set(closed.ROUTES)
    registered = {
        function.__name__
        for functions in hooks._hooks.values()
        for function, _order in functions
        if function.__module__.startswith("wagtail_localize")
    }
    assert registered == set(closed.HOOKS)


def state() -> list[object]:
    """All that a translation could change."""
    pages = CaseStudyPage.objects.order_by("pk").values_list("title", "summary", "live", "alias_of")
    texts = StringTranslation.objects.order_by("pk").values_list("data")
    return [*pages, *texts, *Translation.objects.values_list("enabled", "target_locale")]


@pytest.mark.parametrize("who", ["reader", "author", "other language"])
def test_a_stranger_gets_nothing_and_changes_nothing(
    client: Client, family: CaseStudyPage, who: str
) -> None:
    user = User.objects.create_user("somebody")
    if who == "other language":
        user.groups.add(Group.objects.get(name=group_name("fr")))
    if who == "author":
        group = Group.objects.get(name=group_name("pl"))
        group.page_permissions.exclude(permission__codename="add_page").delete()
        user.groups.add(group)
    client.force_login(user)
    before = state()
    for address, name in routes():
        if closed.ROUTES[name] == closed.OPEN or (who, name) == (
            "other language",
            "submit_page_translation",
        ):
            continue
        for answer in (client.get(address), client.post(address), client.put(address)):
            assert answer.status_code in {302, 403, 404, 405}, name
            assert answer.status_code != 302 or "/admin/login/" in answer["Location"], name
    assert state() == before


def test_an_administrator_finds_the_closed_ones_closed(
    admin_client: Client, family: CaseStudyPage
) -> None:
    before = state()
    for address, name in routes():
        if closed.ROUTES[name] == closed.CLOSED:
            answers = [admin_client.get(address), admin_client.post(address)]
            assert [answer.status_code for answer in answers] == [403, 403], name
    assert state() == before


@pytest.mark.parametrize("action", [*closed.API_CLOSED, "copy"])
def test_no_action_of_wagtails_api_makes_a_version_in_another_language(
    admin_client: Client, family: CaseStudyPage, action: str
) -> None:
    before = state()
    page = CaseStudyPage.objects.get(locale__language_code="pl" if action == "copy" else "en")
    address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    answer = admin_client.post(address, {"locale": "fr"}, content_type="application/json")
    assert answer.status_code in {400, 403, 404}
    assert state() == before
    assert audit() == []


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
