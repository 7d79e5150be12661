"""Where the marks of a panel lie, in mm from its top left corner.

Every printed panel carries marks, so that a scan or a photo of it can be read later. From four
corner squares and two QR codes on a diagonal, a reader finds the panel's place, turn and scale. Of
each three control cells it must find one black and two white, or it refuses the page. Nothing is
printed within 8 mm of the paper's edge, since office printers lose 4–5 mm there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..draw.geometry import MM, Box
from ..draw.paper import PAPERS
from ..model.errors import UsageError
from ..model.form import Form
from ..model.messages import quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..text.fonts import face

SQUARE, EDGE, WHITE = 5.0, 8.0, 4.0  # mm: side, distance from the paper's edge, white around
CELL, PITCH, CELLS = 4.8, 8.0, 3  # mm: width of a control cell, and from one to the next
QR = 14.5  # mm, the side of a code: 29 modules of 0.5 mm
QUIET = 2.05  # mm of white around a code: four modules at least (ISO/IEC 18004 9.1)
CODE_GAP = 3.25  # mm between a code and the footer
FOOTER_BASE, ID_BASE = 13.0, EDGE + 0.6  # mm from the bottom to the baselines
FOOTER_SIZE, ID_SIZE = 9.0, 10.0  # pt
BETWEEN = " · "  # the parts of a footer


@dataclass(frozen=True)
class MarkPositions:
    """The marks of a panel of `wide` × `high` mm."""

    wide: float
    high: float

    @property
    def squares(self) -> tuple[tuple[float, float], ...]:
        """The top left corners of the corner squares."""
        columns = (EDGE, self.wide - EDGE - SQUARE)
        rows = (EDGE, self.high - EDGE - SQUARE)
        return tuple((x, y) for x in columns for y in rows)

    @property
    def codes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The top left corners of the codes: top right on the panel, and bottom left."""
        beside = EDGE + SQUARE + WHITE
        return (self.wide - beside - QR, EDGE), (beside, self.high - EDGE - QR)

    @property
    def cells(self) -> tuple[tuple[float, float], ...]:
        """The middles of the control cells: three at the top left, then three at the bottom right.

        The first of each three is the black one, next to the corner square.
        """
        first, depth = EDGE + SQUARE + WHITE + CELL / 2, EDGE + SQUARE / 2
        across = [first + PITCH * index for index in range(CELLS)]
        top_left = [(x, depth) for x in across]
        bottom_right = [(self.wide - x, self.high - depth) for x in across]
        return (*top_left, *bottom_right)

    @property
    def footer(self) -> tuple[float, float]:
        """Where the baseline of the footer's last line begins."""
        return self.codes[1][0] + QR + CODE_GAP, self.high - FOOTER_BASE

    @property
    def footer_width(self) -> float:
        """How wide the footer may be: it keeps off the control cells as they do off each other."""
        first_cell = min(x for x, _ in self.cells[CELLS:]) - CELL / 2
        return first_cell - (PITCH - CELL) - self.footer[0]

    @property
    def sheet_id(self) -> tuple[float, float]:
        """Where the baseline of the sheet's id begins: beside the code, under the footer."""
        return self.footer[0], self.high - ID_BASE

    @property
    def white(self) -> Iterator[Box]:
        """The boxes in which nothing but the marks may be drawn."""
        for x, y in self.squares:
            yield Box(x, y, SQUARE, SQUARE).inset(-WHITE)
        for x, y in self.codes:
            yield Box(x, y, QR, QR).inset(-QUIET)
        for x, y in self.cells:
            yield Box(x - CELL / 2, y - CELL / 2, CELL, CELL)


def check_room(form: Form) -> None:
    """Check that no block of a form, whose panels usually have no marks, is in the marks' way.

    Raises:
        UsageError: One is.
    """
    white = [*MarkPositions(*PAPERS["a4", form.orientation].panel).white]
    blocks = [block for page in form.pages for block in (*page.blocks, *page.again.values())]
    boxes = [box for block in blocks if isinstance(box := getattr(block, "box", None), Box)]
    if any(box.overlaps(mark) for box in boxes for mark in white):
        what = Phrase(
            "The form {form} is drawn up to the edge: there is no room for marks on it. "
            "Leave them off",
            form=form.name,
        )
        raise UsageError(what)


def footer_lines(panel: tuple[float, float], words: str, **widest: object) -> str:
    """Break a footer in two where it would run into the control cells.

    >>> footer_lines((210, 297), "Our sheet · page {page} of {pages}", page=88, pages=88)
    'Our sheet · page {page} of {pages}'

    Args:
        panel: width and height of the panel, in mm.
        words: the footer; its parts are joined by `BETWEEN`, and it may have names in braces.
        widest: values for those names, as wide as they get.

    Returns:
        The footer, perhaps with a line break between two parts.

    Raises:
        ValueError: it does not fit on two lines, or has a letter that the typeface lacks.
    """
    regular, room = face("regular"), MarkPositions(*panel).footer_width

    def fits(line: str) -> bool:
        return regular.width(line.format(**widest), FOOTER_SIZE) <= room * MM

    lacking = next((letter for letter in words if letter not in regular.glyph), "")
    if lacking:
        what = PhraseTemplate("the footer has a letter that our typeface lacks: {letter} ({code})")
        raise ValueError(what.phrase(letter=quoted(lacking), code=f"U+{ord(lacking):04X}"))
    if fits(words):
        return words
    parts = words.split(BETWEEN)
    for cut in range(len(parts) - 1, 0, -1):
        lines = BETWEEN.join(parts[:cut]), BETWEEN.join(parts[cut:])
        if all(map(fits, lines)):
            return "\n".join(lines)
    shown = quoted(words.format(**widest), 80)
    raise ValueError(
        Phrase(
            "the footer {footer} is too long for two lines of {room:,} mm. "
            "Shorten the municipality's name",
            footer=shown,
            room=round(room),
        )
    )
