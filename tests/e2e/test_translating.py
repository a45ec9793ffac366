"""Who translates finds localize's editor of strings in their own language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kb.core.accounts import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.e2e

#: A practice written in Croatian: nothing of its Polish translation reads like English.
TITLE = "Nowe oświetlenie ulic przygotowane wspólnie"
ENGLISH = re.compile(
    r"\b(translat|edit\b|save\b|saving|cancel|changed|error|to Polski)", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("locale", "edit", "cancel", "save", "translated"),
    [
        ("hr-HR", "Uredi", "Odustani", "Spremi", "Strojno prevedeno"),
        ("el-GR", "Επεξεργασία", "Ακύρωση", "Αποθήκευση", "Μεταφράστηκε αυτόματα στις"),
    ],
)
def test_the_editor_speaks_the_language_of_the_admin(
    browser: Browser, site: str, locale: str, edit: str, cancel: str, save: str, translated: str
) -> None:
    page = browser.new_context(base_url=site, locale=locale).new_page()
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill("translator")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.goto(f"/admin/pages/search/?q={TITLE}")
    page.locator("a[href$='/edit/']", has_text=TITLE).first.click()
    editor = page.locator(".js-translation-editor")
    expect(editor).to_contain_text(translated)
    editor.get_by_role("button", name=edit).first.click()
    expect(editor.get_by_role("button", name=cancel)).to_be_visible()
    expect(editor.get_by_role("button", name=save)).to_be_visible()
    expect(editor).not_to_contain_text(ENGLISH, use_inner_text=True)
    page.context.close()
