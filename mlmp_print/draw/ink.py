"""Draw text, lines and shapes, in millimetres from the top left of a panel or of an appearance."""

from __future__ import annotations

from collections.abc import Callable

from ..look.colors import Color
from ..look.look import Look
from ..text import typeset
from .canvas import Canvas, PaintStyle
from .geometry import MM, Box, Steps, transform
from .paper import Rect

ICON = 24  # the side of the square that icons are drawn in


class Ink:
    """Draws on an area of a panel, in the colours of a look.

    The appearance of a button is drawn with this alone: it has no tags, and no fields of its own.
    """

    def __init__(self, look: Look, canvas: Canvas, area: Box) -> None:
        self._look = look
        self._canvas = canvas
        self._area = area

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        color: str = "ink",
        align: str = "left",
    ) -> None:
        """Write one line, `size` in pt; `align`: whether its left, center or right is at `x`."""
        self._tag_text()
        wide = typeset.width(words, size, "bold" if bold else "regular")
        shift = {"left": 0.0, "center": wide / 2, "right": wide}[align]
        left = round(self._x(x) - shift, 3)
        shown = self._shown(words)
        self._canvas.text(left, self._y(baseline), shown, size, self._look.color(color), bold=bold)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        color: str = "line",
        width: float = 0.7,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a line, `width` in pt; `dash`: the lengths of dashes and gaps, mm."""
        start = self._x(x1), self._y(y1)
        end = self._x(x2), self._y(y2)
        lengths = [round(length * MM, 3) for length in dash]
        self._canvas.line(start, end, self._style(None, color, width), lengths)

    def rect(
        self,
        box: Box,
        *,
        radius: float = 0,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a rectangle with corners of `radius` mm, its outline `width` pt."""
        self._canvas.rect(self._rect(box), radius * MM, self._style(fill, stroke, width))

    def circle(
        self,
        x: float,
        y: float,
        r: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a circle with a radius of `r` mm, its outline `width` pt."""
        style = self._style(fill, stroke, width)
        self._canvas.circle(self._x(x), self._y(y), r * MM, style)

    def path(
        self,
        steps: Steps,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a path: ("M", x, y) moves, ("L", x, y) draws a line, ("Z",) closes.

        ("C", x1, y1, x2, y2, x3, y3) draws a Bézier curve to the last of its points.
        """
        points = transform(steps, self._x, self._y)
        self._canvas.path(points, self._style(fill, stroke, width))

    def icon(self, name: str, box: Box, *, color: str = "ink", width: float = 1.2) -> None:
        """Draw a line icon, scaled to the shorter side of the box, at its top left corner."""
        unit = min(box.w, box.h) / ICON
        self.scaled_path(self._look.icon(name), box, unit, stroke=color, width=width)

    def scaled_path(
        self,
        steps: Steps,
        box: Box,
        unit: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a path whose own unit is `unit` mm and whose origin is the top left of the box."""
        placed = transform(steps, lambda x: box.x + x * unit, lambda y: box.y + y * unit)
        self.path(placed, fill=fill, stroke=stroke, width=width)

    def _style(self, fill: str | None, stroke: str | None, width: float) -> PaintStyle:
        self._tag_shape()
        return PaintStyle(self._color(fill), self._color(stroke), width)

    def _color(self, name: str | None) -> Color | None:
        return self._look.color(name) if name else None

    def _tag_text(self) -> None:
        """Run before every line of text; an appearance has no tags."""

    def _shown(self, words: str) -> str:
        """Return the string that is shown for the words of one line."""
        return words

    def _tag_shape(self) -> None:
        """Run before every shape."""

    # From mm to pt on the page; three decimals are a third of a micrometre.

    def _x(self, x: float) -> float:
        return round((x - self._area.x) * MM, 3)

    def _y(self, y: float) -> float:
        return round((self._area.bottom - y) * MM, 3)

    def _rect(self, box: Box) -> Rect:
        return self._x(box.x), self._y(box.bottom), self._x(box.right), self._y(box.y)


Painter = Callable[[Ink, Box], None]  # draws an appearance into a box
Painters = dict[tuple[str, ...], Painter]  # states → what is drawn when they are chosen


def paint_nothing(ink: Ink, box: Box) -> None:
    """Paint the appearance of no answer: it is empty."""
