"""The editor's tabs: the first holds only what publishing needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kb.core.panels import LanguagePanel, SourcePanel, WithdrawPanel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practices.sections import Section


def case_study_panels(story: Iterable[Section], needs: Iterable[Section]) -> TabbedInterface:
    """Needed, story, numbers, more: in the order in which people write."""
    return TabbedInterface(
        [
            ObjectList(_needed(), heading=_("To publish")),
            ObjectList(_story(story, needs), heading=_("The story")),
            ObjectList(_numbers(), heading=_("Figures")),
            ObjectList(_more(), heading=_("More")),
        ]
    )


def _needed() -> list[Panel]:
    return [
        LanguagePanel(),
        FieldPanel(
            "title",
            help_text=_(
                "What was done and what came of it, at most 90 characters. The page's address is "
                "made from it when it is first published, and stays, however the title changes."
            ),
        ),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        SourcePanel(
            "places",
            heading=_("Where"),
            label=_("place"),
            help_text=_("The first place is shown on the practice's plate."),
        ),
        FieldPanel("sector"),
        FieldPanel("phase"),
        SourcePanel("sources", heading=_("Sources"), label=_("source")),
    ]


def _story(story: Iterable[Section], needs: Iterable[Section]) -> list[Panel]:
    panels: list[Panel] = [
        HelpPanel(content=_("Write what you know; three or four sections make a good case study."))
    ]
    for section in story:
        panels.append(FieldPanel(section.name))
        if section.name == "done":
            panels.append(FieldPanel("steps"))
    panels.append(
        MultiFieldPanel([FieldPanel(n.name) for n in needs], heading=_("What another town needs"))
    )
    return [
        *panels,
        FieldPanel("pictures"),
        FieldPanel("quotations"),
        WithdrawPanel("withdraws"),
        PublishingPanel(),
    ]


def _numbers() -> list[Panel]:
    return [
        SourcePanel(
            "figures",
            heading=_("Figures"),
            label=_("figure"),
            help_text=_(
                "The first one is the practice's headline. Each rests on one of the sources on the "
                "first tab."
            ),
        ),
        FieldPanel("key_facts"),
    ]


def _more() -> list[Panel]:
    lists = ("area", "step", "instrument", "financing", "stakeholder", "barrier")
    return [
        MultiFieldPanel([FieldPanel("since"), FieldPanel("until")], heading=_("Years")),
        FieldPanel("status"),
        FieldPanel("outcome"),
        FieldPanel("origin"),
        FieldPanel("provenance"),
        *(FieldPanel(name) for name in lists),
        SourcePanel("organisations", heading=_("Organisations"), label=_("organisation")),
        FieldPanel("keywords"),
    ]
