"""Terms of the official lists: tags in eight languages, whose labels editors may change."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import Error, connection, models, transaction
from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase

from kb.core import vocabulary
from kb.core.atomic import AtomicSave
from kb.core.contacts import impersonal
from kb.core.languages import FALLBACK, choices
from kb.core.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class ThesaurusRow(AtomicSave, models.Model):
    """A row that texts are found by: when what is ``found_by`` changes, indexes are out of date."""

    found_by: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row, and draw a new stamp if it isn't stored as it was."""
        with transaction.atomic():
            before = self._stored()
            super().save(*args, **kwargs)
            if self._stored() != before:
                Stamp.raise_thesaurus()

    def _stored(self) -> tuple[Any, ...] | None:
        rows = type(self)._default_manager.filter(pk=self.pk)
        return rows.values_list(*self.found_by).first()


class Term(ThesaurusRow, ClusterableModel, TagBase):
    """A term of a list, called ``<vocabulary>:<code>`` everywhere.

    It is retired, never deleted: a deleted one would vanish without a word from old revisions of
    pages.
    """

    vocabulary = models.CharField(_("list"), max_length=20, editable=False)
    code = models.SlugField(_("code"), max_length=60, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    broader = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="narrower", editable=False
    )
    retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("No longer offered; practices that already have it keep it."),
    )

    free_tagging = False
    found_by = ("vocabulary", "code", "retired")

    class Meta:
        verbose_name = pgettext_lazy("of an official list", "term")
        verbose_name_plural = pgettext_lazy("of an official list", "terms")
        ordering = ["vocabulary", "order"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="term_once_in_a_list")
        ]

    def __str__(self) -> str:
        return label(self.id_text)

    @property
    def id_text(self) -> str:
        """``sector:public-lighting``."""
        return f"{self.vocabulary}:{self.code}"


class TermLabel(ThesaurusRow):
    """A word for a term: the preferred one of a language is shown, the others are found."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=2, choices=choices)
    text = models.CharField(_("text"), max_length=120, validators=[impersonal])
    preferred = models.BooleanField(_("preferred"), default=False)

    found_by = ("term", "language", "text", "preferred")

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["language", "-preferred", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "language", "text"], name="label_once"),
            models.UniqueConstraint(
                fields=["term", "language"],
                condition=models.Q(preferred=True),
                name="one_preferred_label",
            ),
        ]

    def __str__(self) -> str:
        return self.text


def within(label: str) -> str:
    """A label inside a sentence: with a small first letter, unless it is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def label(term: str, language: str | None = None) -> str:
    """The preferred label of a term, in English if a language has none, and at last its code.

    Before the first migration, when system checks look at choices, the labels of the files.
    """
    language = language or get_language() or FALLBACK
    try:
        book = preferred_labels(Stamp.present())
    except Error:
        if _migrated():
            raise
        book = vocabulary.preferred_labels()
    return book.get((term, language)) or book.get((term, FALLBACK)) or term.partition(":")[2]


def _migrated() -> bool:
    return TermLabel._meta.db_table in connection.introspection.table_names()


#: For choices of fields: the label in the language of whoever looks, when they look.
lazy_label = lazy(label, str)


@lru_cache(maxsize=2)  # the present thesaurus, and the one before while it changes
def preferred_labels(stamp: str) -> Mapping[tuple[str, str], str]:
    """All preferred labels by term and language; one query for each change of the thesaurus."""
    rows = TermLabel.objects.filter(preferred=True).values_list(
        "term__vocabulary", "term__code", "language", "text"
    )
    return {(f"{vocabulary}:{code}", language): text for vocabulary, code, language, text in rows}


def all_labels() -> Iterable[tuple[str, str, str]]:
    """Every label: (term, language, text)."""
    rows = TermLabel.objects.filter(term__retired=False).values_list(
        "term__vocabulary", "term__code", "language", "text"
    )
    for name, code, language, text in rows.order_by("pk").iterator():
        yield f"{name}:{code}", language, text
