"""``manage.py change_source <address> <language>``: another language becomes the source."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale, Page

from kb.core.family import Family
from kb.core.languages import CODES
from kb.core.translation.origin import change_source


class Command(BaseCommand):
    """See :func:`kb.core.translation.origin.change_source`."""

    help = "Let a whole, published translation be the one that a family is written in."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address of a family, and the language."""
        parser.add_argument("slug")
        parser.add_argument("language", choices=CODES)

    def handle(self, *args: Any, slug: str, language: str, **options: Any) -> None:
        """Change it, or say why not."""
        family = Family.objects.filter(slug=slug).first()
        pages = Page.objects.filter(translation_key=family.key) if family else Page.objects.none()
        source = pages.filter(locale=family.original_locale).first() if family else None
        if source is None:
            raise CommandError(f"There is no {slug}.")
        try:
            change_source(source.specific, Locale.objects.get(language_code=language))
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"{slug} is written in {language} now")
