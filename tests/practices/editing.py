"""What an editor's browser sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from kb.site.tree import EDITORS
from practices.blocks import TEXT_FEATURES
from practices.models import Source
from practices.sections import SECTIONS
from tests.content import library

if TYPE_CHECKING:
    from django.test import Client
    from wagtail.models import Page

    from practices.models import Place

#: A source as it is typed in.
SOURCE = {"key": "s1", "title": "Example report", "url": "https://example.org/report"}


def signed_in(client: Client, group: str = EDITORS, name: str = "somebody") -> Client:
    user = User.objects.create_user(name)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def form(place: Place | None = None, **values: Any) -> dict[str, Any]:
    """What the browser sends: everything empty but ``values``."""
    fields: dict[str, Any] = {"title": "Example square gets lamps", "summary": "", "keywords": ""}
    fields |= {section.name: rich_text("") for section in SECTIONS}
    fields |= {name: streamfield([]) for name in ("steps", "pictures", "quotations", "key_facts")}
    fields |= {
        "places": inline_formset([{"place": place.pk}] if place else []),
        "sources": inline_formset([]),
        "figures": inline_formset([]),
        "organisations": inline_formset([]),
        "comments": inline_formset([]),
        "provenance": "contributed",
    }
    fields |= values
    ticked = {name: codes for name, codes in fields.items() if isinstance(codes, list)}
    return nested_form_data({n: v for n, v in fields.items() if n not in ticked}) | ticked


def whole(place: Place, **values: Any) -> dict[str, Any]:
    needed = {
        "summary": "What was done.",
        "sector": ["public-lighting"],
        "phase": ["implementation"],
        "context": rich_text("<p>Old lamps.</p>"),
        "sources": inline_formset([SOURCE]),
    }
    return form(place, **(needed | values)) | {"action-publish": "1"}


def create(client: Client, data: dict[str, Any]) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["practices", "casestudypage", library().pk])
    return client.post(address, data)


def opened(page: Page) -> dict[str, str]:
    """Which revision of a page a form that is opened now says that it holds."""
    latest = type(page).objects.get(pk=page.pk).get_latest_revision()
    if latest is None:
        return {}
    return {
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }


def untouched(client: Client, page: Page) -> dict[str, Any]:
    """What the browser would send of a page's form that was opened and not touched."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    fields = querydict_from_html(answer.content.decode(), form_id="page-edit-form")
    latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    data = {name: values[0] if len(values) == 1 else values for name, values in fields.lists()}
    for name in ("steps", "pictures", "quotations", "key_facts"):  # a script draws their fields
        data |= stream(name, list(getattr(latest, name).raw_data))
    return data


def stream(name: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    """Raw blocks of a stream as fields of the form."""
    items = [(block["type"], {n: _typed(v) for n, v in block["value"].items()}) for block in blocks]
    fields = nested_form_data({name: streamfield(items)})
    return fields | {f"{name}-{n}-id": block.get("id", "") for n, block in enumerate(blocks)}


def _typed(value: Any) -> str:
    """A child of a block as its field has it; only rich text begins with a tag."""
    text = "" if value is None else str(value)
    return rich_text(text, features=TEXT_FEATURES) if text.startswith("<") else text


def post(client: Client, page: Page, data: dict[str, Any]) -> Any:
    """The answer to a form as it is."""
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def edit(client: Client, page: Page, data: dict[str, Any]) -> Any:
    """The answer to a form that was opened a moment ago, or as ``data`` says."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, opened(page) | data | _own_sources(page, data))


def _own_sources(page: Page, data: dict[str, Any]) -> dict[str, Any]:
    """The numbers of the rows that the form has opened, by which they are known again."""
    latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    rows = list(getattr(latest, "sources", Source.objects).all())
    rows = rows[: int(data.get("sources-TOTAL_FORMS", 0))]
    numbers = {f"sources-{n}-id": row.pk for n, row in enumerate(rows)}
    return numbers | ({"sources-INITIAL_FORMS": len(rows)} if rows else {})
