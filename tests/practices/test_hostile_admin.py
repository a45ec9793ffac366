"""Whatever somebody who is signed in sends: an error in words, never a 500."""

from __future__ import annotations

import json
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zlib import crc32

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import rich_text, streamfield

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


def a_picture() -> bytes:
    file = BytesIO()
    Pillow.radial_gradient("L").save(file, "PNG")
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG file."""
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc32(kind + content))
    )


def a_picture_with(kind: bytes, content: bytes, before: bytes = b"IDAT") -> bytes:
    """A picture with one more chunk before another."""
    whole = a_picture()
    start = whole.index(before) - 4  # its length stands before its name
    return whole[:start] + chunk(kind, content) + whole[start:]


def a_picture_of(width: int, height: int) -> bytes:
    """A picture that claims another size."""
    size = struct.pack(">II", 256, 256)
    start = a_picture().index(size)
    header = struct.pack(">II", width, height) + a_picture()[start + 8 : start + 13]
    return a_picture()[: start - 8] + chunk(b"IHDR", header) + a_picture()[start + 17 :]


BOMB = (b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 3_000_000))
BROKEN_PICTURES = {
    "fake": ("a.gif", BROKEN),
    "fake as another": ("a.png", BROKEN),
    "cut off": ("a.png", a_picture()[:900]),
    "empty": ("a.gif", b""),
    "text that inflates": ("a.png", a_picture_with(*BOMB)),
    "text that inflates at the end": ("a.png", a_picture_with(*BOMB, before=b"IEND")),
    "no transparency": ("a.png", a_picture_with(b"tRNS", b"")),
    "no resolution": ("a.png", a_picture_with(b"pHYs", b"\0")),
    "no gamma": ("a.png", a_picture_with(b"gAMA", b"")),
    "a profile that is none": ("a.png", a_picture_with(b"iCCP", b"")),
    "too many points": ("a.png", a_picture_of(50_000, 50_000)),
}


@pytest.mark.parametrize(("name", "content"), BROKEN_PICTURES.values(), ids=BROKEN_PICTURES)
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
