"""Sources: where each figure and each section comes from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from practices.validators import ADDRESS, LANGUAGE, SHORT_TEXT


class Source(Orderable):
    """A publication that a practice rests on; all but title and address may be unknown."""

    page = ParentalKey("practices.CaseStudyPage", on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField(
        _("key"),
        max_length=40,
        help_text=_("A short name that figures refer to, for instance: report-2019"),
    )
    title = models.CharField(_("title"), max_length=255, validators=SHORT_TEXT)
    title_language = models.CharField(
        _("language of the title"), max_length=8, blank=True, validators=[LANGUAGE]
    )
    publisher = models.CharField(_("publisher"), max_length=160, blank=True, validators=SHORT_TEXT)
    url = models.URLField(_("address"), max_length=500, validators=ADDRESS)
    archived_url = models.URLField(
        _("address of an archived copy"), max_length=500, blank=True, validators=ADDRESS
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    is_copy = models.BooleanField(
        _("copy"), default=False, help_text=_("The address is a copy on a document-sharing site.")
    )

    panels = [
        FieldPanel("key", required_on_save=False),
        FieldPanel("title"),
        FieldPanel("title_language"),
        FieldPanel("publisher"),
        FieldPanel("url"),
        FieldPanel("archived_url"),
        FieldPanel("checked_on"),
        FieldPanel("is_copy"),
    ]
    needed = ("key", "title", "url")

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
