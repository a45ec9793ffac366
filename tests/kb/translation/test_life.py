"""All languages of one practice through a life of many operations, in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from kb.core.languages import CODES
from kb.core.translation.audit import audit
from kb.core.translation.drafts import save_draft
from kb.core.translation.following import follow
from kb.core.translation.origin import change_source
from kb.core.translation.submitting import submit
from practices.case import Case
from practices.models import CaseStudyPage
from tests.content import a_case, step, steps

LANGUAGES = st.sampled_from(CODES[:3])
#: As many as CI has time for.
LIVES = 12
FIELDS = st.sampled_from(["title", "summary", "context", "results"])
IDS = [f"{n}1111111-1111-4111-8111-111111111111" for n in range(1, 4)]


def words(language: str, number: int) -> str:
    """A sentence that says which language it is in."""
    return f"@{language} {number}"


OPERATIONS = [
    "edit_the_source",
    "reorder_and_remove_steps",
    "translate_all_or_a_part",
    "save_a_draft",
    "translate_it_whole",
    "show_translators_the_source",
    "unpublish",
    "restore_a_revision",
    "delete_a_translation",
    "change_the_source",
]
Draw = Callable[[Any], Any]


class Life(RuleBasedStateMachine):
    """What people do with a practice; after each step all is where and what it says it is."""

    number = 0

    def said(self, language: str) -> str:
        self.number += 1
        return words(language, self.number)

    @initialize(language=LANGUAGES)
    def begin(self, language: str) -> None:
        self.key = a_case(
            title=self.said(language),
            language=language,
            summary=self.said(language),
            context=f"<p>{self.said(language)}</p>",
            steps=steps(*(step(self.said(language), 2015, each) for each in IDS)),
        ).translation_key

    def teardown(self) -> None:
        """The end of a life: nothing of it stays behind."""
        if source := self.source:
            source.delete()
            assert not self.versions()

    # --- what there is ---------------------------------------------------------------------

    def versions(self) -> dict[str, CaseStudyPage]:
        pages = CaseStudyPage.objects.filter(translation_key=self.key).select_related("locale")
        return {page.locale.language_code: page for page in pages}

    @property
    def source(self) -> CaseStudyPage | None:
        return next((page for page in self.versions().values() if page.is_source), None)

    def translation(self, language: str) -> Translation | None:
        return Translation.objects.filter(
            source__object_id=self.key, target_locale__language_code=language
        ).first()

    # --- what is done ------------------------------------------------------------------------

    def edit_the_source(self, draw: Draw) -> None:
        field = draw(FIELDS)
        publish = draw(st.booleans())
        empty = draw(st.booleans())
        page = self.source.get_latest_revision_as_object()
        text = self.said(page.locale.language_code)
        if field in {"title", "summary"}:
            setattr(page, field, text)
        else:
            setattr(page, field, "" if empty and field == "results" else f"<p>{text}</p>")
        self.save(page, publish=publish)

    def reorder_and_remove_steps(self, draw: Draw) -> None:
        kept = draw(st.lists(st.sampled_from(IDS), unique=True))
        page = self.source.get_latest_revision_as_object()
        language = page.locale.language_code
        old = {block.id: block for block in page.steps}
        page.steps = steps(
            *(
                step(str(old[each].value["text"])[3:-4] if each in old else self.said(language))
                | {"id": each}
                for each in kept
            )
        )
        self.save(page, publish=True)

    def save(self, page: CaseStudyPage, *, publish: bool) -> None:
        revision = page.save_revision()
        if publish:
            revision.publish()

    def opened(self, language: str) -> Translation | None:
        """A translation, submitted if need be; None into the source's own language."""
        source = self.source
        if source is None or source.locale.language_code == language:
            return None
        if not source.live:
            revision = source.get_latest_revision()
            if revision.as_object().missing():  # of the time when another was the source
                return None
            revision.publish()
        if self.translation(language) is None:
            submit(source, [Locale.objects.get(language_code=language)], None)
        return self.translation(language)

    def translate_all_or_a_part(self, draw: Draw) -> None:
        language, every = draw(LANGUAGES), draw(st.sampled_from([1, 2, 3]))
        if translation := self.opened(language):
            self.write(translation, language, every)

    def write(self, translation: Translation, language: str, every: int) -> None:
        """What a translator types: each string, or each second or third."""
        segments = StringSegment.objects.filter(source=translation.source).order_by("order")
        for segment in list(segments)[::every]:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                defaults={"data": self.said(language), "translation_type": "manual"},
            )

    def save_a_draft(self, draw: Draw) -> None:
        language = draw(LANGUAGES)
        publish = draw(st.sampled_from([True, True, False]))
        translation = self.opened(language)
        if translation is None:
            return
        revision = save_draft(translation, None)
        if publish and not revision.as_object().missing():
            revision.publish()

    def translate_it_whole(self, draw: Draw) -> None:
        language = draw(LANGUAGES)
        if translation := self.opened(language):
            self.write(translation, language, 1)
            save_draft(translation, None).publish()

    def show_translators_the_source(self, draw: Draw) -> None:
        follow()

    def unpublish(self, draw: Draw) -> None:
        language = draw(LANGUAGES)
        if page := self.versions().get(language):
            page.unpublish()

    def restore_a_revision(self, draw: Draw) -> None:
        language = draw(LANGUAGES)
        back = draw(st.integers(0, 5))
        if page := self.versions().get(language):
            revisions = list(page.revisions.order_by("-pk"))
            old = revisions[min(back, len(revisions) - 1)].as_object()
            try:
                revision = old.save_revision()
                if not old.missing():
                    revision.publish()
            except ValidationError:
                return  # what has become foreign since isn't restored

    def delete_a_translation(self, draw: Draw) -> None:
        language = draw(LANGUAGES)
        page = self.versions().get(language)
        if page and not page.is_source:
            page.delete()

    def change_the_source(self, draw: Draw) -> None:
        language = draw(LANGUAGES)
        source = self.source
        if source.locale.language_code == language:
            return
        try:
            change_source(source, Locale.objects.get(language_code=language))
        except ValidationError:
            return

    @rule(data=st.data(), operation=st.sampled_from(OPERATIONS))
    def live(self, data: st.DataObject, operation: str) -> None:
        """One rule for all, since Hypothesis leaves single rules out of a whole life."""
        if self.source is not None:
            getattr(self, operation)(data.draw)

    # --- what must be true ------------------------------------------------------------------

    @invariant()
    def families_are_clean(self) -> None:
        assert audit() == []

    @invariant()
    def every_piece_is_in_the_language_that_it_says(self) -> None:
        source = self.source if hasattr(self, "key") else None
        if source is None or not source.live:
            return
        for language in CODES[:4]:
            with override(language):
                case = Case(source.reading(language))
                shown = [case.title, case.summary]
                for _section, text, own_steps in case.story:
                    shown += [text, *own_steps]
            for piece in filter(None, shown):
                text = str(piece.value["text"] if hasattr(piece.value, "block") else piece.value)
                assert f"@{piece.language} " in text, (language, text)


@pytest.mark.families
@pytest.mark.django_db
def test_after_each_of_fifty_operations_all_is_what_it_says(index: object) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
