"""An open box under a coloured heading, for words and a picture.

The words have the whole box until there is a picture: then the picture takes the right half, and
the words the left. While there is none, its field rests on the pictogram, so that it
covers nothing that is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .board import USUAL
from .parts.card import draw_headed_card
from .parts.letters import LEADING, even_lines, fitted
from .parts.writing import flush_box

# In pt.
HEADING = 16.0
HINT = 12.0
EDGE = 1.2  # width of the frame
ICON_LINE = 1.4
# In mm.
ROUND = 3.0  # radius of a corner
PAD = 4.0  # inside the frame
GAP = 4.0  # between words and picture
ABOVE, BELOW = 2.4, 1.4  # of the band, over heading and under hint
DISC_INSET = 1.7  # between disc and band, above and below
DISC_PAD = 2.6  # left of the disc
ICON = 0.62  # of the disc's diameter: the pictogram in it
AFTER = 3.0  # between the disc and the heading

LEAST = 15 / 16  # of its size, to which a heading shrinks before it takes two lines


@dataclass(frozen=True)
class PaneBlock:
    """A box with a `text` and a `picture`, of the group `path`.

    `color` is the colour of the heading's band, `icon` the pictogram beside the heading. `like` are
    the groups of boxes as wide as this one: all their headings are of one size.
    """

    box: Box
    path: str
    color: str
    icon: str
    like: tuple[str, ...] = ()

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw frame, band, pictogram, heading and hint, and place the two fields."""
        text, picture = (sheet.place(f"{self.path}.{part}") for part in ("text", "picture"))
        band = self.band(sheet)
        disc = self.disc(sheet, band)
        words, half = self.halves(band)
        with pen.section("Sect"):
            draw_headed_card(pen, self.box, band.h, self.color, ROUND, EDGE)
            self.draw_icon(pen, disc)
            self.draw_heading(pen, sheet, disc)
            pen.text_field(text, self.words(band), beside=(picture, words))
            pen.picture_field(picture, half, resting=disc)

    # Boxes ----------------------------------------------------------------------------------------

    def band(self, sheet: Sheet) -> Box:
        """Return the coloured band over the box: as high as its like with the longest heading."""
        lines = max(len(self.heading(sheet, group).lines) for group in self.groups)
        words = LEADING * (lines * sheet.size(HEADING) + sheet.size(HINT))
        return Box(self.box.x, self.box.y, self.box.w, ABOVE + words + BELOW)

    def disc(self, sheet: Sheet, band: Box) -> Box:
        """Return the square around the disc with the pictogram, in the middle of the band."""
        side = self.disc_side(sheet)
        return Box(band.x + DISC_PAD, band.y + (band.h - side) / 2, side, side)

    def disc_side(self, sheet: Sheet) -> float:
        """The diameter of the disc, mm."""
        words = LEADING * (sheet.size(HEADING) + sheet.size(HINT))
        return ABOVE + words + BELOW - 2 * DISC_INSET

    def words(self, band: Box) -> Box:
        """Return the box of the words while there is no picture."""
        inner = self.inner(band)
        return flush_box(inner.x, inner.y, inner.right, inner.bottom)

    def halves(self, band: Box) -> tuple[Box, Box]:
        """Return the boxes of the words and of the picture when there is one.

        They lie beside each other, or in a high box one over the other: as lets a photo be larger.
        """
        inner = self.inner(band)
        wide, high = (inner.w - GAP) / 2, (inner.h - GAP) / 2
        beside = min(wide, inner.h * USUAL)
        below = min(inner.w, high * USUAL)
        if below > beside:
            words = flush_box(inner.x, inner.y, inner.right, inner.y + high)
            return words, Box(inner.x, inner.bottom - high, inner.w, high)
        words = flush_box(inner.x, inner.y, inner.x + wide, inner.bottom)
        return words, Box(inner.right - wide, inner.y, wide, inner.h)

    def inner(self, band: Box) -> Box:
        """Return the paper under the band, inside the frame."""
        return self.box.inset(PAD, band.h + 2.4, PAD, 3)

    # Ink ------------------------------------------------------------------------------------------

    def draw_icon(self, pen: Pen, disc: Box) -> None:
        """Draw the pictogram on a white disc."""
        x, y = disc.center
        pen.circle(x, y, disc.w / 2, fill="paper", stroke="ink", width=EDGE)
        side = ICON * disc.w
        pen.icon(self.icon, Box(x - side / 2, y - side / 2, side, side), width=ICON_LINE)

    def draw_heading(self, pen: Pen, sheet: Sheet, disc: Box) -> None:
        """Draw the heading, and the hint under it."""
        text = sheet.place(f"{self.path}.text")
        x = disc.right + AFTER
        headings = {group: self.heading(sheet, group) for group in self.groups}
        size = min(heading.size for heading in headings.values())
        lines = headings[self.path].lines
        lead = LEADING * sheet.size(HEADING)
        spare = max(len(heading.lines) for heading in headings.values()) - len(lines)
        baseline = self.box.y + ABOVE + (0.74 + spare / 2) * lead
        with pen.tagged("H2"):
            for line in lines:
                pen.text(x, baseline, line, size, bold=True)
                baseline += lead
        if hint := sheet.hint(text):
            with pen.tagged("P"):
                small = min(self.hint_size(sheet, group) for group in self.groups)
                middle = LEADING * (sheet.size(HEADING) - sheet.size(HINT))
                pen.text(x, baseline + 0.4 - middle, hint, small)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the boxes that this one is like."""
        return tuple(self.like) or (self.path,)

    def room(self, sheet: Sheet) -> float:
        """The width of the words beside the disc, mm."""
        return self.box.w - DISC_PAD - self.disc_side(sheet) - AFTER - PAD / 2

    def heading(self, sheet: Sheet, group: str) -> _BandHeading:
        """Return the heading of a box as wide as this one: a little smaller, or on two lines."""
        label = sheet.label(sheet.place(f"{group}.text"))
        largest, room = sheet.size(HEADING), self.room(sheet) - PAD / 2
        least = 1.0 if sheet.is_large else LEAST  # in large print two lines are better to read
        size = fitted(label, largest, room, bold=True)
        if size >= least * largest:
            return _BandHeading((label,), size)
        lines = even_lines(label, room, largest, "bold")
        return _BandHeading(lines, min(fitted(line, largest, room, bold=True) for line in lines))

    def hint_size(self, sheet: Sheet, group: str) -> float:
        """The size of the hint of a box as wide as this one, pt."""
        hint = sheet.hint(sheet.place(f"{group}.text"))
        return fitted(hint, sheet.size(HINT), self.room(sheet))


@dataclass(frozen=True)
class _BandHeading:
    """The lines of a heading, and the largest size in pt at which they fit."""

    lines: tuple[str, ...]
    size: float
