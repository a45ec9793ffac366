"""Figures: numbers that can be compared. They hold no words to translate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from kb.core.atomic import AtomicSave
from kb.core.vocabulary import Choices, unit
from practices.numbers import unit_name
from practices.validators import NOT_NEGATIVE, SHORT_TEXT
from practices.years import VALIDATORS

if TYPE_CHECKING:
    from decimal import Decimal


class IndicatorSelect(forms.Select):
    """What is measured, each with the unit that its value is in."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> Any:
        """An option."""
        in_unit = unit_name(unit(str(value))) if value else ""
        return super().create_option(
            name, value, f"{label} ({in_unit})" if in_unit else label, *args, **kwargs
        )


class ExactNumber(forms.NumberInput):
    """A number without the zeros that its column adds: behind a dot they look like thousands."""

    def format_value(self, value: Any) -> str | None:
        """As it was typed."""
        text = super().format_value(value)
        return text.rstrip("0").rstrip(".") if text and "." in text else text


class Figure(AtomicSave, Orderable):
    """One number of a practice, in the unit of its indicator.

    The first of an indicator counts; nothing is added up. ``as_stated`` is how the source states
    it, as noted in English; ``quotation`` its literal words, if known.
    """

    page = ParentalKey("practices.CaseStudyPage", on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(_("what is measured"), max_length=40, choices=Choices("indicator"))
    value = models.DecimalField(
        _("value"),
        max_digits=16,
        decimal_places=3,
        null=True,  # in a draft
        validators=NOT_NEGATIVE,
        help_text=_("In the unit that stands in brackets behind what is measured."),
    )
    bound = models.CharField(
        _("exactness"), max_length=10, choices=Choices("bound"), default="exactly"
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=VALIDATORS)
    since = models.PositiveSmallIntegerField(
        _("first year of the period"),
        null=True,
        blank=True,
        validators=VALIDATORS,
        help_text=_("Only for a total over several years."),
    )
    standing = models.CharField(
        _("standing"),
        max_length=20,
        choices=Choices("standing"),
        help_text=_("Context is a value before the action, a size, or a term of a contract."),
    )
    method = models.CharField(
        _("how it was obtained"), max_length=20, choices=Choices("method"), default="not-stated"
    )
    part = models.BooleanField(
        _("part only"),
        default=False,
        help_text=_("It covers only a part of what the practice is about."),
    )
    carrier = models.CharField(
        _("energy carrier"), max_length=20, blank=True, choices=Choices("carrier")
    )
    source_key = models.SlugField(
        _("source"), max_length=40, help_text=_("The key of one of the sources of this page.")
    )
    as_stated = models.CharField(
        _("as the source states it"),
        max_length=255,
        validators=SHORT_TEXT,
        help_text=_("In English, as briefly as the source puts it."),
    )
    quotation = models.TextField(_("literal quotation"), blank=True, validators=SHORT_TEXT)

    panels = [
        FieldPanel("indicator", widget=IndicatorSelect),
        FieldPanel("value", widget=ExactNumber),
        FieldPanel("bound"),
        FieldPanel("year"),
        FieldPanel("since"),
        FieldPanel("standing"),
        FieldPanel("method"),
        FieldPanel("part"),
        FieldPanel("carrier"),
        FieldPanel("source_key", required_on_save=False),
        FieldPanel("as_stated"),
        FieldPanel("quotation"),
    ]
    needed = ("indicator", "value", "standing", "source_key", "as_stated")

    class Meta(Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.get_indicator_display()}: {self.value}"

    def clean(self) -> None:
        """A period ends after it has begun."""
        super().clean()
        if self.since and self.year and self.since > self.year:
            raise ValidationError({"since": _("The first year of the period is after its last.")})

    @property
    def known_value(self) -> Decimal:
        """The value of a figure that lacks nothing."""
        if self.value is None:
            raise ValueError("This figure has no value yet.")
        return self.value

    @property
    def unit(self) -> str:
        """The unit of the value, for instance ``MWh/a`` or ``EUR``; empty for a plain count."""
        return unit(self.indicator)
