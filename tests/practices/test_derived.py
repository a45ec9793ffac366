"""What the library calculates from a practice's own figures, and what it refuses to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from practices import facts
from practices.derived import Derived, derived
from practices.facts import Facts
from tests.content import a_figure

if TYPE_CHECKING:
    from practices.models import Figure

pytestmark = pytest.mark.django_db

NO_BREAK = "\u00a0"
#: What the 66 practices give: everything else of them is refused, or has no two parts.
CALCULATED = {
    "be-ghent-energiecentrale-home-renovation": ["About 10,000 €"],
    "de-stuttgart-internal-contracting": ["About 2,100 €"],
    "gr-kozani-district-heating-transition": ["About 13,000 €"],
    "hr-zagreb-zagee-energy-efficient-city": ["About 3,500 €", "About 876 €"],
    "it-milan-province-epc-schools-elena": ["About 130,000 €"],
    "pt-almada-less-carbon-climate-fund": ["1,900 €", "About 630 €"],
    "si-ljubljana-eol-ppp-48-buildings": ["About 310,000 €"],
}
REFUSED = {
    "be-renowatt-pooled-epc-public-buildings": [
        "One of the numbers is only a lower or upper limit."
    ],
    "bg-bratsigovo-biomass-solar-public-buildings": [
        "One of the numbers is only a lower or upper limit."
    ],
    "dk-aarhus-marselisborg-wastewater-energy": ["The investment is not for saving energy alone."],
    "es-girona-beenergi-bundled-investments": [
        "One of the numbers covers only a part of the practice."
    ],
    "fr-paris-schools-energy-performance-contracts": ["One number is a result, the other a plan."],
    "hr-newlight-street-lighting-57-municipalities": [
        "One of the numbers covers only a part of the practice."
    ]
    * 2,
    "hr-zagreb-zagee-energy-efficient-city": ["The investment is not for buildings alone."],
    "pl-niepolomice-joint-solar-procurement": [
        "One of the numbers is only a lower or upper limit."
    ],
    "si-ljubljana-eol-ppp-48-buildings": [
        "One of the numbers only describes the context.",
        "One of the numbers is only a lower or upper limit.",
    ],
}


def investment(value: float = 13_000_000, **values: Any) -> Figure:
    return a_figure("investment", value, **values)


def buildings(value: float = 98, **values: Any) -> Figure:
    return a_figure("buildings", value, **values)


def saving(value: float = 8000, **values: Any) -> Figure:
    return a_figure("energy-saving", value, **values)


def text(row: Derived) -> str:
    """A calculated value as it is read, with ordinary spaces."""
    return f"{row.bound} {row.amount}".strip().replace(NO_BREAK, " ")


def only(*figures: Figure) -> Derived:
    [row] = derived(figures)
    return row


def refusal(*figures: Figure) -> str:
    """The reason, of a row that has nothing else."""
    row = only(*figures)
    assert row == Derived(row.what, reason=row.reason)
    return row.reason


def test_an_investment_is_divided_and_the_sum_is_shown() -> None:
    row = only(investment(), buildings())

    assert row.what == "Investment per building"
    assert text(row) == "About 130,000 €"
    assert row.calculation.replace(NO_BREAK, " ") == "13,000,000 € ÷ 98 buildings"
    assert (row.standing, row.note, row.reason) == ("achieved", "", "")


def test_rows_stand_in_one_order_and_only_where_both_parts_are() -> None:
    co2 = a_figure("co2-reduction", 5200)

    assert [row.what for row in derived([saving(), co2, buildings(), investment()])] == [
        "Investment per building",
        "Investment per tonne of CO2 avoided a year",
        "Investment per MWh saved a year",
    ]
    assert derived([saving(), co2, buildings()]) == []
    assert derived([investment(), a_figure("households", 300)]) == []
    assert derived([]) == []


def test_only_the_first_figure_counts_and_nothing_is_added_up() -> None:
    row = only(investment(2_000_000), investment(5_000_000), buildings(4), buildings(6))

    assert text(row) == "500,000 €"


@pytest.mark.parametrize(
    ("money", "megawatt_hours", "shown"),
    [
        (13_000_000, 98, "About 130,000 €"),
        (29_379_114, 33_526, "About 876 €"),
        (29_379_114, 8390, "About 3,500 €"),
        (1_900_000, 1000, "1,900 €"),
        (1_900_000, 3000, "About 630 €"),
        (75_000_000, 6000, "About 13,000 €"),
        (123_400_000, 101, "About 1,220,000 €"),
        (1_234_000_000, 101, "About 12.2 million €"),
        (1, 8_000_000, "About 0.00000013 €"),
    ],
)
def test_a_result_has_no_more_digits_than_its_parts_bear(
    money: int, megawatt_hours: int, shown: str
) -> None:
    assert text(only(investment(money), saving(megawatt_hours))) == shown


def test_what_was_counted_bears_any_number_of_digits() -> None:
    assert text(only(investment(1_230_000), buildings(20))) == "61,500 €"
    assert text(only(investment(1_230_000), buildings(20, bound="about"))) == "About 62,000 €"


def test_decimals_as_the_database_keeps_them_say_no_more() -> None:
    money, count = investment(), buildings()
    money.value, count.value = Decimal("13000000.000"), Decimal("98.000")
    row = only(money, count)

    assert text(row) == "About 130,000 €"
    assert row.calculation.replace(NO_BREAK, " ") == "13,000,000 € ÷ 98 buildings"


def test_about_carries_over_from_either_part() -> None:
    by_money = only(investment(2_000_000, bound="about"), buildings(4))
    by_count = only(investment(2_000_000), buildings(4, bound="about"))

    assert text(by_money) == text(by_count) == "About 500,000 €"
    assert by_money.calculation.replace(NO_BREAK, " ") == "about 2,000,000 € ÷ 4 buildings"
    assert by_count.calculation.replace(NO_BREAK, " ") == "2,000,000 € ÷ about 4 buildings"


def test_what_rests_on_an_estimate_is_about() -> None:
    assert text(only(investment(2_000_000), saving(4000, method="estimated"))) == "About 500 €"


@pytest.mark.parametrize(
    ("standing", "note"), [("planned", "Planned"), ("guaranteed", "Guaranteed")]
)
def test_a_plan_over_a_plan_is_a_plan_and_says_so(standing: str, note: str) -> None:
    row = only(investment(standing=standing), saving(standing=standing))

    assert row.amount is not None
    assert (row.standing, row.note) == (standing, note)


@pytest.mark.parametrize(
    ("money", "saved", "reason"),
    [
        ("achieved", "planned", "One number is a result, the other a plan."),
        ("planned", "achieved", "One number is a result, the other a plan."),
        ("achieved", "guaranteed", "One number is a result, the other a guarantee."),
        ("planned", "guaranteed", "One number is a plan, the other a guarantee."),
        ("context", "achieved", "One of the numbers only describes the context."),
        ("context", "context", "One of the numbers only describes the context."),
    ],
)
def test_other_standings_do_not_fit(money: str, saved: str, reason: str) -> None:
    assert refusal(investment(standing=money), saving(standing=saved)) == reason


@pytest.mark.parametrize("values", [{"bound": "at-least"}, {"bound": "at-most"}])
def test_a_limit_is_no_number_to_calculate_with(values: dict[str, Any]) -> None:
    reason = "One of the numbers is only a lower or upper limit."

    assert refusal(investment(**values), saving()) == reason
    assert refusal(investment(), saving(**values)) == reason


def test_a_part_is_not_the_whole() -> None:
    reason = "One of the numbers covers only a part of the practice."

    assert refusal(investment(part=True), saving()) == reason
    assert refusal(investment(), saving(part=True)) == reason


@pytest.mark.parametrize("value", [0, -5])
def test_nothing_is_divided_by_zero_or_less(value: int) -> None:
    assert refusal(investment(), saving(value)) == "One of the numbers is zero or negative."
    assert refusal(investment(value), saving()) == "One of the numbers is zero or negative."


def test_years_that_are_known_are_the_same() -> None:
    reason = "The numbers are for different years."

    assert refusal(investment(year=2019), saving(year=2020)) == reason
    assert only(investment(year=2019), saving(year=2019)).amount
    assert only(investment(year=2019), saving()).amount
    assert only(investment(), saving(year=2019)).amount


def test_an_effect_of_several_years_is_none_of_one_year() -> None:
    reason = "The effect is given for several years, not for one."

    assert refusal(investment(), saving(since=2015, year=2020)) == reason
    assert only(investment(), saving(since=2020, year=2020)).amount
    assert only(investment(since=2015, year=2020), saving(year=2020)).amount
    assert only(investment(), buildings(since=2015, year=2020)).amount


def test_carriers_are_the_same_or_not_given() -> None:
    reason = "The numbers are for different energy carriers."
    heat: dict[str, Any] = {"carrier": "heat"}
    electricity: dict[str, Any] = {"carrier": "electricity"}

    assert refusal(investment(**heat), saving(**electricity)) == reason
    assert only(investment(**heat), saving(**heat)).amount
    assert only(investment(), saving(**heat)).amount
    assert only(investment(**heat), saving()).amount


def test_a_saving_of_one_carrier_is_not_the_whole_beside_another() -> None:
    heat, electricity = saving(300, carrier="heat"), saving(100, carrier="electricity")

    assert refusal(investment(), heat, electricity) == (
        "The numbers are for different energy carriers."
    )
    assert only(investment(), saving(400), heat, electricity).amount


@pytest.mark.parametrize("other", ["households", "light-points"])
def test_money_that_paid_for_other_things_too_is_not_divided_by_buildings(other: str) -> None:
    assert refusal(investment(), buildings(), a_figure(other, 300)) == (
        "The investment is not for buildings alone."
    )
    assert only(investment(), buildings(), a_figure(other, 300, standing="context")).amount


@pytest.mark.parametrize("other", ["renewable-production", "installed-capacity", "collector-area"])
def test_money_that_paid_for_production_too_is_not_divided_by_savings(other: str) -> None:
    assert refusal(investment(), saving(), a_figure(other, 300)) == (
        "The investment is not for saving energy alone."
    )
    assert only(investment(), a_figure("co2-reduction", 20), a_figure(other, 300)).amount


@pytest.mark.parametrize(
    ("language", "five", "four", "dividend"),
    [
        ("pl", "310 000 €", "1900 €", "15 000 000 €"),
        ("el", "310.000 €", "1.900 €", "15.000.000 €"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    language: str, five: str, four: str, dividend: str
) -> None:
    with override(language):
        rows = [
            only(investment(15_000_000), buildings(48)),
            only(investment(1_900_000), a_figure("co2-reduction", 1000)),
        ]

    assert [str(row.amount).replace(NO_BREAK, " ") for row in rows] == [five, four]
    assert rows[0].calculation.replace(NO_BREAK, " ").startswith(dividend)


def test_a_reader_sees_the_number_its_sum_and_who_calculated_it() -> None:
    html = shown(only(investment(standing="planned"), buildings(standing="planned")))

    assert '<ul class="derived">' in html
    assert "number--planned" in html
    assert 'About</span> <span class="derived__digits">130,000</span>' in html
    assert "Planned&nbsp;· Calculated by the library from 13,000,000 € ÷ 98 buildings" in html
    assert "Not calculated." not in html


def test_a_reader_sees_why_a_value_is_not_calculated() -> None:
    html = shown(only(investment(part=True), buildings()))

    assert "Investment per building" in html
    assert (
        "<strong>Not calculated.</strong> One of the numbers covers only a part of the practice."
        in html
    )
    assert "÷" not in html
    assert "derived__digits" not in html


def test_the_sixty_six_practices_give_these_values_and_these_refusals() -> None:
    rows = {slug: derived(figures(slug)) for slug in facts.slugs()}

    calculated = {slug: [text(row) for row in some if row.amount] for slug, some in rows.items()}
    refused = {slug: [row.reason for row in some if row.reason] for slug, some in rows.items()}

    assert len(rows) == 66
    assert {slug: some for slug, some in calculated.items() if some} == CALCULATED
    assert {slug: some for slug, some in refused.items() if some} == REFUSED


def figures(slug: str) -> list[Figure]:
    names = ("bound", "year", "standing", "method", "part", "carrier")
    return [
        a_figure(
            row["indicator"], row["value"], **{name: row[name] for name in names if name in row}
        )
        for row in Facts.read(slug).figures
    ]


def shown(row: Derived) -> str:
    html = render_to_string("practices/components/derived.html", {"derived": [row]})
    return html.replace(NO_BREAK, " ")
