"""Scans for the tests: a blank, marked and put on a scanner or before a camera.

The simulator of the bench does more of this; here a test says itself how the paper lies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.draw import draw
from mlmp_print.look import look
from mlmp_print.look.wording import Wording
from mlmp_print.pdf.mark_positions import QR, MarkPositions
from mlmp_print.pdf.marks import matrix
from mlmp_print.pdf.panel_layout import panel_layouts
from mlmp_print.pdf.sheet_codes import SheetCode
from mlmp_print.scanner.blank import Blank
from mlmp_print.scanner.homography import Matrix, Points, fitted, moved
from mlmp_print.scanner.squares import interpolated

MM = 25.4  # in an inch


@dataclass(frozen=True)
class ScannedBlank:
    """The panels of a page of a blank, and pictures of it."""

    blanks: dict[int, Blank]  # by the number of the panel

    @classmethod
    def drawn(cls, form: str, page_index: int, size: str = "a4") -> ScannedBlank:
        """Draw a blank in Danish, and take one of its pages."""
        danish = look.load("da")
        definition = forms.load(form, danish)
        layouts = panel_layouts(draw(definition, danish, size), Wording(definition, danish))
        pdf = mlmp.blank(form, size=size)
        here = [layout for layout in layouts if layout.page_index == page_index]
        return cls({layout.key.panel: Blank(layout, pdf) for layout in here})

    @property
    def blank(self) -> Blank:
        """The first panel of the page."""
        return next(iter(self.blanks.values()))

    def find(self, code: SheetCode) -> Blank:
        """The blank that a code names."""
        return self.blanks[code.key.panel]

    def picture(self, dpi: int = 200, mode: str = "L") -> Image.Image:
        """The page as it is printed."""
        with pdfium.PdfDocument(self.blank.pdf) as document:
            page = document[self.blank.layout.page_index]
            return page.render(scale=dpi / 72, may_draw_forms=False).to_pil().convert(mode)


def with_code(picture: Image.Image, text: str, dpi: int = 200) -> Image.Image:
    """Paste other codes over both codes of a panel of A4."""
    rows = matrix(text)
    code = Image.new("L", (len(rows), len(rows)), 255)
    code.putdata([0 if dark else 255 for row in rows for dark in row])
    side = round(QR / MM * dpi)
    changed = picture.copy()
    for x, y in MarkPositions(210, 297).codes:
        place = round(x / MM * dpi), round(y / MM * dpi)
        changed.paste(code.resize((side, side), Image.Resampling.NEAREST), place)
    return changed


def stroked(
    picture: Image.Image, start: tuple[float, float], end: tuple[float, float], dpi: int = 200
) -> Image.Image:
    """Draw a stroke of a ballpoint, from and to points in mm."""
    changed = picture.copy()
    points = [(x / MM * dpi, y / MM * dpi) for x, y in (start, end)]
    ImageDraw.Draw(changed).line(points, fill=70, width=round(0.5 / MM * dpi))
    return changed


@dataclass(frozen=True)
class Photo:
    """A camera before paper of A4 that bends.

    Attributes:
        corners: Where the paper's corners would be if it were flat, pixels: clockwise.
        bend: How far a bent place seems moved, most, mm.
        size: Of the photo, pixels.
    """

    corners: tuple[tuple[float, float], ...] = ((130, 140), (1430, 90), (1400, 1890), (100, 1860))
    bend: float = 1.5
    size: tuple[int, int] = (1560, 2000)

    @property
    def flat(self) -> Matrix:
        """From mm on flat paper to pixels."""
        return fitted([(0, 0), (210, 0), (210, 297), (0, 297)], self.corners, [1] * 4)

    def bent(self, points: Points) -> Points:
        """How far places on the paper, mm, seem moved to the camera, mm."""
        x, y = points.T
        across, down = np.sin(np.pi * x / 210), np.sin(np.pi * y / 297)
        return np.column_stack([self.bend * down * x / 210, 0.6 * self.bend * across * (y / 297)])

    def shows(self, points: Points) -> Points:
        """Where places on the paper, mm, are on the photo, pixels."""
        return moved(self.flat, points + self.bent(points))

    def of(self, picture: Image.Image) -> Image.Image:
        """Take a photo of a picture of A4, on a dark table."""
        wide, high = self.size
        x, y = np.meshgrid(np.arange(wide) + 0.5, np.arange(high) + 0.5)
        seen = moved(np.linalg.inv(self.flat), np.column_stack([x.ravel(), y.ravel()]))
        paper = seen.copy()
        for _ in range(4):
            paper = seen - self.bent(paper)
        pixels = paper * (picture.width / 210)
        on_paper = ((paper > 0) & (paper < (210, 297))).all(1)
        shade = np.where(on_paper, interpolated(np.asarray(picture), pixels), 50)
        noise = np.random.default_rng(1).normal(0, 2, shade.shape)
        return Image.fromarray(np.clip(shade + noise, 0, 255).astype(np.uint8).reshape(high, wide))
