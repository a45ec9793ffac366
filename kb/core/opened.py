"""Whether what a form overwrites is still what it was opened from."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.utils.timestamps import render_timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelcluster.models import ClusterableModel
    from wagtail.models import Revision


def stored_hash(row: ClusterableModel) -> str:
    """Of a row and the rows inside it, as the database holds them."""
    stored = type(row)._default_manager.get(pk=row.pk).serializable_data()
    in_order = {
        name: sorted(value, key=str) if isinstance(value, list) else value
        for name, value in stored.items()
    }
    return sha256(json.dumps(in_order, cls=DjangoJSONEncoder).encode()).hexdigest()


def is_opened_from(latest: Revision, data: Mapping[str, Any]) -> bool:
    """Whether the form was opened from this revision, or its own autosave made it."""
    if made := data.get("overwrite_revision_id"):
        return bool(made == str(latest.pk))
    opened = (data.get("loaded_revision_id"), data.get("loaded_revision_created_at"))
    return opened == (str(latest.pk), latest.created_at.isoformat())


def newer(latest: Revision) -> ValidationError:
    """What is said to whom did not see this revision."""
    return ValidationError(
        _(
            "%(person)s saved this page at %(moment)s, after you had opened it. Nothing is lost: "
            "what you wrote is below, and theirs is in the history. Compare the two; if you save "
            "again, yours takes the place of theirs."
        ),
        params={
            "person": get_user_display_name(latest.user) if latest.user else _("Somebody"),
            "moment": render_timestamp(latest.created_at),
        },
    )
