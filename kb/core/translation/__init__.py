"""The only place that writes words into a translation's row."""

from __future__ import annotations

from kb.core.translation.lending import lend

__all__ = ["lend"]
