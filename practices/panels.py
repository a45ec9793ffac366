"""The editor's tabs: the first holds only what publishing needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practices.sections import Section


class SourcePanel(InlinePanel):
    """Rows that only a source has; the form of a translation has none of them."""

    def get_bound_panel(
        self, instance: Any = None, request: Any = None, form: Any = None, prefix: str = "panel"
    ) -> Any:
        """Without a form if this one has no such rows."""
        if form is not None and self.relation_name not in form.formsets:
            form = None
        return super().get_bound_panel(instance, request, form, prefix)

    class BoundPanel(InlinePanel.BoundPanel):
        """The panel of one page."""

        def is_shown(self) -> bool:
            """Only with a form."""
            return self.form is not None and super().is_shown()


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
        FieldPanel(
            "title",
            help_text=_(
                "What was done and what came of it, at most 90 characters. The page's address is "
                "made from it when it is first published, and stays, however the title changes."
            ),
        ),
        FieldPanel("summary"),
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
    return [*panels, FieldPanel("pictures"), FieldPanel("quotations"), PublishingPanel()]


def _numbers() -> list[Panel]:
    return [
        SourcePanel(
            "figures",
            heading=_("Figures"),
            label=_("figure"),
            help_text=_(
                "The first one is the practice's headline. Each rests on one of the sources above."
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
