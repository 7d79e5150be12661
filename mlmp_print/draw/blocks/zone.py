"""A rounded box with a heading: ruled for writing, or open for drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...look.colors import COLORS
from ...model.phrases import Phrase
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import draw_card
from .parts.letters import LEADING, bold_width, break_lines, centered_baseline
from .parts.plate import PLATE
from .parts.question_icon import draw_question_plate
from .parts.writing import FLUSH, draw_rules, rules_upwards

HEADING = 15.0  # pt
HINT = 12.0  # pt
LEAST_HINT = 11.0  # pt: a hint that is too wide even so is broken
PAD = 4.0  # mm
BELOW = 3.2  # mm between the hint and the field
BESIDE = 2.6  # mm between picture and heading
ROOMY = 24.0  # mm, the height of a zone that has room for a picture that it does not ask for
HEAD = 7.2  # mm from the top of the box to the heading's baseline


@dataclass(frozen=True)
class ZoneBlock:
    """A box for the question at `path`.

    `lines` is how many writing lines it has, 0 for an open zone. `hint` says where the hint stands:
    `beside` or `below` the heading. `icon` is a picture before the heading. `tag` is that of the
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
        if self.pictured(sheet):
            self.draw_icon(pen, sheet)
        below = self.draw_heading(pen, sheet)
        rules = rules_upwards(box.bottom - 3.8, self.lines, sheet.pitch)
        draw_rules(pen, rules, box.x + PAD, box.right - PAD)
        top = below + BELOW
        bottom = rules[-1] + 1.6 if rules else box.bottom - 2.5
        inset = PAD - FLUSH
        field = Box(box.x + inset, top, box.w - 2 * inset, bottom - top)
        pen.text_field(sheet.place(self.path), field, rules=rules)

    @property
    def plate(self) -> Box:
        """The plate of the picture, before the heading."""
        return Box(self.box.x + PAD - 0.5, self.box.y + 3.4, PLATE, PLATE)

    def pictured(self, sheet: Sheet) -> bool:
        """Tell whether a picture stands before the heading: an icon, or one of the look's own."""
        own = sheet.question_picture(sheet.place(self.path)) and self.box.h >= ROOMY
        return bool(self.icon or own)

    def left(self, sheet: Sheet) -> float:
        """Return where the heading begins."""
        return self.plate.right + BESIDE if self.pictured(sheet) else self.box.x + PAD

    @property
    def right(self) -> float:
        """Where words end at the latest."""
        return self.box.right - PAD

    def draw_heading(self, pen: Pen, sheet: Sheet) -> float:
        """Draw heading and hint; returns the height down to which they reach."""
        paths = [self.path, self.like] if self.like else [self.path]
        places = [sheet.place(path) for path in paths]
        label = sheet.label(places[0])
        left = self.left(sheet)
        widest = max(typeset.width(sheet.label(place), 1, "bold") for place in places)
        size = min(sheet.size(HEADING), (self.right - left) * MM / widest)
        baseline = self.box.y + HEAD
        if self.pictured(sheet):
            baseline = centered_baseline(self.plate.center[1], size)
        with pen.tagged(self.tag):
            pen.text(left, baseline, label, size, bold=True)
        hints = [sheet.hint(place) for place in places]
        if self.hint == "beside":
            x = left + bold_width(label, size) + 3
            return self.draw_hint(pen, sheet, x, baseline, hints)
        foot = self.plate.bottom + 0.4 if self.pictured(sheet) else baseline + 0.6
        below = self.draw_hint(pen, sheet, self.box.x + PAD, foot + 0.44 * sheet.size(HINT), hints)
        return max(below, foot)

    def draw_hint(
        self, pen: Pen, sheet: Sheet, x: float, baseline: float, hints: Sequence[str]
    ) -> float:
        """Draw the first of the hints, from `x` on; returns how low any of them would reach.

        A hint that is too wide is set a little smaller, then broken.
        """
        room = self.right - x
        parts = [line for hint in hints for line in hint.split("\n")]
        fits = room * MM / max(typeset.width(line, 1) for line in parts) if any(parts) else HINT
        size = min(sheet.size(HINT), max(fits, sheet.size(LEAST_HINT)))
        leading = LEADING * size
        broken = [
            [line for part in hint.split("\n") for line in break_lines(part, room + 0.01, size)]
            for hint in hints
            if hint
        ]
        if hints[0]:
            with pen.tagged("P"):
                for number, line in enumerate(broken[0]):
                    pen.text(x, baseline + leading * number, line, size, color="soft")
        lines = max(map(len, broken), default=0)
        return baseline + leading * (lines - 1) if lines else self.box.y + HEAD

    def draw_icon(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the picture on its plate."""
        fill = self.icon if self.icon in COLORS else "tint"
        place = sheet.place(self.path)
        draw_question_plate(pen, sheet, place, self.icon, self.plate, fill=fill)
