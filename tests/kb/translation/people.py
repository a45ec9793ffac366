"""What the browsers of editors and translators send, page by page, and what readers are shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.test.client import encode_multipart
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, rich_text
from wagtail_localize.models import Translation

from kb.core.pieces import stamp, words
from kb.core.translation.drafts import draft
from practices.sections import SECTIONS
from tests.practices.editing import form, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.test import Client
    from wagtail.models import Locale, Revision
    from wagtail_localize.models import StringSegment

    from practices.models import CaseStudyPage

BOUNDARY = "words"
#: Invented words say which language they are in, and which of all they are: ``Nowe-pl-17``.
SAID = re.compile(r"Nowe-(\w\w)-(\d+)")
#: Elements without an end tag.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


def to(client: Client, name: str, *numbers: Any, **data: Any) -> Any:
    """Send a form of a page."""
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=numbers), data)


def submit(client: Client, page: CaseStudyPage, locales: Iterable[Locale]) -> Any:
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [locale.pk for locale in locales]})


def write(client: Client, translation: Translation, segment: StringSegment, text: str) -> Any:
    """What localize's editor sends for one string."""
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    body = encode_multipart(BOUNDARY, {"value": text})
    return client.put(address, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")


def act(client: Client, page: CaseStudyPage, action: str) -> Any:
    """A button below the editor of a translation."""
    known = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id
    ).first()
    return to(client, "edit", page.pk, action=action, stamp=stamp(draft(known)) if known else "")


def typed(page: CaseStudyPage, **changes: Any) -> dict[str, Any]:
    """The form of a source as it is opened, with what was typed over it."""
    values: dict[str, Any] = {"title": page.title, "summary": page.summary}
    values |= {section.name: rich_text(getattr(page, section.name)) for section in SECTIONS}
    values |= {name: stream(getattr(page, name)) for name in ("steps", "quotations")}
    values |= page.terms_by_vocabulary()
    values |= {
        "places": _rows(page.places.all(), "place_id"),
        "sources": _rows(page.sources.all(), "key", "title", "url"),
    }
    return form(**(values | changes))


def _rows(rows: Iterable[Any], *names: str) -> dict[str, Any]:
    items = [
        {"id": row.pk or ""} | {name.removesuffix("_id"): getattr(row, name) for name in names}
        for row in rows
    ]
    return inline_formset(items, initial=len(items))


def stream(blocks: Iterable[Any]) -> dict[str, Any]:
    """Blocks with their ids, as the editor's script sends them."""
    sent: dict[str, Any] = {}
    for number, block in enumerate(blocks):
        value = {
            name: rich_text(text.source) if hasattr(text, "source") else text or ""
            for name, text in block.value.items()
        }
        sent[str(number)] = {
            "id": block.id,
            "type": block.block_type,
            "value": value,
            "order": str(number),
            "deleted": "",
        }
    return sent | {"count": str(len(sent))}


def edit(
    client: Client,
    page: CaseStudyPage,
    data: dict[str, Any],
    earlier: Revision | None = None,
    **action: str,
) -> Any:
    """Save a source, or go back to an earlier revision of it."""
    name, numbers = "edit", [page.pk]
    if earlier is not None:
        name, numbers = "revisions_revert", [page.pk, earlier.pk]
    address = reverse(f"wagtailadmin_pages:{name}", args=numbers)
    return client.post(address, opened(page) | data | action)


class Marked(HTMLParser):
    """The invented words of a page, each with the language that it is marked with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.found: set[tuple[str, str, str]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        language = dict(attrs).get("lang") or self.open[-1][1]
        for _name, value in attrs:
            self._note(value or "", language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._note(data, self.open[-1][1])

    def _note(self, text: str, language: str) -> None:
        self.found |= {(language, *said) for said in SAID.findall(text)}


def wrongly_marked(page: str) -> set[tuple[str, str, str]]:
    """Words whose mark is not the language that they say; none is right."""
    return {each for each in Marked(page).found if each[0] != each[1]}


def shown(page: str) -> set[tuple[str, str]]:
    """Which words are on a page, by language and number."""
    return {(language, number) for _mark, language, number in Marked(page).found}


def said_in(page: CaseStudyPage) -> set[str]:
    """The languages of the words of a row, which must be one."""
    return {each for text in words(page).values() for each, _number in SAID.findall(text)}
