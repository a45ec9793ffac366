"""An editor writes in a real browser: what Wagtail's scripts send is not what a test would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kb.core.accounts import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.e2e


def signed_in(browser: Browser, site: str, name: str) -> Page:
    """A tab of somebody's own."""
    page = browser.new_context(base_url=site, locale="en-GB").new_page()
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    return page


@pytest.fixture
def editor(browser: Browser, site: str) -> Page:
    """The editor's tab."""
    return signed_in(browser, site, "editor")


#: Milliseconds for which Wagtail doesn't notice what is typed into a form that was just opened.
UNNOTICED = 2_500
ISO, FUND = "ISO-certified energy management", "A climate fund sized by "
PPP = "48 city buildings renovated under a PPP"


def open_editor(page: Page, title: str) -> None:
    """The form of a practice that was written in English."""
    page.goto(f"/admin/pages/search/?q={title}")
    page.locator("a[href$='/edit/']", has_text=title).first.click()
    expect(page.locator("#id_summary")).to_be_visible()


def write(page: Page, summary: str) -> None:
    """Type into the summary, and wait until Wagtail has saved the draft by itself."""
    page.wait_for_timeout(UNNOTICED)
    with page.expect_response(lambda answer: "/edit/" in answer.url) as saved:
        page.locator("#id_summary").fill(summary)
    assert saved.value.json()["success"]


def publish(page: Page) -> None:
    """By the menu beside the button that saves a draft."""
    page.locator("footer").get_by_role("button", name="More actions").click()
    page.locator("button[name=action-publish]").click()


def test_one_tab_is_never_refused_for_what_it_saved_itself(editor: Page) -> None:
    open_editor(editor, ISO)
    write(editor, "First words.")
    write(editor, "Second words.")
    with editor.expect_navigation():
        editor.keyboard.press("Control+s")
    expect(editor.locator(".messages")).to_contain_text("has been updated")
    write(editor, "Words of a new browser test.")
    publish(editor)
    expect(editor.locator(".messages")).to_contain_text("published")
    editor.goto("/en/practices/?q=words+of+a+new+browser+test")
    expect(editor.locator("article[data-practice]").first).to_contain_text("new browser test")


def test_who_publishes_while_the_draft_is_being_saved_is_not_refused(editor: Page) -> None:
    open_editor(editor, PPP)
    editor.wait_for_timeout(UNNOTICED)

    def slowly(route: Route) -> None:
        editor.wait_for_timeout(1500)
        route.continue_()

    editor.route("**/edit/", slowly, times=1)
    with editor.expect_request(lambda request: request.method == "POST") as saving:
        editor.locator("#id_summary").fill("Words that were typed last.")
    assert "action-publish" not in (saving.value.post_data or "")
    publish(editor)
    expect(editor.locator(".messages")).to_contain_text("published")
    editor.goto("/en/practices/?q=words+that+were+typed+last")
    expect(editor.locator("article[data-practice]").first).to_contain_text("typed last")


def test_who_is_told_of_a_newer_text_overwrites_it_by_saving_only(
    browser: Browser, site: str, editor: Page
) -> None:
    open_editor(editor, FUND)
    other = signed_in(browser, site, "administrator")
    open_editor(other, FUND)
    write(editor, "The first tab.")
    # Wagtail asks by itself if it has noticed the newer text in time.
    asked = other.locator("#w-save-confirmation-dialog button").last
    other.add_locator_handler(asked, lambda: asked.click())
    other.locator("#id_summary").fill("The second tab.")
    other.keyboard.press("Control+s")
    expect(other.locator("body")).to_contain_text("yours takes the place of theirs")
    other.wait_for_timeout(3000)
    open_editor(editor, FUND)
    expect(editor.locator("#id_summary")).to_have_value("The first tab.")
