"""The thesaurus as the terms of the library make it; an editor's new label counts at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kb.core.stamp import Stamp
from kb.core.terms import all_labels
from search.concepts import Label, Thesaurus

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Lists whose labels say how a number or a text is to be taken; they are words of every text, not
#: topics.
NOT_SEARCHED = (
    "bound",
    "standing",
    "method",
    "provenance",
    "carrier",
    "status",
    "origin",
    "outcome",
)
#: Codes for what fits no other code.
LEFTOVERS = ("other", "others", "other-area", "not-applicable")
#: These lists, and the phases among the concepts, name terms by single common words ("Financial",
#: "Review"), which would be found everywhere.
BARE = ("barrier:", "phase:", "step:", "concept:phase-")


def present() -> Thesaurus:
    """The thesaurus of this moment."""
    return _made(Stamp.present())


@lru_cache(maxsize=2)  # the present one, and the one before while it changes
def _made(stamp: str) -> Thesaurus:
    return Thesaurus(_labels())


def _labels() -> Iterator[Label]:
    for concept, language, text in all_labels():
        vocabulary, _, code = concept.partition(":")
        bare = concept.startswith(BARE) and " " not in text
        if vocabulary not in NOT_SEARCHED and code not in LEFTOVERS and not bare:
            yield Label(concept, language, text)
