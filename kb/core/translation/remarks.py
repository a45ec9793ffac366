"""The remarks beside translated strings: localize writes their dates in English for everybody."""

from __future__ import annotations

import calendar
import re
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language

from kb.core.languages import FALLBACK

_MONTHS = calendar.month_name[1:]
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")


def dated(remark: str | None) -> str | None:
    """The same remark with its date as one writes it in the language of the admin."""
    language = get_language() or FALLBACK
    if not remark or language == FALLBACK:
        return remark
    return _DATE.sub(lambda found: format_date(_day(found), "long", locale=language), remark)


def _day(found: re.Match[str]) -> date:
    day, month, year = found.groups()
    return date(int(year), _MONTHS.index(month) + 1, int(day))
