"""A case study: what one municipality, or a group of them, did."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TaggedItemBase
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from kb.core.atomic import AtomicSave
from kb.core.languages import CHOICES, CODES
from kb.core.pages import FamilyPage
from kb.core.pieces import plain
from kb.core.terms import Term
from kb.core.vocabulary import Choices
from practices.blocks import TEXT_FEATURES, KeyFactBlock, PictureBlock, QuotationBlock, StepBlock
from practices.forms import PracticeForm
from practices.lacking import lacking
from practices.models.library import SLUG
from practices.models.organisation import Organisation
from practices.models.place import Place
from practices.panels import case_study_panels
from practices.sections import NEEDS, SECTIONS, STORY
from practices.validators import visible
from practices.years import VALIDATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse
    from django.template.response import TemplateResponse

SUMMARY_LENGTH = 300


def _section(name: str) -> RichTextField:
    section = next(section for section in SECTIONS if section.name == name)
    return RichTextField(
        section.title, blank=True, features=TEXT_FEATURES, help_text=section.help_text
    )


class CaseStudyTerm(AtomicSave, ItemBase):
    """That a case study carries a term of an official list."""

    tag = models.ForeignKey(Term, models.PROTECT, related_name="case_studies")
    content_object = ParentalKey(
        "CaseStudyPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class Keyword(AtomicSave, TaggedItemBase):
    """That a case study carries a free keyword, in English."""

    content_object = ParentalKey(
        "CaseStudyPage", on_delete=models.CASCADE, related_name="keyword_items"
    )


def _without_deleted(content: dict[str, Any]) -> dict[str, Any]:
    """A revision whose rows name nothing that has been deleted since: they ask for another."""
    kept = dict(content)
    for rows, name, model in (
        ("places", "place", Place),
        ("organisations", "organisation", Organisation),
    ):
        if rows in content:
            named = {row[name] for row in content[rows]} - {None}
            there = set(model._default_manager.filter(pk__in=named).values_list("pk", flat=True))
            kept[rows] = [
                row | {name: row[name] if row[name] in there else None} for row in content[rows]
            ]
    return kept


class CaseStudyPage(FamilyPage, Page):
    """What was done, by whom, at what cost, with what result; short by default.

    In a translation's row everything but words is empty: codes, figures and places are read from
    the source.
    """

    type_code = "case-study"
    card_pieces: ClassVar[tuple[str, ...]] = ("title", "summary")
    required_pieces: ClassVar[tuple[str, ...]] = ("title", "summary")
    pieces: ClassVar[tuple[str, ...]] = (
        "title",
        "summary",
        *(section.name for section in SECTIONS),
        "steps",
        "pictures",
        "quotations",
        "key_facts",
    )
    parent_page_types: ClassVar[list[str]] = ["practices.LibraryPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = PracticeForm

    summary = models.CharField(
        _("summary"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        validators=[visible],
        help_text=_(
            "One or two sentences: what was done, how, with what result. It appears in every list."
        ),
    )
    since = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, validators=VALIDATORS
    )
    until = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, validators=VALIDATORS
    )
    status = models.CharField(_("status"), max_length=20, blank=True, choices=Choices("status"))
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        blank=True,
        choices=Choices("outcome"),
        help_text=_("A failure that is told honestly is as welcome as a success."),
    )
    origin = models.CharField(_("started by"), max_length=40, blank=True, choices=Choices("origin"))
    provenance = models.CharField(
        _("where this text comes from"),
        max_length=20,
        blank=True,
        choices=Choices("provenance"),
    )
    context = _section("context")
    objectives = _section("objectives")
    done = _section("done")
    who = _section("who")
    cost = _section("cost")
    results = _section("results")
    obstacles = _section("obstacles")
    why = _section("why")
    hindsight = _section("hindsight")
    needs_staff = _section("needs_staff")
    needs_skills = _section("needs_skills")
    needs_money = _section("needs_money")
    needs_time = _section("needs_time")
    needs_legal = _section("needs_legal")
    steps = StreamField([("step", StepBlock())], blank=True, verbose_name=_("steps"))
    pictures = StreamField([("picture", PictureBlock())], blank=True, verbose_name=_("pictures"))
    quotations = StreamField(
        [("quotation", QuotationBlock())], blank=True, verbose_name=_("quotations")
    )
    key_facts = StreamField([("key_fact", KeyFactBlock())], blank=True, verbose_name=_("key facts"))

    terms = ClusterTaggableManager(through=CaseStudyTerm, blank=True, verbose_name=_("terms"))
    keywords = ClusterTaggableManager(
        through=Keyword,
        blank=True,
        verbose_name=_("keywords"),
        help_text=_("In English, separated by commas; for what the lists don't cover."),
        related_name="case_studies_by_keyword",
    )

    edit_handler = case_study_panels(STORY, NEEDS)

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The page as a reader of each language would see it."""
        return list(CHOICES)

    @property
    def default_preview_mode(self) -> str:
        """The language that it is written in."""
        return str(self.locale.language_code)

    def clean(self) -> None:
        """Years must follow each other; a title is all to be seen."""
        super().clean()
        try:
            visible(self.title)
        except ValidationError as hidden:
            raise ValidationError({"title": hidden}) from hidden
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The last year is before the first one.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to go live without what every reader needs, by whatever way."""
        if self.live and kwargs.get("clean", True) and not kwargs.get("update_fields"):
            missing = self.missing()
            if missing:
                raise ValidationError(
                    dict.fromkeys(missing, _("Missing, or not as it must be to be published."))
                )
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> CaseStudyPage:
        """A draft outlives the places and organisations that it names."""
        return cast("CaseStudyPage", super().with_content_json(_without_deleted(content)))

    def missing(self) -> list[str]:
        """What publishing lacks."""
        return lacking(self)

    def whole(self, rows: str) -> list[Any]:
        """Places, organisations, sources or figures that lack nothing; a draft may have others."""
        every = getattr(self, rows).all()
        return [row for row in every if all(getattr(row, n) not in (None, "") for n in row.needed)]

    @property
    def is_told(self) -> bool:
        """Whether there is a story: one of its sections, or a step."""
        return bool(self.steps) or any(plain(getattr(self, section.name)) for section in STORY)

    def terms_by_vocabulary(self) -> dict[str, list[str]]:
        """Codes of the terms that the page carries, by list; reads what was prefetched."""
        found: dict[str, list[str]] = defaultdict(list)
        for term in sorted((item.tag for item in self.tagged_items.all()), key=lambda t: t.order):
            found[term.vocabulary].append(term.code)
        return dict(found)

    def set_terms(self, codes: Mapping[str, Iterable[str]]) -> None:
        """Carry exactly these codes of the lists named, and what it carries of the others."""
        wanted = self.terms_by_vocabulary() | {name: list(values) for name, values in codes.items()}
        ids = {(name, code) for name, values in wanted.items() for code in values}
        terms = [
            t for t in Term.objects.filter(vocabulary__in=wanted) if (t.vocabulary, t.code) in ids
        ]
        if len(terms) != len(ids):
            unknown = ids - {(t.vocabulary, t.code) for t in terms}
            raise ValueError(f"No such terms: {sorted(unknown)}")
        self.terms.set(terms)

    def serve(
        self, request: HttpRequest, *args: Any, moved: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """The practice for a reader of the address's language, which need not be this version's.

        Asked for by a former address it is ``moved``, and leads to the present one.
        """
        from practices.views import practice_page

        if moved:
            address = reverse("wagtail_serve", args=[f"{SLUG}/{self.slug}/"])
            return redirect(address, permanent=True)
        return practice_page(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The same from unsaved content, under the mode's language."""
        with override(mode_name if mode_name in CODES else self.default_preview_mode):
            return cast("TemplateResponse", self.serve(request)).render()
