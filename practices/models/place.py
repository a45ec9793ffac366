"""Places where a practice was carried out; names are known in other languages, not translated."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
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
from practices.validators import (
    LANGUAGE,
    LARGEST_GEONAMES_ID,
    LARGEST_POPULATION,
    SHORT_TEXT,
    few_lines,
)
from practices.years import VALIDATORS

#: Upper ends of the classes of population that readers are shown: the smallest is a village, the
#: fourth a city.
POPULATION_CLASSES = (5_000, 20_000, 100_000, 500_000)


def population_class(population: int) -> int:
    """1 (under 5,000) to 5 (500,000 and above)."""
    return 1 + sum(population >= limit for limit in POPULATION_CLASSES)


class Place(AtomicSave, Indexed, ClusterableModel):
    """A municipality, or a group, province, region or island; known by its own name."""

    code = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(
        _("name"),
        max_length=160,
        validators=SHORT_TEXT,
        help_text=_("As the place itself writes it, in its own script."),
    )
    name_language = models.CharField(
        _("language of the name"),
        max_length=8,
        blank=True,
        validators=[LANGUAGE],
        help_text=_("Two letters, for instance hr."),
    )
    country = models.CharField(_("country"), max_length=2, choices=countries.choices)
    region = models.CharField(_("region"), max_length=120, blank=True, validators=SHORT_TEXT)
    kind = models.CharField(_("kind of place"), max_length=20, choices=Choices("place_kind"))
    members = models.TextField(
        _("members"),
        blank=True,
        validators=[few_lines, *SHORT_TEXT],
        help_text=_("Of a group: its municipalities, one on each line."),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    approximate = models.BooleanField(_("position is approximate"), default=False)
    geonames_id = models.PositiveIntegerField(
        _("GeoNames number"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LARGEST_GEONAMES_ID)],
    )
    population = models.PositiveIntegerField(
        _("inhabitants"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LARGEST_POPULATION)],
        help_text=_(
            "Of the place itself; leave it empty if only a larger or smaller area is known."
        ),
    )
    population_year = models.PositiveSmallIntegerField(
        _("year of the number"), null=True, blank=True, validators=VALIDATORS
    )
    population_source = models.CharField(
        _("source of the number"), max_length=80, blank=True, validators=SHORT_TEXT
    )
    climate = models.CharField(
        _("climate region"), max_length=20, blank=True, choices=Choices("climate")
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]

    search_fields = [  # in its chooser
        each(name) for each in (AutocompleteField, SearchField) for name in ("name", "code")
    ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    @property
    def language(self) -> str:
        """For ``lang`` on the name; empty if unsure."""
        return self.name_language or countries.official_language(self.country)

    @property
    def member_names(self) -> list[str]:
        """The municipalities of a group."""
        return [line.strip() for line in self.members.splitlines() if line.strip()]

    @property
    def population_class(self) -> int | None:
        """1 to 5, None if the population isn't known."""
        return None if self.population is None else population_class(self.population)

    def known_names(self) -> list[str]:
        """All names by which the place may be asked for."""
        others = [row.name for row in self.names.all()]
        return list(dict.fromkeys([self.name, *others, *self.member_names, self.region]))


class PlaceName(AtomicSave, models.Model):
    """What a place is called in another language."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=2, choices=choices)
    name = models.CharField(_("name"), max_length=160, validators=SHORT_TEXT)

    class Meta:
        verbose_name = _("name in another language")
        verbose_name_plural = _("names in other languages")
        ordering = ["language"]

    def __str__(self) -> str:
        return self.name


class PracticePlace(AtomicSave, Orderable):
    """That a practice was carried out in a place; the first one is on its plate."""

    page = ParentalKey("practices.CaseStudyPage", on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,  # in a draft
        related_name="practices",
        verbose_name=_("place"),
    )

    needed = ("place_id",)

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return str(self.place)
