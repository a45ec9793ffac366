"""Remarks in the editor of strings are dated as one writes it in the language of the admin."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest
from babel.dates import format_date
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from kb.core.accounts import EDITORS
from kb.core.translation.remarks import dated
from tests.content import a_case, translations
from tests.kb.translation.test_editor import signed_in, submit, write

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize(
    ("language", "remark", "expected"),
    [
        ("en", "Translated manually on 1 March 2026", "Translated manually on 1 March 2026"),
        ("hr", "Ručno prevedeno 1 March 2026", "Ručno prevedeno 1. ožujka 2026."),
        ("el", "Μεταφράστηκε στις 31 May 2026", "Μεταφράστηκε στις 31 Μαΐου 2026"),
        ("es", "Traducido el 12 December 2026", "Traducido el 12 de diciembre de 2026"),
        ("pl", "Przetłumaczono z użyciem Model 5 Turbo 2026", None),
        ("pl", None, None),
    ],
)
def test_a_date_is_in_the_language(language: str, remark: str, expected: str | None) -> None:
    with override(language):
        assert dated(remark) == (expected or remark)


@pytest.mark.django_db
def test_what_was_typed_is_dated_at_once_and_when_it_is_seen_again(
    client: Client, index: object
) -> None:
    source, editor = a_case(), signed_in(client, EDITORS)
    UserProfile.objects.create(user=User.objects.get(), preferred_language="hr")
    submit(editor, source, "pl")
    translation = translations().get()
    told = write(editor, translation, "title", "Nowe lampy").json()["comment"]
    row = StringTranslation.objects.get(data="Nowe lampy")
    day = format_date(row.updated_at, "long", locale="hr")
    assert told == f"Ručno prevedeno {day}"
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    page = editor.get(edit).content.decode()
    (props,) = re.findall(r'data-props="([^"]*)"', page)
    (seen,) = json.loads(html.unescape(props))["initialStringTranslations"]
    assert seen["comment"] == told
