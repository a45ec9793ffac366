"""From the library's files to pages: once, again without harm, never over an editor's changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Locale

from kb.core.family import Family
from kb.core.loaded import Due, Loaded, fingerprint
from kb.core.translation import lend
from practices import texts
from practices.facts import Facts, FactsError
from practices.models import (
    CaseStudyPage,
    Figure,
    LibraryPage,
    Organisation,
    Place,
    PlaceName,
    PracticeOrganisation,
    PracticePlace,
    Source,
)
from practices.texts import Text, block_id, period

if TYPE_CHECKING:
    from collections.abc import Mapping

CODES = ("since", "until", "status", "outcome", "origin")
#: What Wagtail writes on a page by itself.
BOOKKEEPING = (
    "pk", "path", "depth", "numchild", "url_path", "content_type", "latest_revision",
    "live_revision", "first_published_at", "last_published_at", "latest_revision_created_at",
    "draft_title", "owner", "comments", "wagtail_admin_comments", "tagged_items", "keyword_items",
)  # fmt: skip
FIGURE = ("indicator", "value", "bound", "year", "standing", "method", "part", "as_stated")


def load(slug: str) -> list[tuple[str, Due]]:
    """Load a practice and its translations; what was done with each language."""
    facts = Facts.read(slug)
    found = [(language, texts.read(facts, language)) for language in texts.languages(slug)]
    versions = dict(found)
    if facts.source_language not in versions:
        return []
    with transaction.atomic():
        source_text = versions.pop(facts.source_language)
        done = [(facts.source_language, _load_source(facts, source_text))]
        source = _source(facts)
        if source is not None and done[0][1] is not Due.EDITED:
            done += [
                (code, _load_translation(source, source_text, text))
                for code, text in versions.items()
            ]
    return done


def _source(facts: Facts) -> CaseStudyPage | None:
    pages = CaseStudyPage.objects.filter(locale__language_code=facts.source_language)
    return pages.filter(slug=facts.slug).first()


def _load_source(facts: Facts, text: Text) -> Due:
    name = f"practice/{facts.slug}"
    file = fingerprint([facts.content, _as_json(text)])
    page = _source(facts)
    due = Loaded.due(name, file, rows(page) if page else None)
    if due is Due.LOAD:
        page = _write_source(page or _new(facts), facts, text)
        Loaded.note(name, file, rows(page))
    return due


def _new(facts: Facts) -> CaseStudyPage:
    locale = Locale.objects.get(language_code=facts.source_language)
    page = CaseStudyPage(locale=locale, slug=facts.slug, provenance="compiled")
    Family.objects.create(key=page.translation_key, slug=facts.slug, original_locale=locale)
    return page


def _write_source(page: CaseStudyPage, facts: Facts, text: Text) -> CaseStudyPage:
    for name, value in _words(facts.slug, text).items():
        setattr(page, name, value)
    _dated(page, text)
    for name in CODES:
        setattr(page, name, facts.content.get(name, None if name in {"since", "until"} else ""))
    page.key_facts = json.dumps(_key_facts(facts, text))
    page.set_terms(facts.content.get("terms", {}))
    page.keywords.set(facts.content.get("keywords", []))
    for name, related in _related(facts).items():
        setattr(page, name, related)
    return _publish(page)


def _related(facts: Facts) -> dict[str, list[Any]]:
    content = facts.content
    slugs = content.get("organisations", ())
    organisations = Organisation.objects.in_bulk(slugs, field_name="slug")
    return {
        "places": [
            PracticePlace(sort_order=n, place=_place(row)) for n, row in enumerate(content["place"])
        ],
        "organisations": [
            PracticeOrganisation(sort_order=n, organisation=organisations[slug])
            for n, slug in enumerate(slugs)
        ],
        "sources": [Source(sort_order=n, **row) for n, row in enumerate(content["source"])],
        "figures": [_figure(n, row) for n, row in enumerate(facts.figures)],
    }


def _publish(page: CaseStudyPage) -> CaseStudyPage:
    if page.pk is None:
        page.live = False
        LibraryPage.objects.get(locale=page.locale).add_child(instance=page)
    page.save_revision().publish()
    return CaseStudyPage.objects.get(pk=page.pk)


def _load_translation(source: CaseStudyPage, source_text: Text, text: Text) -> Due:
    name = f"practice/{source.slug}/{text.language}"
    file = fingerprint(_as_json(text))
    page = CaseStudyPage.objects.filter(
        translation_key=source.translation_key, locale__language_code=text.language
    ).first()
    due = Loaded.due(name, file, rows(page) if page else None)
    if due is Due.LOAD:
        _check_parallel(source.slug, source_text, text)
        page = page or CaseStudyPage(
            translation_key=source.translation_key,
            locale=Locale.objects.get(language_code=text.language),
            slug=source.slug,
            provenance="",
            made_by="machine",
        )
        lend(page, source, _words(source.slug, text) | _key_fact_words(source, text))
        Loaded.note(name, file, rows(_publish(page)))
    return due


def _check_parallel(slug: str, source: Text, text: Text) -> None:
    """A translation has no section that its source lacks.

    And as many paragraphs in each as that.
    """
    counts = {part.name: texts.paragraphs(part.html) for part in source.sections}
    for part in text.sections:
        if counts.get(part.name) != texts.paragraphs(part.html):
            raise FactsError(
                f"{slug}/{text.language}.md: {part.name} has other paragraphs than its source"
            )
    if text.steps and len(text.steps) != len(source.steps):
        raise FactsError(f"{slug}/{text.language}.md: it has other steps than its source")


def _words(slug: str, text: Text) -> dict[str, Any]:
    sections = {part.name: part.html for part in text.sections}
    fields = {name: sections.get(name, "") for name in texts.NAMES}
    steps = [
        _block("step", block_id(slug, "steps", number), text=part.html)
        for number, part in enumerate(text.steps, start=1)
    ]
    return {"title": text.title, "summary": text.summary, **fields, "steps": json.dumps(steps)}


def _dated(page: CaseStudyPage, text: Text) -> None:
    """Years are codes: only the source has them."""
    for block, part in zip(page.steps, text.steps, strict=True):
        block.value.update(_years(part.name))


def _years(heading: str) -> dict[str, int | None]:
    since, until = period(heading)
    return {"since": since, "until": until}


def _block(kind: str, id_: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": id_, "value": value}


def _key_facts(facts: Facts, text: Text) -> list[dict[str, Any]]:
    """Key facts for which the text has words; one without them isn't told."""
    return [
        _block(
            "key_fact",
            block_id(facts.slug, "key_facts", row["number"]),
            value=str(row["value"]),
            text=text.key_facts[str(row["number"])],
            source_key=row["source"],
            **{
                name: row.get(name) for name in ("bound", "year", "standing", "method", "as_stated")
            },
        )
        for row in facts.key_facts
        if str(row["number"]) in text.key_facts
    ]


