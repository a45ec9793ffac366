"""The sections of a case study, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Section:
    """A rich-text field that occurs once; ``help_text`` is for whoever writes it."""

    name: str
    title: Promise
    help_text: Promise


STORY: tuple[Section, ...] = (
    Section(
        "context",
        pgettext_lazy("section", "Why it was needed"),
        pgettext_lazy("help", "The starting point: what was wrong, what had been tried."),
    ),
    Section(
        "objectives",
        pgettext_lazy("section", "What it set out to achieve"),
        pgettext_lazy("help", "The aims, with their year if there is one."),
    ),
    Section(
        "done",
        pgettext_lazy("section", "What was done"),
        pgettext_lazy(
            "help", "In plain words. If things happened one after the other, use the steps instead."
        ),
    ),
    Section(
        "who",
        pgettext_lazy("section", "Who took part"),
        pgettext_lazy("help", "Departments, partners, firms, residents: who did what."),
    ),
    Section(
        "cost",
        pgettext_lazy("section", "Cost and money"),
        pgettext_lazy("help", "What it cost, who paid, on what terms."),
    ),
    Section(
        "results",
        pgettext_lazy("section", "Results"),
        pgettext_lazy(
            "help", "What came of it. Numbers belong to the figures; tell here what they mean."
        ),
    ),
    Section(
        "obstacles",
        pgettext_lazy("section", "What went wrong"),
        pgettext_lazy("help", "Difficulties, detours, mistakes. Readers value nothing more."),
    ),
    Section(
        "why",
        pgettext_lazy("section", "Why it worked"),
        pgettext_lazy("help", "What made the difference."),
    ),
    Section(
        "hindsight",
        pgettext_lazy("section", "What we would do differently"),
        pgettext_lazy("help", "With what you know today."),
    ),
)

NEEDS: tuple[Section, ...] = (
    Section(
        "needs_staff",
        pgettext_lazy("section", "Staff"),
        pgettext_lazy("help", "Who, for how long."),
    ),
    Section(
        "needs_skills",
        pgettext_lazy("section", "Skills"),
        pgettext_lazy("help", "What they must know or hire."),
    ),
    Section(
        "needs_money",
        pgettext_lazy("section", "Money"),
        pgettext_lazy("help", "How much, when, from whom."),
    ),
    Section(
        "needs_time",
        pgettext_lazy("section", "Time"),
        pgettext_lazy("help", "From the idea to the result."),
    ),
    Section(
        "needs_legal",
        pgettext_lazy("section", "Legal basis"),
        pgettext_lazy("help", "Decisions, permits, contracts that it rests on."),
    ),
)

SECTIONS = STORY + NEEDS
