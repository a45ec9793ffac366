"""Gives a translation whole pieces in its own language, marked with what they were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.core.pieces import fingerprint, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.core.pages import FamilyPage


def lend(translation: FamilyPage, source: FamilyPage, values: Mapping[str, Any]) -> None:
    """Put whole fields and streams into a translation, unsaved, marked as made from the source.

    Streams are given as a list of raw blocks whose ids are the source's. Raises ``ValueError`` for
    a piece that the source doesn't have, since nobody would ever see it.
    """
    for name, value in values.items():
        setattr(translation, name, value)
    present, made_from = words(translation), words(source)
    _refuse_unknown(present, made_from)
    translation.marks = {
        piece: {"text": fingerprint(text), "from": fingerprint(made_from[piece])}
        for piece, text in present.items()
    }


def _refuse_unknown(present: Iterable[str], made_from: Mapping[str, str]) -> None:
    if unknown := sorted(set(present) - set(made_from)):
        raise ValueError(f"The source has no {', '.join(unknown)}")
