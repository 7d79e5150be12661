"""The papers we draw on, in mm: A4 and A3, and how the A4 panels of a form lie on them."""

from __future__ import annotations

from dataclasses import dataclass

from ..look.assets import LOGO_BOX, Logo
from .geometry import MM, Box

Rect = tuple[float, float, float, float]  # left, bottom, right, top
LOGO_RIGHT, LOGO_TOP = 36.0, 8.0  # mm from the panel's right edge and top


@dataclass(frozen=True)
class Paper:
    """A sheet of paper in mm, and how the A4 panels of a form lie on it: the size of a panel as it is designed, the left
    edges of those on a sheet, and how much they are enlarged."""

    name: str
    width: float
    height: float
    panel: tuple[float, float]
    lefts: tuple[float, ...] = (0.0,)
    scale: float = 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pt."""
        return round(self.width * MM, 3), round(self.height * MM, 3)

    @property
    def panel_size(self) -> tuple[float, float]:
        """Width and height of a panel, not enlarged, in pt."""
        return round(self.panel[0] * MM, 3), round(self.panel[1] * MM, 3)

    def origin(self, panel: int) -> tuple[float, float]:
        """The bottom left corner of a panel (counted from 1) on its sheet, pt."""
        return round(self.lefts[(panel - 1) % len(self.lefts)] * MM, 3), round(
            (self.height - self.panel[1] * self.scale) * MM, 3
        )

    def logo_box(self, logo: Logo) -> Box:
        """Where a logo lies on a panel, mm from its top left: left of the upper code, as large as it is allowed to be."""
        wide, high = LOGO_BOX
        scale = min(wide / logo.width, high / logo.height)
        right = self.panel[0] - LOGO_RIGHT
        return Box(
            right - logo.width * scale,
            LOGO_TOP + (high - logo.height * scale) / 2,
            logo.width * scale,
            logo.height * scale,
        )


# A3 is two portrait A4 panels side by side, which folds into an A4 folder, or one landscape panel enlarged (DESIGN §7); a poster is one
# portrait panel enlarged.
PORTRAIT, LANDSCAPE = (210.0, 297.0), (297.0, 210.0)
PAPERS = {
    ("a4", "portrait"): Paper("a4", 210, 297, PORTRAIT),
    ("a3", "portrait"): Paper("a3", 420, 297, PORTRAIT, lefts=(0, 210)),
    ("a4", "landscape"): Paper("a4", 297, 210, LANDSCAPE),
    ("a3", "landscape"): Paper("a3", 420, 297, LANDSCAPE, scale=420 / 297),
    ("a4", "poster"): Paper("a4", 210, 297, PORTRAIT),
    ("a3", "poster"): Paper("a3", 297, 420, PORTRAIT, scale=420 / 297),
}
SIZES = ("a4", "a3")
