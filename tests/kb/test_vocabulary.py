"""The official lists: whole in eight languages, loaded once, an editor's labels left alone."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from kb.core import vocabulary
from kb.core.languages import OFFERED, WHOLE
from kb.core.stamp import Stamp
from kb.core.terms import Term, TermLabel, label

RECORDS = [record for name in vocabulary.ALL for record in vocabulary.read(name)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_every_term_has_labels_in_every_language(record: vocabulary.Record) -> None:
    whole, offered = ({language.code for language in rows} for rows in (WHOLE, OFFERED))
    assert whole <= set(record.labels) <= whole | offered
    for texts in record.labels.values():
        assert texts
        assert all(text.strip() == text and text for text in texts)
        assert len({text.casefold() for text in texts}) == len(texts)


def test_broader_terms_exist() -> None:
    known = {record.id for record in RECORDS}
    assert {name for record in RECORDS for name in record.broader} <= known


def test_no_code_stands_twice_in_a_list() -> None:
    assert len({record.id for record in RECORDS}) == len(RECORDS)


@pytest.mark.django_db
def test_a_second_loading_changes_nothing() -> None:
    before = Stamp.present()
    call_command("load_vocabularies", verbosity=0)
    assert Stamp.present() == before


@pytest.mark.django_db
def test_an_editors_label_survives_loading() -> None:
    term = Term.objects.get(vocabulary="sector", code="public-lighting")
    row = TermLabel.objects.get(term=term, language="en", preferred=True)
    row.text = "Lamps of the town"
    row.save()
    call_command("load_vocabularies", verbosity=0)
    assert label("sector:public-lighting", "en") == "Lamps of the town"


@pytest.mark.django_db
def test_a_changed_label_changes_the_stamp_and_what_is_shown() -> None:
    before = Stamp.present()
    term = Term.objects.get(vocabulary="sector", code="public-lighting")
    TermLabel.objects.filter(term=term, language="pl", preferred=True).get().delete()
    assert Stamp.present() != before
    assert label("sector:public-lighting", "pl") == "Public lighting"
    assert label("sector:unheard-of", "pl") == "unheard-of"
