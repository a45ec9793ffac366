"""Saving in the admin: from the check of a form to what it stores, nobody else stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, TaskState
from wagtail.snippets.views.snippets import EditView as RowEditView

from kb.core.family import Family
from kb.core.forms import RowForm
from kb.core.refusals import UNASKED, for_editors, plainly
from kb.core.translation.together import going_along

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse

    from kb.core.pages import FamilyPage


class OnePageAtATime:
    """Mixed into a view of a page: what is posted waits for others who save the same family."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """Read the latest revision, and all else, only when it is one's turn."""
        view: Any = super()
        if request.method != "POST":
            return cast("HttpResponse", view.dispatch(request, page_id, **kwargs))
        try:
            with transaction.atomic():
                keys = Page.objects.filter(pk=page_id).values("translation_key")
                Family.objects.filter(key__in=keys).lock()
                self.read_again()
                return cast("HttpResponse", view.dispatch(request, page_id, **kwargs))
        except ValidationError as refused:  # of what no form of ours sends
            messages.error(request, " ".join(refused.messages))
            return redirect("wagtailadmin_pages:edit", page_id)

    def read_again(self) -> None:
        """What the view has read before its turn."""


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


class UnpublishPage(OnePageAtATime, UnpublishView):
    """Writes the whole row, which it has read before its turn."""

    def read_again(self) -> None:
        """What somebody saved meanwhile is kept."""
        self.object = self.get_object()


class DeletePage(OnePageAtATime, DeleteView):
    """Its confirmation counts the translations that go along."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """They go by a signal, so that they do by every way."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"translation_count": len(going_along(self.page))}


class ActOnWorkflow(OnePageAtATime, WorkflowActionView):  # type: ignore[misc]  # its own bases
    """Approving may publish: it asks for what every publishing asks for."""

    def read_again(self) -> None:
        """What somebody saved meanwhile is approved, or not."""
        self.object = self.get_object()
        self.task_state = self.get_task_state()

    def get_task_state(self) -> TaskState:
        """Of this page: it is this one's family that nobody else writes meanwhile."""
        states = TaskState.objects.for_instance(self.object)
        return cast("TaskState", get_object_or_404(states, pk=self.task_state_id).specific)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send whoever approves what is incomplete to its form, which says what it lacks."""
        draft = self.task_state.revision.as_object()
        if self.action_name == "approve" and draft.missing():
            say_incomplete(request, [draft])
            self.redirect_url = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
            if request.headers.get("x-requested-with") == "XMLHttpRequest":  # with a comment
                return cast(
                    "HttpResponse",
                    self.render_modal_json(
                        request, {"step": "success", "redirect": self.redirect_url}
                    ),
                )
            return redirect(self.redirect_url)
        return cast("HttpResponse", super().post(request, *args, **kwargs))


def _lacking(page: FamilyPage) -> str:
    """Names of what is missing or wrong, as its form has them."""
    form = page.get_edit_handler().get_form_class()
    fields = {name: field.label for name, field in form.base_fields.items()}
    rows = {name: each.model._meta.verbose_name_plural for name, each in form.formsets.items()}
    names = fields | rows
    return ", ".join(str(names.get(name, name)) for name in page.missing())


def say_incomplete(request: HttpRequest, pages: Sequence[FamilyPage]) -> None:
    """Why nothing was published."""
    messages.error(
        request,
        _(
            "Nothing was published: %(titles)s lack what readers need. "
            "Open each, and publish it there."
        )
        % {"titles": "; ".join(f"{page.title} ({_lacking(page)})" for page in pages)},
    )


class Pages(PageViewSet):
    """Pages of all types."""

    edit_view_class = EditPage
    revisions_revert_view_class = RevertPage
    delete_view_class = DeletePage
    unpublish_view_class = UnpublishPage
    workflow_action_view_class = ActOnWorkflow

    def get_view_by_name(self, name: str) -> Callable[..., Any]:
        """Whoever has no right to the page is told so, and nothing else."""
        view = super().get_view_by_name(name)
        return plainly(for_editors(view) if name in UNASKED else view)


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
