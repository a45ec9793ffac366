"""The way from a page to its translations, in the lists of the admin and above a page's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from kb.core.pages import FamilyPage
from kb.core.translation.submitting import open_locales

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def translate(page: Page, user: Any, *_args: Any, **_kwargs: Any) -> Iterator[Button]:
    """For a source, and whoever may write in another language."""
    source = page.specific
    if not isinstance(source, FamilyPage) or not source.is_source or source.is_fixed:
        return
    if open_locales(source, user):
        yield Button(
            pgettext("button", "Translate"),
            reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
            priority=60,
            icon_name="wagtail-localize-language",
        )
