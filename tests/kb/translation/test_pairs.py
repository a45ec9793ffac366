"""Each language as the source once, to two others: what a change of the source leaves to do.

The source is changed in the editor, published, and followed as the worker does.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import rich_text
from wagtail_localize.models import StringSegment

from kb.core.accounts import EDITORS
from kb.core.languages import CODES
from kb.core.pieces import words
from kb.core.translation.audit import audit
from kb.core.translation.following import follow
from kb.core.translation.records import record
from practices.blocks import TEXT_FEATURES
from practices.models import CaseStudyPage
from tests.content import a_case, a_translation, steps, translations
from tests.kb.translation.reader import Shown, shown, word
from tests.kb.translation.test_editor import act, put
from tests.practices.editing import opened, post, signed_in, stream, untouched

pytestmark = [pytest.mark.django_db, pytest.mark.families]

#: Each language with the two that follow it in the table.
PAIRS = {
    source: (CODES[(n + 1) % len(CODES)], CODES[(n + 2) % len(CODES)])
    for n, source in enumerate(CODES)
}
FIRST, SECOND, QUOTE, FACT = (f"{n}1111111-1111-4111-8111-111111111111" for n in range(1, 5))
NAMES = ("title", "summary", "context", "link", "aims", "first", "second", "quote", "who", "fact")
#: What later is written in their place, or besides.
NEW = ("news", "third")


def context(first: str, language: str, address: str = "https://a.example/") -> str:
    link = f'<a href="{address}">{word("link", language)}</a>'
    return f"<p>{word(first, language)}.</p><p>{link}.</p>"


def values(language: str) -> dict[str, Any]:
    """Every piece of a practice, in words of one language."""
    said = {name: word(name, language) for name in NAMES}
    return {
        "title": said["title"],
        "summary": f"{said['summary']}.",
        "context": context("context", language),
        "objectives": f"<p>{said['aims']}.</p>",
        "steps": steps(
            block("step", FIRST, text=f"<p>{said['first']}.</p>"),
            block("step", SECOND, text=f"<p>{said['second']}.</p>"),
        ),
        "quotations": steps(block("quotation", QUOTE, text=said["quote"], speaker=said["who"])),
        "key_facts": steps(block("key_fact", FACT, text=said["fact"])),
    }


def block(kind: str, id_: str, **value: Any) -> dict[str, Any]:
    """A raw block; only a source's has codes."""
    return {"type": kind, "id": id_, "value": value}


CODES_OF_FACT = {
    "value": "57",
    "bound": "exactly",
    "standing": "achieved",
    "method": "not-stated",
    "source_key": "s1",
    "as_stated": "57 of them",
}


def with_codes(language: str) -> dict[str, Any]:
    """The same as the source has them."""
    pieces = values(language)
    first, second = json.loads(pieces["steps"])
    (fact,) = json.loads(pieces["key_facts"])
    first["value"]["since"], second["value"]["since"] = 2015, 2016
    fact["value"] |= CODES_OF_FACT
    return pieces | {"steps": steps(first, second), "key_facts": steps(fact)}


class Family:
    """A practice in one language with two whole translations, its editor, and its readers."""

    def __init__(self, source: str) -> None:
        self.language, self.targets = source, PAIRS[source]
        self.page = a_case(language=source, **with_codes(source))
        versions = [a_translation(self.page, each, **values(each)) for each in self.targets]
        record(self.page, versions)
        self.editor, self.reader = signed_in(Client(), EDITORS), Client()
        self.open()

    def open(self) -> None:
        """Its form, as an editor gets it."""
        self.form = untouched(self.editor, self.page)

    def change(self, *, publish: bool = True, **fields: Any) -> None:
        """Type into the form, which stays open, and save or publish it."""
        self.form |= {name.replace("__", "-"): value for name, value in fields.items()}
        self.form |= opened(self.page)
        data = self.form | ({"action-publish": "1"} if publish else {})
        answer = post(self.editor, self.page, data)
        assert answer.status_code == 302, answer.context["form"].errors
        assert follow() == int(publish)

    def blocks(self) -> list[dict[str, Any]]:
        """The source's steps as they are stored."""
        return list(CaseStudyPage.objects.get(pk=self.page.pk).steps.raw_data)

    def read(self) -> dict[str, Shown]:
        """Its page in each of its languages."""
        languages = (self.language, *self.targets)
        return {each: shown(self.reader, each, self.page, *NAMES, *NEW) for each in languages}

    def to_do(self) -> list[list[str]]:
        """The strings that wait for each of the two translators."""
        return [[each.string.data for each in self.left(target)] for target in self.targets]

    def left(self, target: str) -> list[StringSegment]:
        translation = translations(target).get()
        segments = StringSegment.objects.filter(source=translation.source)
        found = segments.annotate_translation(translation.target_locale)
        return list(found.filter(translation=None).select_related("string"))

    def translate(self, target: str) -> None:
        """Type what is left to do, and publish it."""
        translation = translations(target).get()
        for segment in self.left(target):
            text = segment.string.data.replace(f"-{self.language}", f"-{target}")
            put(self.editor, translation, segment, text)
        act(self.editor, target, "publish")

    def rows(self) -> dict[str, dict[str, str]]:
        """The words that stand in the live translations."""
        pages = CaseStudyPage.objects.filter(locale__language_code__in=self.targets)
        return {page.locale.language_code: words(page) for page in pages.select_related("locale")}

    def stale(self, target: str) -> list[str]:
        reading = CaseStudyPage.objects.get(pk=self.page.pk).reading(target)
        return [piece for piece in reading.source_words if reading.is_stale(target, piece)]


