"""Forms of the admin: what they refuse, whatever is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from kb.core.links import BROKEN, has_broken_links
from kb.core.opened import is_opened_from, newer, stored_hash
from kb.core.pieces import markup

if TYPE_CHECKING:
    from django.http import QueryDict


#: Of a date that somebody means; at its very ends a date is none in other time zones.
YEARS = range(2000, 2100)
#: What each version has of its own besides its words.
OF_A_VERSION = {"go_live_at", "expire_at", "comment_notifications", "comments"}


class FamilyPageForm(WagtailAdminPageForm):
    """Of a page: it was opened from the latest revision, or its user is told of that one.

    Wagtail refuses this only to its autosave. The form that is shown again was opened from the
    latest revision, so a second saving overwrites. For a translation it has only words: all else
    is the source's.
    """

    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_source:
            kept = {*self.instance.pieces, *OF_A_VERSION}
            self.fields = {name: field for name, field in self.fields.items() if name in kept}
            self.formsets = {name: rows for name, rows in self.formsets.items() if name in kept}
        elif not self.instance.has_unpublished_changes:
            self.initial["withdraws"] = False  # what was published with it is over

    def clean(self) -> dict[str, Any]:
        """Ask also when something else is wrong, since the form is then shown again."""
        cleaned: dict[str, Any] = super().clean()
        if self.subscription and self.instance.pk:  # a preview has none, and overwrites nothing
            latest = self.instance.get_latest_revision()
            if latest and not is_opened_from(latest, self.data):
                self.is_stale = True
                self.add_error(None, newer(latest))
        for name in {"go_live_at", "expire_at"} & set(self.fields):
            if (moment := cleaned.get(name)) and moment.year not in YEARS:
                self.add_error(name, _("Choose a date between 2000 and 2099."))
        return cleaned

    def _post_clean(self) -> None:
        """A link that is broken now is refused; one that breaks later loses its address only."""
        super()._post_clean()  # type: ignore[misc]  # of Django's forms
        for name, html in markup(self.instance):
            if name in self.fields and has_broken_links(html):
                self.add_error(name, BROKEN)


class RowForm(WagtailAdminModelForm):
    """Of a row without revisions: it still is what it was when the form was opened."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["opened"]
        else:
            self.initial["opened"] = stored_hash(self.instance)

    def clean(self) -> dict[str, Any]:
        """Show the form again as if opened now, with what was typed in; then it overwrites."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "opened" in self.fields and cleaned.get("opened") != self.initial["opened"]:
            data = cast("QueryDict", self.data).copy()
            data[self.add_prefix("opened")] = self.initial["opened"]
            self.data = data
            self.add_error(
                None,
                _(
                    "This was changed after you had opened it. Nothing is lost: what you wrote "
                    "is below, and what is stored can be seen in another tab. Compare the "
                    "two; if you save again, yours takes the place of what is stored."
                ),
            )
        return cleaned
