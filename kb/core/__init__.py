"""The floor: languages, families, terms, pieces of text."""
