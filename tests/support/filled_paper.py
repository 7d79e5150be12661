"""Sheets that a person filled in with a pen, as a scanner sees them: crosses on a plain render."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter

from mlmp_print.api import Template
from mlmp_print.model.sheet_ids import NO_ID
from mlmp_print.pdf.panel_layout import PanelLayout, Target

DPI = 150
MM = DPI / 25.4
PEN, PAPER = 50, 250  # shades of grey
WIDE = 0.6  # mm


@dataclass(frozen=True)
class FilledPaper:
    """A form that was printed and is filled in by hand.

    Attributes:
        template: The form.
        marks: Path → the states that a cross stands on.
        texts: The paths of fields in which something is scribbled.
        sheet_id: Of the sheet.
    """

    template: Template
    marks: Mapping[str, Iterable[str]] = field(default_factory=dict)
    texts: Iterable[str] = ()
    sheet_id: str = NO_ID

    def pages(self) -> list[Image.Image]:
        """A picture of each page, in grey."""
        pdf = self.template.fill({}, sheet_id=self.sheet_id).pdf
        found = []
        with pdfium.PdfDocument(pdf) as document:
            for index in range(len(document)):
                page = document[index].render(scale=DPI / 72, may_draw_forms=False).to_pil()
                found.append(self._filled(page.convert("L"), index))
        return found

    def _filled(self, page: Image.Image, index: int) -> Image.Image:
        pen = ImageDraw.Draw(page)
        for layout in self.template.compiled_form().layouts:
            if layout.page_index != index:
                continue
            for target in layout.targets:
                if target.state in self.marks.get(target.path, ()):
                    _cross(pen, layout, target)
            for area in layout.areas:
                if area.path in self.texts:
                    middle = area.box.y + area.box.h / 2
                    left = area.box.x + 4
                    points = [(left + 2 * n, middle + (n % 2) * 3 - 1.5) for n in range(9)]
                    _line(pen, layout, points)
        return page.filter(ImageFilter.GaussianBlur(0.6))


def _cross(pen: ImageDraw.ImageDraw, layout: PanelLayout, target: Target) -> None:
    reach = 0.75 * target.radius
    x, y = target.x, target.y
    _line(pen, layout, [(x - reach, y - reach), (x + reach, y + reach)])
    _line(pen, layout, [(x - reach, y + reach), (x + reach, y - reach)])


def _line(
    pen: ImageDraw.ImageDraw, layout: PanelLayout, points: Iterable[tuple[float, float]]
) -> None:
    left, top = layout.origin
    scale = layout.scale * MM
    placed = [((left + x * layout.scale) * MM, (top + y * layout.scale) * MM) for x, y in points]
    pen.line(placed, fill=PEN, width=round(WIDE * scale))


def back_of(page: Image.Image) -> Image.Image:
    """The blank back of a page."""
    return Image.new("L", page.size, PAPER)


def upside_down(page: Image.Image) -> Image.Image:
    """A page that lay the wrong way round."""
    return page.transpose(Image.Transpose.ROTATE_180)


def scan_pdf(path: Path, pages: Iterable[Image.Image]) -> Path:
    """Write pages as the PDF of a scanner."""
    first, *others = pages
    first.save(path, save_all=True, append_images=others, resolution=DPI)
    return path


def scan_bytes(page: Image.Image, kind: str = "JPEG", quality: int = 85) -> bytes:
    """A page as the file of a picture."""
    out = io.BytesIO()
    page.save(out, kind, dpi=(DPI, DPI), quality=quality)
    return out.getvalue()
