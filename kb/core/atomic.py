"""Rows whose change and whose mark in the change log are one."""

from __future__ import annotations

from typing import Any

from django.db import transaction


class AtomicSave:
    """Mixed into a model whose receivers raise versions.

    Django sends ``post_save`` after its own transaction has ended; a crash in between would lose
    the change for every index.
    """

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row and what follows from it, or neither."""
        with transaction.atomic():
            super().save(*args, **kwargs)  # type: ignore[misc]  # mixed into a model

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the row and note it, or neither."""
        with transaction.atomic():
            return super().delete(*args, **kwargs)  # type: ignore[misc]  # mixed into a model
