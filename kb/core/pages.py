"""What every page of a family has: its marks, and an address that is the same in all languages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester

from kb.core.family import Family
from kb.core.faults import faults
from kb.core.forms import FamilyPageForm
from kb.core.pieces import foreign, part_twins, source_marks, words
from kb.core.reading import Reading
from kb.core.rights import rights

if TYPE_CHECKING:
    Base = Page  # it is always mixed into one
else:
    Base = models.Model

SLUG_LENGTH = 80  # addresses that can still be read out; Family.slug leaves room for a number


class FamilyPage(Base):
    """Mixed into a page that exists in several languages.

    ``pieces`` names the fields and streams that hold words, ``card_pieces`` those that a version
    needs to go live, ``own_slug`` says that versions can't share a slug (home pages lie side by
    side under the root), ``is_fixed`` that it is neither moved nor taken away.
    """

    pieces: ClassVar[tuple[str, ...]] = ("title",)
    card_pieces: ClassVar[tuple[str, ...]] = ("title",)
    own_slug: ClassVar[bool] = False
    is_fixed: ClassVar[bool] = False
    exclude_fields_in_copy = ["marks", "withdraws"]
    private_page_options: list[str] = []
    base_form_class = FamilyPageForm

    marks = models.JSONField(default=dict, blank=True, editable=False)
    made_by = models.CharField(
        _("translated by"),
        max_length=10,
        blank=True,
        choices=[("person", _("a person")), ("memory", _("memory")), ("machine", _("machine"))],
        editable=False,
    )
    read_by_native = models.BooleanField(
        _("read by a native reader"), default=False, editable=False
    )

    withdraws = models.BooleanField(
        _("Withdraw the translations of what has changed"),
        default=False,
        help_text=_(
            "Where this version says something else than the published one, the other languages "
            "fall back to English, or to the original, until they are translated anew. Without "
            "it their words stay, said to be older."
        ),
    )

    class Meta:
        abstract = True

    @cached_property
    def family(self) -> Family:
        """The family's row; unsaved until its first page is, which is its source."""
        rows = Family.objects.select_related("original_locale")
        found = rows.filter(key=self.translation_key).first()
        return found or Family(key=self.translation_key, original_locale_id=self.locale_id)

    @property
    def is_source(self) -> bool:
        """Whether this is the version that the family is written in."""
        return bool(self.family.original_locale_id == self.locale_id)

    def clean(self) -> None:
        """Refuse text that nobody translated, and an alias, which would be both."""
        super().clean()
        self._refuse_foreign()
        if found := faults(self):
            raise ValidationError(found)

    def _refuse_foreign(self) -> None:
        if self.alias_of_id:
            raise ValidationError(
                {"title": _("A page of the library can't be an alias of another one.")}
            )
        if not self.is_source and (pieces := foreign(self)):
            fields = {piece.partition(".")[0] for piece in pieces}
            raise ValidationError(
                dict.fromkeys(
                    fields,
                    _(
                        "This is a translation: change the text where it was written first, "
                        "or translate it."
                    ),
                )
            )

    def missing(self) -> list[str]:
        """What it lacks to be published, as names of fields and rows."""
        present = words(self)
        return [name for name in self.card_pieces if name not in present]

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Wagtail's rights, held to what a family can bear."""
        return rights(user, self)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the page its address before Wagtail makes one of its own."""
        self._take_slug()
        part_twins(self)
        if self._may_lack_title:
            kwargs["exclude"] = {*(kwargs.get("exclude") or ()), "title", "draft_title"}
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """The same for a draft; a translation may still lack its title."""
        self._take_slug()
        part_twins(self)
        if self._may_lack_title:
            self._set_core_field_defaults()
        else:
            super().minimal_clean()

    @property
    def _may_lack_title(self) -> bool:
        """A translation: no title is better than one in another language.

        One that isn't live yet, or without which everything below it couldn't be opened.
        """
        return not (self.title or self.is_source) and (self.is_fixed or not self.live)

    def get_admin_display_title(self) -> str:
        """For those who work on it, who can't read an empty title."""
        return super().get_admin_display_title() or f"({self.slug})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Mark the words of a source, and reserve the family's address when it first goes live."""
        with transaction.atomic():
            if self.family.pk is None:
                self._found_family()
            if not kwargs.get("update_fields"):
                if self.is_source:
                    self._mark()
                self._refuse_foreign()
            super().save(*args, **kwargs)
            self._reserve_slug()

    def _mark(self) -> None:
        """Note what its words are now, and once whose translations it takes back."""
        row = type(self)._default_manager.filter(pk=self.pk)
        before = row.values_list("marks", flat=True).first()
        self.marks = source_marks(self, before, withdraws=self.withdraws)
        self.withdraws = False

    def reading(self, language: str) -> Reading:
        """This family for a reader of a language, in one query for what may lend words."""
        manager = type(self)._default_manager
        rows = manager.filter(translation_key=self.translation_key, alias_of__isnull=True)
        rows = rows.select_related("locale")
        if self.is_source:
            self.locale = self.family.original_locale  # which is read already
            return Reading(self, rows.filter(live=True).exclude(pk=self.pk), language)
        versions = [self._instead_of(page) for page in rows]
        origin = self.family.original_locale_id
        source = next((page for page in versions if page.locale_id == origin), None)
        if source is None:
            raise Http404("The version that this was translated from is gone.")
        return Reading(
            source,
            [page for page in versions if page is self or (page.live and page != source)],
            language,
        )

    def _instead_of(self, row: Any) -> Any:
        """This page in the place of its own row: it may be unsaved, in a preview."""
        if row.pk != self.pk:
            return row
        self.locale = row.locale  # which is read already
        return self

    def _take_slug(self) -> None:
        if self.own_slug:
            return
        if self.family.slug:
            if self.slug != self.family.slug:  # a draft from before it changed
                self.slug = self.family.slug
                if self.path:
                    self.set_url_path(self.get_parent())
        elif self.title:
            self.slug = self._free_slug(
                slugify(anyascii(self.title))[:SLUG_LENGTH].strip("-") or "page"
            )

    def _free_slug(self, wished: str) -> str:
        """The slug wished for, with a number if another family or page has it."""
        taken = set(Family.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
        others = Page.objects.exclude(translation_key=self.translation_key)
        taken |= set(others.filter(slug__startswith=wished).values_list("slug", flat=True))
        former = Family.objects.filter(former_addresses__slug__startswith=wished)
        taken |= set(former.values_list("former_addresses__slug", flat=True))
        numbered = (f"{wished}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wished, *numbered) if slug not in taken)

    def _found_family(self) -> None:
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        self.family = Family.objects.create(
            key=self.translation_key,
            original_locale_id=self.locale_id,
        )

    def _reserve_slug(self) -> None:
        if self.live and not self.own_slug and not self.family.slug:
            Family.objects.filter(pk=self.family.pk, slug__isnull=True).update(slug=self.slug)
            del self.family
