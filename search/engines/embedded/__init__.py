"""The embedded engine: one folder, no server; SQLite keeps, numpy finds."""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
