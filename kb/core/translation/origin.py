"""Another language becomes the one that a family is written in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail_localize.models import Translation, TranslationSource

from kb.core.family import Family
from kb.core.languages import CHOICES
from kb.core.pieces import fingerprint, source_marks, words
from kb.core.reading import Reading
from kb.core.translation.drafts import draft, save_draft
from kb.core.translation.records import record
from kb.core.translation.scope import ask_for
from kb.core.translation.strings import has_loose_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User
    from wagtail.models import Locale

    from kb.core.pages import FamilyPage

#: What is true of a version, not of the practice.
OF_A_VERSION = ("marks", "made_by", "read_by_native")


def change_source(source: FamilyPage, locale: Locale, user: User | None = None) -> FamilyPage:
    """Let a whole, published translation be the source from now on; the new source.

    Codes, figures, terms and sources move to it. What was up to date stays so, what was stale
    stays stale. Raises ``ValidationError`` where the translation lacks something or a draft waits.
    """
    with transaction.atomic():
        families = Family.objects.filter(key=source.translation_key)
        families.lock()
        loose = _keep_typed(source, user)
        rows = type(source)._default_manager.filter(translation_key=source.translation_key)
        pages = [page if page.live else page.get_latest_revision_as_object() for page in rows]
        old = next(page for page in pages if page.pk == source.pk)
        new = next((page for page in pages if page.locale_id == locale.pk), None)
        _refuse(old, new, pages, loose)
        assert new is not None  # noqa: S101  # refused above
        before, after = words(old), words(new)
        families.update(original_locale=locale)
        for page in pages:
            page.__dict__.pop("family", None)
        _move_rows(old, new)
        _move_codes(old, new)
        marks = source_marks(new, old.marks)  # what was withdrawn stays so
        type(new)._default_manager.filter(pk=new.pk).update(
            marks=marks, first_published_at=min(old.first_published_at, new.first_published_at)
        )
        for page in pages:
            page.marks = _marks(page, before, after) if page is not new else marks
        new.made_by, new.read_by_native = "", False
        old.made_by, old.read_by_native = "person", True
        new.expire_at, old.expire_at = old.expire_at, None  # of the whole family
        for page in (new, *(page for page in pages if page is not new)):
            _store(type(page)._default_manager.get(pk=page.pk), page, user)
        translations = Translation.objects.filter(source__object_id=source.translation_key)
        of_cards = translations.exclude(card_only=None)
        card_locales = list(of_cards.values_list("target_locale", flat=True))
        TranslationSource.objects.filter(object_id=source.translation_key).delete()
        kept = type(new)._default_manager.get(pk=new.pk)
        record(kept, [page for page in pages if page is not new], strict=False, over_typed=True)
        for translation in translations.filter(target_locale__in=card_locales):
            ask_for(translation, card_only=True)
        return cast("FamilyPage", kept)


def _keep_typed(source: FamilyPage, user: User | None) -> set[int]:
    """Save what translators typed and didn't: their strings are those of the present source.

    Returns the languages in which something was typed into a piece that isn't whole yet.
    """
    loose = set()
    known = Translation.objects.filter(source__object_id=source.translation_key, enabled=True)
    for translation in known:
        page = translation.get_target_instance().get_latest_revision_as_object()
        typed = draft(translation)
        if words(typed) != words(page):
            save_draft(translation, user)
            page = typed
        if has_loose_words(translation, page):
            loose.add(page.locale_id)
    return loose


def _refuse(
    old: FamilyPage, new: FamilyPage | None, pages: Iterable[FamilyPage], loose: set[int]
) -> None:
    reading = Reading(old, pages, str(old.locale.language_code))
    language = str(new.locale.language_code) if new and new.live and old.live else ""
    if not language or not reading.is_whole(language):
        raise ValidationError(_("Only a whole translation that is published can be the source."))
    if any(reading.is_stale(language, piece) for piece in words(old)):
        raise ValidationError(_("Bring the translation up to date first: its source has changed."))
    if new and new.made_by == "machine" and not new.read_by_native:
        raise ValidationError(_("A native reader must have read it first."))
    names = dict(CHOICES)
    if waiting := [
        names[page.locale.language_code]
        for page in pages
        if _waits(page) or page.locale_id in loose
    ]:
        raise ValidationError(
            _("Publish or discard first what waits there: %(languages)s."),
            params={"languages": ", ".join(waiting)},
        )


def _waits(page: FamilyPage) -> bool:
    """Whether a draft waits to be published, or to be approved by somebody."""
    return bool((page.live and page.has_unpublished_changes) or page.workflow_in_progress)


def _move_rows(old: FamilyPage, new: FamilyPage) -> None:
    """Rows that hang on the page, terms and keywords among them."""
    for relation in get_all_child_relations(type(old)):
        if relation.model is type(old):
            rows = relation.related_model._default_manager.filter(**{relation.field.name: old.pk})
            rows.update(**{relation.field.name: new.pk})


def _move_codes(old: FamilyPage, new: FamilyPage) -> None:
    for field in type(old)._meta.local_fields:
        if field.name in (*old.pieces, *OF_A_VERSION) or field.is_relation:
            continue
        setattr(new, field.name, getattr(old, field.name))
        setattr(old, field.name, _empty(field))
    for name in old.pieces:
        if isinstance(getattr(old, name), StreamValue):
            mine, theirs = getattr(new, name), {b.id: b for b in getattr(old, name)}
            own = {block.id: block for block in mine}
            setattr(new, name, _stored([_lent(theirs[i], own.get(i)) for i in theirs]))
            setattr(old, name, _stored([_words(block) for block in theirs.values()]))


def _stored(blocks: list[dict[str, Any]]) -> str:
    return json.dumps(blocks, cls=DjangoJSONEncoder)  # key facts hold decimals


def _empty(field: models.Field[Any, Any]) -> Any:
    return None if field.null else field.get_default()


def _lent(codes: StreamValue.StreamChild, own: StreamValue.StreamChild | None) -> dict[str, Any]:
    """The codes of one block with the words of another; one without words has none to be lent."""
    raw = _raw(codes)
    return raw | {"value": raw["value"] | _words(own)["value"]} if own else raw


def _raw(block: StreamValue.StreamChild) -> dict[str, Any]:
    return {"type": block.block_type, "id": block.id, "value": block.get_prep_value()["value"]}


def _words(block: StreamValue.StreamChild) -> dict[str, Any]:
    raw = _raw(block)
    kept = {name: value for name, value in raw["value"].items() if name in block.block.words}
    return raw | {"value": kept}


def _marks(page: FamilyPage, before: dict[str, str], after: dict[str, str]) -> dict[str, Any]:
    """Of a translation: what was made from the old source's present words now is from the new's."""
    marks = {}
    for piece, text in words(page).items():
        made_from = page.marks.get(piece, {}).get("from", fingerprint(before.get(piece, "")))
        if made_from == fingerprint(before.get(piece, "")) and piece in after:
            made_from = fingerprint(after[piece])
        marks[piece] = {"text": fingerprint(text), "from": made_from}
    return marks


def _store(fresh: FamilyPage, page: FamilyPage, user: User | None) -> None:
    """What was changed, with the rows as they lie now, as a published revision."""
    own = {field.name for field in type(page)._meta.local_fields} - {"page_ptr"}
    for name in own.union(page.pieces, ["expire_at"]):  # a title is Wagtail's field, too
        setattr(fresh, name, getattr(page, name))
    if fresh.live:
        fresh.save_revision(user=user, clean=False).publish(user=user)
    else:
        fresh.save_revision(user=user, clean=False)
