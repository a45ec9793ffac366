"""Whatever somebody who is signed in sends: an error in words, never a 500."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import rich_text, streamfield

from kb.core.bad_input import is_bad_input
from practices.models import CaseStudyPage
from tests.content import a_case, a_place, an_organisation, with_organisation
from tests.practices.editing import create, form, opened, signed_in, whole

pytestmark = pytest.mark.django_db

HUGE = "99999999999999999999"
SURROGATE = json.dumps(
    {"blocks": [{"key": "a", "text": "\ud800", "type": "unstyled", "depth": 0}], "entityMap": {}}
)


@pytest.fixture
def admin(admin_client: Client, index: object) -> Client:
    """An administrator, to whom a fault is an answer like any other."""
    admin_client.raise_request_exception = False
    return admin_client


@pytest.fixture
def editor(client: Client, index: object) -> Client:
    client.raise_request_exception = False
    return signed_in(client)


@pytest.mark.parametrize(
    "address",
    [
        f"api/main/pages/?child_of={HUGE}",
        "api/main/pages/?child_of=x",
        f"api/main/pages/?descendant_of={HUGE}",
        f"api/main/pages/?offset={HUGE}",
        f"api/main/pages/?limit={HUGE}",
        "api/main/pages/find/?id=x",
        "api/main/pages/?search=%00",
        f"api/main/pages/{HUGE}/",
        f"api/main/images/{HUGE}/",
        f"bulk/wagtailcore/page/delete/?id={HUGE}",
        "bulk/wagtailcore/page/delete/?id=x",
        "bulk/wagtailcore/page/move/?id=%00",
        f"bulk/practices/place/delete/?id={HUGE}",
        f"bulk/wagtailcore/page/publish/?id=all&childOf={HUGE}",
        f"choose-page/?p={HUGE}",
        "choose-page/search/?q=%00",
        "choose-page/search/?q=%22",
        f"choose-page/{HUGE}/",
        f"snippets/choose/practices/place/?p={HUGE}",
        "snippets/choose/practices/place/results/?q=%00",
        "images/?q=%00&p=x",
        f"images/?collection_id={HUGE}",
        f"images/{HUGE}/",
        f"pages/{HUGE}/edit/",
        f"pages/?content_type={HUGE}",
        f"reports/site-history/?user={HUGE}",
        "pages/?q=%ED%A0%80",
        f"snippets/practices/place/edit/{HUGE}/",
        "snippets/practices/place/edit/%00/",
        "snippets/practices/place/?ordering=%00&country=%00",
        f"editing-sessions/ping/wagtailcore/page/zz/{HUGE}/",
        "pages/1/move/1/confirm/",
        "pages/1/set_position/",
        "failwhale/",
        "reports/site-history/?timestamp_from=0001-01-01",
        "reports/workflow/?created_at_from=0001-01-01",
        "reports/locked/?locked_at_from=0001-01-01",
        "pages/?latest_revision_created_at_from=0001-01-01",
    ],
)
def test_a_forged_address_is_answered(admin: Client, address: str) -> None:
    for answer in (admin.get(f"/admin/{address}"), admin.post(f"/admin/{address}")):
        assert answer.status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        "choose-external-link/",
        "redirects/import/process/",
        "snippets/choose/practices/place/create/",
    ],
)
def test_a_form_without_its_fields_is_answered(admin: Client, address: str) -> None:
    assert admin.post(f"/admin/{address}", {"url": ""}).status_code < 500
    assert admin.post(f"/admin/{address}").status_code < 500


@pytest.mark.parametrize("parent", ["", "x", HUGE, "\0"])
def test_a_copy_to_nowhere_is_answered(admin: Client, parent: str) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[a_case().pk])
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent}
    assert admin.post(address, data).status_code < 500
    assert CaseStudyPage.objects.count() == 1


def test_a_picture_of_no_size_is_answered(admin: Client) -> None:
    get_image_model().objects.create(title="Lamps", file=get_test_image_file())
    number = get_image_model().objects.get().pk
    assert admin.get(f"/admin/images/{number}/preview/fill-0x0/").status_code < 500


@pytest.mark.parametrize("rows", ["place", "organisation"])
def test_what_is_used_is_not_deleted_though_wagtail_does_not_know_yet(
    admin: Client, rows: str
) -> None:
    """Its list of references follows a moment later."""
    place, organisation = a_place(), an_organisation()
    with_organisation(a_case(place=place), organisation)
    row = {"place": place, "organisation": organisation}[rows]
    ReferenceIndex.objects.all().delete()
    for address in (
        reverse(f"wagtailsnippets_practices_{rows}:delete", args=[row.pk]),
        reverse("wagtail_bulk_action", args=["practices", rows, "delete"]) + f"?id={row.pk}",
    ):
        answer = admin.post(address, follow=True)
        assert "still used by a page" in answer.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_row_that_the_form_keeps_back_is_refused(editor: Client) -> None:
    """The page has a source of this key, which the form doesn't name."""
    page = a_case()
    data = whole(a_place(), title="Forged") | opened(page)
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 302
    assert CaseStudyPage.objects.get().title == page.title


