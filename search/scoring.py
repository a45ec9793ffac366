"""The score of a family: the one place where the results of every engine are weighed and cut.

Without a model, after search.md ("Score")::

    S(d) = TEXT * share of the query's idf mass that stands in d
         + CONCEPTS * share of the query's concept idf mass that d carries

for a language version d. A family has the score of its best version. Words that were read as a
concept stand in d together, or where another label of the concept stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from search.reading import ReadQuery

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]

# Measured on two held-out sets (search.md): weights picked on other sets than they were measured
# on, and flat around these values, so they are round numbers.
TEXT, CONCEPTS = 0.1, 0.2
# A concept met in the text counts half of one that an editor ticked ("ticked: double"): the text
# may speak of it in passing. Put so, and not 1 and 2, the share never exceeds 1.
IN_TEXT = 0.5
# A text that is ticked with one topic is about it; with four, each counts half (1 / 4 ** .5).
# Not measured on the held-out sets; without it "street lighting" brings a town's energy
# management before the lighting of 57 towns.
FOCUS = 0.5
# The query is refused if its best S is lower: more than half of its idf mass stands nowhere
# together, and none of its concepts is carried. Measured as .05 and .02 without a model.
GATE, TAIL = 0.05, 0.02
# And nothing is shown that has less than a fifth of the best: in "oświetlenie uliczne" a practice
# on a street that shares only "uliczne" has S = .036, the one on lighting .29. Not measured on
# the held-out sets; at 66 practices it cuts what TAIL alone leaves of accidental words.
TAIL_OF_BEST = 0.2
# The reader's own language first where two are about equal: helps the order only, never a cut.
# search.md: .02 to .05; the smallest, since every card is in every language anyway.
OWN_LANGUAGE = 0.02
# A family is shown in the reader's language if that version has at least half of the best one's
# score: what it says of itself must be read before it is worth anything. Not measured.
SHOWN = 0.5
# How much one, two, many occurrences say: tf / (tf + .4) is .71, .83, and nearly 1. A word that
# stands once must pass the gate by itself: .1 * .71 > .05.
SATURATION = 0.4
# A word of the title counts as if it stood three times (.88). Not measured: decides the order of
# texts that share a word, nothing else.
TITLE = 3
# More is not a result but a library; it bounds what is counted and sorted (search.md).
AT_MOST = 1_000
# Equal texts must tie whatever the order in which their floats were added up.
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Candidates:
    """Language versions that hold something of the query, one a row, a family's rows together.

    ``counts`` (n, words) says how often each word stands in the version, ``found`` (n, concepts)
    how often each concept, ``ticked`` (n, concepts) how much (0 to 1) it is about what an editor
    ticked. ``language`` (n) is a
    row of :attr:`Asked.word_idf`, ``own`` (n) marks the reader's language, ``kept`` (n) what no
    cut takes away, since it holds the phrases asked for.
    """

    family: Numbers
    language: Numbers
    own: Marks
    kept: Marks
    counts: Floats
    found: Floats
    ticked: Floats


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words (languages, words) and the concepts (concepts) of a query are worth.

    ``mass`` (languages) is what all the words are worth together, ``concept_weight`` (concepts) is
    lower for a concept that was asked for in another language.
    """

    word_idf: Floats
    mass: Floats
    concept_idf: Floats
    concept_weight: Floats


@dataclass(frozen=True, slots=True)
class Counted:
    """How common the parts of a query are.

    ``standing`` (languages, words) are the versions that each word stands in, of ``versions``
    (languages); ``carrying`` (concepts) the families that carry each concept, of ``families``.
    The languages are those of :attr:`search.reading.ReadQuery.spoken`, in its order.
    """

    standing: Numbers
    versions: Numbers
    carrying: Numbers
    families: int


@dataclass(frozen=True, slots=True)
class Found:
    """The families of a result, in no order: number, row to show, what they are ordered by."""

    family: Numbers
    row: Numbers
    score: Floats


