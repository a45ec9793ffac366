"""Every request that could touch one translation: localize's and Wagtail's, with their bodies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.admin.urls import pages as page_urls
from wagtail.models import TaskState
from wagtail_localize import wagtail_hooks as theirs
from wagtail_localize.models import StringSegment, Translation

from tests.content import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from practices.models import CaseStudyPage

STOLEN = "Ukradzione"
METHODS = ("get", "post", "put", "patch", "delete")
#: Of the interface of the editor, for whoever has come so far; it says nothing of a page.
OF_NO_PAGE = {"javascript_catalog"}
#: All whose address names a page: whatever Wagtail adds is asked too.
OF_A_PAGE = ("page_id", "page_to_move_id", "pk")
#: Actions of Wagtail's own API.
API = (
    "convert_alias",
    "copy",
    "copy_for_translation",
    "create_alias",
    "delete",
    "move",
    "publish",
    "revert_to_page_revision",
    "unpublish",
)
#: Apps whose rows a request may have changed.
APPS = ("core", "site", "practices", "wagtail_localize", "wagtailcore", "wagtailredirects")


@dataclass
class Aim:
    """A translation in review, and what its addresses and forms name; ``into`` is one's own."""

    translation: Translation
    into: str = "fr"
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def page(self) -> CaseStudyPage:
        return self.translation.get_target_instance()

    @cached_property
    def named(self) -> dict[str, Any]:
        """What an address may name."""
        page, segments = self.page, StringSegment.objects.filter(source=self.translation.source)
        state = TaskState.objects.filter(revision__object_id=str(page.pk)).first()
        return {
            "page_id": page.pk,
            "page_to_move_id": page.pk,
            "pk": page.pk,
            "destination_id": library(self.into).pk,
            "revision_id": page.revisions.order_by("pk").first().pk,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "action_name": "approve",
            "task_state_id": state.pk,
            "task_id": state.task_id,
            "workflow_state_id": state.workflow_state_id,
            "app_label": "practices",
            "model_name": "casestudypage",
            "translation_source_id": self.translation.source_id,
            "translation_id": self.translation.pk,
            "string_segment_id": segments.get(context__path="title").pk,
            "overridable_segment_id": 1,
            "mode": "pl",
        } | self.values

    @cached_property
    def body(self) -> dict[str, Any]:
        """What any of the forms takes, in one: each reads its own fields."""
        return {
            "value": STOLEN,
            "title": STOLEN,
            "summary": STOLEN,
            "action": "publish",
            "action-publish": "1",
            "locales": [str(self.page.locale_id)],
            "publish_translations": "on",
            "new_title": STOLEN,
            "new_slug": "stolen",
            "new_parent_page": library(self.into).pk,
            "comment": STOLEN,
            "restriction_type": "login",
            "include_descendants": "on",
        }

    @cached_property
    def po(self) -> bytes:
        """A file of all its strings, translated otherwise."""
        text = str(self.translation.export_po())
        return text.replace('msgstr "', f'msgstr "{STOLEN} ').encode()

    @cached_property
    def json(self) -> dict[str, Any]:
        """The same for the API."""
        return {
            "revision_id": self.named["revision_id"],
            "destination_page_id": self.named["destination_id"],
            "position": "last-child",
            "locale": self.into,
            "recursive": False,
            "keep_live": False,
            "alias": True,
            "title": STOLEN,
            "slug": "stolen",
        }


@dataclass(frozen=True)
class Attack:
    """A request; ``sent`` asks it of a client."""

    name: str
    method: str
    address: str
    aim: Aim

    def sent(self, client: Client) -> Any:
        if self.method == "get":
            return client.get(self.address)
        if self.name.startswith("api:"):
            return client.post(self.address, self.aim.json, content_type="application/json")
        file = SimpleUploadedFile("stolen.po", self.aim.po)
        data = encode_multipart(BOUNDARY, self.aim.body | {"file": file})
        return client.generic(self.method.upper(), self.address, data, MULTIPART_CONTENT)


def attacks(aim: Aim) -> Iterator[Attack]:
    """All of them."""
    yield from _of_localize(aim)
    yield from _of_wagtail(aim)
    for action in API:
        address = f"/admin/api/main/pages/{aim.named['page_id']}/action/{action}/"
        yield Attack(f"api:{action}", "post", address, aim)


def the(name: str, method: str, aim: Aim) -> Attack:
    """One of them."""
    return next(each for each in attacks(aim) if (each.name, each.method) == (name, method))


def _of_localize(aim: Aim) -> Iterator[Attack]:
    (resolver,) = theirs.register_admin_urls()
    source = aim.translation.source.get_source_instance()
    values = aim.named | {"page_id": source.pk, "pk": source.pk}
    of_the_version = {"convert_to_alias": {"page_id": aim.page.pk}}
    for each in resolver.url_patterns:
        named = values | of_the_version.get(each.name, {})
        kwargs = {name: named[name] for name in each.pattern.converters}
        address = reverse(f"wagtail_localize:{each.name}", kwargs=kwargs)
        if each.name not in OF_NO_PAGE:
            yield from (Attack(each.name, method, address, aim) for method in METHODS)


def _of_wagtail(aim: Aim) -> Iterator[Attack]:
    for each in page_urls.urlpatterns:
        names = getattr(each.pattern, "converters", None) or each.pattern.regex.groupindex
        if set(names) & set(OF_A_PAGE):
            kwargs = {name: aim.named[name] for name in names}
            address = reverse(f"wagtailadmin_pages:{each.name}", kwargs=kwargs)
            yield from (Attack(each.name, method, address, aim) for method in METHODS[:2])


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that hold pages, their drafts, words, marks, reviews and history."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models}


def changed(before: dict[str, list[dict[str, Any]]]) -> set[str]:
    """The tables that aren't what they were."""
    now = everything()
    return {name for name in now if now[name] != before[name]}
