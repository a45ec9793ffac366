"""All languages of one practice through a life of many operations, in any order."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from wagtail_localize.models import StringTranslation, Translation

from kb.core.languages import CODES, FALLBACK
from kb.core.pieces import words
from kb.core.translation.audit import audit
from practices.models import CaseStudyPage
from tests.kb.translation.life import OPERATIONS, Life
from tests.kb.translation.people import SAID, said_in, shown, wrongly_marked

#: As many as CI has time for, on SQLite only; ``make prove`` has more.
LIVES = int(os.environ.get("LIVES", "2"))
STEPS = 50
#: Languages in which the page is opened after an operation, in turn; all of them take longer.
LOOKS = int(os.environ.get("LOOKS", "2"))

#: In so many lives each operation is done at least once.
MANY = 10

done: Counter[str] = Counter()


class AnyOrder(RuleBasedStateMachine):
    """A life; after each operation all is where it must be and what it says it is."""

    life: Life | None = None
    turn = 0

    @initialize(language=st.sampled_from(CODES))
    def begin(self, language: str) -> None:
        self.life = Life(language)

    @rule(data=st.data(), operation=st.sampled_from(OPERATIONS))
    def live(self, data: st.DataObject, operation: str) -> None:
        """One rule for all, since Hypothesis leaves single rules out of a whole life."""
        if getattr(self.life, operation)(data.draw):
            done[operation] += 1

    def teardown(self) -> None:
        """The end of a life: nothing of it stays behind."""
        for page in CaseStudyPage.objects.all():
            if page.is_source:
                page.delete()
        assert not CaseStudyPage.objects.exists()
        left = Translation.objects.filter(source__specific_content_type__model="casestudypage")
        assert not left.exists()

    @invariant()
    def families_are_clean(self) -> None:
        assert audit() == []

    @invariant()
    def every_row_is_in_its_own_language(self) -> None:
        """Live and as a draft, whatever the marks say; strings too."""
        for page in CaseStudyPage.objects.select_related("locale"):
            for row in (page, page.get_latest_revision_as_object()):
                assert said_in(row) <= {page.locale.language_code}, (row, words(row))
        for code, text in StringTranslation.objects.values_list("locale__language_code", "data"):
            assert {language for language, _number in SAID.findall(text)} <= {code}, text

    @invariant()
    def readers_see_every_piece_in_the_language_that_it_says(self) -> None:
        if self.life is None:
            return
        self.turn += LOOKS
        for number in range(self.turn, self.turn + LOOKS):
            language = CODES[number % len(CODES)]
            answer = Client().get(f"/{language}/practices/{self.life.source.slug}/")
            assert answer.status_code == (200 if self.life.source.live else 404)
            page = answer.content.decode()
            assert wrongly_marked(page) == set()
            assert shown(page) == self.best(language)

    def best(self, language: str) -> set[tuple[str, str]]:
        """What is to be shown: of each piece of the source its words in the best language."""
        assert self.life is not None
        versions = {code: page for code, page in self.life.versions().items() if page.live}
        source = next((page for page in versions.values() if page.is_source), None)
        if source is None:
            return set()
        written_in = source.locale.language_code
        there = {code: words(page) for code, page in versions.items()}
        texts = [
            next(
                there[code][piece]
                for code in (language, FALLBACK, written_in)
                if piece in there.get(code, {})
            )
            for piece in there[written_in]
        ]
        return {said for text in texts for said in SAID.findall(text)}


@pytest.mark.django_db
def test_after_each_of_fifty_operations_all_is_what_it_says(index: Any) -> None:
    done.clear()
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    never = set(OPERATIONS) - set(done)
    assert LIVES < MANY or not never, f"never done: {never}"
