"""Open a file of scans, and give the picture of each page. (Stand-in until `h-image` has it.)"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from ..model.errors import PdfError
from ..model.limits import SCAN_PIXELS
from ..model.phrases import Phrase

_DPI = 200


@dataclass
class Pictures:
    """The pictures in an opened file."""

    source: Any
    count: int
    single: bool

    def picture(self, page: int) -> Image.Image:
        """The picture of a page, from 1."""
        if isinstance(self.source, pdfium.PdfDocument):
            bitmap = self.source[page - 1].render(scale=_DPI / 72)
            found: Image.Image = bitmap.to_pil()
        else:
            self.source.seek(page - 1)
            found = ImageOps.exif_transpose(self.source)
        if found.width * found.height > SCAN_PIXELS:
            raise PdfError(Phrase("has more pixels than are read"))
        return found if found.mode == "L" else found.convert("RGB")

    def close(self) -> None:
        """Close the file."""
        self.source.close()


def open_pictures(source: Path | bytes) -> Pictures:
    """Open a file. Raises PdfError."""
    try:
        document = pdfium.PdfDocument(source)
        return Pictures(document, len(document), single=False)
    except pdfium.PdfiumError:
        pass
    try:
        image = Image.open(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (OSError, UnidentifiedImageError):
        raise PdfError(Phrase("is no PDF, JPEG, PNG or TIFF")) from None
    count = getattr(image, "n_frames", 1)
    return Pictures(image, count, single=count == 1)
