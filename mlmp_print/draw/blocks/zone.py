"""A rounded box with a heading: ruled for writing, or open for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from ...look.colors import COLORS
from ...model.phrases import Phrase
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import draw_card
from .parts.letters import LEADING, bold_width
from .parts.plate import PLATE, draw_plate
from .parts.writing import FLUSH, draw_rules, rules_upwards

HEADING = 15.0  # pt
HINT = 10.5  # pt
PAD = 4.0  # mm
HEAD = 7.2  # mm from the top of the box to the heading's baseline


@dataclass(frozen=True)
class ZoneBlock:
    """A box for the question at `path`.

    `lines` is how many writing lines it has, 0 for an open zone. `hint` says where the hint stands:
    `beside` or `below` the heading. `icon` is a picture in the corner. `tag` is that of the
    heading. `like` is the question of a zone of the same size, whose heading and text this one's
    are level with.
    """

    box: Box
    path: str
    lines: int = 0
    hint: str = "beside"
    icon: str = ""
    tag: str = "H2"
    like: str = ""

    def __post_init__(self) -> None:
        if self.hint not in ("beside", "below"):
            raise ValueError(Phrase("hint must be “beside” or “below”"))

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw frame, heading, hint, picture and writing lines, and place the field."""
        box = self.box
        draw_card(pen, box)
        below = self.draw_heading(pen, sheet)
        if self.icon:
            below = max(below, self.draw_icon(pen))
        rules = rules_upwards(box.bottom - 3.8, self.lines, sheet.pitch)
        draw_rules(pen, rules, box.x + PAD, box.right - PAD)
        top = below + 2.4
        bottom = rules[-1] + 1.6 if rules else box.bottom - 2.5
        inset = PAD - FLUSH
        field = Box(box.x + inset, top, box.w - 2 * inset, bottom - top)
        pen.text_field(sheet.place(self.path), field, rules=rules)

    @property
    def plate_width(self) -> float:
        """The width that the picture takes, mm."""
        return PLATE + 2 if self.icon else 0.0

    def draw_heading(self, pen: Pen, sheet: Sheet) -> float:
        """Draw heading and hint; returns the height down to which they reach."""
        paths = [self.path, self.like] if self.like else [self.path]
        places = [sheet.place(path) for path in paths]
        label = sheet.label(places[0])
        widest = max(typeset.width(sheet.label(place), 1, "bold") for place in places)
        room = self.box.w - 2 * PAD - self.plate_width
        size = min(sheet.size(HEADING), room * MM / widest)
        with pen.tagged(self.tag):
            pen.text(self.box.x + PAD, self.box.y + HEAD, label, size, bold=True)
        return self.draw_hint(pen, sheet, bold_width(label, size), *map(sheet.hint, places))

    def draw_hint(self, pen: Pen, sheet: Sheet, heading: float, hint: str, *others: str) -> float:
        """Draw the hint, beside or below a heading `heading` mm wide.

        A hint too wide for its room is set smaller, so that it never runs under the picture or out
        of the box. Returns the height down to which heading and hint reach, or would with `others`.
        """
        hints = [words.split("\n") for words in (hint, *others) if words]
        if not hints:
            return self.box.y + HEAD
        x = self.box.x + PAD + (heading + 3 if self.hint == "beside" else 0)
        room = self.box.right - PAD - x - self.plate_width
        widest = max(typeset.width(line, 1) for lines in hints for line in lines)
        size = min(sheet.size(HINT), room * MM / widest)
        leading = LEADING * size
        baseline = self.box.y + HEAD + (0 if self.hint == "beside" else 0.6 + leading)
        if hint:
            with pen.tagged("P"):
                for number, line in enumerate(hint.split("\n")):
                    pen.text(x, baseline + leading * number, line, size, color="soft")
        return baseline + leading * (max(map(len, hints)) - 1)

    def draw_icon(self, pen: Pen) -> float:
        """Draw the picture on its plate; returns the plate's lower edge."""
        plate = Box(self.box.right - PAD + 0.5 - PLATE, self.box.y + 3.5, PLATE, PLATE)
        fill = self.icon if self.icon in COLORS else "tint"
        draw_plate(pen, plate, fill=fill, edge="ink", width=1.2)
        pen.icon(self.icon, plate.inset(1.6), width=1.6)
        return plate.bottom
