"""The sizes of paper: A4 and A3 in mm, and how the A4 panels of a form lie on them."""

from __future__ import annotations

from dataclasses import dataclass

from ..look.assets import LOGO_BOX, Logo
from ..model.errors import UsageError
from ..model.messages import did_you_mean, quoted
from ..model.phrases import PhraseTemplate
from .geometry import MM, Box

Rect = tuple[float, float, float, float]  # left, bottom, right, top
LOGO_RIGHT = 36.0  # mm from the panel's right edge to a logo
LOGO_TOP = 8.0  # mm from the panel's top to a logo


@dataclass(frozen=True)
class Panel:
    """One panel on its page of the PDF.

    `number` counts from 1 and `page_index` from 0. `origin` is the bottom left corner of the panel
    on the page, pt. `box` is the panel as it is designed, mm; on the page it is `scale` times as
    large.
    """

    number: int
    page_index: int
    starts_page: bool
    origin: tuple[float, float]
    scale: float
    box: Box

    def on_page(self, rect: Rect) -> Rect:
        """Move a rectangle from the panel to the page, pt."""
        left, bottom = self.origin
        scale = self.scale
        x1, y1, x2, y2 = (edge * scale for edge in rect)
        return (
            round(left + x1, 3),
            round(bottom + y1, 3),
            round(left + x2, 3),
            round(bottom + y2, 3),
        )


@dataclass(frozen=True)
class Paper:
    """A sheet of paper, mm, and how panels lie on it.

    `panel` is the width and height of a panel as it is designed. `lefts` are the left edges of the
    panels that lie beside each other on one page. `scale` is how much a panel is enlarged.
    """

    name: str
    width: float
    height: float
    panel: tuple[float, float]
    lefts: tuple[float, ...] = (0.0,)
    scale: float = 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pt.

        >>> PAPERS["a4", "portrait"].size
        (595.276, 841.89)
        """
        return round(self.width * MM, 3), round(self.height * MM, 3)

    @property
    def panel_size(self) -> tuple[float, float]:
        """Width and height of a panel as it is designed, pt."""
        return round(self.panel[0] * MM, 3), round(self.panel[1] * MM, 3)

    def origin(self, panel: int) -> tuple[float, float]:
        """Return the bottom left corner of a panel (counted from 1) on its page, pt."""
        left = self.lefts[(panel - 1) % len(self.lefts)]
        bottom = self.height - self.panel[1] * self.scale
        return round(left * MM, 3), round(bottom * MM, 3)

    def panel_at(self, number: int) -> Panel:
        """Return where a panel (counted from 1) lies."""
        page_index, column = divmod(number - 1, len(self.lefts))
        box = Box(0, 0, *self.panel)
        return Panel(number, page_index, column == 0, self.origin(number), self.scale, box)

    def logo_box(self, logo: Logo) -> Box:
        """Return where a logo lies on a panel: left of the upper code, as large as is allowed."""
        wide, high = LOGO_BOX
        scale = min(wide / logo.width, high / logo.height)
        right = self.panel[0] - LOGO_RIGHT
        return Box(
            right - logo.width * scale,
            LOGO_TOP + (high - logo.height * scale) / 2,
            logo.width * scale,
            logo.height * scale,
        )


# A3 is two portrait panels side by side, which fold into an A4 folder, or one landscape panel
# enlarged. A poster is one portrait panel enlarged.
PORTRAIT = (210.0, 297.0)
LANDSCAPE = (297.0, 210.0)
ENLARGED = 420 / 297
PAPERS = {
    ("a4", "portrait"): Paper("a4", 210, 297, PORTRAIT),
    ("a3", "portrait"): Paper("a3", 420, 297, PORTRAIT, lefts=(0, 210)),
    ("a4", "landscape"): Paper("a4", 297, 210, LANDSCAPE),
    ("a3", "landscape"): Paper("a3", 420, 297, LANDSCAPE, scale=ENLARGED),
    ("a4", "poster"): Paper("a4", 210, 297, PORTRAIT),
    ("a3", "poster"): Paper("a3", 297, 420, PORTRAIT, scale=ENLARGED),
}
SIZES = ("a4", "a3")


def check_size(size: str) -> None:
    """Raise UsageError if there is no such size of paper."""
    if size not in SIZES:
        what = PhraseTemplate("There is no size {size}. {remedy}")
        raise UsageError(what.phrase(size=quoted(size), remedy=did_you_mean(size, SIZES)))
