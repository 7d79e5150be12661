"""Write content streams with ReportLab, in points from the bottom left of a page.

This is the only module that draws with ReportLab. It imports ReportLab when a canvas is made,
because the reader and the command line’s help load form definitions, and they do not draw.

Three of ReportLab's attributes used here are not public. `Canvas._code` takes the operators of
marked content, for which ReportLab has no call (ISO 32000-1 14.6). `Canvas._doc` keeps the content
stream of each page, so that no file need be written and read again. Its `fontMapping` names our
fonts.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import Any

from ..look.colors import Color
from ..text import fonts
from .geometry import Steps
from .paper import Rect

FONT_NAMES = {"regular": "Atk", "bold": "AtkB"}  # resource names in every content stream
ROUND = 1  # the line cap and line join of every line without dashes (ISO 32000-1 8.4.3.3)
BUTT = 0  # the cap of a dash, which a round one would lengthen


@dataclass(frozen=True)
class PaintStyle:
    """How a shape is painted: its fill, its outline, and the outline's width in pt."""

    fill: Color | None = None
    stroke: Color | None = None
    width: float = 1.0

    @property
    def painting(self) -> dict[str, int]:
        """ReportLab's arguments for whether to fill and whether to stroke."""
        return {"fill": int(self.fill is not None), "stroke": int(self.stroke is not None)}


def _has_pillow() -> bool:
    with suppress(ImportError):
        return find_spec("PIL") is not None
    return False


def _report_lab_canvas() -> Any:
    """Import ReportLab's canvas, also where Pillow is not, as in a web page.

    ReportLab imports Pillow for pictures, which it never draws here: an empty module will do, and
    is gone when ReportLab is there.
    """
    missing = not _has_pillow()
    if missing:
        sys.modules["PIL"] = empty = ModuleType("PIL")
        empty.Image = ModuleType("PIL.Image")  # type: ignore[attr-defined]
    try:
        from reportlab.pdfgen.canvas import Canvas as ReportLabCanvas
    finally:
        if missing:
            del sys.modules["PIL"]
    return ReportLabCanvas


