"""A language comes onto the site, or leaves it again while nobody has written in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import GroupApprovalTask, Locale, Workflow

from kb.core import catalogues, localize_catalogues
from kb.core.accounts import TRANSLATORS
from kb.core.family import Family
from kb.core.languages import BEGUN, FALLBACK, write_begun
from kb.core.loaded import Due, Loaded, content_hash
from kb.core.pieces import words
from kb.site.lacks import catalogues_of
from kb.site.models import HomePage
from kb.site.tree import group_name, home_text, workflow_name
from practices.models import CaseStudyPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def begin(code: str) -> None:
    """Write catalogues without translations, and its line; the next set-up does the rest."""
    catalogues.begin(code)
    localize_catalogues.begin(code)
    write_begun([*(language.code for language in BEGUN), code])


def take_back(code: str) -> None:
    """Undo all that :func:`begin` and set-up made, also where the line is gone already.

    Raises ``ValidationError`` if anybody has written in it.
    """
    with transaction.atomic():
        if reasons := list(_written(code)):
            raise ValidationError(reasons)
        _delete_rows(code)
    for path in catalogues_of(code):
        if not catalogues.translated(path)[0]:
            _delete_catalogue(path)
    write_begun(language.code for language in BEGUN if language.code != code)


def _written(code: str) -> Iterator[str]:
    """What would be lost."""
    if count := CaseStudyPage.objects.filter(locale__language_code=code).count():
        yield f"{count} practices are written in {code} or translated into it: delete these first."
    for home in HomePage.objects.filter(locale__language_code=code):
        file, rows = content_hash(home_text(code)), content_hash(words(home))
        if Loaded.due(f"home/{code}", file, rows) is Due.EDITED:
            yield f"The home page of {code} was written in the editor: empty it first."
    if count := get_user_model().objects.filter(groups__in=_groups(code)).distinct().count():
        yield f"{count} people may write in {code}: take them out of its groups first."


def _groups(code: str) -> list[Group]:
    return list(Group.objects.filter(name__in=(group_name(code), f"{TRANSLATORS}: {code}")))


def _delete_rows(code: str) -> None:
    """Pages from the home down, then what hung on them; the language itself last."""
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        return
    for home in HomePage.objects.filter(locale=locale):
        home.delete()
    for group in _groups(code):
        group.delete()
    for model in (Workflow, GroupApprovalTask):
        model.objects.filter(name=workflow_name(code)).delete()
    Loaded.objects.filter(name__in=(f"home/{code}", f"workflow/{code}")).delete()
    # Deleted practices keep their addresses reserved; none has a page in this language any more.
    english = Locale.objects.get(language_code=FALLBACK)
    Family.objects.filter(original_locale=locale).update(original_locale=english)
    locale.delete()


def _delete_catalogue(path: Path) -> None:
    """With the folders that were made for it."""
    path.unlink()
    path.with_suffix(".mo").unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent):
        if not any(folder.iterdir()):
            folder.rmdir()
