"""Whatever writes words into the row of a translation is in this package."""

from __future__ import annotations

from kb.core.translation.lending import lend

__all__ = ["lend"]
