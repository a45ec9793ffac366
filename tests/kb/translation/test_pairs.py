"""Each language as the source once, to two others: what a change of the source leaves to do."""

from __future__ import annotations

from typing import Any

import pytest

from kb.core.languages import CODES
from kb.core.pieces import words
from kb.core.translation.audit import audit
from kb.core.translation.drafts import save_draft
from kb.core.translation.following import follow
from kb.core.translation.records import record
from practices.models import CaseStudyPage
from tests.content import a_case, a_figure, a_translation, step, steps, translations

pytestmark = [pytest.mark.django_db, pytest.mark.families]

STEP = step("Jeden.", 2015, "11111111-1111-4111-8111-111111111111")
CONTEXT = '<p>Dwa.</p><p>Trzy <a href="https://a.example/">cztery</a>.</p>'
#: Each language with the two that follow it in the table.
PAIRS = [(CODES[n], CODES[(n + k) % len(CODES)]) for n in range(len(CODES)) for k in (1, 2)]


def said(text: str, language: str) -> str:
    """Words that nobody could take for another language's."""
    return text.replace(".", f" {language}.")


def a_family(source: str, target: str) -> CaseStudyPage:
    page = a_case(
        title=said("Tytu\u0142.", source),
        language=source,
        summary=said("Opis.", source),
        context=said(CONTEXT, source).replace(f"a {source}.example", "a.example"),
        steps=steps(STEP),
    )
    block = {"type": "step", "id": STEP["id"], "value": {"text": f"<p>Jeden {target}.</p>"}}
    version = a_translation(
        page,
        target,
        title=said("Tytu\u0142.", target),
        summary=said("Opis.", target),
        context=said(CONTEXT, target).replace(f"a {target}.example", "a.example"),
        steps=steps(block),
    )
    record(page, [version])
    return page


def to_do() -> int:
    total, done = translations().get().get_progress()
    return int(total - done)


def live(language: str) -> dict[str, str]:
    return words(CaseStudyPage.objects.get(locale__language_code=language))


def publish(page: CaseStudyPage, **values: Any) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    follow()


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_one_changed_sentence_is_one_string_to_do(index: Any, source: str, target: str) -> None:
    page, before = a_family(source, target), None
    before = live(target)
    assert to_do() == 0
    publish(page, context=page.context.replace("Dwa", "Dwa i p\u00f3\u0142"))
    assert to_do() == 1
    assert live(target) == before
    save_draft(translations().get(), None).publish()
    assert live(target) == before  # its last whole translation, now stale
    reading = page.reading(target)
    assert [piece for piece in before if reading.is_stale(target, piece)] == ["context"]
    assert audit() == []


@pytest.mark.parametrize("change", ["link", "code", "figure"])
@pytest.mark.parametrize(("source", "target"), PAIRS[:4])
def test_a_changed_link_code_or_figure_is_nothing_to_do(
    index: Any, source: str, target: str, change: str
) -> None:
    page = a_family(source, target)
    before = live(target)
    if change == "link":
        publish(page, context=page.context.replace("a.example", "b.example"))
    elif change == "code":
        publish(page, since=1999)
    else:
        publish(page, figures=[a_figure(value=7)])
    assert to_do() == 0
    assert live(target) == before
    reading = page.reading(target)
    assert not any(reading.is_stale(target, piece) for piece in before)
    assert audit() == []
