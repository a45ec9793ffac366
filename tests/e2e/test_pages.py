from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.prove.accessibility import CUT_OFF, DOUBLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e

CASE = "practices/hr-newlight-street-lighting-57-municipalities/"
PAGES = {
    "home": "/en/",
    "listing": "/en/practices/",
    "query": "/en/practices/?q=street+lighting",
    "narrowed": "/pl/practices/?q=o%C5%9Bwietlenie+uliczne&country=HR",
    "nothing": "/fr/practices/?q=zzzzqqqq&country=HR",
    "case": f"/en/{CASE}",
    "case-pl": f"/pl/{CASE}",
    "case-el": "/el/practices/gr-kozani-district-heating-transition/",
    "lost": "/en/there/is/nothing/here/",
    "components": "/en/styleguide/",
}
NARROW = {"width": 320, "height": 640}

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


def focused(page: Page) -> str:
    """A word for what has the focus: its id, its name, or its text."""
    return str(
        page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.id || e.name || e.className || e.textContent.trim(); }"
        )
    )


def tab_to(page: Page, wanted: str, most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    pytest.fail(f"{wanted} is not reached by {most} tabs")


@every_page
@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)
def test_axe_finds_nothing(page: Page, axe: Callable[..., None], path: str) -> None:
    page.goto(path)
    axe()


@every_page
def test_axe_finds_nothing_in_the_dark(page: Page, axe: Callable[..., None], path: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(path)
    axe()


def test_axe_finds_nothing_when_everything_is_open(page: Page, axe: Callable[..., None]) -> None:
    for path in (PAGES["listing"], PAGES["case"]):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        axe()


@every_page
@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=["320"])
def test_nothing_scrolls_sideways_at_320_pixels(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


#: What is hit but lower than 44 px; a box is hit by its row. Links in running text don't count.
LOW = """() => [...document.querySelectorAll('a, button, summary, select, .choice, #q')].filter(e =>
  e.checkVisibility() && !e.matches('.skip-link, .stated p > a, .source__note a, .prose p a')
  && Math.round(e.getBoundingClientRect().height) < 44
).map(e => `${e.className} in ${e.parentElement.className}: ${e.textContent.trim()}`)"""


@pytest.mark.parametrize(
    "path", ["home", "listing", "narrowed", "nothing", "case", "case-el", "lost"]
)
def test_what_stands_alone_is_high_enough_for_a_finger(
    browser: Browser, site: str, path: str
) -> None:
    context = browser.new_context(
        base_url=site, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(PAGES[path])
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate(LOW) == []
    context.close()


GREEK = (
    "",
    "practices/",
    "practices/?q=energy",
    "no/such/page/",
    "practices/lv-daugavpils-iso-50001/",
)


@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)
def test_going_back_leads_to_the_hit_that_was_opened(page: Page) -> None:
    page.goto(PAGES["listing"])
    link = page.locator(".hit__title a").nth(9)
    link.scroll_into_view_if_needed()
    before = link.bounding_box()
    link.click()
    page.wait_for_url("**/practices/*/")
    page.go_back()
    expect(link).to_be_in_viewport()
    after = link.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 20


@pytest.mark.parametrize("path", GREEK)
@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=["320"])
def test_nothing_scrolls_sideways_or_is_cut_off_with_text_of_twice_the_size(
    page: Page, path: str
) -> None:
    page.goto(f"/el/{path}")
    page.evaluate(DOUBLE, "200%")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not page.evaluate(CUT_OFF)


@pytest.mark.parametrize("page", ["tablet"], indirect=True)
def test_text_of_twice_the_size_takes_the_layout_of_a_phone(page: Page) -> None:
    page.goto(PAGES["case-el"])
    story = page.locator(".story")
    page.evaluate(DOUBLE, "200%")
    assert story.evaluate("e => e.clientWidth") > 600
    page.goto(PAGES["listing"])
    page.evaluate(DOUBLE, "200%")
    expect(page.locator(".filters__summary")).to_be_visible()


@every_page
def test_nothing_is_asked_of_another_host(page: Page, site: str, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith("data:")}
    assert hosts == {urlsplit(site).netloc}


@every_page
def test_headings_step_down_one_by_one_from_one_h1(page: Page, path: str) -> None:
    page.goto(path)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_first_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto(PAGES["case"])
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page) == "main"


