"""A hit as the listing shows it: its card, with what was looked for marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.highlights import CUT
from search.results import Fragment, Highlight, Hit

if TYPE_CHECKING:
    from kb.core.reading import Shown
    from practices.case import Case


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its card."""

    hit: Hit
    case: Case

    @property
    def title(self) -> tuple[Fragment, ...]:
        """The title, with what was looked for marked if it stands there."""
        return self._marked("title", self.case.title)

    @property
    def summary(self) -> tuple[Fragment, ...]:
        """The summary, in the same way; empty where there is none."""
        return self._marked("summary", self.case.summary) if self.case.summary else ()

    @property
    def passage(self) -> Highlight | None:
        """The passage that answers best, unless title or summary show it."""
        marked = any(fragment.match for fragment in (*self.title, *self.summary))
        return None if marked else self.hit.highlight

    def _marked(self, piece: str, shown: Shown) -> tuple[Fragment, ...]:
        """A piece as it is shown, marked where the highlight, a stretch of it, was found."""
        text, highlight = str(shown.value), self.hit.highlight
        if not highlight or (highlight.piece, highlight.language) != (piece, shown.language):
            return (Fragment(text, match=False),)
        fragments = [replace(each, text=_uncut(each.text)) for each in highlight.fragments]
        found = "".join(each.text for each in fragments)
        before, stretch, after = text.partition(found)
        if not stretch:  # another text than was indexed
            return (Fragment(text, match=False),)
        outer = [Fragment(before, match=False), *fragments, Fragment(after, match=False)]
        return tuple(each for each in outer if each.text)


def _uncut(text: str) -> str:
    return text.removeprefix(f"{CUT} ").removesuffix(f" {CUT}")