def nothing_to_do(family: Family, *names: str) -> list[Shown]:
    """No string to do, nothing stale; the pages, each with these words in its own language."""
    assert family.to_do() == [[], []]
    assert [family.stale(each) for each in family.targets] == [[], []]
    assert audit() == []
    pages = family.read()
    for language, page in pages.items():
        assert page.languages == dict.fromkeys(names, language), language
    return list(pages.values())


@pytest.mark.parametrize("source", PAIRS)
def test_links_codes_figures_order_and_less_text_are_nothing_to_do(
    index: object, source: str
) -> None:
    family = Family(source)
    before = family.rows()
    for page in nothing_to_do(family, *NAMES):
        assert page.html.select('a[href="https://a.example/"]')
        assert page.texts(".step__years") == ["2015", "2016"]
        assert len(page.html.select(".number")) == 2

    text = context("context", source, "https://b.example/")
    family.change(context=rich_text(text, features=TEXT_FEATURES))
    for page in nothing_to_do(family, *NAMES):
        assert page.html.select('a[href="https://b.example/"]')
        assert not page.html.select('a[href="https://a.example/"]')

    family.change(since="1999", steps__0__value__since="2014", sector=["waste"])
    for page in nothing_to_do(family, *NAMES):
        assert page.texts(".step__years") == ["2014", "2016"]
        assert "1999" in page.texts(".facts")[0]
        assert page.html.select('.glance a[href$="?sector=waste"]')

    family.change(figures__0__value="765")
    for page in nothing_to_do(family, *NAMES):
        assert page.texts(".number__digits") == ["765", "57"]

    family.change(**second_figure(family.form))
    family.open()  # with the number of the new row
    for page in nothing_to_do(family, *NAMES):
        assert page.texts(".number__digits") == ["765", "432", "57"]

    family.change(**stream("steps", family.blocks()[::-1]))
    for page in nothing_to_do(family, *NAMES):
        assert page.texts(".step__years") == ["2016", "2014"]
        names = [each.name for each in page.words]
        assert names.index("second") < names.index("first")

    assert family.rows() == before
    family.change(objectives=rich_text(""), **stream("steps", family.blocks()[:1]))
    left = tuple(name for name in NAMES if name not in {"aims", "first"})
    nothing_to_do(family, *left)
    for target in family.targets:
        act(family.editor, target, "publish")
        assert "objectives" not in family.rows()[target]
    nothing_to_do(family, *left)


def second_figure(data: dict[str, Any]) -> dict[str, Any]:
    """Fields for one more row, filled in like the first."""
    first = {name: value for name, value in data.items() if name.startswith("figures-0-")}
    second = {name.replace("-0-", "-1-"): value for name, value in first.items()}
    return {
        **second,
        "figures-TOTAL_FORMS": "2",
        "figures-1-id": "",
        "figures-1-indicator": "households",
        "figures-1-value": "432",
        "figures-1-ORDER": "2",
    }


@pytest.mark.parametrize("source", PAIRS)
def test_one_changed_sentence_is_exactly_one_string_to_do(index: object, source: str) -> None:
    family = Family(source)
    before = family.rows()
    text = rich_text(context("news", source), features=TEXT_FEATURES)
    family.change(context=text, publish=False)
    nothing_to_do(family, *NAMES)

    family.change(context=text)
    assert family.to_do() == [[f"{word('news', source)}."]] * 2
    pages = family.read()
    names = tuple("news" if name == "context" else name for name in NAMES)
    assert pages.pop(source).languages == dict.fromkeys(names, source)
    for target, page in pages.items():  # the whole old sentence, known as stale
        assert page.languages == dict.fromkeys(NAMES, target)
        assert family.stale(target) == ["context"]
        assert len(page.html.select(".shown__note--stale")) == 1
    for target in family.targets:  # nothing to be gained by publishing what isn't done
        act(family.editor, target, "publish")
    assert family.rows() == before

    for target in family.targets:
        family.translate(target)
    nothing_to_do(family, *names)


@pytest.mark.parametrize("source", PAIRS)
def test_an_added_block_is_one_string_to_do_and_shown_as_it_was_written(
    index: object, source: str
) -> None:
    family = Family(source)
    before = family.rows()
    added = {"type": "step", "value": {"text": f"<p>{word('third', source)}.</p>", "since": 2017}}
    family.change(**stream("steps", [*family.blocks(), added]))
    assert family.to_do() == [[f"{word('third', source)}."]] * 2
    assert family.rows() == before
    for language, page in family.read().items():
        assert page.languages == dict.fromkeys(NAMES, language) | {"third": source}
        assert page.texts(".step__years") == ["2015", "2016", "2017"]
    for target in family.targets:
        family.translate(target)
    nothing_to_do(family, *NAMES, "third")
