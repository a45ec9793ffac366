"""Pages without our rules, in the hands of wagtail-localize as it comes.

Tests show on them what goes wrong by itself, before they show that it doesn't on ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from kb.core.translation.records import record
from kb.site.models import HomePage
from tests.content import a_case, a_translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from practices.models import CaseStudyPage

POLISH, ENGLISH, CHANGED = "Nowe lampy", "New lamps", "Jeszcze nowsze lampy"
SUMMARY = "Lampy wymieniono."


def locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def a_plain_page(title: str = POLISH, language: str = "pl") -> Page:
    """A page of Wagtail's own below the home of a language, published."""
    page = Page(
        title=title, slug="plain", search_description=SUMMARY, locale=locale(language), live=False
    )
    HomePage.objects.get(locale__language_code=language).add_child(instance=page)
    page.save_revision().publish()
    return Page.objects.get(pk=page.pk)


def opened(page: Page, language: str = "en") -> Translation:
    """What localize knows of a page once it is submitted, before it writes anything."""
    origin, _made = TranslationSource.get_or_create_from_instance(page)
    found, _made = Translation.objects.get_or_create(source=origin, target_locale=locale(language))
    return found


def type_in(translation: Translation, **texts: str) -> None:
    """What a translator types, by the field that it belongs to."""
    for path, text in texts.items():
        segment = StringSegment.objects.get(source=translation.source, context__path=path)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": text, "translation_type": "manual"},
        )


def translated(page: Page, commit: Callable[[], object]) -> Translation:
    """A plain page whose title is translated and published, by localize's own button."""
    translation = opened(page)
    type_in(translation, title=ENGLISH)
    with commit():  # type: ignore[attr-defined]
        translation.save_target(publish=True)
    return translation


def version(page: Page, language: str = "en") -> Page | None:
    """The row of a language as it is now."""
    found = type(page).objects.filter(translation_key=page.translation_key)
    return found.filter(locale__language_code=language).first()


def ours() -> tuple[CaseStudyPage, Translation]:
    """The same as a practice: its card is translated and published."""
    source = a_case(POLISH, language="pl", summary=SUMMARY, context="<p>Stare.</p><p>Lampy.</p>")
    page = a_translation(source, "en", title=ENGLISH, summary="Lamps were renewed.")
    record(source, [page])
    return source, opened(source)


def rename(page: Page, title: str) -> None:
    """Somebody publishes another title where it was written."""
    page.title = title
    page.save_revision().publish()


def forget(page: Page) -> None:
    """All versions of a plain page are gone, of which our audit would say that they are none."""
    for each in type(page).objects.filter(translation_key=page.translation_key):
        each.delete()
