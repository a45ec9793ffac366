"""What a number, a text and an address may hold, and that every page bears the largest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from practices.models import CaseStudyPage, Figure, Organisation, Place
from practices.validators import LARGEST, MOST_LINES, visible
from tests.content import a_case, a_place, library
from tests.practices.editing import SOURCE, create, signed_in, whole
from tests.practices.test_found_after_a_change import found

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

NEXT = "1000000000000.000"  # what follows the largest, within what a float bears
MARK = "\u202e"
FIGURE_ROW = {
    "indicator": "investment",
    "value": "5000",
    "bound": "exactly",
    "standing": "achieved",
    "method": "not-stated",
    "source_key": "s1",
    "as_stated": "EUR 5,000",
}
KEY_FACT = {
    "value": "57",
    "text": "towns",
    "bound": "exactly",
    "standing": "achieved",
    "method": "not-stated",
    "source_key": "s1",
    "as_stated": "57 towns",
}
PLACE = {"name": "Town", "code": "town", "country": "HR", "kind": "municipality"}
ORGANISATION = {"name": "Agency", "slug": "agency", "country": "HR", "role": "energy-agency"}


def written(client: Client, figure: dict[str, Any], fact: dict[str, Any], **values: Any) -> Any:
    """The answer to a whole practice with one figure and one key fact."""
    rows = {
        "figures": inline_formset([FIGURE_ROW | figure]),
        "key_facts": streamfield([("key_fact", KEY_FACT | fact)]),
    }
    return create(client, whole(a_place(), **(rows | values)))


@pytest.mark.django_db
def test_the_largest_number_is_published_read_found_and_edited(
    client: Client, commit: Callable[[], Any]
) -> None:
    editor = signed_in(client)
    with commit():
        answer = written(
            editor, {"value": str(LARGEST)}, {"value": str(LARGEST)}, title="Zebrastripes"
        )
    assert answer.status_code == 302
    page = CaseStudyPage.objects.get()
    assert page.live
    assert Figure.objects.get().value == page.key_facts[0].value["value"] == LARGEST
    assert found("zebrastripes") == ["zebrastripes"]
    for address in ("/en/practices/", "/pl/practices/zebrastripes/", "/en/practices/zebrastripes/"):
        assert client.get(address).status_code == 200
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("draft", [False, True], ids=["published", "draft"])
@pytest.mark.parametrize(
    ("figure", "fact"),
    [
        ({"value": NEXT}, {}),
        ({"value": "9999999999999.999"}, {}),
        ({"value": "-0.001"}, {}),
        ({"since": "2050", "year": "1900"}, {}),
        ({"since": "1899", "year": "1900"}, {}),
        ({"as_stated": f"EUR {MARK}5,000"}, {}),
        ({}, {"value": NEXT}),
        ({}, {"value": f"-{NEXT}"}),
        ({}, {"as_stated": f"57 {MARK}towns"}),
    ],
)
def test_a_number_out_of_bounds_is_refused_even_in_a_draft(
    client: Client, index: object, figure: dict[str, Any], fact: dict[str, Any], draft: bool
) -> None:
    values = {"action-publish": ""} if draft else {}
    answer = written(signed_in(client), figure, fact, **values)
    assert answer.status_code == 200
    assert not CaseStudyPage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("figure", "fact"),
    [
        ({}, {}),
        ({"value": "0"}, {"value": "-85"}),
        ({"since": "2015", "year": "2015"}, {}),
        ({"since": "2015"}, {}),
    ],
)
def test_a_number_within_bounds_is_taken(
    client: Client, index: object, figure: dict[str, Any], fact: dict[str, Any]
) -> None:
    assert written(signed_in(client), figure, fact).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["title", "summary"])
def test_a_card_is_all_to_be_seen(client: Client, index: object, field: str) -> None:
    answer = create(signed_in(client), whole(a_place(), **{field: f"Lamps{MARK}spmaL"}))
    assert answer.status_code == 200
    assert "U+202E" in str(answer.context["form"].errors[field])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        {"title": f"Report{MARK}"},
        {"publisher": "Town\u2066"},
        {"title_language": "Croatian"},
        {"url": "http://user:pw@a.example/"},
        {"archived_url": "ftps://x.example/"},
    ],
)
def test_a_source_is_an_open_page_of_the_web(
    client: Client, index: object, row: dict[str, str]
) -> None:
    sources = inline_formset([SOURCE | row])
    assert create(signed_in(client), whole(a_place(), sources=sources)).status_code == 200
    assert not CaseStudyPage.objects.exists()


@pytest.mark.django_db
def test_a_copy_with_a_hidden_mark_in_its_title_is_answered(
    admin_client: Client, index: object
) -> None:
    admin_client.raise_request_exception = False
    address = reverse("wagtailadmin_pages:copy", args=[a_case().pk])
    data = {"new_title": f"Copy{MARK}", "new_slug": "copy", "new_parent_page": library().pk}
    assert admin_client.post(address, data).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"name": f"Town{MARK}nwoT"},
        {"name_language": "Croatian"[:8]},
        {"name_language": "h"},
        {"region": "North\x7f"},
        {"population": "100000001"},
        {"population": "9223372036854775807"},
        {"population": "-1"},
        {"geonames_id": "2147483648"},
        {"members": "Town\n" * (MOST_LINES + 1)},
        {"members": f"Town{MARK}"},
        {"names": inline_formset([{"language": "en", "name": f"Town{MARK}"}])},
    ],
)
def test_a_place_out_of_bounds_is_refused(
    admin_client: Client, index: object, values: dict[str, Any]
) -> None:
    data = nested_form_data({"names": inline_formset([])} | PLACE | values)
    answer = admin_client.post(reverse("wagtailsnippets_practices_place:add"), data)
    assert answer.status_code == 200
    assert not Place.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["hr", "sr-Latn", "rup", ""])
def test_a_place_within_bounds_is_taken(admin_client: Client, index: object, language: str) -> None:
    data = nested_form_data(
        {"names": inline_formset([{"language": "en", "name": "Town"}])}
        | PLACE
        | {"name_language": language, "population": "100000000", "geonames_id": "2147483647"}
        | {"members": "Town\n" * MOST_LINES}
    )
    answer = admin_client.post(reverse("wagtailsnippets_practices_place:add"), data)
    assert answer.status_code == 302
    assert Place.objects.get().population == 100_000_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "taken"),
    [
        ({}, True),
        ({"languages": "it en", "website": "https://a.example/@town?year=2019"}, True),
        ({"name": "jan.novak@example.org +420 603 123 456"}, False),
        ({"local_name": "Agencija, 01 234 567 89"}, False),
        ({"name": f"Agency{MARK}"}, False),
        ({"languages": "Italian, English"}, False),
        ({"website": "http://user:pw@a.example/"}, False),
        ({"website": "https://a.example/?mail=jan@example.org"}, False),
        ({"website": "ftps://x.example"}, False),
        ({"descriptions": inline_formset([{"language": "en", "text": "Ask a@a.eu."}])}, False),
    ],
)
def test_an_organisation_is_no_person_and_its_address_names_none(
    admin_client: Client, index: object, values: dict[str, Any], taken: bool
) -> None:
    data = nested_form_data({"descriptions": inline_formset([])} | ORGANISATION | values)
    answer = admin_client.post(reverse("wagtailsnippets_practices_organisation:add"), data)
    assert answer.status_code == (302 if taken else 200)
    assert Organisation.objects.exists() is taken


@pytest.mark.parametrize("code", [0, 8, 0x1B, 0x7F, 0x85, *range(0x202A, 0x202F), 0x2066, 0x2069])
def test_a_hidden_character_is_named(code: int) -> None:
    with pytest.raises(ValidationError) as refused:
        visible(f"a{chr(code)}b")
    assert f"U+{code:04X}" in refused.value.messages[0]


@pytest.mark.parametrize("text", ["", "one\ttwo\r\nthree", "κτίριο\u0301 😀 \u00a0\u00ad"])
def test_what_stands_in_honest_texts_is_taken(text: str) -> None:
    visible(text)
