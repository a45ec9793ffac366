"""The form in which a picture is uploaded."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from PIL.Image import Image as Picture

#: Of what a file says besides its points: what they look like without it would be another picture.
KEPT = ("transparency", "gamma")
#: Nobody sees a difference to the file that was uploaded.
SAVED = {"JPEG": {"quality": 92, "optimize": True}, "WEBP": {"quality": 90}}


class PictureField(WagtailImageField):
    """A picture that can be read to its end, without what camera and owner wrote into it.

    Wagtail's own looks at the first bytes only, and keeps places and names: originals are public.
    """

    def to_python(self, data: Any) -> Any:
        """The file, written anew."""
        try:
            file = super().to_python(data)
            if file is not None:
                with Pillow.open(file) as picture:
                    content = bare(picture)
                _write(file, content)
                # Its name, which somebody gave it, would be in a public address.
                file.name = f"{sha256(content).hexdigest()[:16]}{Path(file.name).suffix.lower()}"
        except ValidationError:
            raise
        except Exception as error:  # each of Pillow's decoders fails in its own way
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        return file


def bare(picture: Picture) -> bytes:
    """The picture upright, as a file that holds its points and colours and nothing else.

    Of an animation it is the first one, of a camera's several (MPO) the main one.
    """
    kind = "JPEG" if picture.format == "MPO" else picture.format
    upright = _in_srgb(ImageOps.exif_transpose(picture))
    upright.info = {name: upright.info[name] for name in KEPT if name in upright.info}
    content = BytesIO()
    upright.save(content, kind, icc_profile=None, **SAVED.get(kind or "", {}))
    return content.getvalue()


def _in_srgb(picture: Picture) -> Picture:
    """The same colours without a profile, in which anything could be written."""
    opaque = picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(picture.info["icc_profile"]))
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(opaque, profile, srgb, outputMode="RGB")
    except (KeyError, OSError, ImageCms.PyCMSError):  # none, or none that fits
        return picture
    if converted is not None and picture.has_transparency_data:
        converted.putalpha(picture.convert("RGBA").getchannel("A"))
    return converted or picture


def _write(file: UploadedFile, content: bytes) -> None:
    """In place, since a large upload is a file with a name of its own."""
    file.seek(0)
    file.truncate()
    file.write(content)
    file.flush()
    file.seek(0)
    file.size = len(content)


class ImageForm(BaseImageForm):
    """Wagtail's, but a broken file is an error beside its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