def idf(holding: Numbers, of: Numbers | int) -> Floats:
    """What a word is worth that ``holding`` of so many texts (or families) have; always positive.

    log(1 + (N - n + .5) / (n + .5)), as in BM25. With N = 6 a word of every text has .07 and one of
    two texts 1.03, so that function words don't count even in a library of six. A word that
    stands nowhere is worth as much as one that stands once: it says no more.
    """
    standing = np.maximum(holding, 1)
    others = np.maximum(of - standing, 0)
    return np.log1p((others + 0.5) / (standing + 0.5)).astype(np.float32)


def weigh(reading: ReadQuery, reader: str, counted: Counted) -> Asked:
    """What a query is worth in a library, for a reader of the language ``reader``."""
    rows = list(reading.spoken)
    worth = idf(counted.standing, counted.versions[:, np.newaxis])
    for row, code in enumerate(rows):
        worth[row, len(reading.spoken[code].words) :] = 0
    concepts = idf(counted.carrying, counted.families)
    weights = np.array([concept.weight for concept in reading.concepts], np.float32)
    return Asked(
        _levelled(reading, reader, worth, counted.standing), worth.sum(axis=1), concepts, weights
    )


def _levelled(reading: ReadQuery, reader: str, worth: Floats, standing: Numbers) -> Floats:
    """What a word adds in a language (languages, words): no more than in the reader's own.

    A word that is common there is rare elsewhere by chance: "energii" stands in one Croatian text,
    in a Portuguese name. One that stands nowhere in the reader's language keeps its worth.
    """
    if reader not in reading.spoken:
        return worth
    row = list(reading.spoken).index(reader)
    own = {
        word.folded: worth[row, column] if standing[row, column] else np.inf
        for column, word in enumerate(reading.spoken[reader].words)
    }
    limits = np.full_like(worth, np.inf)
    for each, spoken in enumerate(reading.spoken.values()):
        limits[each, : len(spoken.words)] = [own.get(word.folded, np.inf) for word in spoken.words]
    return np.minimum(worth, limits)


def saturate(counts: Floats) -> Floats:
    """From how often (0 to many) to how much (0 to 1)."""
    return (counts / (counts + SATURATION)).astype(np.float32)


def score(candidates: Candidates, asked: Asked) -> Floats:
    """S of every candidate, (n)."""
    worth = asked.word_idf[candidates.language]
    text = _share(saturate(candidates.counts), worth, asked.mass[candidates.language])
    in_text = IN_TEXT * saturate(candidates.found)
    carried = np.maximum(candidates.ticked, in_text) * asked.concept_weight
    concepts = _share(carried, asked.concept_idf[np.newaxis], asked.concept_idf.sum())
    return _rounded(TEXT * text + CONCEPTS * concepts)


def choose(candidates: Candidates, scores: Floats) -> Found:
    """The families that pass gate and tail, with the best score and the version to be shown."""
    best = float(scores.max(initial=0))
    tail = max(TAIL, TAIL_OF_BEST * best) if best >= GATE else np.inf
    rows = np.flatnonzero(candidates.kept | (scores >= tail))
    if not rows.size:
        return Found(rows, rows, scores[rows])
    ordered_by = scores[rows] + np.float32(OWN_LANGUAGE) * candidates.own[rows]
    family = candidates.family[rows]
    starts = np.flatnonzero(np.r_[True, family[1:] != family[:-1]])
    highest = np.maximum.reduceat(ordered_by, starts)
    best_of_family = np.repeat(highest, np.diff(np.r_[starts, rows.size]))
    read_first = candidates.own[rows] & (ordered_by >= SHOWN * best_of_family)
    rank = np.where(read_first, 0, np.where(ordered_by == best_of_family, 1, 2))
    first = np.minimum.reduceat(rank * rows.size + np.arange(rows.size), starts) % rows.size
    return Found(family[starts], rows[first], _rounded(highest))


def _share(strength: Floats, worth: Floats, whole: Floats) -> Floats:
    """Of ``whole`` (n, or one) what is there, of each column (n or 1, m) by its strength."""
    part: Floats = (strength * worth).sum(axis=1)
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _rounded(scores: Floats) -> Floats:
    return np.round(scores, _DIGITS).astype(np.float32)
