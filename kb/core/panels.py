"""Panels of the editor that know which language a page is written in."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel


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


class WithdrawPanel(FieldPanel):
    """The tick that takes translations back: of a source that has some."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one page."""

        def is_shown(self) -> bool:
            """Where there is something to take back."""
            page = self.instance
            return bool(
                super().is_shown() and page.pk and page.is_source and page.get_translations()
            )


class LanguagePanel(HelpPanel):
    """Says in which language a page is written, since its form looks alike in all of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"template": "kb/admin/language_panel.html"} | options))