COUNTS = ["x", "-1", "3", ""]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("field", ["TOTAL_FORMS", "INITIAL_FORMS"])
def test_forged_counts_in_the_page_editor_are_answered(
    editor: Client, field: str, count: str
) -> None:
    page = a_case()
    data = form(a_place()) | {f"{rows}-{field}": count for rows in ("figures", "comments")}
    assert create(editor, data).status_code < 500
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.post(address, data | {"figures-0-id": HUGE}).status_code < 500


@pytest.mark.parametrize("count", ["501", "9" * 5000])
def test_more_rows_than_anybody_fills_in_are_not_built(editor: Client, count: str) -> None:
    assert create(editor, form() | {"comments-TOTAL_FORMS": count}).status_code == 400
    assert not CaseStudyPage.objects.exists()


def test_as_many_rows_as_somebody_may_fill_in_are_taken(editor: Client) -> None:
    assert create(editor, form() | {"comments-TOTAL_FORMS": "500"}).status_code != 400


@pytest.mark.parametrize("count", COUNTS)
def test_forged_counts_of_a_stream_are_answered(editor: Client, count: str) -> None:
    assert create(editor, form() | {"steps-count": count}).status_code < 500


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("field", ["TOTAL_FORMS", "INITIAL_FORMS"])
def test_forged_counts_in_a_snippet_are_answered(admin: Client, field: str, count: str) -> None:
    address = reverse("wagtailsnippets_practices_place:edit", args=[a_place().pk])
    data = {"name": "Town", "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
    assert admin.post(address, data | {f"names-{field}": count}).status_code < 500


@pytest.mark.parametrize(
    "text",
    [SURROGATE, "{", "[]", "{}", '{"blocks": 1}', '{"blocks": [{}]}', rich_text("\0")],
    ids=range(7),  # rich text has keys of chance, by which two processes would not know a test
)
def test_rich_text_that_is_none_is_answered(editor: Client, text: str) -> None:
    assert create(editor, form(context=text)).status_code < 500


def test_an_empty_text_is_taken(editor: Client) -> None:
    assert create(editor, form(context="null")).status_code == 302
    assert CaseStudyPage.objects.get().context == ""


@pytest.mark.parametrize("name", ["go_live_at", "expire_at"])
@pytest.mark.parametrize("date", ["0001-01-01 00:00", "1999-12-31 10:00", "9999-12-31 23:59"])
def test_a_date_that_nobody_means_is_an_error(editor: Client, name: str, date: str) -> None:
    answer = create(editor, form(**{name: date}))
    assert answer.status_code == 200
    assert name in answer.context["form"].errors


def test_a_link_signs_nobody_out(editor: Client) -> None:
    assert editor.get("/admin/logout/").status_code == 405
    assert editor.get("/admin/").status_code == 200
    assert editor.post("/admin/logout/").status_code == 302
    assert editor.get("/admin/").status_code == 302


def test_a_form_from_before_the_last_signing_in_is_answered_in_words(editor: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    answer = strict.post("/admin/pages/1/", {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "The form was not accepted" in answer.content.decode()


def test_what_somebody_has_locked_is_deleted_by_nobody_else(
    editor: Client, django_user_model: Any
) -> None:
    page = a_case()
    page.locked, page.locked_by = True, django_user_model.objects.create_user("other")
    page.save()
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    editor.post(address)
    editor.post(f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}")
    assert CaseStudyPage.objects.filter(pk=page.pk).exists()
    page.locked = False
    page.save()
    editor.post(address)
    assert not CaseStudyPage.objects.filter(pk=page.pk).exists()


def test_only_pdf_is_a_document(admin: Client) -> None:
    for name, taken in (("a.html", 0), ("a.svg", 0), ("a.pdf", 1)):
        file = SimpleUploadedFile(name, b"<script>alert(1)</script>")
        sent = {"title": "Lamps", "file": file, "collection": "1"}
        admin.post(reverse("wagtaildocs:add"), sent)
        assert get_document_model().objects.count() == taken


def a_text(**values: Any) -> str:
    block = {"key": "a", "text": "Lamps", "type": "unstyled", "depth": 0}
    return json.dumps({"blocks": [block | values], "entityMap": {}})


def a_link(data: Any) -> str:
    """A text that is a link."""
    text = json.loads(a_text(entityRanges=[{"key": 0, "offset": 0, "length": 5}]))
    return json.dumps(text | {"entityMap": {"0": {"type": "LINK", "data": data}}})


@pytest.mark.parametrize(
    "text",
    [
        a_link({"id": '1" onclick="x'}),
        a_link({"id": [1]}),
        a_link({"id": None}),
        a_text(type="unordered-list-item", depth=100_000),
        "[" * 100_000,
        a_text(depth=7).replace("7", "9" * 5000),
    ],
    ids=["attribute", "list", "null", "deep", "brackets", "digits"],
)
def test_a_forged_text_is_answered_and_nothing_is_saved(editor: Client, text: str) -> None:
    page = a_case()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = form(a_place(), title="Forged", context=text)
    assert editor.post(address, sent).status_code == 400
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == page.title
    assert create(editor, sent).status_code == 400
    assert CaseStudyPage.objects.count() == 1
    assert editor.get(address).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        a_link({"url": "mailto:jan@example.org"}),
        a_link({"url": "tel:+420123"}),
        a_link({"url": "ftp://example.org/"}),
        a_link({"id": 1}),
        a_text(text="Ask jan@example.org"),
        a_text(text="Call +420 123 456 789"),
    ],
)
@pytest.mark.parametrize("in_a_step", [False, True], ids=["section", "step"])
def test_contacts_and_broken_links_are_an_error_beside_their_field(
    editor: Client, text: str, in_a_step: bool
) -> None:
    a_step = streamfield([("step", {"since": "", "until": "", "text": text})])
    values = {"steps": a_step} if in_a_step else {"context": text}
    answer = create(editor, form(a_place(), **values))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(values)
    assert not CaseStudyPage.objects.exists()


def test_an_answer_is_a_page_in_the_language_of_the_user(admin: Client) -> None:
    from wagtail.users.models import UserProfile

    user = User.objects.get(username="admin")
    UserProfile.objects.create(user=user, preferred_language="pl")
    answer = admin.get("/admin/bulk/wagtailcore/page/delete/?id=x")
    assert answer.status_code == 400
    assert '<html lang="pl">' in answer.content.decode()


@pytest.mark.parametrize(
    "error",
    [
        ValueError("too many values to unpack"),
        ValueError("Field 'id' expected a number but got 'y'."),
        OverflowError("int too large"),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
        KeyError("x"),
        AttributeError("'NoneType' object has no attribute 'x'"),
        CaseStudyPage.DoesNotExist(),
        TypeError(),
        RecursionError(),
        ValueError("Exceeds the limit (4300 digits) for integer string conversion"),
    ],
    ids=repr,
)
def test_a_fault_that_the_request_does_not_carry_is_no_bad_input(error: Exception) -> None:
    def fails() -> Any:
        raise error

    with pytest.raises(type(error)):
        fails()
    assert not is_bad_input(RequestFactory().get(f"/admin/?id={quote('x')}"), error)


@pytest.mark.parametrize(
    ("error", "value"),
    [
        (RecursionError(), "[" * 400),
        (RecursionError(), '{"a":' * 400),
        (ValueError("Exceeds the limit (4300 digits) for integer string conversion"), "9" * 4301),
    ],
)
def test_what_is_too_deep_or_too_long_is_bad_input(error: Exception, value: str) -> None:
    assert is_bad_input(RequestFactory().post("/admin/", {"comments": value}), error)
