"""A page of a PDF as a PNG, drawn by pdfium as a viewer would, fields included."""

from __future__ import annotations

import io
import math
from typing import Any

from ..model.errors import EncryptedError, PdfError, UsageError
from ..model.limits import PREVIEW_PIXELS
from ..sandbox import sandbox


def draw_png(data: bytes, page: int = 1, dpi: int = 96, password: str | None = None) -> bytes:
    """Draw a page in this process; for files of our own. Page `page` (from 1) at `dpi`; `password` is for an encrypted file. Raises PdfError, EncryptedError, and UsageError for a page that is not there."""
    import pypdfium2 as pdfium  # only in the process that draws

    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError.for_password(password) from None
        raise PdfError("is not a PDF, or broken") from None
    with document:
        if page > len(document):
            raise UsageError(f"has {len(document)} pages; there is no page {page}")
        document.init_forms()
        try:
            area = math.prod(document.get_page_size(page - 1))
            if not area:  # what is to be shown of it (/CropBox) lies beside it
                raise PdfError(f"has nothing to draw: page {page} has no size")
            if area * (dpi / 72) ** 2 > PREVIEW_PIXELS:
                raise PdfError(f"has a page too large to draw at {dpi} dpi", code="page-too-large")
            picture = document[page - 1].render(scale=dpi / 72, may_draw_forms=True).to_pil()
        except pdfium.PdfiumError:
            raise PdfError("has a page that cannot be drawn") from None
        out = io.BytesIO()
        picture.save(out, "PNG")  # to optimize it takes three times as long, and 3% off
        return out.getvalue()


def png(data: bytes, page: int = 1, dpi: int = 96, password: str | None = None) -> bytes:
    """As `draw_png`, in the sandbox. Raises PdfError also for a file that takes too much time or memory."""
    return sandbox.run(DRAW, data, page=page, dpi=dpi, password=password)[1]


DRAW = f"{__name__}:draw_packed"  # what the sandbox runs


def draw_packed(data: bytes, **given: Any) -> tuple[dict[str, Any], bytes]:
    """As `draw_png`, in the form that crosses from the sandbox."""
    return {}, draw_png(data, **given)
