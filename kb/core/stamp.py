"""What an index must have been built for: this database, and this thesaurus."""

from __future__ import annotations

import uuid
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import models

_request = Local()


class Stamp(models.Model):
    """The only row of its table; as text ``<mark>.<thesaurus>``.

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
    def latest(cls) -> str:
        """The stamp as it is now, with which the rest of the request goes on."""
        _forget()
        return cls.present()

    @classmethod
    def raise_thesaurus(cls) -> None:
        """Note that terms or labels changed, in the transaction of the change."""
        cls.objects.update(thesaurus=uuid.uuid4())
        _forget()

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
