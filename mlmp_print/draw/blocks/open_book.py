"""An open book to write in, under an arrow that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box, Step
from ..pen import Pen
from ..sheet import Sheet
from .parts import arrow
from .parts.shapes import mirror, round_corners
from .parts.sketch import FINE, OUTLINE, draw_box, draw_shape

# In mm.
HEAD = 3.4  # the head of the arrow
COVER = 3.6  # how far the cover shows
SPINE = 5.0  # how deep the pages fall towards the spine
LOWER = 1.6  # how far the page below shows at the foot


@dataclass(frozen=True)
class OpenBookBlock:
    """`words`: the alt text. Other blocks put words and a field on the pages."""

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw arrow, cover, pages and ribbon."""
        box = self.box
        x = self.box.center[0]
        tip = box.y + arrow.LENGTH
        cover = box.inset(0, arrow.LENGTH + 3, 0, 0)
        leaf = cover.inset(COVER, 0.8, cover.w / 2, COVER + 1.6)
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            arrow.draw_arrow(pen, (x, box.y), (x, tip), HEAD)
            draw_box(pen, cover, 4, "well")
            for lower, width in ((LOWER, FINE), (0.0, OUTLINE)):
                left = left_page(leaf, lower)
                for page in (left, mirror(left, x)):
                    draw_shape(pen, page, "paper", width)
            draw_ribbon(pen, x, leaf.bottom, cover.bottom)


def left_page(leaf: Box, lower: float) -> list[Step]:
    """Return a left page that falls to the spine at its right; its foot is `lower` mm lower."""
    x = leaf.x
    spine = leaf.right
    foot = leaf.bottom + lower
    middle = leaf.w * 0.45
    return [
        ("M", spine, leaf.y + SPINE),
        ("C", spine - 8, leaf.y, spine - middle, leaf.y, x, leaf.y + 2.4),
        ("L", x, foot - 2.4),
        ("C", spine - middle, foot - 4.8, spine - 8, foot - 4.8, spine, foot + 0.2),
        ("Z",),
    ]


def draw_ribbon(pen: Pen, x: float, top: float, foot: float) -> None:
    """Draw a ribbon with a forked end, right of the spine."""
    corners = [
        (x + 3, top + 3),
        (x + 8, top + 1.8),
        (x + 8, foot + 3),
        (x + 5.5, foot + 0.6),
        (x + 3, foot + 3),
    ]
    draw_shape(pen, round_corners(corners, 0.6), "warm", FINE)
