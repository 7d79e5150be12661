"""A rounded box with a heading: ruled for writing, or open for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from ...look.colors import COLORS
from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet

HEADING, HINT = 15.0, 10.5
PAD = 4.0
HEAD = 7.2  # from the top of the box to the heading's baseline
PLATE = 10.0  # the picture's square
DASH = (0.9, 0.9)


@dataclass(frozen=True)
class ZoneBlock:
    """`lines`: how many writing lines, none for an open zone; `hint`: `beside` or `below` the heading; `icon`: a picture in the corner;
    `tag`: of the heading; `like`: the question of a zone of the same size, whose heading and text this one's are level with."""

    box: Box
    path: str
    lines: int = 0
    hint: str = "beside"
    icon: str = ""
    tag: str = "H2"
    like: str = ""

    def __post_init__(self) -> None:
        if self.hint not in ("beside", "below"):
            raise ValueError("hint must be “beside” or “below”")

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Frame, heading, hint, picture, writing lines, field."""
        place, box = sheet.place(self.path), self.box
        pen.rect(box, radius=3, fill="paper", stroke="line", width=1.2)
        alike = [place, *([sheet.place(self.like)] if self.like else [])]
        label, widest = (
            sheet.label(place),
            max(typeset.width(sheet.label(each), 1, "bold") for each in alike),
        )
        size = min(sheet.size(HEADING), (box.w - 2 * PAD - self.plate) * MM / widest)
        with pen.tagged(self.tag):
            pen.text(box.x + PAD, box.y + HEAD, label, size, bold=True)
        below = self.draw_hint(
            pen, sheet, typeset.width(label, size, "bold") / MM, *map(sheet.hint, alike)
        )
        if self.icon:
            plate = Box(box.right - PAD + 0.5 - PLATE, box.y + 3.5, PLATE, PLATE)
            pen.rect(
                plate,
                radius=2.2,
                fill=self.icon if self.icon in COLORS else "tint",
                stroke="ink",
                width=1.2,
            )
            pen.icon(self.icon, plate.inset(1.6), width=1.6)
            below = max(below, plate.bottom)
        rules = tuple(box.bottom - 3.8 - sheet.pitch * line for line in reversed(range(self.lines)))
        for rule in rules:
            pen.line(box.x + PAD, rule, box.right - PAD, rule, dash=DASH)
        top = below + 2.4
        bottom = rules[-1] + 1.6 if rules else box.bottom - 2.5
        flush = PAD - typeset.PAD / MM  # so that typed text stands flush with the heading
        pen.words(place, Box(box.x + flush, top, box.w - 2 * flush, bottom - top), rules=rules)

    @property
    def plate(self) -> float:
        """The width that the picture takes, mm."""
        return PLATE + 2 if self.icon else 0.0

    def draw_hint(self, pen: Pen, sheet: Sheet, heading: float, hint: str, *others: str) -> float:
        """The hint, beside or below a heading `heading` mm wide; returns the y down to which heading and hint reach, or would with `others`.

        A hint too wide for its room is set smaller, so that it never runs under the picture or out of the box.
        """
        hints = [each.split("\n") for each in (hint, *others) if each]
        if not hints:
            return self.box.y + HEAD
        x = self.box.x + PAD + (heading + 3 if self.hint == "beside" else 0)
        room = self.box.right - PAD - x - self.plate
        size = min(
            sheet.size(HINT),
            room * MM / max(typeset.width(line, 1) for lines in hints for line in lines),
        )
        leading = 0.44 * size
        baseline = self.box.y + HEAD + (0 if self.hint == "beside" else 0.6 + leading)
        if hint:
            with pen.tagged("P"):
                for number, line in enumerate(hint.split("\n")):
                    pen.text(x, baseline + leading * number, line, size, color="soft")
        return baseline + leading * (max(map(len, hints)) - 1)
