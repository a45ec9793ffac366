"""What wagtail-localize by itself writes into a page of another language; here nothing does.

Each test shows first on a plain page what goes wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from wagtail_localize.models import LocaleSynchronization, Translation
from wagtail_localize.operations import translate_object
from wagtail_localize.synctree import create_aliases_for_new_page, synchronize_tree
from wagtail_localize.views.convert import sync_alias

from kb.core.accounts import EDITORS
from kb.core.pieces import words
from kb.core.translation.audit import audit
from kb.core.translation.drafts import draft, save_draft
from kb.core.translation.following import follow
from kb.core.translation.submitting import submit
from tests.content import a_case, a_translation
from tests.kb.translation.plain import (
    CHANGED,
    ENGLISH,
    POLISH,
    a_plain_page,
    forget,
    locale,
    opened,
    ours,
    rename,
    translated,
    version,
)
from tests.practices.editing import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"


@pytest.mark.parametrize("publish", [False, True])
def test_saving_a_target_puts_the_new_source_text_into_the_live_row(
    commit: Commit, publish: bool
) -> None:
    page = a_plain_page()
    translation = translated(page, commit)
    assert version(page).title == ENGLISH
    rename(page, CHANGED)
    translation.source.update_from_db()  # "Sync translated pages"
    translation.save_target(publish=publish)
    assert (version(page).live, version(page).title) == (True, CHANGED)

    source, translation = ours()
    rename(source, CHANGED)
    follow()
    save_draft(Translation.objects.get(pk=translation.pk), None)
    with pytest.raises(ValidationError) as refused:
        Translation.objects.get(pk=translation.pk).save_target(publish=publish)
    assert "title" in refused.value.message_dict
    assert (version(source).live, version(source).title) == (True, ENGLISH)
    save_draft(Translation.objects.get(pk=translation.pk), None).publish()
    assert version(source).title == ENGLISH


def test_submitting_publishes_a_page_in_the_language_of_its_source(
    commit: Commit, settings: Any
) -> None:
    assert settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE is False
    page, source = a_plain_page(), a_case(POLISH, language="pl")
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True  # as it comes
    with commit():
        translate_object(page, [locale("en")])
        translate_object(source, [locale("en")])
    assert (version(page).live, version(page).title) == (True, POLISH)
    forget(page)

    assert version(source) is None
    submit(source, [locale("en")], None)
    assert (version(source).live, words(version(source))) == (False, {})
    assert audit() == []


@pytest.mark.parametrize("are_recorded", [True, False])
def test_the_first_submitting_replaces_what_was_written_without_it(
    commit: Commit, are_recorded: bool
) -> None:
    page = a_plain_page()
    copy = page.copy_for_translation(locale("en"))
    rename(copy, ENGLISH)
    with commit():
        translate_object(page, [locale("en")])
    assert (version(page).live, version(page).title) == (True, POLISH)

    if are_recorded:
        source, translation = ours()
    else:
        source = a_case(POLISH, language="pl")
        a_translation(source, "en", title=ENGLISH, summary="Lamps were renewed.")
        translation = opened(source)
    before = words(version(source))
    submit(source, [locale("en")], None)
    save_draft(translation, None).publish()
    assert words(version(source)) == before


def test_a_page_becomes_an_alias_in_the_language_of_its_source(commit: Commit) -> None:
    page = a_plain_page()
    translated(page, commit)
    sync_alias(page, version(page))
    assert (version(page).live, version(page).title) == (True, POLISH)

    source, _translation = ours()
    with pytest.raises(ValidationError):
        sync_alias(source, version(source))
    assert version(source).title == ENGLISH
    row = version(source)
    row.alias_of_id = source.pk
    for refuses in (row.clean, row.save):
        with pytest.raises(ValidationError):
            refuses()


def by_tree(page: Page) -> None:
    synchronize_tree(page.locale, locale("en"))


def by_setting(page: Page) -> None:
    """What "Synchronise content from another locale" in localize's form of a locale does."""
    LocaleSynchronization.objects.create(locale=locale("en"), sync_from=page.locale)


def by_new_page(page: Page) -> None:
    """The same setting, and then a page is made."""
    row = LocaleSynchronization(locale=locale("en"), sync_from=page.locale)
    LocaleSynchronization.objects.bulk_create([row])  # sends no signal
    create_aliases_for_new_page(page)


@pytest.mark.parametrize("way", [by_tree, by_setting, by_new_page])
def test_a_synchronised_tree_shows_one_language_under_another(
    index: object, way: Callable[[Page], None]
) -> None:
    page = a_plain_page()
    with transaction.atomic():
        way(page)
        alias = version(page)
        assert (alias.live, alias.title, alias.alias_of_id) == (True, POLISH, page.pk)
        transaction.set_rollback(True)
    page.delete()

    source = a_case(POLISH, language="pl")
    with pytest.raises(ValidationError), transaction.atomic():
        way(source)
    assert version(source) is None
    assert audit() == []


def test_the_command_that_synchronises_trees_is_refused(index: object) -> None:
    source = a_case(POLISH, language="pl")
    row = LocaleSynchronization(locale=locale("en"), sync_from=locale("pl"))
    LocaleSynchronization.objects.bulk_create([row])
    with pytest.raises(CommandError, match=r"manage\.py setup"):
        call_command("sync_locale_trees")
    assert version(source) is None


def test_a_copy_for_translation_begins_with_the_text_of_its_source(index: object) -> None:
    page = a_plain_page()
    assert page.copy_for_translation(locale("en")).title == POLISH

    source = a_case(POLISH, language="pl")
    for alias in (False, True):
        with pytest.raises(ValidationError):
            source.copy_for_translation(locale("en"), alias=alias)
    assert version(source) is None


def test_a_preview_is_filled_up_with_the_source(commit: Commit) -> None:
    page = a_plain_page()
    translation = translated(page, commit)
    seen = translation.source.get_ephemeral_translated_instance(locale("en"), fallback=True)
    assert (seen.title, seen.search_description) == (ENGLISH, page.search_description)

    source, translation = ours()
    theirs = translation.source.get_ephemeral_translated_instance(locale("en"), fallback=True)
    assert theirs.context == source.context
    assert draft(translation).context == ""


def test_a_family_is_translated_from_two_sources(client: Any, commit: Commit) -> None:
    page = a_plain_page()
    translated(page, commit)
    for each in (page, version(page)):
        opened(each, "fr").save_target(publish=False)
    assert version(page, "fr").title == ENGLISH  # of the second, over the first
    forget(page)

    source, _translation = ours()
    english = version(source)
    editor = signed_in(client, EDITORS)
    address = reverse("wagtail_localize:submit_page_translation", args=[english.pk])
    assert editor.post(address, {"locales": [locale("fr").pk]}).status_code == 403
    assert audit() == []
    opened(english, "fr")
    assert "its source is another" in "\n".join(audit())


def test_versions_stay_behind_when_their_source_goes(client: Any, commit: Commit) -> None:
    page = a_plain_page()
    translated(page, commit)
    page.unpublish()
    assert version(page).live
    page.delete()
    assert version(page).live

    source, _translation = ours()
    address = f"/en/practices/{source.slug}/"
    assert client.get(address).status_code == 200
    source.unpublish()
    assert client.get(address).status_code == 404
    source.delete()
    assert version(source) is None
