"""From a source to a translation: who may ask for which languages, and what is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import Translation

from kb.core.family import Family
from kb.core.translation.records import frozen
from kb.core.translation.scope import ask_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from kb.core.pages import FamilyPage


def open_locales(source: FamilyPage, user: User) -> list[Locale]:
    """Languages that this person may have a source translated into, by table order.

    Those below whose library they may add pages, or whose version they may edit.
    """
    versions = {page.locale_id: page for page in source.get_translations()}
    parents = {page.locale_id: page for page in source.get_parent().get_translations()}
    found = []
    for locale in Locale.objects.exclude(pk=source.locale_id):
        if version := versions.get(locale.pk):
            allowed = version.permissions_for_user(user).can_edit()
        else:
            parent = parents.get(locale.pk)
            allowed = bool(parent and parent.permissions_for_user(user).can_add_subpage())
        if allowed:
            found.append(locale)
    return found


def submit(
    source: FamilyPage, locales: Iterable[Locale], user: User, *, card_only: bool = False
) -> list[FamilyPage]:
    """Open a translation into each language; the versions, new ones as empty drafts.

    What is translated already is kept, and what is live stays as it is. Raises ``PermissionDenied``
    where it has ceased to be a published source.
    """
    with transaction.atomic():
        Family.objects.filter(key=source.translation_key).lock()
        source = type(source)._default_manager.get(pk=source.pk)
        if not (source.live and source.is_source):
            raise PermissionDenied
        origin = frozen(source)
        for locale in locales:
            translation, _made = Translation.objects.update_or_create(
                source=origin, target_locale=locale, defaults={"enabled": True}
            )
            ask_for(translation, card_only=card_only)
        return [_version(source, locale, user) for locale in locales]


def _version(source: FamilyPage, locale: Locale, user: User) -> FamilyPage:
    versions = type(source)._default_manager.filter(translation_key=source.translation_key)
    return versions.filter(locale=locale).first() or _empty(source, locale, user)


def _empty(source: FamilyPage, locale: Locale, user: User) -> FamilyPage:
    """A version without a word: no title is better than a foreign one."""
    model: Any = type(source)
    page = model(
        translation_key=source.translation_key,
        locale=locale,
        slug=source.slug,
        live=False,
        owner=user,
    )
    source.get_parent().get_translation(locale).add_child(instance=page)
    page.save_revision(user=user)
    return cast("FamilyPage", page)
