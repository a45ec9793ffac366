"""Blocks of a case study's streams: what repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlockValidationError
from wagtail.blocks.field_block import (
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    IntegerBlock,
    RichTextBlock,
    TextBlock,
)
from wagtail.images.blocks import ImageChooserBlock

from kb.core.pieces import PieceBlock
from kb.core.vocabulary import Choices
from practices.validators import LARGEST, SHORT_TEXT
from practices.years import FIRST, LAST

if TYPE_CHECKING:
    from wagtail.blocks import StructValue

TEXT_FEATURES = ["bold", "ul", "ol", "link"]


class StepBlock(PieceBlock):
    """One step of what was done, with its year or years if they are known."""

    words = ("text",)

    since = IntegerBlock(
        label=_("year, or first year"), required=False, min_value=FIRST, max_value=LAST
    )
    until = IntegerBlock(label=_("last year"), required=False, min_value=FIRST, max_value=LAST)
    text = RichTextBlock(label=_("what was done"), features=TEXT_FEATURES)

    class Meta:
        icon = "tick"
        label = _("Step")
        description = _("What was done, in one or two sentences.")
        preview_value = {"since": 2015, "until": None, "text": "<p>…</p>"}

    def clean(self, value: StructValue) -> StructValue:
        """A period ends after it has begun."""
        cleaned = super().clean(value)
        since, until = cleaned["since"], cleaned["until"]
        if since and until and until < since:
            late = ValidationError(_("The last year is before the first one."))
            raise StructBlockValidationError(block_errors={"until": late})
        return cleaned


class PictureBlock(PieceBlock):
    """A real photograph or drawing, with what it shows and whose it is.

    What it shows is said in the caption, for all readers and in their language.
    """

    words = ("caption",)
    codes = ("image", "credit")

    image = ImageChooserBlock(label=_("picture"))
    caption = CharBlock(label=_("what it shows"), max_length=250, validators=SHORT_TEXT)
    credit = CharBlock(label=_("credit"), max_length=120, validators=SHORT_TEXT)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture of the practice itself, with its credit.")


class QuotationBlock(PieceBlock):
    """What somebody said, and in what role."""

    words = ("text", "speaker")

    text = TextBlock(label=_("quotation"), max_length=600, validators=SHORT_TEXT)
    speaker = CharBlock(label=_("role of the speaker"), max_length=120, validators=SHORT_TEXT)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("In their words; the role, not the name.")


class KeyFactBlock(PieceBlock):
    """A number that needs words. Never computed with."""

    words = ("text",)
    codes = ("source_key", "as_stated")

    value = DecimalBlock(
        label=_("value"),
        min_value=-LARGEST,
        max_value=LARGEST,
        max_digits=16,
        decimal_places=3,
    )
    text = CharBlock(label=_("words after the number"), max_length=160, validators=SHORT_TEXT)
    bound = ChoiceBlock(label=_("exactness"), choices=Choices("bound"), default="exactly")
    year = IntegerBlock(label=_("year"), required=False, min_value=FIRST, max_value=LAST)
    standing = ChoiceBlock(label=_("standing"), choices=Choices("standing"))
    method = ChoiceBlock(
        label=_("how it was obtained"), choices=Choices("method"), default="not-stated"
    )
    source_key = CharBlock(label=_("key of its source"), max_length=40)
    as_stated = CharBlock(label=_("as the source states it"), max_length=255, validators=SHORT_TEXT)

    class Meta:
        icon = "pick"
        label = _("Key fact")
        description = _("A number that needs words, for instance: 57 towns.")
