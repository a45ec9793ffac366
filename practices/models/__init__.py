"""Where Django looks for the models of the content; each stands in the room of its idea."""

from __future__ import annotations

from practices.models.case_study import CaseStudyPage, CaseStudyTerm, Keyword
from practices.models.figure import Figure
from practices.models.library import LibraryPage
from practices.models.organisation import (
    Organisation,
    OrganisationDescription,
    PracticeOrganisation,
)
from practices.models.place import Place, PlaceName, PracticePlace
from practices.models.source import Source

__all__ = [
    "CaseStudyPage",
    "CaseStudyTerm",
    "Figure",
    "Keyword",
    "LibraryPage",
    "Organisation",
    "OrganisationDescription",
    "Place",
    "PlaceName",
    "PracticeOrganisation",
    "PracticePlace",
    "Source",
]
