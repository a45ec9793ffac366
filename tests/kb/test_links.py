"""Rich text leads to live pages and to the web; nobody's mailbox or telephone is published."""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail.rich_text import RichText

from kb.core.inner_links import linked, paths, with_paths
from kb.core.links import fault, has_barred_links, has_broken_links, has_contacts
from practices import facts, texts
from practices.facts import Facts
from tests.content import a_case, a_translation

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries


def to_page(number: object) -> str:
    return f'<p>See <a linktype="page" id="{number}">the lamps</a>.</p>'


def to(address: str) -> str:
    return f'<p>See <a href="{address}">the lamps</a>.</p>'


def shown(markup: str) -> str:
    return str(RichText(with_paths(markup, paths(linked([markup]), "pl"))))


@pytest.mark.django_db
def test_a_link_to_a_live_page_is_whole_and_shown() -> None:
    page = a_case()
    assert not has_broken_links(to_page(page.pk) + to("https://example.org/"))
    assert f'<a href="/pl/practices/{page.slug}/">the lamps</a>' in shown(to_page(page.pk))


@pytest.mark.django_db
def test_a_link_to_the_root_a_draft_or_nothing_is_broken_and_shows_its_words_only() -> None:
    draft = a_case(live=False)
    for number in (Page.get_first_root_node().pk, draft.pk, 10**17):
        assert has_broken_links(to_page(number))
        assert has_broken_links(to_page(a_case().pk) + to_page(number))
        assert "<a>the lamps</a>" in shown(to_page(number))


@pytest.mark.django_db
def test_a_link_to_a_page_that_was_unpublished_since_shows_its_words_only() -> None:
    page = a_case()
    page.unpublish()
    assert shown(to_page(page.pk)) == "<p>See <a>the lamps</a>.</p>"


@pytest.mark.django_db
def test_links_lead_to_the_readers_language_whatever_is_live_there_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page, other = a_case(), a_case("Other lamps")
    polish = a_translation(page, "pl", title="Lampy", summary="Nowe lampy.", live=False)
    text = (
        to_page(page.pk) + to_page(polish.pk) + to_page(other.pk) + to_page(other.get_parent().pk)
    )
    with django_assert_num_queries(1):
        found = shown(text)
    assert re.findall('href="(.*?)"', found) == [
        f"/pl/practices/{page.slug}/",
        f"/pl/practices/{page.slug}/",
        f"/pl/practices/{other.slug}/",
        "/pl/practices/",
    ]


@pytest.mark.parametrize("number", ["", "x", "-1", 10**18, "1&quot; onclick=&quot;x"])
def test_a_link_without_the_number_of_a_page_is_broken(number: object) -> None:
    assert has_broken_links(to_page(number))


@pytest.mark.parametrize(
    "address",
    [
        "mailto:jan@example.org",
        "MAILTO:jan@example.org",
        " mailto:jan@example.org",
        "mailto&#58;jan@example.org",
        "tel:+420123",
        "https://jan@example.org/",
        "https://example.org/?to=jan%40example.org",
        "ftp://example.org/",
        "ftps://example.org/",
        "//example.org/",
        "/\\example.org/",
        "/en/?to=jan@example.org",
        "#figures",
        "lamps",
    ],
)
def test_a_link_that_leads_elsewhere_than_to_the_web_is_barred_and_never_shown(
    address: str,
) -> None:
    assert has_barred_links(to(address))
    assert shown(to(address)) == "<p>See <a>the lamps</a>.</p>"


@pytest.mark.parametrize("address", ["https://example.org/?a&amp;b", "HTTP://example.org", "/en/"])
def test_a_link_to_the_web_is_shown_as_it_is(address: str) -> None:
    assert not has_barred_links(to(address))
    assert shown(to(address)) == to(address)


@pytest.mark.parametrize(
    "words",
    [
        "Ask jan@example.org.",
        "Ask jan.novak+lamps@town.example.org",
        "Πληροφορίες: γιάννης@παράδειγμα.ελ",
        "Call +420 123 456 789",
        "Call +420123456789.",
        "Call +48 (12) 345-67-89",
        "Call +33.1.23.45.67.89",
        "Call 0030 210 1234567",
        "Call +1 (0) 234/567-89",
        "Call +420\u00a0123\u00a0456\u00a0789",
        "tel. 030 123 456 78",
    ],
)
def test_a_mailbox_or_telephone_is_found(words: str) -> None:
    assert has_contacts(words)


@pytest.mark.parametrize(
    "words",
    [
        "1 200 000 000 000 kWh",
        "22,000,000,000 euros, +12 345 a year",
        "from 2008-2015, 00 and +1",
        "0.00123456789",
        "phone 12 345 678 hours",
        "lamps @ night, 5@2 and @town",
        "+12,345,678 kWh and +1,234,567.89",
    ],
)
def test_numbers_and_signs_are_no_contacts(words: str) -> None:
    assert not has_contacts(words)


def test_a_long_text_is_read_at_once() -> None:
    began = monotonic()
    for part in ("a", "@a.", "a@", "+1 ", "+1 2", "00", "<a ", "<a href="):
        assert not has_barred_links(part * 50_000)
        has_contacts(part * 50_000)
    assert monotonic() - began < 5  # far less; minutes if it were quadratic


@pytest.mark.parametrize("slug", [slug for slug in facts.slugs() if texts.languages(slug)])
def test_no_text_of_the_library_is_refused(slug: str) -> None:
    record = Facts.read(slug)
    for language in texts.languages(slug):
        text = texts.read(record, language)
        parts = [text.title, text.summary, *text.key_facts.values()]
        for words in parts + [part.html for part in (*text.sections, *text.steps)]:
            assert not fault(words)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Ask jan@example.org"),
        ("summary", "Call +420 123 456 789."),
        ("context", "<p>Ask jan<b>@</b>example.org</p>"),
        ("context", to("mailto:jan@example.org")),
    ],
)
def test_a_page_with_a_contact_is_refused_beside_its_field(field: str, value: str) -> None:
    page = a_case()
    setattr(page, field, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert set(refused.value.message_dict) == {field}


@pytest.mark.django_db
def test_a_link_that_breaks_later_keeps_no_page_from_being_saved() -> None:
    linked, page = a_case(), a_case()
    page.context = to_page(linked.pk)
    linked.unpublish()
    page.full_clean()
    page.save_revision().publish()


@pytest.mark.parametrize("name", ["title", "summary"])
@pytest.mark.parametrize(
    "contact", ["<jan@example.org>", "&lt;jan@example.org&gt;", "<0038512345678>"]
)
def test_nothing_hides_between_brackets(index: object, name: str, contact: str) -> None:
    page = a_case()
    setattr(page, name, f"Ask Jan {contact}, he knows")
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert name in refused.value.message_dict
