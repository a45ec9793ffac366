"""Organisations: coordinators, supporters, agencies, municipalities. Names aren't translated."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search.index import (  # type: ignore[attr-defined]  # made at run time
    AutocompleteField,
    Indexed,
    SearchField,
)

from kb.core import countries
from kb.core.atomic import AtomicSave
from kb.core.languages import choices
from kb.core.vocabulary import Choices
from practices.validators import ADDRESS, LANGUAGES, SHORT_TEXT


class Organisation(AtomicSave, Indexed, ClusterableModel):
    """A body that takes part in practices; no person, no e-mail address, no telephone number."""

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name in English"), max_length=160, validators=SHORT_TEXT)
    local_name = models.CharField(_("own name"), max_length=160, blank=True, validators=SHORT_TEXT)
    role = models.CharField(_("role"), max_length=40, choices=Choices("role"))
    country = models.CharField(_("country"), max_length=2, choices=countries.choices_with_union)
    languages = models.CharField(
        _("languages"),
        max_length=60,
        blank=True,
        validators=[LANGUAGES],
        help_text=_("Codes separated by spaces, for instance: it en"),
    )
    website = models.URLField(_("website"), blank=True, validators=ADDRESS)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    search_fields = [  # in its chooser
        each(name)
        for each in (AutocompleteField, SearchField)
        for name in ("name", "local_name", "slug")
    ]

    def __str__(self) -> str:
        return self.local_name or self.name


class OrganisationDescription(models.Model):
    """What an organisation offers, in one language."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="descriptions")
    language = models.CharField(_("language"), max_length=2, choices=choices)
    text = models.TextField(_("what it offers"), validators=SHORT_TEXT)

    class Meta:
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "language"], name="one_description")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PracticeOrganisation(AtomicSave, Orderable):
    """That an organisation took part in a practice."""

    page = ParentalKey(
        "practices.CaseStudyPage", on_delete=models.CASCADE, related_name="organisations"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,  # in a draft
        related_name="practices",
        verbose_name=_("organisation"),
    )

    needed = ("organisation_id",)

    class Meta(Orderable.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return str(self.organisation)
