"""The engine: finds families in all their languages. It knows no page and writes no HTML."""
