"""No way to reach a person is published, and no address that is no open page of the web."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from practices.validators import impersonal, web_address


@pytest.mark.parametrize(
    "text",
    [
        "jan.novak@example.org",
        "JAN@EXAMPLE.ORG.",
        "Ask jan+x@post.example.eu, please",
        "γιώργος@δήμος.ελ",
        "+420 603 123 456",
        "(+385) 1 2345 678",
        "+49 (0)30/123-4567",
        "Call 0049 30 1234567 today",
        "01 23 45 67 89",
        "(010) 123 45 67",
        "tel. 93 123 45 67",
        "tel.: 12 345 67 89",
        "τηλ. 210 1234567",
        "Cell. 347 1234567",
        "téléphone: 603 123 456",
        "tél : 603 123 456",
        "telefonu: 22 123 45 67",
        "Telefonnummer: 22 123 45 67",
        "téléphones: 4 72 00 00 00",
        "teléfonos: 912 345 678",
        "τηλεφωνα: 210 123 4567",
        "cell.: 333 1234567",
        "tel. nr 22 123 45 67",
        "broj telefona 22 123 45 67",
        "jan @example.org",
        "Telefon 22 123 45 67",
        "Κιν.: 697 123 4567",
        "12 +420 603 123 456",
        "+420–603–123–456",
        "＋420603123456",
        "tel.:603·123·456",
        "jan@exam\u00adple.org",
        "jan＠example.org",
        "jan@ example.org",
    ],
)
def test_a_way_to_reach_a_person_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        impersonal(text)


@pytest.mark.parametrize(
    "text",
    [
        "CIVITAS DYN@MO project",
        "CIVITAS DYN@MO.",
        "1 234 567 890 EUR in 2014-2020",
        "From 01.02.2014 to 31.12.2015",
        "01.02.2014 - 31.12.2015",
        "05/06/2019-07/08/2019",
        "+15 % by 2020, +30 % by 2030",
        "0.123456789 t of CO2",
        "ISO 50001:2018, EN 15232",
        "Teleriscaldamento: 12 500 000 kWh",
        "Τηλεθέρμανση: 12.500.000 EUR",
        "Telegestión: 1.250.000 EUR",
        "Fuel cell: 1 400 000 EUR",
        "parco mobile 2014-2020",
        "Mobile (2015/2020)",
        "Survey by phone: 2015–2019",
        "mobile 2 500 000 EUR",
        "500+100 000 000 euro",
        "2015+12000000",
        "téléchauffage: 12 500 000 kWh",
    ],
)
def test_dates_amounts_and_names_are_no_way_to_reach_a_person(text: str) -> None:
    impersonal(text)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "ftps://x.example",
        "mailto:jan@example.org",
        "javascript:alert(1)",
        "//a.example",
        "https://user@a.example/",
        "https://a.example\\@b.example/",
        "https://a.example/?mail=jan@example.org",
        "https://a.example/?mail=jan%40example.org",
        "https://a.example/#jan@example.org",
    ],
)
def test_an_address_that_is_no_open_page_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "HTTP://a.example:8080/x?y=1#z",
        "https://mastodon.example/@town.hall",
        "https://maps.example/@51.05,3.71,15z",
    ],
)
def test_an_open_page_is_taken(address: str) -> None:
    web_address(address)