def test_the_search_is_reached_by_tabs_and_starts_by_enter(page: Page) -> None:
    page.goto(PAGES["home"])
    tab_to(page, "q")
    page.keyboard.type("street lighting")
    page.keyboard.press("Enter")
    page.wait_for_url("**/practices/?q=street+lighting")
    expect(page.locator("article[data-practice]").first).to_be_visible()


def test_the_language_switch_opens_by_enter_and_stays_on_the_practice(page: Page) -> None:
    page.goto(PAGES["case"])
    page.locator(".language-switch summary").focus()
    page.keyboard.press("Enter")
    polish = page.locator(".language-switch").get_by_role("link", name="Polski")
    expect(polish).to_be_visible()
    polish.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pl/{CASE}")


def test_the_language_switch_says_what_there_is_in_each_language(page: Page) -> None:
    page.goto(PAGES["case"])
    switch = page.locator(".language-switch")
    assert switch.locator("[lang=hr] + span").text_content() == "original"
    assert switch.locator("[aria-current] [lang=en]").count() == 1
    page.goto(PAGES["listing"])
    assert not (switch.locator("[lang=hr] + span").text_content() or "").strip()


def test_a_facet_is_ticked_by_space_and_applied_by_enter(page: Page) -> None:
    page.goto(PAGES["listing"])
    croatia = page.locator("input[name=country][value=HR]")
    croatia.focus()
    page.keyboard.press("Space")
    expect(page.locator(".chip")).to_have_count(1)
    with page.expect_navigation(url="**country=HR**"):
        page.keyboard.press("Enter")
    shown = page.locator("article[data-practice] .plate__country").all_text_contents()
    assert set(shown) == {"HR"}


def test_every_focus_is_seen(page: Page) -> None:
    page.goto(PAGES["narrowed"])
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        outlined = page.evaluate(
            "() => { const e = document.activeElement;"
            " const box = e.closest('.search-box__row') || e;"
            " return [e, box].some(each => parseFloat(getComputedStyle(each).outlineWidth) >= 3"
            " && getComputedStyle(each).outlineStyle !== 'none'); }"
        )
        if not outlined:
            unseen.append(focused(page))
    assert not unseen


