"""``manage.py load_vocabularies``: the official lists become terms with labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import transaction

from kb.core import vocabulary
from kb.core.loaded import Loaded, content_hash
from kb.core.stamp import Stamp
from kb.core.terms import Term, TermLabel

if TYPE_CHECKING:
    from kb.core.vocabulary import Record


def labels_of(records: dict[str, Term]) -> dict[int, list[tuple[str, str, bool]]]:
    """All labels by term, in one query."""
    found: dict[int, list[tuple[str, str, bool]]] = {term.pk: [] for term in records.values()}
    rows = TermLabel.objects.order_by("pk").values_list("term_id", "language", "text", "preferred")
    for term, language, text, preferred in rows:
        found.setdefault(term, []).append((language, text, preferred))
    return found


def wanted(record: Record) -> list[tuple[str, str, bool]]:
    """The labels that a file gives a term."""
    return [
        (language, text, number == 0)
        for language, texts in record.labels.items()
        for number, text in enumerate(texts)
    ]


class Loader:
    """Loads all lists in a few queries; a term whose labels an editor changed is left alone."""

    def __init__(self) -> None:
        self.records = [record for name in vocabulary.ALL for record in vocabulary.read(name)]
        self.terms = {term.id_text: term for term in Term.objects.all()}
        self.labels = labels_of(self.terms)
        self.loaded = {row.name: row for row in Loaded.objects.filter(name__startswith="term/")}

    def run(self) -> int:
        """Load what is due; the number of terms loaded."""
        due = [record for record in self.records if self._is_due(record)]
        if due:
            with transaction.atomic():
                self._write(due)
                Stamp.raise_thesaurus()
        return len(due)

    def _is_due(self, record: Record) -> bool:
        noted, term = self.loaded.get(f"term/{record.id}"), self.terms.get(record.id)
        if term is None:
            return True
        if noted is None or noted.rows != content_hash(sorted(self.labels[term.pk])):
            return False
        return noted.file != self._file(record)

    def _file(self, record: Record) -> str:
        return content_hash([record.order, record.broader, wanted(record)])

    def _write(self, due: list[Record]) -> None:
        for record in due:
            self.terms[record.id] = self._term(record)
        TermLabel.objects.filter(term__in=[self.terms[record.id] for record in due]).delete()
        TermLabel.objects.bulk_create(
            TermLabel(term=self.terms[record.id], language=language, text=text, preferred=preferred)
            for record in due
            for language, text, preferred in wanted(record)
        )
        for record in due:
            self.terms[record.id].broader.set(self.terms[name] for name in record.broader)
        self._note(due)

    def _term(self, record: Record) -> Term:
        slug = f"{record.vocabulary}-{record.code}"
        term = self.terms.get(record.id) or Term(vocabulary=record.vocabulary, code=record.code)
        term.name, term.slug, term.order = slug, slug, record.order
        term.save()
        return term

    def _note(self, due: list[Record]) -> None:
        Loaded.objects.bulk_create(
            (
                Loaded(
                    name=f"term/{record.id}",
                    file=self._file(record),
                    rows=content_hash(sorted(wanted(record))),
                )
                for record in due
            ),
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["file", "rows"],
        )


class Command(BaseCommand):
    """A second run is quick, and leaves alone what an editor changed."""

    help = "Loads kb/core/vocabularies/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every list, and say what was done."""
        loader = Loader()
        done = loader.run()
        self.stdout.write(
            f"{len(loader.records)} terms in {len(vocabulary.ALL)} lists, {done} loaded now."
        )
