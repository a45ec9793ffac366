"""The form in which a practice is written: terms as boxes to tick, and what publishing asks for."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kb.core.contacts import impersonal
from kb.core.forms import FamilyPageForm
from kb.core.terms import Term, label
from kb.core.vocabulary import TAGS
from practices.validators import visible


class TermsField(forms.MultipleChoiceField):
    """Terms of one list, as boxes with labels in the user's language.

    An unknown code is an error.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(choices=self._offered, **kwargs)

    def _offered(self) -> list[tuple[str, str]]:
        codes = Term.objects.filter(vocabulary=self.vocabulary, retired=False).values_list(
            "code", flat=True
        )
        return [(code, label(f"{self.vocabulary}:{code}")) for code in codes]

    def keep(self, codes: list[str]) -> None:
        """Go on offering what the page carries already, though it has been retired."""
        offered = self._offered()
        known = {code for code, _label in offered}
        retired = [
            (code, label(f"{self.vocabulary}:{code}")) for code in codes if code not in known
        ]
        self.choices = offered + retired


class PracticeForm(FamilyPageForm):
    """Reads terms into boxes and back into tags; a draft may be half-written."""

    sector = TermsField("sector", label=_("Topics: sectors"))
    area = TermsField("area", label=_("Topics: areas of intervention"), required=False)
    phase = TermsField("phase", label=_("Phases of the action plan"))
    step = TermsField("step", label=_("Steps of the action plan"), required=False)
    instrument = TermsField("instrument", label=_("How the authority acted"), required=False)
    financing = TermsField("financing", label=_("Who paid"), required=False)
    stakeholder = TermsField("stakeholder", label=_("Who took part"), required=False)
    barrier = TermsField("barrier", label=_("Difficulties"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carried = self.instance.terms_by_vocabulary()
        for vocabulary in set(TAGS) & set(self.fields):
            self.initial.setdefault(vocabulary, carried.get(vocabulary, []))
            cast("TermsField", self.fields[vocabulary]).keep(carried.get(vocabulary, []))
        for name in set(self.instance.required_pieces) & set(self.fields):
            self.fields[name].required = True

    def clean_keywords(self) -> list[str]:
        """Nobody's address or number, here as elsewhere."""
        keywords = cast("list[str]", self.cleaned_data["keywords"])
        for keyword in keywords:
            visible(keyword)
            impersonal(keyword)
        return keywords

    def is_valid(self) -> bool:
        """What the rows must hold to be published; they are validated after the page."""
        valid = bool(super().is_valid())
        if valid and self.instance.is_source and not self.is_deferred_validation:
            self._check_source()
            self._check_citations()
            rows = [form for name in ("figures", "sources") for form in self._kept(name)]
            valid = not any(form.errors for form in rows)
        return valid and not self.errors

    def _check_source(self) -> None:
        if not self._kept("places"):
            self.add_error(None, _("Say where it was done: add at least one place."))
        if not self.instance.is_told:
            self.add_error(
                "done", _("Write at least one section of the story, this one or another.")
            )
        if not self._kept("sources"):
            self.add_error(
                None, _("Say where the information comes from: add at least one source.")
            )

    def _check_citations(self) -> None:
        keys: list[str | None] = []
        for form in self._kept("sources"):
            if (key := form.cleaned_data.get("key")) in keys:
                form.add_error("key", _("Another source on this page has this key."))
            keys.append(key)
        for form in self._kept("figures"):
            if (key := form.cleaned_data.get("source_key")) not in keys:
                form.add_error("source_key", _no_source(key))
        for block in self.instance.key_facts:
            if (key := block.value["source_key"]) not in keys:
                self.add_error("key_facts", _no_source(key))

    def _kept(self, formset: str) -> list[forms.ModelForm]:
        forms_ = self.formsets[formset].forms
        return [
            f
            for f in forms_
            if getattr(f, "cleaned_data", None) and not f.cleaned_data.get("DELETE")
        ]

    def save(self, commit: bool = True) -> Any:
        """Put the ticked terms on the page before it is saved."""
        ticked = {name: self.cleaned_data[name] for name in TAGS if name in self.cleaned_data}
        self.instance.set_terms(ticked)
        return super().save(commit=commit)


def _no_source(key: str | None) -> ValidationError:
    return ValidationError(
        _("No source on this page has the key “%(key)s”. Add the source, or correct the key."),
        params={"key": key},
    )