@pytest.mark.parametrize("width", [390, 1280])
def test_search_and_filters_work_without_scripts(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto("/en/")
    page.locator("#q").fill("street lighting")
    page.locator("#search button").click()
    page.wait_for_url("**/practices/?q=street+lighting")
    before = page.locator("article[data-practice]").count()
    if page.locator(".filters__summary").is_visible():
        page.locator(".filters__summary").click()
    page.locator("input[name=country][value=HR]").check()
    page.locator(".filters .button").click()
    page.wait_for_url("**country=HR**")
    assert 0 < page.locator("article[data-practice]").count() < before
    assert page.locator("#q").input_value() == "street lighting"
    page.locator(".chip").click()
    assert page.locator("article[data-practice]").count() == before
    page.goto("/en/practices/?country=HR")
    page.locator(".chip").click()
    page.wait_for_url("**/en/practices/")
    context.close()


def test_what_was_looked_for_is_marked_and_the_exact_words_are_one_link_away(page: Page) -> None:
    page.goto(PAGES["query"])
    assert page.locator(".hit mark").count() > 0
    page.locator(".understood a").click()
    page.wait_for_url("**exact=1**")
    page.locator("#search button").click()
    page.wait_for_url("**exact=1**")


def test_what_was_understood_takes_the_place_of_the_help(page: Page) -> None:
    page.goto(PAGES["listing"])
    expect(page.locator("#q")).to_have_attribute("aria-describedby", "search-help")
    page.goto(PAGES["query"])
    expect(page.locator(".understood")).to_be_visible()
    assert page.locator("#search-help, #q[aria-describedby]").count() == 0


def test_a_lost_reader_is_in_no_room(page: Page) -> None:
    page.goto("/pl/practices/no-such-practice/")
    assert page.locator(".site-nav [aria-current]").count() == 0


def test_a_lost_reader_is_offered_ways_on(page: Page) -> None:
    page.goto(PAGES["lost"])
    page.locator(".lost__ways a").first.click()
    expect(page.locator("article[data-practice]").first).to_be_visible()


@pytest.mark.parametrize("path", [PAGES["case"], PAGES["case-el"]], ids=["en", "el"])
def test_no_number_is_wider_than_its_place(page: Page, path: str) -> None:
    for width in (320, 360, 390, 768, 1360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path)
        wide = page.locator(".number__value").evaluate_all(
            "all => all.filter(each => each.scrollWidth > each.clientWidth).length"
        )
        assert not wide, f"{wide} at {width} px"


def test_key_figures_stand_four_abreast_on_a_desktop(page: Page) -> None:
    page.set_viewport_size({"width": 1360, "height": 900})
    page.goto("/el/practices/si-ljubljana-eol-ppp-48-buildings/")
    lines = page.locator(".numbers > li").evaluate_all("all => all.map(e => e.offsetTop)")
    assert lines.count(lines[0]) == 4
    assert len(lines) > 4


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_beside_the_title_a_result_is_heavy_and_a_guarantee_light(page: Page) -> None:
    page.goto("/el/practices/si-ljubljana-eol-ppp-48-buildings/")
    digits = page.locator(".at-once__digits")
    assert digits.evaluate_all("all => all.map(e => getComputedStyle(e).fontWeight)") == [
        "400",
        "800",
    ]
    lines = page.locator(".at-once__number")
    assert lines.evaluate_all("all => all.map(e => getComputedStyle(e).borderBottomStyle)") == [
        "double",
        "solid",
    ]


def test_a_dead_end_offers_ways_on(page: Page) -> None:
    page.goto(PAGES["nothing"])
    ways = page.locator("#results a")
    assert ways.count() >= 2
    ways.last.click()
    expect(page.locator("article[data-practice]").first).to_be_visible()


def test_text_in_another_language_says_so(page: Page) -> None:
    page.goto("/pl/practices/gr-kozani-district-heating-transition/")
    assert page.locator("h1").get_attribute("lang") == "pl"
    assert page.locator("#context .shown__text").get_attribute("lang") == "en"
    expect(page.locator("#context h2 .language-code")).to_have_text("EN")
    expect(page.locator("#context h2 [lang=en]")).to_have_text("English")
    expect(page.locator(".practice-head .language-note")).to_be_visible()


def test_a_number_opens_to_what_its_source_states(page: Page) -> None:
    page.goto(PAGES["case"])
    stated = page.locator(".stated").first
    stated.locator("summary").press("Enter")
    expect(stated.locator("[lang=en]").first).to_be_visible()
    expect(stated.locator("a[rel~=external]")).to_be_visible()


def test_a_practice_prints_without_what_is_for_the_screen(page: Page) -> None:
    page.goto(PAGES["case"])
    page.emulate_media(media="print")
    for hidden in (".site-nav", ".language-switch", ".site-footer", ".contents", ".glance__print"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in (".wordmark", "h1", ".numbers", "#sources", ".paper"):
        expect(page.locator(shown)).to_be_visible()


@pytest.mark.parametrize("path", [PAGES["case"], PAGES["case-el"]], ids=["en", "el"])
def test_a_practice_is_printed_on_two_sheets(page: Page, path: str) -> None:
    page.goto(path)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2


def test_on_paper_a_term_that_asks_is_not_followed_by_a_comma(page: Page) -> None:
    page.goto("/el/practices/si-ljubljana-eol-ppp-48-buildings/")
    page.emulate_media(media="print")
    terms = page.locator(".glance li:not(:last-child)").first
    assert terms.evaluate("e => getComputedStyle(e, '::after').content") == '"\N{NO-BREAK SPACE}· "'


def test_paper_says_a_language_at_each_section_only_where_the_head_does_not_say_it_for_all(
    page: Page,
) -> None:
    page.emulate_media(media="print")
    code = page.locator("#results h2 .language-code")
    page.goto("/el/practices/gr-kozani-district-heating-transition/")
    assert code.count() == 0
    page.goto("/el/practices/si-ljubljana-eol-ppp-48-buildings/")
    expect(code).to_be_hidden()
    page.goto("/el/practices/lv-daugavpils-iso-50001/")
    expect(code).to_be_visible()


def test_a_list_that_was_wide_is_read_narrow_with_text_of_twice_the_size(page: Page) -> None:
    page.set_viewport_size({"width": 1360, "height": 900})
    page.goto("/en/practices/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 320, "height": 900})
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
