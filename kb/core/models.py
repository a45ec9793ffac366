"""Where Django looks for the models of the floor; each stands in the room of its idea."""

from __future__ import annotations

from kb.core.addresses import FormerAddress
from kb.core.family import Family
from kb.core.loaded import Loaded
from kb.core.stamp import Stamp
from kb.core.terms import Term, TermLabel
from kb.core.translation.scope import CardOnly

__all__ = ["CardOnly", "Family", "FormerAddress", "Loaded", "Stamp", "Term", "TermLabel"]
