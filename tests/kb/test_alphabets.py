"""Labels stand in the alphabetical order that readers of each language learned at school."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from wagtail.users.models import UserProfile

from kb.core import countries
from kb.core.alphabets import ALPHABETS, key
from kb.core.languages import CODES
from practices.facets import listed

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

#: As dictionaries and atlases of each language order them, foreign names among its own.
ORDERED = {
    "en": "barrier café cafeteria Łódź Lugano Reykjavík Río Rome Šibenik Siena Zagreb",
    "pl": "Augustów Bytom Czerwonak Ćmielów Elbląg Ełk Kraków Lwówek Łódź Málaga Malta Nysa "
    "Oświęcim Ozorków Ósmy sadza sąd Sosnowiec Szczecin Śląsk Zgierz Zwoleń Źródła Żagań Żywiec",
    "nl": "België coop coöperatie coopman coördinatie Ieper IJmuiden Ikaria Zürich",
    "fr": "cote coté côte côté économie Éghezée Eguisheim odeur œuvre offre Şanlıurfa Sète",
    "hr": "Cres Čakovec Ćićarija Dalj Duga džep Đakovo grad Łódź Lug Luka Ljubljana Makarska Nin "
    "Novska Njivice Osijek Sisak Split Šibenik Zadar Zagreb Žminj",
    "el": "άγιος Αθήνα Άνδρος Βέροια Έδεσσα ενέργεια έργο ήλιος Ηράκλειο ισχύς νομός νόμος οδός "
    "όρος σας σασί Ύδρα υδρογόνο φως ώρα Athens Łódź Lugano",
    "it": "città cittadino perché perciò Sanremo Šibenik Siena Zürich Αθήνα Βέροια Москва",
    "es": "ahorro canon canto cañada chopo cobre energía llave Łódź Lugo luz nube ñame obra",
}


def ordered(texts: list[str], language: str) -> list[str]:
    """In alphabetical order, whatever they were in."""
    backwards = texts[::-1]
    return sorted(backwards, key=lambda text: key(text, language))


@pytest.mark.parametrize("code", CODES)
def test_words_stand_in_the_order_of_the_language(code: str) -> None:
    words = ORDERED[code].split()
    assert ordered(words, code) == words


def test_every_language_has_its_alphabet_in_single_letters() -> None:
    assert tuple(ALPHABETS) == CODES
    for letters in ALPHABETS.values():
        assert unicodedata.is_normalized("NFC", letters)
        assert len(set(letters.split())) == len(letters.split())


def test_a_language_without_a_table_has_letters_by_their_base() -> None:
    words = ["Öl", "Ofen", "Straße", "Strasse", "straßen", "Łódź", "Zug"]
    assert ordered(words, "de") == [*("Łódź", "Ofen", "Öl", "Strasse", "Straße", "straßen", "Zug")]


@pytest.mark.parametrize("code", CODES)
def test_numbers_stand_before_letters_by_their_value(code: str) -> None:
    labels = ["2 t", "007", "10 t", "100", "2015", "A 9", "a 10", "Ω 1"]
    assert ordered(labels, code)[:5] == labels[:5]
    assert key("A 9", code) < key("a 10", code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("co-operation", "Cooperation"),
        ("Heat, cold", "heat cold"),
        ("heat – cold", "heat cold"),
        ("(waste)", "waste"),
        ("lj", "ǈ"),
        ("İzmir", "izmir"),
        ("CO₂", "co2"),
    ],
)
def test_case_and_signs_are_nothing_as_long_as_letters_differ(one: str, other: str) -> None:
    assert key(one, "hr").letters == key(other, "hr").letters
    assert key(one, "hr") != key(other, "hr")
    assert key(one + "a", "hr") < key(other + "b", "hr")


def test_words_count_one_by_one() -> None:
    names = ["New York", "New Zealand", "Newark", "Newport"]
    assert ordered(names, "en") == names


@given(st.text(max_size=60), st.sampled_from((*CODES, "de")))
def test_how_a_letter_with_marks_is_encoded_is_no_matter(text: str, code: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert key(apart, code)[:2] == key(text, code)[:2]


@given(st.lists(st.text(max_size=20), max_size=5), st.sampled_from((*CODES, "de")))
def test_any_texts_have_one_order(texts: list[str], code: str) -> None:
    assert ordered(texts, code) == ordered(texts[::-1], code)


def test_the_order_is_that_of_whoever_reads() -> None:
    for code, expected in (("pl", ["zebra", "źdźbło"]), ("it", ["źdźbło", "zebra"])):
        with override(code):
            assert sorted(["zebra", "źdźbło"], key=key) == expected


#: Of as many practices each, in an order that code points don't give.
COUNTRIES = {
    "pl": ["Litwa", "Luksemburg", "Łotwa", "Malta", "Słowacja", "Słowenia", "Szwajcaria"],
    "hr": ["Cipar", "Češka", "Danska", "Island", "Slovenija", "Španjolska", "Ukrajina"],
    "el": ["Αζερμπαϊτζάν", "Αίγυπτος", "Αλβανία", "Ισλανδία", "Ισπανία", "Ιταλία"],
    "es": ["Bélgica", "Bielorrusia", "Bulgaria", "España"],
    "fr": ["Danemark", "Égypte", "Espagne", "Estonie", "Finlande"],
}


@pytest.mark.parametrize("code", COUNTRIES)
def test_countries_of_as_many_practices_stand_by_the_alphabet(code: str) -> None:
    country, expected = listed("country"), COUNTRIES[code]
    with override(code):
        found = [country.label(each) for each in country.ordered(countries.CODES, {})]
        assert [name for name in found if name in expected] == expected


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["list", "add"])
def test_countries_to_choose_from_stand_by_the_alphabet_of_the_admins_language(
    admin_client: Client, admin_user: User, view: str
) -> None:
    for code, expected in COUNTRIES.items():
        UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": code})
        page = admin_client.get(reverse(f"wagtailsnippets_practices_place:{view}"))
        names = re.findall(r"^[^<>]+|(?<=>)[^<>]+(?=</(?:option|label)>)", page.content.decode())
        found = [name.strip() for name in names if name.strip() in expected]
        assert found == expected
