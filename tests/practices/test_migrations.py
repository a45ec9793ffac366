"""What a migration does to content that is there."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from wagtail.models import Revision

from practices.models import CaseStudyPage
from tests.content import a_case

pytestmark = pytest.mark.django_db


def test_a_picture_keeps_its_image_and_loses_its_alternative_text(index: object) -> None:
    page = a_case()
    image = {"image": 7, "decorative": False, "alt_text": "Call maria@example.org"}
    old: list[dict[str, Any]] = [
        {"type": "picture", "id": "p1", "value": {"image": image, "caption": "A lamp"}}
    ]
    revision = page.latest_revision
    revision.content["pictures"] = json.dumps(old)
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    module = import_module("practices.migrations.0005_pictures_without_alt")
    module.Migration.operations[1].code(apps, None)
    kept = json.loads(Revision.objects.get(pk=revision.pk).content["pictures"])
    assert kept[0]["value"] == {"image": 7, "caption": "A lamp"}
    assert list(CaseStudyPage.objects.get().pictures.raw_data) == []
