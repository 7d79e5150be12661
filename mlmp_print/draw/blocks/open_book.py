"""An open book to write in, under an arrow that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.shapes import Steps, mirrored, soft

ARROW, HEAD = 9.0, 3.4  # mm: length of the arrow, and of its head
COVER, SPINE = (
    3.6,
    5.0,
)  # mm: how far the cover shows, and how deep the pages fall towards the spine
OUTLINE, FINE = 1.6, 1.1  # pt


@dataclass(frozen=True)
class OpenBookBlock:
    """`words`: the alt text. Words and field lie on the pages, where other blocks put them."""

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Arrow, cover, ribbon, pages."""
        box, x = self.box, self.box.center[0]
        cover = box.inset(0, ARROW + 3, 0, 0)
        with pen.tagged("Figure", Alt=sheet.word(self.words)):
            tip = box.y + ARROW
            pen.line(x, box.y, x, tip, color="ink", width=2.4)
            pen.path(
                [("M", x - HEAD, tip - HEAD), ("L", x, tip), ("L", x + HEAD, tip - HEAD)],
                stroke="ink",
                width=2.4,
            )
            pen.rect(cover, radius=4, fill="well", stroke="ink", width=OUTLINE)
            leaf = cover.inset(COVER, 0.8, cover.w / 2, COVER + 1.6)
            for lower in (1.6, 0.0):  # the leaf below shows at the foot
                for steps in (page(leaf, lower), mirrored(page(leaf, lower), x)):
                    pen.path(
                        steps, fill="paper", stroke="ink", width=OUTLINE if not lower else FINE
                    )
            ribbon = [
                (x + 3, leaf.bottom + 3),
                (x + 8, leaf.bottom + 1.8),
                (x + 8, cover.bottom + 3),
                (x + 5.5, cover.bottom + 0.6),
                (x + 3, cover.bottom + 3),
            ]
            pen.path(soft(ribbon, 0.6), fill="warm", stroke="ink", width=FINE)


def page(leaf: Box, lower: float) -> Steps:
    """A left page, falling to the spine at the right of the leaf; its foot `lower` mm further down."""
    x, spine, foot = leaf.x, leaf.right, leaf.bottom + lower
    middle = leaf.w * 0.45
    return [
        ("M", spine, leaf.y + SPINE),
        ("C", spine - 8, leaf.y, spine - middle, leaf.y, x, leaf.y + 2.4),
        ("L", x, foot - 2.4),
        ("C", spine - middle, foot - 4.8, spine - 8, foot - 4.8, spine, foot + 0.2),
        ("Z",),
    ]
