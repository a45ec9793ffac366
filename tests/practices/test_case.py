"""One practice as its reader is shown it: figures, story, needs, place, road."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from practices.case import Case
from practices.models import CaseStudyPage, PracticePlace, Source
from practices.plates import PlaceFacts
from practices.road import road
from tests.content import a_case, a_figure, a_place, a_translation, step, steps

pytestmark = pytest.mark.django_db


def case(page: CaseStudyPage, language: str = "en") -> Case:
    return Case(CaseStudyPage.objects.get(pk=page.pk).reading(language))


def a_key_fact(text: str = "new lamps", **values: Any) -> str:
    """The stream of key facts with one block."""
    value = {
        "value": "57",
        "text": text,
        "bound": "exactly",
        "year": None,
        "standing": "achieved",
        "method": "not-stated",
        "source_key": "s1",
        "as_stated": "57 lamps",
    } | values
    return json.dumps([{"type": "key_fact", "id": str(uuid.uuid4()), "value": value}])


def published(page: CaseStudyPage, **rows: Any) -> CaseStudyPage:
    for name, value in rows.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def sources(*keys: str) -> list[Source]:
    return [
        Source(key=key, title=f"Report {key}", url="https://example.org/", sort_order=order)
        for order, key in enumerate(keys)
    ]


def test_a_figure_has_the_number_that_its_source_has_in_the_list(index: object) -> None:
    page = a_case(live=False)
    page.sources = sources("first", "second")
    page.figures = [a_figure(source_key=key) for key in ("second", "first", "nowhere")]
    assert [number.source for number in Case(page.reading("en")).figures] == [2, 1, 0]


def test_sources_are_numbered_in_the_editors_order_not_that_of_their_keys(index: object) -> None:
    page = published(a_case(), sources=sources("z", "a"), figures=[a_figure(source_key="z")])
    assert [source.key for source in case(page).sources] == ["z", "a"]
    assert case(page).figures[0].source == 1


def test_the_headline_is_the_first_figure(index: object) -> None:
    figures = [a_figure("co2-reduction", 5), a_figure("energy-saving", 9)]
    page = published(a_case(key_facts=a_key_fact()), figures=figures)
    headline = case(page).headline
    assert headline == case(page).figures[0]
    assert headline is not None
    assert headline.amount.number == "5"


def test_without_figures_the_headline_is_the_first_key_fact(index: object) -> None:
    page = published(a_case(key_facts=a_key_fact()), figures=[])
    assert case(page).headline == case(page).key_facts[0]


def test_without_any_number_there_is_no_headline(index: object) -> None:
    assert case(published(a_case(), figures=[])).headline is None


def test_a_key_fact_has_its_codes_from_the_source_and_its_words_in_the_readers_language(
    index: object,
) -> None:
    fact = a_key_fact(bound="about", year=2016, standing="planned", method="estimated")
    page = a_case(key_facts=fact)
    lent = json.loads(fact)
    lent[0]["value"]["text"] = "nowych lamp"
    a_translation(page, "pl", title="Przykład", summary="Streszczenie.", key_facts=json.dumps(lent))
    with override("en"):
        (number,) = case(page, "pl").key_facts
    assert number.words is not None
    assert (number.words.value, number.words.language) == ("nowych lamp", "pl")
    assert (str(number.amount), number.bound, number.years) == ("57", "About", "2016")
    assert number.notes == ("Planned", "Estimated")
    assert (number.source, number.as_stated) == (1, "57 lamps")


def test_a_key_fact_of_a_missing_source_has_number_0(index: object) -> None:
    page = a_case(key_facts=a_key_fact(source_key="nowhere"), live=False)
    assert [number.source for number in case(page).key_facts] == [0]


def test_the_story_is_told_in_the_order_of_its_sections_without_those_that_lack(
    index: object,
) -> None:
    page = a_case(hindsight="<p>Later.</p>", done="<p>Lamps.</p>", cost="<p>Money.</p>")
    told = [(section.name, text.value) for section, text, _ in case(page).story if text]
    assert told == [
        ("context", "<p>Old lamps.</p>"),
        ("done", "<p>Lamps.</p>"),
        ("cost", "<p>Money.</p>"),
        ("hindsight", "<p>Later.</p>"),
    ]


def test_steps_belong_to_what_was_done(index: object) -> None:
    page = a_case(steps=steps(step("First"), step("Second")), done="<p>Lamps.</p>")
    by_section = {
        section.name: [str(shown.value["text"]) for shown in own]
        for section, _, own in case(page).story
    }
    assert by_section == {"context": [], "done": ["<p>First</p>", "<p>Second</p>"]}


def test_steps_alone_tell_what_was_done(index: object) -> None:
    page = a_case(steps=steps(step("First")))
    (section, text, own) = case(page).story[1]
    assert (section.name, text, len(own)) == ("done", None, 1)


def test_needs_stand_in_their_order_as_far_as_they_are_known(index: object) -> None:
    page = a_case(needs_legal="<p>A permit.</p>", needs_staff="<p>Two people.</p>")
    assert [(section.name, text.value) for section, text in case(page).needs] == [
        ("needs_staff", "<p>Two people.</p>"),
        ("needs_legal", "<p>A permit.</p>"),
    ]


@pytest.mark.parametrize(
    ("population", "bars"),
    [
        (0, 1),
        (4_999, 1),
        (5_000, 2),
        (19_999, 2),
        (20_000, 3),
        (99_999, 3),
        (100_000, 4),
        (499_999, 4),
        (500_000, 5),
        (9_000_000, 5),
    ],
)
def test_a_place_has_the_bars_of_its_population(population: int, bars: int) -> None:
    facts = PlaceFacts.of(a_place(population=population))
    assert facts.population_class == bars


@pytest.mark.parametrize(
    ("values", "size"),
    [
        ({"population": 12_345}, "12,345 inhabitants"),
        ({"population": 0}, "0 inhabitants"),
        ({"population": None}, ""),
        ({"population": None, "kind": "province"}, ""),
        ({"population": None, "kind": "group", "members": "One\n\n  \nTwo\n"}, "2 members"),
        ({"population": 9, "kind": "group", "members": "One\nTwo"}, "9 inhabitants"),
    ],
)
def test_a_size_is_in_inhabitants_or_members_if_it_is_known(
    values: dict[str, Any], size: str
) -> None:
    with override("en"):
        facts = PlaceFacts.of(a_place(**values))
    assert facts.size == size
    assert bool(facts.population_class) == (values["population"] is not None)


def test_a_place_says_country_kind_and_climate_in_words() -> None:
    with override("pl"):
        facts = PlaceFacts.of(a_place(country="HR"))
    with override("en"):
        unknown = PlaceFacts.of(a_place(country="HR", climate=""))
    assert facts.country == "Chorwacja"
    assert (unknown.country, unknown.kind, unknown.climate) == ("Croatia", "Municipality", "")
    assert facts.climate


def test_the_facts_are_of_the_first_place_and_every_place_has_its_plate(index: object) -> None:
    rows = [
        PracticePlace(place=a_place(name, country), sort_order=order)
        for order, (name, country) in enumerate((("Zett", "HR"), ("Ahh", "PT")))
    ]
    page = published(a_case(), places=rows)
    with override("en"):
        found = case(page)
        assert [(plate.country, plate.name) for plate in found.plates] == [
            ("HR", "Zett"),
            ("PT", "Ahh"),
        ]
        assert [plate.language for plate in found.plates] == ["hr", "pt"]
        assert found.place_facts is not None
        assert found.place_facts.country == "Croatia"


PHASES = ["initiation", "planning", "implementation", "monitoring-reporting"]


def test_the_road_has_all_phases_and_marks_those_of_the_practice(index: object) -> None:
    page = a_case(terms={"sector": ["waste"], "phase": ["monitoring-reporting", "planning"]})
    found = case(page)
    assert [stop.code for stop in found.road] == PHASES
    assert [stop.number for stop in found.road] == [1, 2, 3, 4]
    assert [stop.code for stop in found.phases] == ["planning", "monitoring-reporting"]


def test_a_road_with_counts_has_them_at_their_phases() -> None:
    assert [stop.count for stop in road(counts={"planning": 3})] == [0, 3, 0, 0]


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("outcome", "mixed", "Worked in part"), ("status", "ongoing", "Ongoing")],
)
def test_outcome_and_status_are_said_in_words_if_known(
    index: object, name: str, code: str, words: str
) -> None:
    page = a_case(**{name: code})
    with override("en"):
        assert getattr(case(page), name) == words
        assert getattr(case(a_case("Another")), name) == ""


def test_values_are_shown_as_exactly_as_they_were_stored(index: object) -> None:
    page = published(a_case(), figures=[a_figure(value=Decimal("1234.500"))])
    with override("en"):
        assert case(page).figures[0].amount.number == "1,234.5"


def test_what_came_of_it_and_what_it_cost_are_said_at_once(index: object) -> None:
    page = a_case()
    figures = [a_figure(), a_figure("co2-reduction", 5), a_figure("investment", 1_000_000)]
    numbers = case(published(page, figures=figures)).at_once
    assert [number.what for number in numbers] == ["Energy saving", "Investment cost"]
    page = published(page, figures=[a_figure("investment", 1_000_000)])
    assert len(case(page).at_once) == 1


def test_what_is_said_at_once_is_the_surest_result_and_the_whole_cost(index: object) -> None:
    figures = [
        a_figure("investment", 1, part=True),
        a_figure("investment", 2),
        a_figure("investment", 3),
        a_figure("grant", 4, standing="context"),
        a_figure("energy-saving", 5, standing="planned"),
        a_figure("energy-saving-share", 6, standing="guaranteed"),
    ]
    numbers = case(published(a_case(), figures=figures)).at_once
    assert [number.amount.number for number in numbers] == ["6", "2"]
    facts = a_key_fact(standing="achieved", value="7")
    figures = [a_figure("buildings", 98), *figures]
    page = published(a_case(key_facts=facts), figures=figures)
    assert [number.amount.number for number in case(page).at_once] == ["6", "2"]
    page = published(a_case(key_facts=facts), figures=[])
    assert [number.amount.number for number in case(page).at_once] == ["7"]
