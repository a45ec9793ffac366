"""The form in which a picture is uploaded."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Wagtail's own looks at the first bytes only, and fails later where the rest is no picture."""

    def to_python(self, data: Any) -> Any:
        """The file, which can be read to its end."""
        try:
            file = super().to_python(data)
            if file is not None:
                with Pillow.open(file) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError:
            raise
        except Exception as error:  # each of Pillow's decoders fails in its own way
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        return file


class ImageForm(BaseImageForm):
    """Wagtail's, but a broken file is an error beside its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
