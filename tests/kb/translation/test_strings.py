"""What wagtail-localize by itself asks translators for, and what it makes of it.

Each test shows first what goes wrong: on a plain page, or by calling localize's own function.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify
from wagtail_localize.fields import (
    SynchronizedField,
    TranslatableField,
    copy_synchronised_fields,
    get_translatable_fields,
)
from wagtail_localize.models import (
    MissingTranslationError,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from kb.core.accounts import EDITORS
from kb.core.pieces import words
from kb.core.translation.drafts import draft
from kb.core.translation.records import frozen, record
from practices.blocks import KeyFactBlock
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, step, steps, translations
from tests.kb.translation.plain import (
    CHANGED,
    ENGLISH,
    a_plain_page,
    locale,
    opened,
    ours,
    rename,
    translated,
    type_in,
    version,
)
from tests.kb.translation.test_editor import act, submit, write
from tests.kb.translation.test_origin import FACT
from tests.practices.editing import signed_in

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.families]
Commit = "Callable[[], Any]"


def test_what_is_missing_is_filled_up_or_nothing_is_made_at_all(index: object) -> None:
    source, translation = ours()
    first = StringSegment.objects.get(source=translation.source, string__data="Stare.")
    StringTranslation.from_text(first.string, locale("en"), first.context, "Old.")
    theirs = translation.source.get_ephemeral_translated_instance(locale("en"), fallback=True)
    assert theirs.context == "<p>Old.</p><p>Lampy.</p>"  # two languages in one section
    with pytest.raises(MissingTranslationError):
        translation.source.create_or_update_translation(locale("en"), fallback=False)

    assert draft(translation).context == ""
    assert words(draft(translation)) == words(version(source))


def test_codes_and_rows_of_the_source_are_copied_into_the_target(
    index: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, translation = ours()
    target = version(source)
    with monkeypatch.context() as plainly:
        plainly.delattr(CaseStudyPage, "translatable_fields")
        fields = {field.field_name: type(field) for field in get_translatable_fields(CaseStudyPage)}
        copy_synchronised_fields(source, target)
    assert fields["slug"] is TranslatableField  # an address is asked for in every language
    copied = {name for name, kind in fields.items() if kind is SynchronizedField}
    assert {"since", "figures", "sources", "places", "tagged_items"} <= copied
    assert (target.figures.count(), target.figures.get().pk) == (1, None)  # another number

    assert [field.field_name for field in get_translatable_fields(CaseStudyPage)] == [
        *CaseStudyPage.pieces
    ]
    page = draft(translation)
    rows = (page.figures, page.sources, page.places, page.tagged_items)
    assert [each.count() for each in rows] == [0, 0, 0, 0]


def test_codes_without_choices_are_asked_for_as_strings(index: object) -> None:
    source = a_case(key_facts=steps(FACT), steps=steps(step("Counted.", 2015)))
    value = source.key_facts[0].value
    theirs = StreamFieldSegmentExtractor(None).handle_struct_block(value)
    assert {"source_key", "as_stated"} <= {segment.path for segment in theirs}

    assert [each.path for each in KeyFactBlock().get_translatable_segments(value)] == ["text"]
    paths = StringSegment.objects.filter(source=frozen(source)).values_list("context__path")
    assert {path.rpartition(".")[2] for (path,) in paths} == {"title", "summary", "context", "text"}


def test_the_status_says_up_to_date_after_the_source_has_changed(commit: Commit) -> None:
    page = a_plain_page()
    translation = translated(page, commit)
    type_in(translation, search_description="Lamps were renewed.", slug="plain")
    rename(page, CHANGED)
    assert translation.get_status_display() == "Up to date"

    source, _translation = ours()
    rename(source, CHANGED)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert CaseStudyPage.objects.get(pk=source.pk).reading("en").is_stale("en", "title")
    assert not any("wagtail_localize" in query["sql"] for query in queries)


def test_a_title_is_written_into_the_live_row_unchecked(client: Client, commit: Commit) -> None:
    page, long = a_plain_page(), "x" * 300
    translation = translated(page, commit)
    refuses = connection.vendor == "postgresql"  # in the midst of a request
    with pytest.raises(DataError) if refuses else nullcontext(), transaction.atomic():
        type_in(translation, title=long)
        assert version(page).draft_title == long

    source, translation = ours()
    assert "error" in write(signed_in(client), translation, "title", long).json()
    assert version(source).draft_title == ENGLISH


@pytest.mark.parametrize(
    ("title", "theirs", "slug"),
    [
        ("\u0141\u00f3d\u017a o\u015bwietlenie", "odz-oswietlenie", "lodz-oswietlenie"),
        ("\u03a6\u03c9\u03c4\u03b9\u03c3\u03bc\u03cc\u03c2 LED", "led", "fotismos-led"),
    ],
)
def test_an_address_loses_its_letters(commit: Commit, title: str, theirs: str, slug: str) -> None:
    page = a_plain_page(title)
    page.slug = slugify(title, allow_unicode=True)  # what Wagtail makes of it
    page.save_revision().publish()
    translated(page, commit)
    assert version(page).slug == theirs

    source = a_case(title, language="pl")
    a_translation(source, "en", title=ENGLISH, summary="Lamps.")
    assert (source.slug, version(source).slug) == (slug, slug)


def test_a_text_that_is_too_long_is_swallowed(client: Client, index: object) -> None:
    page, long = a_plain_page(), "x" * 301
    rename(page, CHANGED)
    page.seo_title = "Lampy"
    page.save_revision().publish()
    translation = opened(page)
    type_in(translation, seo_title=long)
    refuses = connection.vendor == "postgresql"  # by an error of the database
    with pytest.raises(DataError) if refuses else nullcontext(), transaction.atomic():
        translate_object(page, [locale("en")])  # no error, and a page without the words
        assert (version(page).title, version(page).seo_title) == (CHANGED, page.seo_title)

    source, translation = ours()
    editor = signed_in(client, EDITORS)
    write(editor, translation, "summary", long)
    answer = act(editor, "en", "save").content.decode()
    assert "Summary – Ensure this value has at most 300 characters" in answer
    assert "is saved" not in answer
    assert version(source).get_latest_revision().as_object().summary == "Lamps were renewed."


def test_rows_written_in_bulk_are_not_checked(index: object) -> None:
    source = a_case(context="<p>Lamps.</p>")
    segment = StringSegment.objects.get(source=frozen(source), context__path="context")
    row = StringTranslation(
        translation_of=segment.string,
        context=segment.context,
        locale=locale("pl"),
        data='<a id="a1">Lampy.</a>',  # a link that nothing is known of
        translation_type="machine",
    )
    StringTranslation.objects.bulk_create([row])
    written = StringTranslation.objects.filter(context=segment.context)
    assert not written.get().has_error
    written.delete()

    text = '<p><a href="https://a.example/">Lampy.</a></p>'
    page = a_translation(source, "pl", title="Lampy", summary="Lampy.", context=text)
    with pytest.raises(ValueError, match=r"pl: context: .*a1"):
        record(source, [page])
    assert not written.exists()


def test_what_is_not_published_is_sent_to_translators_as_it_was_first_saved(
    client: Client, index: object
) -> None:
    page = a_plain_page()
    page.unpublish()
    page.title = CHANGED
    page.save_revision()
    TranslationSource.get_or_create_from_instance(page)[0].update_from_db()
    texts = StringSegment.objects.filter(source__object_id=page.translation_key)
    assert CHANGED not in texts.values_list("string__data", flat=True)

    source = a_case(live=False)
    editor = signed_in(client, EDITORS)
    address = f"/admin/localize/submit/page/{source.pk}/"
    assert "as soon as it is published" in editor.get(address).content.decode()
    assert submit(editor, source, "pl").status_code == 403
    assert not translations().exists()
    source.get_latest_revision().publish()
    assert submit(editor, source, "pl").status_code == 302


def test_a_step_that_is_deleted_and_written_again_is_to_be_translated_again(
    index: object,
) -> None:
    """As localize does it: what occurs once is a field here, which keeps its strings."""
    first = step("Policzono.", 2015)
    source = a_case(language="pl", context="<p>Stare.</p>", steps=steps(first))
    translation = opened(source)
    segments = StringSegment.objects.filter(source=translation.source)
    before = set(segments.values_list("context__path", flat=True))
    source.steps, source.context = steps(step("Policzono.", 2015)), ""
    source.save_revision().publish()
    frozen(source)
    source.context = "<p>Stare.</p>"
    source.save_revision().publish()
    frozen(source)
    now = set(segments.values_list("context__path", flat=True))
    assert before - now == {f"steps.{first['id']}.text"}
    assert Translation.objects.filter(pk=translation.pk).exists()
