"""What loading the library's files does to pages, and what it never does."""

from __future__ import annotations

import io
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource

from kb.core.family import Family
from kb.core.loaded import Due, Loaded
from kb.core.pieces import words
from kb.core.terms import Term
from kb.core.translation.drafts import draft
from kb.core.translation.following import follow, outdated
from kb.core.translation.origin import change_source
from practices import edited, facts, loading, texts
from practices.models import (
    CaseStudyPage,
    Figure,
    Organisation,
    Place,
    PracticeOrganisation,
    PracticePlace,
)
from tests.content import translations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

SLUG = "be-eeklo-wind-tender-citizen-participation"

pytestmark = [pytest.mark.django_db, pytest.mark.families]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of one practice in three languages, and of the organisations; a test may change it."""
    folder = tmp_path / "library"
    (folder / SLUG).mkdir(parents=True)
    for name in (facts.FILE, "nl.md", "en.md", "fr.md"):
        shutil.copy(facts.FOLDER / SLUG / name, folder / SLUG)
    shutil.copy(facts.FOLDER / facts.ORGANISATIONS, folder)
    monkeypatch.setattr(facts, "FOLDER", folder)
    return folder


@pytest.fixture
def organisations(index: Any, library: Path) -> None:
    call_command("load_organisations", verbosity=0, stdout=io.StringIO())


@pytest.fixture
def loaded(organisations: None) -> CaseStudyPage:
    loading.load(SLUG)
    return version("nl")


def version(language: str) -> CaseStudyPage:
    return CaseStudyPage.objects.get(slug=SLUG, locale__language_code=language)


def change(path: Path, old: str, new: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def news(library: Path, language: str = "nl") -> None:
    """The file of a language gets another title."""
    change(library / SLUG / f"{language}.md", 'title = "', 'title = "New: ')


class TestLoading:
    def test_the_source_holds_facts_and_the_translations_only_words(
        self, loaded: CaseStudyPage
    ) -> None:
        english = version("en")
        assert loaded.is_source
        assert loaded.provenance == "compiled"
        assert [f.as_stated for f in loaded.figures.all()]
        assert not english.figures.exists()
        assert not english.tagged_items.exists()
        assert any(block.value["since"] for block in loaded.steps)
        assert not any(block.value["since"] for block in english.steps)
        assert loaded.reading("en").is_whole("en")

    def test_a_second_loading_changes_nothing_and_reads_no_text(
        self, loaded: CaseStudyPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delattr(texts, "read")
        assert set(loading.load(SLUG)) == {(code, Due.NOTHING) for code in texts.languages(SLUG)}

    def test_only_what_changed_is_loaded(self, loaded: CaseStudyPage, library: Path) -> None:
        news(library, "fr")
        done = dict(loading.load(SLUG))
        assert done.pop("fr") is Due.LOAD
        assert set(done.values()) == {Due.NOTHING}
        assert version("fr").title.startswith("New: ")

    def test_other_facts_reach_the_source(self, loaded: CaseStudyPage, library: Path) -> None:
        change(library / SLUG / facts.FILE, '"community fund"', '"village fund"')
        assert dict(loading.load(SLUG))["nl"] is Due.LOAD
        assert "village fund" in version("nl").keywords.names()

    def test_its_references_are_listed(self, loaded: CaseStudyPage) -> None:
        from wagtail.models import ReferenceIndex

        place = loaded.places.get().place
        assert ReferenceIndex.get_references_to(place).exists()


def _summary(page: CaseStudyPage) -> None:
    page.summary = "An editor knows better."


def _term(page: CaseStudyPage) -> None:
    page.terms.add(Term.objects.get(vocabulary="barrier", code="financial"))


def _no_term(page: CaseStudyPage) -> None:
    page.terms.remove(Term.objects.get(vocabulary="step", code="implementation").name)


def _keyword(page: CaseStudyPage) -> None:
    page.keywords.add("invented keyword")


def _figure(page: CaseStudyPage) -> None:
    figure = page.figures.all()[0]
    figure.value += 1
    page.figures.add(figure)


def _more_figures(page: CaseStudyPage) -> None:
    page.figures.add(
        Figure(indicator="grant", value=1, standing="planned", source_key="s1", as_stated="EUR 1")
    )


def _place(page: CaseStudyPage) -> None:
    other = Place.objects.create(
        code="be-example", name="Example", country="BE", kind="municipality"
    )
    page.places = [PracticePlace(place=other)]


def _organisation(page: CaseStudyPage) -> None:
    page.organisations.add(PracticeOrganisation(organisation=Organisation.objects.all()[0]))


def _source(page: CaseStudyPage) -> None:
    source = page.sources.all()[0]
    source.publisher = "Invented"
    page.sources.add(source)


def _year(page: CaseStudyPage) -> None:
    page.until = None


EDITS = (
    _summary, _term, _no_term, _keyword, _figure, _more_figures, _place, _organisation, _source,
    _year,
)  # fmt: skip


class TestAnEditorsChange:
    @pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
    def test_of_one_thing_alone_is_left_alone(
        self, loaded: CaseStudyPage, library: Path, edit: Callable[[CaseStudyPage], None]
    ) -> None:
        edit(loaded)
        loaded.save_revision().publish()
        kept = edited.fingerprint(version("nl"))
        news(library)
        assert dict(loading.load(SLUG)) == {"nl": Due.EDITED}
        assert edited.fingerprint(version("nl")) == kept

    def test_that_waits_as_a_draft_is_left_alone(
        self, loaded: CaseStudyPage, library: Path
    ) -> None:
        loaded.keywords.add("not yet")
        draft = loaded.save_revision()
        news(library)
        assert dict(loading.load(SLUG))["nl"] is Due.EDITED
        assert version("nl").latest_revision == draft

    def test_of_a_translation_leaves_the_others_to_their_files(
        self, loaded: CaseStudyPage, library: Path
    ) -> None:
        french = version("fr")
        french.search_description = "An editor's."
        french.save_revision().publish()
        news(library, "fr")
        news(library, "en")
        assert dict(loading.load(SLUG)) == {"nl": Due.NOTHING, "en": Due.LOAD, "fr": Due.EDITED}

    def test_that_deletes_a_practice_keeps_it_deleted(
        self, loaded: CaseStudyPage, library: Path
    ) -> None:
        CaseStudyPage.objects.filter(slug=SLUG).delete()
        news(library)
        assert dict(loading.load(SLUG)) == {"nl": Due.EDITED}
        assert not CaseStudyPage.objects.filter(slug=SLUG).exists()


class TestHashesOfAnOlderMethod:
    """Those that a database has from before tags were part of them."""

    @pytest.fixture
    def old(self, loaded: CaseStudyPage) -> CaseStudyPage:
        Loaded.objects.filter(name__startswith="practice/").update(file="0" * 64, rows="0" * 64)
        return loaded

    def test_a_page_that_no_person_touched_is_loaded_again(self, old: CaseStudyPage) -> None:
        said = edited.fingerprint(old)
        assert {due for _language, due in loading.load(SLUG)} == {Due.LOAD}
        assert edited.fingerprint(version("nl")) == said
        assert {due for _language, due in loading.load(SLUG)} == {Due.NOTHING}

    def test_a_page_whose_tags_an_editor_changed_is_left_alone(self, old: CaseStudyPage) -> None:
        editor = get_user_model().objects.create_superuser("an editor")
        old.keywords.add("invented keyword")
        old.save_revision(user=editor, log_action=True).publish(user=editor)
        assert dict(loading.load(SLUG)) == {"nl": Due.EDITED}
        assert "invented keyword" in version("nl").keywords.names()

    def test_a_deleted_page_stays_deleted(self, old: CaseStudyPage) -> None:
        CaseStudyPage.objects.filter(slug=SLUG).delete()
        assert dict(loading.load(SLUG)) == {"nl": Due.EDITED}


def broken(name: str, old: str, new: str, reason: str) -> Any:
    return pytest.param(name, old, new, reason, id=reason.replace(" ", "-"))


BROKEN = [
    broken("en.md", "## why [8]", "## why", "section why names no facts"),
    broken("en.md", "60", "61", "says 61000000"),
    broken("en.md", "## why [8]", "## whim [8]", "there is no section whim"),
    broken("en.md", "## why [8]\n", "## why [8]\nOne more.\n\n", "why has other paragraphs"),
    broken("en.md", "### - [7]", "### - [7]\nMore.\n### - [7]", "it has other steps"),
    broken("en.md", 'title = "', "title = ", "Invalid"),
    broken("en.md", "title = ", "name = ", "'title' is missing"),
    broken("en.md", 'summary = "', f'summary = "{"long " * 70}', "summary: .*300"),
    broken("en.md", "3 = ", "9 = ", "key fact 9"),
    broken("nl.md", "+++\n", "", "doesn't begin with"),
    broken("facts.toml", 'source = "s', 'source = "x', "has no source"),
    broken("facts.toml", "since = 1999", "since = ", "Invalid"),
    broken("facts.toml", "since = 1999", "since = 199", "199 is no year"),
    broken("facts.toml", '"wind",', '"magic",', "unknown area magic"),
    broken("facts.toml", "[terms]", 'organisations = ["nobody"]\n[terms]', "organisation nobody"),
]


class TestABrokenFile:
    @pytest.mark.parametrize(("name", "old", "new", "reason"), BROKEN)
    def test_is_named_with_the_reason_and_nothing_of_the_practice_is_written(
        self, organisations: None, library: Path, name: str, old: str, new: str, reason: str
    ) -> None:
        change(library / SLUG / name, old, new)
        with pytest.raises(CommandError, match=rf"^{SLUG}/{name}: .*{reason}") as refused:
            call_command("load_library", verbosity=0)
        assert str(refused.value).count(name) == 1
        self._nothing_is_written()

    @pytest.mark.parametrize("name", ["en.md", "facts.toml"])
    def test_that_isnt_utf_8_is_named(self, organisations: None, library: Path, name: str) -> None:
        with (library / SLUG / name).open("ab") as file:
            file.write(b"\xff")
        with pytest.raises(CommandError, match=f"^{SLUG}/{name}: .*utf-8"):
            call_command("load_library", verbosity=0)
        self._nothing_is_written()

    def test_leaves_what_was_loaded_as_it_was(self, loaded: CaseStudyPage, library: Path) -> None:
        told = words(version("en"))
        news(library, "en")
        change(library / SLUG / "en.md", "## why [8]", "## why")
        news(library)
        with pytest.raises(CommandError, match="section why names no facts"):
            call_command("load_library", verbosity=0)
        assert words(version("en")) == told
        assert not version("nl").title.startswith("New: ")

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [("slug = ", "slug ", "Expected"), ("slug = ", "snail = ", "'slug' is missing")],
    )
    def test_of_organisations_is_named(
        self, index: Any, library: Path, old: str, new: str, reason: str
    ) -> None:
        change(library / facts.ORGANISATIONS, old, new)
        with pytest.raises(CommandError, match=rf"^{facts.ORGANISATIONS}: .*{reason}"):
            call_command("load_organisations", verbosity=0)
        assert not Organisation.objects.exists()

    def _nothing_is_written(self) -> None:
        assert not CaseStudyPage.objects.exists()
        assert not Place.objects.exists()
        assert not Family.objects.filter(slug=SLUG).exists()
        assert not Loaded.objects.filter(name__startswith="practice/").exists()


def test_the_command_says_what_it_did(organisations: None, library: Path) -> None:
    said = io.StringIO()
    call_command("load_library", verbosity=2, stdout=said)
    call_command("load_library", verbosity=2, stdout=said)
    first, second = said.getvalue().split("texts loaded", 1)
    assert SLUG in first
    assert first.endswith("3 ")
    assert "0 texts loaded, 3 unchanged" in second


def test_translating_what_was_loaded_changes_no_live_text(
    loaded: CaseStudyPage, admin_client: Client
) -> None:
    before = {page.pk: (words(page), page.marks) for page in CaseStudyPage.objects.all()}
    locales = Locale.objects.exclude(pk=loaded.locale_id).values_list("pk", flat=True)
    submit = reverse("wagtail_localize:submit_page_translation", args=[loaded.pk])
    assert admin_client.post(submit, {"locales": list(locales)}).status_code == 302
    TranslationSource.objects.update(last_updated_at=timezone.now() - timedelta(days=1))
    assert follow() > 0
    assert follow() == 0
    now = CaseStudyPage.objects.filter(pk__in=before)
    assert {page.pk: (words(page), page.marks) for page in now} == before
    for translation in translations().filter(target_locale__language_code__in=("en", "fr")):
        again = draft(translation)
        assert (words(again), again.marks) == before[again.pk]
        assert translation.get_progress()[1] >= 3


def test_what_was_loaded_says_that_a_machine_made_it(loaded: CaseStudyPage) -> None:
    texts = StringTranslation.objects.values_list("translation_type", flat=True)
    assert set(texts) == {"machine"}
    assert not CaseStudyPage.objects.exclude(pk=loaded.pk).filter(read_by_native=True).exists()


def test_a_text_that_is_loaded_anew_takes_the_place_of_the_old_strings(
    loaded: CaseStudyPage, library: Path
) -> None:
    news(library, "en")
    loading.load(SLUG)
    translation = translations("en").get()
    assert draft(translation).title == version("en").title
    assert version("en").title.startswith("New: ")


def test_a_source_that_translators_cannot_be_shown_keeps_no_other_back(
    loaded: CaseStudyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    TranslationSource.objects.update(last_updated_at=timezone.now() - timedelta(days=1))
    broken = TranslationSource.objects.first()
    freeze = TranslationSource.refresh_segments
    content = TranslationSource.objects.exclude(pk=broken.pk).count()

    def fails(origin: TranslationSource) -> None:
        if origin.pk == broken.pk:
            raise ValueError("a block that nobody knows")
        freeze(origin)

    monkeypatch.setattr(TranslationSource, "refresh_segments", fails)
    TranslationSource.objects.update(content_json="{}")
    follow()
    assert {each.pk for each in outdated()} == {broken.pk}
    assert content > 0


def test_a_library_of_before_is_given_its_strings(loaded: CaseStudyPage) -> None:
    TranslationSource.objects.filter(object_id=loaded.translation_key).delete()
    StringTranslation.objects.filter(context__object_id=loaded.translation_key).delete()
    call_command("load_library", verbosity=0)
    for translation in translations():
        page = translation.get_target_instance()
        assert (words(draft(translation)), draft(translation).marks) == (words(page), page.marks)
    assert translations().count() == CaseStudyPage.objects.count() - 1


def test_what_is_typed_and_not_yet_saved_is_no_files_to_change(
    loaded: CaseStudyPage, library: Path
) -> None:
    typed = StringTranslation.objects.get(
        locale__language_code="en", context__path="title", context__object_id=loaded.translation_key
    )
    StringTranslation.objects.filter(pk=typed.pk).update(data="Typed", translation_type="manual")
    news(library, "en")
    loading.load(SLUG)
    assert version("en").title.startswith("New: ")
    assert draft(translations("en").get()).title == "Typed"


def test_what_is_written_in_another_language_by_now_is_left_alone(
    loaded: CaseStudyPage, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = next(
        code
        for code in ("en", "nl", "fr")
        if code != str(loaded.locale.language_code) and loaded.reading(code).is_whole(code)
    )
    CaseStudyPage.objects.filter(locale__language_code=whole).update(read_by_native=True)
    change_source(loaded, Locale.objects.get(language_code=whole))
    before = {page.pk: (words(page), page.marks) for page in CaseStudyPage.objects.all()}
    monkeypatch.setattr(loading, "METHOD", "another")
    news(library, whole)
    done = loading.load(SLUG)
    assert {due for _language, due in done} == {Due.EDITED}
    assert {p.pk: (words(p), p.marks) for p in CaseStudyPage.objects.all()} == before


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_can_go_back_to_what_was_loaded(
    loaded: CaseStudyPage, admin_client: Client, language: str
) -> None:
    page = version(language)
    first = page.latest_revision_id
    page.save_revision(log_action=True)
    history = admin_client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first])
    assert revert in history.content.decode()
