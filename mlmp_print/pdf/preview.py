"""Draw a page of a PDF as a PNG. pdfium draws it with its fields, as a viewer would."""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ..model.errors import EncryptedError, PdfError, UsageError
from ..model.limits import PREVIEW_PIXELS
from ..model.phrases import Phrase, PhraseTemplate
from ..sandbox import sandbox
from .bitmaps import png_of

DRAW = f"{__name__}:draw_packed"  # what the sandbox runs


def load() -> None:
    """Load pdfium, where loading it must not count as the time of a file."""
    import_module("pypdfium2")


def png(data: bytes, page: int = 1, dpi: int = 96, password: str | None = None) -> bytes:
    """Draw a page of a PDF from anywhere, in the sandbox. Arguments and errors as `draw_png`.

    Raises:
        PdfError: also for a file that takes too much time or memory.
    """
    return sandbox.run(DRAW, data, page=page, dpi=dpi, password=password)[1]


def draw_packed(data: bytes, **options: Any) -> tuple[dict[str, Any], bytes]:
    """Draw as `draw_png`, and return what crosses from the sandbox."""
    return {}, draw_png(data, **options)


def draw_png(data: bytes, page: int = 1, dpi: int = 96, password: str | None = None) -> bytes:
    """Draw a page in this process; only for files of our own.

    Args:
        data: the PDF.
        page: its number, from 1.
        dpi: dots per inch.
        password: opens an encrypted file.

    Raises:
        PdfError: the file or the page is broken, or the picture would be too large.
        EncryptedError: the password is missing or wrong.
        UsageError: there is no such page.
    """
    import pypdfium2 as pdfium  # heavy: only the process that draws loads it

    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if "password" not in str(error).lower():
            raise PdfError(Phrase("is not a PDF, or broken")) from None
        raise EncryptedError.for_password(password) from None
    with document:
        if page > len(document):
            what = PhraseTemplate("has {count} pages; there is no page {page}")
            raise UsageError(what.phrase(count=len(document), page=page))
        document.init_forms()  # without it, pdfium draws no fields
        try:
            _check_size(document.get_page_size(page - 1), page, dpi)
            bitmap = document[page - 1].render(scale=dpi / 72, may_draw_forms=True)
            return png_of(bitmap)
        except pdfium.PdfiumError:
            raise PdfError(Phrase("has a page that cannot be drawn")) from None


def draw_pages(data: bytes, dpi: int = 96) -> Iterator[bytes]:
    """Draw every page of a file of our own. Arguments and errors as `draw_png`."""
    import pypdfium2 as pdfium  # heavy: only the process that draws loads it

    with pdfium.PdfDocument(data) as document:
        count = len(document)
    for page in range(1, count + 1):
        yield draw_png(data, page, dpi)


def _check_size(size: tuple[float, float], page: int, dpi: int) -> None:
    """Refuse a page without area, and one that would take more memory than a picture may."""
    area = math.prod(size)  # square points
    if not area:  # its crop box (14.11.2) lies off the page
        raise PdfError(Phrase("has nothing to draw: page {page} has no size", page=page))
    if area * (dpi / 72) ** 2 > PREVIEW_PIXELS:
        text = Phrase("has a page too large to draw at {dpi} dpi", dpi=dpi)
        raise PdfError(text, code="page-too-large")
