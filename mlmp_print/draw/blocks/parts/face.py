"""A face that says how something is, from sad to glad.

A black outline and the mouth carry the answer, and no colour does. A chosen face is solid, as a
chosen score disc is.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...geometry import MM, Box, Point, Steps
from ...ink import Ink, Painter

OUTLINE = 0.075  # of a radius, the width of the lines
RING = 0.35  # mm that the edge of a chosen face stands out over the plain one's
# Shares of the radius, from the middle of the face.
EYE = 0.11  # radius of an eye
EYES = (0.34, -0.22)  # to the middle of the right eye
FLAT = (0.38, 0.3)  # the right end of a mouth that neither smiles nor frowns
WIDER = 0.1  # how much wider the widest smile is
UP = 0.14  # how far the ends of the widest smile rise
DEEP = 0.62  # how far the curve's handles go down for the widest smile
FROWN = 0.14  # how much lower a frowning mouth begins


@dataclass(frozen=True)
class Smiley:
    """One face: its middle and radius in mm, and `smile` from -1, very sad, to 1, very glad."""

    x: float
    y: float
    radius: float
    smile: float

    def draw(self, ink: Ink, *, front: str = "ink", back: str = "paper", ring: float = 0) -> None:
        """Draw the face.

        Args:
            ink: What draws it.
            front: The colour of eyes and mouth, and of the outline if `back` is paper.
            back: The colour of the face.
            ring: How much larger than its radius the face is drawn, mm.
        """
        width = OUTLINE * self.radius * MM
        edge = front if back == "paper" else back
        ink.circle(self.x, self.y, self.radius + ring, fill=back, stroke=edge, width=width)
        for side in (-1, 1):
            x, y = self._at(side * EYES[0], EYES[1])
            ink.circle(x, y, EYE * self.radius, fill=front)
        ink.path(self._mouth(), stroke=front, width=width * 1.15)

    @property
    def box(self) -> Box:
        """The square around the face and the ring of a chosen one, mm."""
        reach = self.radius * (1 + OUTLINE / 2) + RING
        return Box(self.x - reach, self.y - reach, 2 * reach, 2 * reach)

    def draw_chosen(self, ink: Ink) -> None:
        """Draw the solid face over the plain one."""
        self.draw(ink, front="paper", back="answer", ring=RING)

    def chosen(self) -> Painter:
        """Return a painter of the solid face in the middle of a button."""

        def paint(ink: Ink, box: Box) -> None:
            x, y = box.center
            Smiley(x, y, self.radius, self.smile).draw_chosen(ink)

        return paint

    def _at(self, x: float, y: float) -> Point:
        return self.x + x * self.radius, self.y + y * self.radius

    def _mouth(self) -> Steps:
        """One curve from the left end of the mouth to the right one."""
        bend = abs(self.smile)
        end = FLAT[0] + WIDER * bend
        down = FLAT[1] - UP * self.smile + (FROWN * bend if self.smile < 0 else 0)
        handle = down + DEEP * self.smile
        near = end * 0.55
        return [
            ("M", *self._at(-end, down)),
            ("C", *self._at(-near, handle), *self._at(near, handle), *self._at(end, down)),
        ]


def smiles(count: int) -> tuple[float, ...]:
    """Return the smile of each of `count` faces in a row, from the saddest to the gladdest.

    >>> smiles(5)
    (-1.0, -0.5, 0.0, 0.5, 1.0)
    >>> smiles(1)
    (0.0,)
    """
    if count == 1:
        return (0.0,)
    middle = (count - 1) / 2
    return tuple((number - middle) / middle for number in range(count))
