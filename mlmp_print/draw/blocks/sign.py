"""The sign of the concept beside a title: a whole figure that holds up a small wheel of life."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts import standing
from .parts.small_wheel import draw_small_wheel

HOLD = 0.86  # radians from the lowest point of the wheel to a hand
SUNK = 0.10  # of the wheel's radius: how far the head is behind the wheel's foot
GROUND = 0.9  # of the wheel's radius: half the length of the ground


@dataclass(frozen=True)
class SignBlock:
    """The wheel is as wide as the box, the ground on its foot.

    `words` is the alt text, with `{themes}`.
    """

    box: Box
    words: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the ground, the figure and the wheel in its hands, as one Figure."""
        box = self.box
        radius = box.w / 2
        x, y = box.center[0], box.y + radius
        unit = (box.h - box.w - SUNK * radius) / standing.HEIGHT
        hands = [(x + side * radius * sin(HOLD), y + radius * cos(HOLD)) for side in (-1, 1)]
        alt = sheet.word(self.words).format(themes=", ".join(sheet.theme_names))
        with pen.tagged("Figure", Alt=alt):
            reach = GROUND * radius
            pen.line(x - reach, box.bottom, x + reach, box.bottom, color="ink", width=1.2)
            standing.draw_standing(pen, x, box.bottom, unit, hands)
            draw_small_wheel(pen, sheet, x, y, radius)
            standing.draw_hands(pen, hands, unit)