class Canvas:
    """The pages of one drawing.

    `pages` has the content stream of each finished page; `bold_letters` are those drawn in bold,
    which the file's bold font must have.
    """

    def __init__(self) -> None:
        report_lab_canvas = _report_lab_canvas()
        _register_fonts()
        self.pages: list[bytes] = []
        self.bold_letters: set[str] = set()
        self._reportlab: Any = report_lab_canvas(
            io.BytesIO(), pageCompression=0, initialFontName=FONT_NAMES["regular"]
        )

    # Pages ----------------------------------------------------------------------------------------

    def end_page(self) -> None:
        """Finish a page; what is drawn next stands on a new one."""
        self._reportlab.showPage()
        stream = self._reportlab._doc.Pages.pages[-1].stream
        self.pages.append(stream.encode("ascii"))

    def enter(self, scale: float, left: float, bottom: float) -> None:
        """Draw in coordinates that begin at a point of the page and are enlarged, until `leave`."""
        self._reportlab.saveState()
        self._reportlab.transform(scale, 0, 0, scale, left, bottom)

    def leave(self) -> None:
        """Draw in the page's own coordinates again."""
        self._reportlab.restoreState()

    # Marked content -------------------------------------------------------------------------------

    def begin_content(self, tag: str, number: int) -> None:
        """Begin the content of a structure element: `number` is its MCID (ISO 32000-1 14.7.4.2)."""
        self._write(f"/{tag} <</MCID {number}>> BDC")

    def begin_artifact(self) -> None:
        """Begin decoration, which a screen reader passes over (ISO 32000-1 14.8.2.2)."""
        self._write("/Artifact <</Type /Layout>> BDC")

    def end_content(self) -> None:
        """End what `begin_content` or `begin_artifact` began."""
        self._write("EMC")

    def draw_pagination(self, name: str) -> None:
        """Draw a named object as an artifact that belongs to the page, not to its text."""
        self._write(f"/Artifact <</Type /Pagination>> BDC /{name} Do EMC")

    def draw_object(
        self, name: str, left: float, bottom: float, width: float = 1, height: float = 1
    ) -> None:
        """Draw a named object with its bottom left corner at a point, scaled."""
        self._write(f"q {width:g} 0 0 {height:g} {left:g} {bottom:g} cm /{name} Do Q")

    def _write(self, operators: str) -> None:
        self._reportlab._code.append(operators)

    # Ink ------------------------------------------------------------------------------------------

    def text(
        self, left: float, baseline: float, words: str, size: float, color: Color, *, bold: bool
    ) -> None:
        """One line of words, which begins at `left`."""
        if bold:
            self.bold_letters |= set(words)
        self._set_fill(color)
        self._reportlab.setFont(FONT_NAMES["bold" if bold else "regular"], size)
        self._reportlab.drawString(left, baseline, words)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        style: PaintStyle,
        dash: Sequence[float] = (),
    ) -> None:
        """A line; `dash`: the lengths of dashes and gaps, pt."""
        self._set(style)
        if dash:
            self._reportlab.setLineCap(BUTT)
            self._reportlab.setDash(list(dash))
        self._reportlab.line(*start, *end)
        if dash:
            self._reportlab.setDash()

    def rect(self, rect: Rect, radius: float, style: PaintStyle) -> None:
        """A rectangle, its corners rounded if `radius` is not 0."""
        self._set(style)
        left, bottom, right, top = rect
        lengths = left, bottom, right - left, top - bottom
        if radius:
            self._reportlab.roundRect(*lengths, radius, **style.painting)
        else:
            self._reportlab.rect(*lengths, **style.painting)

    def circle(self, x: float, y: float, radius: float, style: PaintStyle) -> None:
        """A circle around (x, y)."""
        self._set(style)
        self._reportlab.circle(x, y, radius, **style.painting)

    def path(self, steps: Steps, style: PaintStyle) -> None:
        """A path of lines and Bézier curves."""
        self._set(style)
        path = self._reportlab.beginPath()
        calls = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for verb, *numbers in steps:
            calls[verb](*numbers)
        self._reportlab.drawPath(path, **style.painting)

    def _set(self, style: PaintStyle) -> None:
        self._reportlab.setLineCap(ROUND)
        self._reportlab.setLineJoin(ROUND)
        if style.fill:
            self._set_fill(style.fill)
        if style.stroke:
            self._set_stroke(style.stroke)
            self._reportlab.setLineWidth(style.width)

    def _set_fill(self, color: Color) -> None:
        if len(color) == 1:
            self._reportlab.setFillGray(*color)
        else:
            self._reportlab.setFillColorRGB(*color)

    def _set_stroke(self, color: Color) -> None:
        if len(color) == 1:
            self._reportlab.setStrokeGray(*color)
        else:
            self._reportlab.setStrokeColorRGB(*color)


class _Font:
    """One of our faces in the shape that ReportLab wants of a multi-byte font.

    The codes are glyph numbers (Identity-H, ISO 32000-1 9.7.5.2). The room `pdf` writes the font
    itself into the file: here only its name is needed. The names are ReportLab's own.
    """

    _multiByte, _dynamicFont = 1, 0

    def __init__(self, key: str) -> None:
        from reportlab.lib.rl_accel import escapePDF

        self._ours = fonts.face(key)
        self._escape = escapePDF
        self.face = SimpleNamespace(builtIn=True)  # Canvas.setFont reads it
        self.fontName = self.name = FONT_NAMES[key]
        self.encName = "Identity-H"
        self.substitutionFonts: list[Any] = []

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:
        return self._ours.width(text, size)

    def formatForPdf(self, text: str) -> str:
        codes = (self._ours.glyph[letter].to_bytes(2, "big") for letter in text)
        return str(self._escape(b"".join(codes)))

    def addObjects(self, document: Any) -> None:
        document.fontMapping[self.name] = "/" + self.name


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics

    for key in FONT_NAMES:
        pdfmetrics.registerFont(_Font(key))
