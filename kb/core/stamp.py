"""What an index must have been built for: this database, and this thesaurus."""

from __future__ import annotations

import uuid
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import models, transaction
from django.dispatch import Signal

#: Sent after the commit of a change of terms or labels.
thesaurus_changed = Signal()

_request = Local()


class Stamp(models.Model):
    """One row.

    ``mark`` is drawn when the database is made, so that a restored backup doesn't look current.

    ``thesaurus`` is drawn anew with every change of a label: a number would come twice after a
    rollback.
    """

    mark = models.UUIDField(default=uuid.uuid4, editable=False)
    thesaurus = models.UUIDField(default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return f"{self.mark.hex}.{self.thesaurus.hex}"

    @classmethod
    def present(cls) -> str:
        """The stamp as text; read once a request."""
        if not getattr(_request, "under_way", False):
            return cls._read()
        if not hasattr(_request, "stamp"):
            _request.stamp = cls._read()
        return str(_request.stamp)

    @classmethod
    def raise_thesaurus(cls) -> None:
        """Note that terms or labels changed, in the transaction of the change."""
        with transaction.atomic():
            cls.objects.update(thesaurus=uuid.uuid4())
            _forget()
            transaction.on_commit(lambda: thesaurus_changed.send(cls), robust=True)

    @classmethod
    def redraw(cls) -> None:
        """Draw a new mark: for a database that was restored from a backup."""
        cls.objects.update(mark=uuid.uuid4())
        _forget()

    @classmethod
    def _read(cls) -> str:
        return str(cls.objects.first() or cls.objects.create())


def _forget(**_: Any) -> None:
    if hasattr(_request, "stamp"):
        del _request.stamp


def _begin(**_: Any) -> None:
    _forget()
    _request.under_way = True


def _end(**_: Any) -> None:
    _forget()
    _request.under_way = False


request_started.connect(_begin, dispatch_uid="stamp")
request_finished.connect(_end, dispatch_uid="stamp")
