"""Keeps what translators see up to date with what is published, whatever ended in between."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from kb.core.family import Family
from kb.core.outage import is_outage
from kb.core.translation.records import frozen

logger = logging.getLogger(__name__)


def outdated() -> list[TranslationSource]:
    """Sources that were published after translators were shown them, in one query."""
    published = Page.objects.filter(
        translation_key=OuterRef("object_id"),
        locale=OuterRef("locale"),
        live=True,
        last_published_at__gt=OuterRef("last_updated_at"),
    )
    return list(TranslationSource.objects.filter(Exists(published)).select_related("locale"))


def follow() -> int:
    """Freeze them anew; how many there were. Strings that didn't change keep their translations.

    One that can't be frozen is logged, and keeps no other back.
    """
    behind = outdated()
    for origin in behind:
        try:
            _freeze(origin)
        except Exception as error:
            if is_outage(error):
                raise
            logger.exception("Translators can't be shown %s", origin)
    return len(behind)


def _freeze(origin: TranslationSource) -> None:
    with transaction.atomic():
        families = Family.objects.filter(key=origin.object_id, original_locale=origin.locale)
        families.lock()
        if not families.exists():  # another language has become the source
            return
        page = Page.objects.filter(
            translation_key=origin.object_id, locale_id=origin.locale_id, live=True
        ).first()
        if page is not None:
            frozen(page.specific)
