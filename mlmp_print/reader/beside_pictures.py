"""Pictures of what stands beside the fields of a sheet, for those who look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model.errors import EncryptedError, PdfError
from ..model.limits import PDF_CROPS
from ..model.losses import ANNOTATIONS
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..pdf.crops import crops, draw_crops
from .beside import NOWHERE_ON_PAGE, Beside, beside_note


def with_pictures(
    data: bytes, found: Sequence[Beside], password: str | None, *, trusted: bool
) -> tuple[tuple[Beside, ...], tuple[Message, ...]]:
    """What stands beside the fields, with a picture of each that has a place, and notes.

    A page that cannot be drawn, or takes too long, costs no answers.
    """
    drawable = [item for item in found if item.page and item.box != NOWHERE_ON_PAGE]
    places = [(item.page, item.box) for item in drawable[:PDF_CROPS]]
    try:
        pictures = (draw_crops if trusted else crops)(data, places, password) if places else []
    except (PdfError, EncryptedError):
        pictures = [b""] * len(places)
    drawn = dict(zip(map(id, drawable), pictures, strict=False))
    shown = tuple(replace(item, picture=drawn.get(id(item), b"")) for item in found)
    failed = len(drawable) - sum(map(bool, pictures))
    if not failed:
        return shown, ()
    what = Phrase(
        "holds {count:,} things beside its fields of which no picture could be made: "
        "look at the sheet",
        count=failed,
    )
    return shown, (beside_note(Where(path="file"), what, ANNOTATIONS),)
