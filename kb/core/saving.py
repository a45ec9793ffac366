"""Saving in the admin: from the check of a form to what it stores, nobody else stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import transaction
from wagtail.admin.panels import ObjectList
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.snippets.views.snippets import EditView as RowEditView

from kb.core.family import Family
from kb.core.forms import RowForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class OnePageAtATime:
    """Mixed into a view of a page: what is posted waits for others who save the same family."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """Read the latest revision, and all else, only when it is one's turn."""
        view: Any = super()
        if request.method != "POST":
            return cast("HttpResponse", view.dispatch(request, page_id, **kwargs))
        with transaction.atomic():
            keys = Page.objects.filter(pk=page_id).values("translation_key")
            Family.objects.filter(key__in=keys).lock()
            return cast("HttpResponse", view.dispatch(request, page_id, **kwargs))


class EditPage(OnePageAtATime, PageEditView):
    """The editor."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who was told that a newer revision is there overwrites it by saving, not by autosave."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.form.is_stale:
            context["autosave_enabled"] = False
        return context


class RevertPage(OnePageAtATime, RevisionsRevertView):
    """The editor with an earlier revision in it."""


class Pages(PageViewSet):
    """Pages of all types."""

    edit_view_class = EditPage
    revisions_revert_view_class = RevertPage


class EditRow(RowEditView):
    """What is posted waits for others who save the same row."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the row only when it is one's turn."""
        with transaction.atomic():
            rows = type(self.object)._default_manager.select_for_update(no_key=True)
            rows.filter(pk=self.object.pk).first()
            self.object = self.get_object()
            return super().post(request, *args, **kwargs)


class RowViews:
    """Mixed into the viewset of rows without revisions: its form overwrites only knowingly."""

    edit_view_class = EditRow
    base_form_class: ClassVar[type[RowForm]] = RowForm

    def get_edit_handler(self) -> Any:
        """Wagtail would take the form's class from the model."""
        viewset: Any = self
        panels = ObjectList(viewset.panels, base_form_class=self.base_form_class)
        return panels.bind_to_model(viewset.model)
