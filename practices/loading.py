"""From the library's files to pages: once, again without harm, never over an editor's changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Locale, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from kb.core.family import Family
from kb.core.loaded import Due, Loaded, content_hash
from kb.core.translation import lend
from kb.core.translation.records import record
from practices import filling, texts
from practices.edited import METHOD, fingerprint, is_touched
from practices.facts import FILE, Facts, folder, named
from practices.models import CaseStudyPage, LibraryPage

if TYPE_CHECKING:
    from practices.texts import Text


def load(slug: str) -> list[tuple[str, Due]]:
    """Load a practice and its translations; what was done with each language.

    Texts are read only if a file has changed. Raises ``FactsError`` that names the file, with
    nothing of the practice written.
    """
    facts = Facts.read(slug)
    files = _files(facts)
    if facts.source_language not in files:
        return []
    if all(Loaded.holds(_name(facts, language), file) for language, file in files.items()):
        return [(language, Due.NOTHING) for language in files]
    versions = {language: texts.read(facts, language) for language in files}
    with transaction.atomic():
        return _load(facts, versions, files)


def _files(facts: Facts) -> dict[str, str]:
    """The hash of each language's file, the source's first; its facts are part of the source."""
    source = facts.source_language
    paths = {name: [folder(facts.slug) / f"{name}.md"] for name in texts.languages(facts.slug)}
    if source in paths:
        paths = {source: [*paths.pop(source), folder(facts.slug) / FILE]} | paths
    return {
        language: content_hash(
            [METHOD, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in some)]
        )
        for language, some in paths.items()
    }


def _name(facts: Facts, language: str) -> str:
    suffix = "" if language == facts.source_language else f"/{language}"
    return f"practice/{facts.slug}{suffix}"


def _load(facts: Facts, versions: dict[str, Text], files: dict[str, str]) -> list[tuple[str, Due]]:
    """Translations of a source that an editor changed or deleted stay as they are.

    A family that is written in another language by now is an editor's, too.
    """
    if Family.objects.filter(slug=facts.slug).exclude(
        original_locale__language_code=facts.source_language
    ):
        return [(language, Due.EDITED) for language in versions]
    original = versions.pop(facts.source_language)
    due = _load_source(facts, original, files[original.language])
    done = [(original.language, due)]
    source = _page(facts, original.language)
    if source is not None and due is not Due.EDITED:
        for language, text in versions.items():
            with named(f"{facts.slug}/{language}.md"):
                due = _load_translation(facts, source, original, text, files[language])
            done.append((language, due))
        with named(facts.slug):
            _record(source, {language for language, due in done if due is Due.LOAD})
    return done


def _record(source: CaseStudyPage, loaded: set[str]) -> None:
    """Give translators what was loaded, as if one of them had typed it."""
    pages = CaseStudyPage.objects.filter(
        translation_key=source.translation_key, locale__language_code__in=loaded
    )
    record(source, [page for page in pages.select_related("locale") if page.pk != source.pk])


def _load_source(facts: Facts, text: Text, file: str) -> Due:
    name = _name(facts, text.language)
    page = _page(facts, text.language)
    due = _due(name, file, page)
    if due is Due.LOAD:
        page = page or _new(facts)
        with named(f"{facts.slug}/{FILE}"):
            filling.put_facts(page, facts)
        with named(f"{facts.slug}/{text.language}.md"):
            filling.put_words(page, facts, text)
            Loaded.note(name, file, fingerprint(_publish(page)))
    return due


def _new(facts: Facts) -> CaseStudyPage:
    locale = Locale.objects.get(language_code=facts.source_language)
    page = CaseStudyPage(locale=locale, slug=facts.slug, provenance="compiled")
    Family.objects.create(key=page.translation_key, slug=facts.slug, original_locale=locale)
    return page


def _load_translation(
    facts: Facts, source: CaseStudyPage, original: Text, text: Text, file: str
) -> Due:
    name = _name(facts, text.language)
    page = _page(facts, text.language)
    due = _due(name, file, page)
    if due is Due.LOAD:
        texts.check_parallel(original, text)
        page = page or _new_translation(source, text.language)
        lend(page, source, filling.words(facts.slug, text) | filling.key_fact_words(source, text))
        Loaded.note(name, file, fingerprint(_publish(page)))
    return due


def _new_translation(source: CaseStudyPage, language: str) -> CaseStudyPage:
    return CaseStudyPage(
        translation_key=source.translation_key,
        locale=Locale.objects.get(language_code=language),
        slug=source.slug,
        provenance="",
        made_by="machine",
    )


def _page(facts: Facts, language: str) -> CaseStudyPage | None:
    pages = CaseStudyPage.objects.filter(locale__language_code=language)
    return pages.filter(slug=facts.slug).first()


def _due(name: str, file: str, page: CaseStudyPage | None) -> Due:
    """As the hashes say; those of an older method say nothing, but Wagtail's log does."""
    older = Loaded.objects.filter(name=name).exclude(rows__startswith=METHOD)
    if page is not None and older.exists() and not is_touched(page):
        return Due.LOAD
    return Loaded.due(name, file, fingerprint(page) if page else None)


def _publish(page: CaseStudyPage) -> CaseStudyPage:
    """Publish by way of a revision, as an editor would; its references are listed once, at last."""
    others = [field.name for field in page._meta.get_fields() if field.name not in page.card_pieces]
    page.clean_fields(exclude=others)  # a draft's length is left to the database
    with disable_reference_index_auto_update():
        if page.pk is None:
            page.live = False
            LibraryPage.objects.get(locale=page.locale).add_child(instance=page)
        page.save_revision(log_action=True).publish()  # one can go back to what is in the log
    saved = CaseStudyPage.objects.get(pk=page.pk)
    ReferenceIndex.create_or_update_for_object(saved)
    return saved