def _key_fact_words(source: CaseStudyPage, text: Text) -> dict[str, str]:
    """A translation's key facts: the source's, with words of its own, and no codes."""
    ids = {
        block_id(source.slug, "key_facts", number): words_
        for number, words_ in text.key_facts.items()
    }
    blocks = [
        _block("key_fact", block.id, text=ids[block.id])
        for block in source.key_facts
        if block.id in ids
    ]
    return {"key_facts": json.dumps(blocks)}


def _figure(number: int, row: Mapping[str, Any]) -> Figure:
    values = {name: row[name] for name in FIGURE if name in row}
    return Figure(
        sort_order=number, source_key=row["source"], carrier=row.get("carrier", ""), **values
    )


def _place(row: Mapping[str, Any]) -> Place:
    """The place with this key; one that exists is an editor's by now, and stays as it is."""
    fields = dict(row)
    english = fields.pop("name_en", None)
    fields["members"] = "\n".join(fields.get("members", ()))
    place, made = Place.objects.get_or_create(code=fields.pop("code"), defaults=fields)
    if made and english:
        PlaceName.objects.create(place=place, language="en", name=english)
    return place


def _as_json(text: Text) -> Any:
    parts = [[part.name, part.html] for part in (*text.sections, *text.steps)]
    return [text.language, text.title, text.summary, parts, dict(text.key_facts)]


def rows(page: CaseStudyPage) -> str:
    """Hash of all that an editor could have changed; a draft that waits counts as a change."""
    content = page.serializable_data()
    kept = {name: value for name, value in content.items() if name not in BOOKKEEPING}
    return fingerprint(_without_numbers(kept))


def _without_numbers(content: Any) -> Any:
    """Rows get new numbers when a page is saved: only what they say counts."""
    if isinstance(content, dict):
        return {n: _without_numbers(v) for n, v in content.items() if n not in {"pk", "page"}}
    if isinstance(content, list):
        return [_without_numbers(value) for value in content]
    return content
