"""Scans for the tests: a blank, marked and put on a scanner or before a camera, without a library.

The simulator of the bench does more of this; here a test says itself where the paper lies.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.pdf.panel_layout import PanelLayout
from mlmp_print.pdf.sheet_codes import PanelKey, SheetCode
from mlmp_print.scanner.blank import Blank

A4 = (210.0, 297.0)
Corners = tuple[tuple[float, float], ...]  # of the paper on the picture: as fractions of its size


@dataclass(frozen=True)
class ScannedBlank:
    """A panel of a blank, and pictures of it."""

    blank: Blank
    code: SheetCode

    @classmethod
    def drawn(cls, form: str, page: int, **options: object) -> ScannedBlank:
        """Draw a blank; its panel is as large as A4."""
        pdf = mlmp.blank(form, **options)
        with pdfium.PdfDocument(pdf) as document:
            pages = len(document)
        key = PanelKey(form.upper(), 1, "DAA4", page, pages)
        layout = PanelLayout(key, A4, 1.0, page - 1, (0.0, 0.0))
        return cls(Blank(layout, pdf), SheetCode(key, layout.digest))

    def blanks(self, _: SheetCode) -> Blank:
        """The blank of any code."""
        return self.blank

    def picture(self, dpi: int = 200, mode: str = "L") -> Image.Image:
        """The panel as it is printed, in colour or grey."""
        with pdfium.PdfDocument(self.blank.pdf) as document:
            page = document[self.blank.layout.page_index]
            return page.render(scale=dpi / 72, may_draw_forms=False).to_pil().convert(mode)
