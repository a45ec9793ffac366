"""The rows of a practice, read in one query each however many practices there are."""

from __future__ import annotations

from django.db.models import Prefetch

from practices.models import CaseStudyTerm, Keyword, PracticeOrganisation, PracticePlace

TERMS = Prefetch("tagged_items", CaseStudyTerm.objects.select_related("tag"))
KEYWORDS = Prefetch("keyword_items", Keyword.objects.select_related("tag"))
PLACES = Prefetch("places", PracticePlace.objects.select_related("place"))
ORGANISATIONS = Prefetch(
    "organisations", PracticeOrganisation.objects.select_related("organisation")
)

#: What a card shows.
CARD = (TERMS, PLACES, "figures", "sources")
#: What the page shows.
PAGE = (*CARD, KEYWORDS, ORGANISATIONS)
#: What is found.
DOCUMENT = (TERMS, PLACES, "places__place__names", KEYWORDS, ORGANISATIONS)
