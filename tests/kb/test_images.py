"""Pictures are whole, and say nothing but what is to be seen on them."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, ImageCms
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo
from wagtail.images import get_image_model

from kb.core.images import bare

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db
OWNER = "jan@example.org"
BROKEN = b"GIF89a and then nothing"


@pytest.fixture
def admin(admin_client: Client, index: object, settings: Any, tmp_path: Path) -> Client:
    """An administrator, to whom a fault is an answer like any other."""
    settings.MEDIA_ROOT = tmp_path
    admin_client.raise_request_exception = False
    return admin_client


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
    "more points than a camera has": ("a.png", a_picture_of(11_000, 11_000)),
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
    sent = SimpleUploadedFile(f"{OWNER} +420 603 123 456.PNG", a_picture())
    admin.post(reverse("wagtailimages:add"), {"title": "Lamps", "file": sent, "collection": "1"})
    picture = get_image_model().objects.get()
    assert (picture.width, picture.height) == (256, 256)
    assert re.fullmatch(r"original_images/[0-9a-f]{16}\.png", picture.file.name)
    with picture.file.open() as kept, Pillow.open(kept) as stored:
        assert stored.tobytes() == Pillow.radial_gradient("L").tobytes()


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("profile", [OWNER.encode(), SRGB + OWNER.encode()], ids=["alone", "last"])
def test_what_hides_in_a_profile_is_not_kept(profile: bytes) -> None:
    file = BytesIO()
    Pillow.new("RGB", (4, 4)).save(file, "JPEG", icc_profile=profile)
    with Pillow.open(file) as picture:
        assert OWNER.encode() not in bare(picture)


def test_a_large_photograph_is_taken(admin: Client) -> None:
    """One that Django keeps in a file of its own while it is uploaded."""
    noise = Pillow.effect_noise((2400, 2400), 90).convert("RGB")
    file = BytesIO()
    noise.save(file, "JPEG", quality=95)
    assert len(file.getvalue()) > 2_621_440
    sent = SimpleUploadedFile("a.jpg", file.getvalue())
    admin.post(reverse("wagtailimages:add"), {"title": "Noise", "file": sent, "collection": "1"})
    picture = get_image_model().objects.get()
    with picture.file.open() as kept, Pillow.open(kept) as stored:
        assert stored.size == (2400, 2400)


def test_of_several_pictures_in_one_file_the_main_one_is_kept_as_it_was() -> None:
    file = BytesIO()
    some = [Pillow.effect_noise((80, 80), 90).convert("RGB") for _ in range(2)]
    some[0].save(file, "MPO", save_all=True, append_images=some[1:], quality=95)
    with Pillow.open(file) as picture:
        assert picture.format == "MPO"
        content = bare(picture)
    with Pillow.open(BytesIO(content)) as stored:
        assert (stored.format, getattr(stored, "n_frames", 1)) == ("JPEG", 1)
        assert stored.quantization[0][0] <= 3  # of quality 92; Pillow's own 75 has 8


def test_colours_and_transparency_are_kept() -> None:
    palette = Pillow.new("P", (4, 4), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    file = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    palette.save(file, "PNG", transparency=1, icc_profile=profile)
    with Pillow.open(file) as picture:
        content = bare(picture)
    with Pillow.open(BytesIO(content)) as stored:
        assert "icc_profile" not in stored.info
        assert stored.convert("RGB").getpixel((1, 1)) == (255, 0, 0)
        assert stored.convert("RGBA").getpixel((0, 0))[3] == 0


def a_photograph(kind: str) -> bytes:
    """Taken on its side by a camera that knows the place and its owner."""
    picture = Pillow.new("RGB", (40, 20), "red")
    picture.paste("blue", (20, 0, 40, 20))
    said = Pillow.Exif()
    said[ExifTags.Base.Orientation] = 6
    said[ExifTags.Base.Artist] = OWNER
    said.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 13.0, 46.0)
    notes = PngInfo()
    notes.add_text("Author", OWNER)
    more = {"JPEG": {"comment": OWNER}, "PNG": {"pnginfo": notes}}.get(kind, {})
    file = BytesIO()
    picture.save(file, kind, exif=said, xmp=f"<x>{OWNER}</x>".encode(), **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_and_its_owner_wrote_into_a_picture_is_not_published(
    admin: Client, kind: str
) -> None:
    sent = a_photograph(kind)
    assert OWNER.encode() in sent
    file = SimpleUploadedFile(f"a.{kind.lower()}", sent)
    admin.post(reverse("wagtailimages:add"), {"title": "Lamps", "file": file, "collection": "1"})
    picture = get_image_model().objects.get()
    with picture.file.open() as kept:
        content = kept.read()
    assert OWNER.encode() not in content
    with Pillow.open(BytesIO(content)) as stored:
        assert (stored.format, stored.size, dict(stored.getexif())) == (kind, (20, 40), {})
        red, _, _ = stored.convert("RGB").getpixel((10, 4))
        _, _, blue = stored.convert("RGB").getpixel((10, 36))
    assert min(red, blue) > 200
    assert (picture.width, picture.height) == (20, 40)
