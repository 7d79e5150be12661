"""Scans for the tests: a blank, marked and put on a scanner or before a camera, without a library.

The simulator of the bench does more of this; here a test says itself where the paper lies.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.draw import draw
from mlmp_print.look import look
from mlmp_print.look.wording import Wording
from mlmp_print.pdf.panel_layout import panel_layouts
from mlmp_print.pdf.sheet_codes import SheetCode
from mlmp_print.scanner.blank import Blank


@dataclass(frozen=True)
class ScannedBlank:
    """A panel of a blank, and pictures of it."""

    blank: Blank
    code: SheetCode

    @classmethod
    def drawn(cls, form: str, panel: int, size: str = "a4") -> ScannedBlank:
        """Draw a blank in Danish, and take one of its panels."""
        danish = look.load("da")
        definition = forms.load(form, danish)
        drawing = draw(definition, danish, size)
        layout = panel_layouts(drawing, Wording(definition, danish))[panel - 1]
        blank = Blank(layout, mlmp.blank(form, size=size))
        return cls(blank, SheetCode(layout.key, layout.digest))

    def blanks(self, _: SheetCode) -> Blank:
        """The blank of any code."""
        return self.blank

    def picture(self, dpi: int = 200, mode: str = "L") -> Image.Image:
        """The panel as it is printed, in colour or grey."""
        with pdfium.PdfDocument(self.blank.pdf) as document:
            page = document[self.blank.layout.page_index]
            return page.render(scale=dpi / 72, may_draw_forms=False).to_pil().convert(mode)
