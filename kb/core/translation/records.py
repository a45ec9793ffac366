"""The words of translated pages, as if somebody had typed them into localize's editor.

Without these rows the first "Translate" would put the source's text into the page.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import StringValue, validate_translation_links

from kb.core.family import Family
from kb.core.pieces import fingerprint, is_own, words
from kb.core.translation.strings import piece_of, strings, with_own_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import User
    from wagtail_localize.segments import StringSegmentValue

    from kb.core.pages import FamilyPage

#: What a string is to be: its number and its place's, and its words.
Row = tuple[int, int]
_TYPES = (StringTranslation.TRANSLATION_TYPE_MANUAL, StringTranslation.TRANSLATION_TYPE_MACHINE)


def frozen(source: FamilyPage) -> TranslationSource:
    """What translators see of a source, brought up to date; links and pictures stay its own.

    It bears the moment at which that was published, not the present one: something newer may be
    published in this moment.
    """
    found, _changed = TranslationSource.update_or_create_from_instance(source)
    found.overridablesegment_set.all().delete()
    found.last_updated_at = source.last_published_at or timezone.now()
    found.save(update_fields=["last_updated_at"])
    return found


def record(
    source: FamilyPage,
    translations: Iterable[FamilyPage],
    *,
    strict: bool = True,
    over_typed: bool = False,
    user: User | None = None,
) -> None:
    """Write the strings of translated pages, by whoever made the page.

    Only of pieces that were made from what the source says now: the words of others would pass
    for translations of what it didn't say then. What a person typed is kept, unless the pages have
    newer words (``over_typed``) or a ``user`` asks. Raises ``ValueError`` that names a piece whose
    strings don't stand beside those of the source; if not ``strict``, such a piece is left to be
    translated anew.
    """
    origin = frozen(source)
    places = _places(origin, type(source))
    made_from = words(source)
    kept = {} if user else _typed(source)
    rows = []
    for page in translations:
        Translation.objects.get_or_create(source=origin, target_locale=page.locale)
        present = {piece: places.get(piece, []) for piece in up_to_date(page, made_from)}
        try:
            found = _rows(page, present, strict=strict)
        except ValueError as error:
            raise ValueError(f"{page.locale.language_code}: {error}") from error
        rows += [
            StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale=page.locale,
                data=data,
                translation_type=_TYPES[page.made_by == "machine"],
                last_translated_by=user,
            )
            for (string, context), data in found.items()
            if _is_due(kept.get((page.locale_id, string, context)), data, over_typed)
        ]
    StringTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=[
            "data",
            "translation_type",
            "last_translated_by",
            "has_error",
            "field_error",
        ],
    )


def _is_due(typed: str | None, data: str, over_typed: bool) -> bool:
    return typed is None or (over_typed and typed != data)


def record_unknown(model: type[FamilyPage]) -> None:
    """Give translators the versions that they don't know of, as an older set-up left them."""
    known = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale")
    )
    original = Family.objects.filter(
        key=OuterRef("translation_key"), original_locale=OuterRef("locale")
    )
    pages = model._default_manager.annotate(original=Exists(original)).select_related("locale")
    unknown = defaultdict(list)
    for page in pages.filter(~Exists(known), original=False):
        unknown[page.translation_key].append(page)
    for source in pages.filter(translation_key__in=unknown, original=True):
        record(source, unknown[source.translation_key], strict=False)


def _typed(source: FamilyPage) -> dict[tuple[int, int, int], str]:
    """What persons typed, by language, string and place."""
    typed = StringTranslation.objects.filter(
        context__object_id=source.translation_key,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )
    rows = typed.values_list("locale_id", "translation_of_id", "context_id", "data")
    return {(locale, string, context): data for locale, string, context, data in rows}


def up_to_date(page: FamilyPage, made_from: Mapping[str, str]) -> set[str]:
    """The pieces of a translation that were made from these words of its source."""
    return {
        piece
        for piece, text in words(page).items()
        if is_own(page, piece, text)
        and page.marks[piece]["from"] == fingerprint(made_from.get(piece, ""))
    }


def _places(origin: TranslationSource, model: type[FamilyPage]) -> dict[str, list[StringSegment]]:
    """The source's strings by piece, in order."""
    found: dict[str, list[StringSegment]] = {}
    segments = StringSegment.objects.filter(source=origin).order_by("order")
    for segment in segments.select_related("context", "string"):
        found.setdefault(piece_of(model, segment.context.path), []).append(segment)
    return found


def _rows(
    page: FamilyPage, places: dict[str, list[StringSegment]], *, strict: bool
) -> dict[Row, str]:
    found: dict[Row, str] = {}
    own = strings(page)
    for piece, there in places.items():
        try:
            found |= _of_piece(piece, own[piece], there, found)
        except ValueError:
            if strict:
                raise
    return found


def _of_piece(
    piece: str,
    own: list[StringSegmentValue],
    there: list[StringSegment],
    before: dict[Row, str],
) -> dict[Row, str]:
    if len(own) != len(there):
        raise ValueError(f"{piece} has {len(own)} paragraphs, its source {len(there)}")
    found: dict[Row, str] = {}
    for segment, value in zip(there, own, strict=True):
        place, data = (segment.string_id, segment.context_id), with_own_links(value, segment)
        _check(piece, segment.string.data, data)
        if (before | found).get(place, data) != data:
            raise ValueError(f"{piece} translates one sentence in two ways: {data}")
        found[place] = data
    return found


def _check(piece: str, source: str, data: str) -> None:
    """What localize asks of each string when it is saved one by one."""
    try:
        StringValue.from_translated_html(data)
        validate_translation_links(source, data)
    except ValueError as error:
        raise ValueError(f"{piece}: {error}") from error
