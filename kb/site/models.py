"""Pages of the roof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import models
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from kb.core.languages import CODES, FALLBACK
from kb.core.pages import FamilyPage
from kb.core.panels import SourcePanel, WithdrawPanel
from kb.site.home import home_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LEAD_LENGTH = 300
#: Practices on the result board: as many as stand beside the promise.
BOARD = 5


class HomePage(FamilyPage, Page):
    """``/<language>/``: what this is and for whom, a search box, new practices, the project."""

    searched = False  # whoever searches stands on it
    is_fixed = True
    own_slug = True  # eight homes lie side by side under the root

    pieces: ClassVar[tuple[str, ...]] = ("title", "lead", "project")
    card_pieces: ClassVar[tuple[str, ...]] = ("title",)
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["practices.LibraryPage"]
    template = "site/home.html"

    lead = models.CharField(_("lead"), max_length=LEAD_LENGTH, blank=True)
    project = RichTextField(
        _("about the project"), blank=True, features=["h2", "bold", "ul", "link"]
    )

    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("lead"),
            SourcePanel("board", heading=_("Result board"), label=_("practice"), max_num=BOARD),
            FieldPanel("project"),
            WithdrawPanel("withdraws"),
        ]
    )

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A home under another language's address (whose own is missing) leads to its own."""
        language = str(self.locale.language_code)
        if language != get_language():
            return redirect(f"/{language}/")
        return cast("HttpResponse", super().serve(request, *args, **kwargs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The newest practices and the size of the library; texts in the best language."""
        language = str(self.locale.language_code)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        reading = self.reading(language)
        board = cast("HomePage", reading.source).board.values_list(
            "practice__translation_key", flat=True
        )
        context |= home_context(language, list(board))
        context |= {name: reading.piece(name) for name in self.pieces}
        return context | {"language": language, "alternates": CODES}


class BoardEntry(Orderable):
    """A practice on the result board, with the first of its figures or key facts."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="board")
    practice = models.ForeignKey(
        "practices.CaseStudyPage", models.CASCADE, related_name="+", verbose_name=_("practice")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("row of the result board")
        verbose_name_plural = _("rows of the result board")

    def __str__(self) -> str:
        return str(self.practice)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whichever version was chosen: the source stays as long as the practice does."""
        self.practice = self.practice.reading(FALLBACK).source
        super().save(*args, **kwargs)
