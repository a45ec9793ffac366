"""The system checks of the engine find what they are for, and are silent otherwise."""

from __future__ import annotations

import pytest
from django.apps import apps

from kb.core.languages import OFFERED, WHOLE
from search import checks
from search.analysis import STEMMERS


@pytest.mark.parametrize("code", [WHOLE[-1].code, OFFERED[-1].code])
def test_a_language_of_the_table_has_its_analysis(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    assert checks.every_language_has_its_analysis(None) == []
    monkeypatch.delitem(STEMMERS, code)
    (error,) = checks.every_language_has_its_analysis(None)
    assert error.id == "kb.E010"
    assert code in error.msg


@pytest.mark.parametrize(
    ("page", "says", "instead"),
    [("practices.CaseStudyPage", "type_code", ""), ("practices.LibraryPage", "searched", True)],
)
def test_a_page_says_whether_it_is_searched(
    page: str, says: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checks.every_page_says_whether_it_is_searched(None) == []
    monkeypatch.setattr(apps.get_model(page), says, instead)
    (error,) = checks.every_page_says_whether_it_is_searched(None)
    assert error.id == "kb.E011"
    assert page in error.msg
