"""What is better with scripts: results in place, colours of one's own, Escape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e

LISTING = "/en/practices/"
COUNT = "[data-count]"
HITS = "article[data-practice]"
#: What a focus shows around what has it, in pixels.
RING = 8


@pytest.fixture
def listing(page: Page) -> Page:
    """The listing, with a mark that a reload would take away."""
    page.goto(LISTING)
    expect(page.locator("[data-listing][data-live]")).to_be_attached()
    page.evaluate("window.sameDocument = true")
    return page


def in_place(page: Page) -> bool:
    return bool(page.evaluate("window.sameDocument === true"))


def test_a_tick_takes_hold_at_once(listing: Page, axe: Callable[..., None]) -> None:
    before = listing.locator(HITS).count()
    listing.locator("input[name=country][value=HR]").check()
    expect(listing.locator(".chip")).to_have_count(1)
    expect(listing).to_have_url(re.compile("country=HR"))
    assert 0 < listing.locator(HITS).count() < before
    assert in_place(listing)
    expect(listing.locator("[data-told]")).to_have_text(listing.locator(COUNT).inner_text())
    expect(listing.locator("input[name=country][value=HR]")).to_be_focused()
    axe()


def test_a_chip_is_taken_off_in_place_and_the_count_has_the_focus(listing: Page) -> None:
    listing.locator("input[name=country][value=HR]").check()
    listing.locator(".chip").click()
    expect(listing.locator(".chip")).to_have_count(0)
    expect(listing.locator(COUNT)).to_be_focused()
    expect(listing.locator("input[name=country][value=HR]")).not_to_be_checked()
    assert listing.url.endswith(LISTING)
    assert in_place(listing)


def test_the_way_back_leads_to_the_list_before(listing: Page) -> None:
    before = listing.locator(COUNT).inner_text()
    listing.locator("input[name=country][value=HR]").check()
    expect(listing.locator(".chip")).to_have_count(1)
    listing.go_back()
    expect(listing.locator(".chip")).to_have_count(0)
    expect(listing.locator(COUNT)).to_have_text(before)
    expect(listing.locator("input[name=country][value=HR]")).not_to_be_checked()


def test_the_way_back_from_a_practice_leads_to_the_narrowed_list(listing: Page) -> None:
    listing.locator("input[name=country][value=HR]").check()
    expect(listing.locator(".chip")).to_have_count(1)
    listing.locator(f"{HITS} h3 a").first.click()
    expect(listing.locator("h1[lang]")).to_be_visible()
    listing.go_back()
    expect(listing.locator(".chip")).to_have_count(1)
    expect(listing.locator("input[name=country][value=HR]")).to_be_checked()


def test_another_order_takes_hold_at_once(page: Page) -> None:
    page.goto(f"{LISTING}?q=energy")
    expect(page.locator("[data-live]")).to_be_attached()
    page.locator("#sort").select_option("newest")
    expect(page).to_have_url(re.compile("sort=newest"))


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_on_a_phone_the_filters_close_on_what_they_show(page: Page) -> None:
    page.goto(LISTING)
    expect(page.locator("[data-live]")).to_be_attached()
    page.locator(".filters__summary").click()
    page.locator("input[name=country][value=HR]").check()
    expect(page.locator("[data-apply]")).to_have_text("Show 2 practices")
    page.locator("[data-apply]").click()
    expect(page.locator(".filters__panel")).to_be_hidden()
    expect(page.locator("[data-results]")).to_be_focused()


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_on_a_phone_what_is_ticked_stays_where_it_is_above_the_foot(page: Page) -> None:
    page.goto("/pl/practices/")
    expect(page.locator("[data-live]")).to_be_attached()
    page.locator(".filters__summary").click()
    topic = page.locator("input[name=sector]").last
    topic.focus()
    before = page.evaluate("document.activeElement.getBoundingClientRect().top")
    page.keyboard.press("Space")
    expect(page.locator(".chip")).to_have_count(1)
    box, foot = topic.bounding_box(), page.locator(".filters__foot").bounding_box()
    assert box
    assert foot
    assert abs(box["y"] - before) < 1
    assert box["y"] + box["height"] + RING <= foot["y"]


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_on_a_phone_escape_closes_the_filters_and_gives_the_focus_back(page: Page) -> None:
    page.goto(LISTING)
    expect(page.locator("[data-live]")).to_be_attached()
    page.locator(".filters__summary").click()
    page.locator("input[name=country][value=HR]").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".filters__panel")).to_be_hidden()
    expect(page.locator(".filters__summary")).to_be_focused()


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_all_filters_are_removed_among_them(page: Page) -> None:
    page.goto(f"{LISTING}?country=HR&phase=planning")
    expect(page.locator("[data-live]")).to_be_attached()
    page.locator(".filters__summary").click()
    page.locator(".filters__clear").click()
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator(".filters__clear")).to_be_hidden()
    expect(page.locator("input[name=country][value=HR]")).not_to_be_checked()


def test_a_practice_offers_to_be_printed(page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto("/en/practices/hr-newlight-street-lighting-57-municipalities/")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


def test_a_list_that_cannot_be_fetched_is_gone_to(listing: Page) -> None:
    listing.route("**/*country=HR*", lambda route: route.abort(), times=1)
    listing.locator("input[name=country][value=HR]").check()
    expect(listing.locator(".chip")).to_have_count(1)
    assert not in_place(listing)


def test_colours_are_kept(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("button", name="Dark").click()
    page.goto(LISTING)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(17, 24, 22)"
    dark = page.get_by_role("button", name="Dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="System").click()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_no_choice_of_colours_moves_when_one_is_chosen(page: Page) -> None:
    page.goto("/pl/")
    places = "all => all.map(e => JSON.stringify(e.getBoundingClientRect()))"
    choices = page.locator(".themes__choice")
    choices.last.scroll_into_view_if_needed()
    before = choices.evaluate_all(places)
    choices.last.click()
    expect(choices.last).to_have_attribute("aria-pressed", "true")
    assert choices.evaluate_all(places) == before


def test_escape_closes_the_language_switch(page: Page) -> None:
    page.goto("/en/")
    summary = page.locator(".language-switch summary")
    summary.click()
    page.locator(".language-switch a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".language-switch ul")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_language_switch_closes_behind_who_tabs_out_of_it(page: Page) -> None:
    page.goto("/en/")
    switch = page.locator(".language-switch")
    switch.locator("summary").click()
    switch.locator("a").last.focus()
    expect(switch.locator("ul")).to_be_visible()
    page.keyboard.press("Tab")
    expect(switch.locator("ul")).to_be_hidden()
    expect(page.locator("#q")).to_be_focused()
