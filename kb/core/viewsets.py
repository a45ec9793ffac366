"""Terms in the admin: labels can be added and corrected, terms retired, none deleted."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from kb.core.forms import RowForm
from kb.core.saving import RowViews
from kb.core.terms import Term


class NothingIsMadeOrDeleted(ModelPermissionPolicy):
    """Rows come from files; a deleted one would vanish from old revisions without a word."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As Django says, but for adding and deleting."""
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """The same for one row."""
        return self.user_has_permission(user, action)


register_permission_policy(Term, NothingIsMadeOrDeleted(Term))


class TermForm(RowForm):
    """One preferred label in each language."""

    def is_valid(self) -> bool:
        """Rows are validated after the term; a second preferred label is named where it stands."""
        valid = bool(super().is_valid())
        seen: set[str] = set()
        for form in self.formsets["labels"].forms:
            row = getattr(form, "cleaned_data", {})
            if row.get("preferred") and not row.get("DELETE"):
                if row["language"] in seen:
                    form.add_error("preferred", _("This language has a preferred label already."))
                    valid = False
                seen.add(row["language"])
        return valid


class TermViewSet(RowViews, SnippetViewSet):
    """Terms of all lists."""

    model = Term  # type: ignore[assignment]  # Wagtail's is None
    base_form_class = TermForm
    icon = "tag"
    menu_label = _("Terms")
    menu_order = 300
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "vocabulary", "code", "retired"]
    list_filter = ["vocabulary", "retired"]
    list_per_page = 50
    search_fields = ["code", "labels__text"]
    panels = [
        HelpPanel(
            content=_(
                "The preferred label is shown; the others are words by which readers find it."
            )
        ),
        FieldPanel("retired"),
        InlinePanel("labels", heading=_("Labels"), label=_("label")),
    ]

    def get_queryset(self, request: Any) -> Any:
        """In the order of the lists."""
        return Term.objects.order_by("vocabulary", "order")
