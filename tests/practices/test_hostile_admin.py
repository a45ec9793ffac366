"""Whatever somebody who is signed in sends: an error in words, never a 500."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import rich_text

from kb.core.bad_input import is_bad_input
from practices.models import CaseStudyPage
from tests.content import a_case, a_place
from tests.practices.editing import create, form, signed_in

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

HUGE = "99999999999999999999"
BROKEN = b"GIF89a and then nothing"
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
    [SURROGATE, "{", "[]", "null", "{}", '{"blocks": 1}', '{"blocks": [{}]}', rich_text("\0")],
)
def test_rich_text_that_is_none_is_answered(editor: Client, text: str) -> None:
    assert create(editor, form(context=text)).status_code < 500


def test_an_answer_is_a_page_in_the_language_of_the_user(admin: Client) -> None:
    from wagtail.users.models import UserProfile

    user = User.objects.get(username="admin")
    UserProfile.objects.create(user=user, preferred_language="pl")
    answer = admin.get("/admin/bulk/wagtailcore/page/delete/?id=x")
    assert answer.status_code == 400
    assert '<html lang="pl">' in answer.content.decode()


def a_picture() -> bytes:
    file = BytesIO()
    Pillow.radial_gradient("L").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.gif", BROKEN), ("a.png", BROKEN), ("a.png", a_picture()[:900]), ("a.gif", b"")],
    ids=["fake", "fake as another", "cut off", "empty"],
)
def test_a_broken_picture_is_an_error_of_its_form(admin: Client, name: str, content: bytes) -> None:
    data = {"title": "Lamps", "file": SimpleUploadedFile(name, content)}
    answer = admin.post(reverse("wagtailimages:add"), data | {"collection": "1"})
    assert answer.status_code == 200
    assert get_image_model().objects.count() == 0
    many = {"files[]": SimpleUploadedFile(name, content), "title": "Lamps", "collection": "1"}
    answer = admin.post(
        reverse("wagtailimages:add_multiple"), many, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.status_code == 200
    assert answer.json()["success"] is False


def test_a_whole_picture_is_taken(admin: Client) -> None:
    data = {"title": "Lamps", "file": SimpleUploadedFile("a.png", a_picture()), "collection": "1"}
    admin.post(reverse("wagtailimages:add"), data)
    picture = get_image_model().objects.get()
    assert (picture.width, picture.height) == (256, 256)
    with picture.file.open() as kept:
        assert kept.read() == a_picture()


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
    ],
    ids=repr,
)
def test_a_fault_that_the_request_does_not_carry_is_no_bad_input(error: Exception) -> None:
    def fails() -> Any:
        raise error

    with pytest.raises(type(error)):
        fails()
    assert not is_bad_input(RequestFactory().get(f"/admin/?id={quote('x')}"), error)
