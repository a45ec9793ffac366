"""The checks of the library; ``python -m tests.run`` runs all that CI does."""
