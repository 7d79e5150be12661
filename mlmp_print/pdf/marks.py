"""The marks of a panel: corner squares, control cells, two QR codes and the footer (paper.md says why each is there).

They are one object of their own in the file, so that a page count or a sheet id can change without touching the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

from ..draw.geometry import MM
from ..model.errors import quoted
from ..text.fonts import face
from .objects import number
from .operators import color_operator

SQUARE, EDGE, WHITE = 5.0, 8.0, 4.0  # mm: side, distance from the paper's edge, white around
CELL, PITCH, CELLS = 4.8, 8.0, 3
QR = 13.75  # a code's side: modules of 0.55 mm
FOOTER_SIZE, ID_SIZE = 9.0, 10.0
FOOTER_STEP = 4.2  # mm between the lines of a footer that has two
BETWEEN = " · "  # the parts of a footer


@dataclass(frozen=True)
class MarkPositions:
    """Where the marks lie on a panel of `wide` × `high` mm, measured from its top left."""

    wide: float
    high: float

    @property
    def codes(self) -> tuple[tuple[float, float], ...]:
        """The top left corner of each code: top right of the panel, and bottom left."""
        return (self.wide - EDGE - SQUARE - WHITE - QR, EDGE), (
            EDGE + SQUARE + WHITE,
            self.high - EDGE - QR,
        )

    @property
    def cells(self) -> tuple[tuple[float, float], ...]:
        """The middles of the control cells: three at the top left, three at the bottom right; the first of each is black."""
        beside = [EDGE + SQUARE + WHITE + CELL / 2 + PITCH * index for index in range(CELLS)]
        deep = EDGE + SQUARE / 2
        return (*((x, deep) for x in beside), *((self.wide - x, self.high - deep) for x in beside))

    @property
    def squares(self) -> tuple[tuple[float, float], ...]:
        """The top left corners of the squares."""
        return tuple(
            (x, y)
            for x in (EDGE, self.wide - EDGE - SQUARE)
            for y in (EDGE, self.high - EDGE - SQUARE)
        )

    @property
    def footer(self) -> tuple[float, float]:
        """Where the baseline of the footer's last line begins."""
        return self.codes[1][0] + QR + 4.0, self.high - 13.0

    @property
    def footer_room(self) -> float:
        """How wide the footer may be, mm: up to the control cells, and as far from them as they are from each other."""
        return min(x for x, _ in self.cells[CELLS:]) - CELL / 2 - (PITCH - CELL) - self.footer[0]

    @property
    def sheet_id(self) -> tuple[float, float]:
        """Where the baseline of the sheet's id begins: beside the code, under the footer."""
        return self.footer[0], self.high - EDGE - 0.6


def footer_lines(panel: tuple[float, float], words: str, **widest: object) -> str:
    """The footer of a panel of that size (mm) on one line, or on two, with a line break after a part of it, where it would run over the
    control cells. `words` may have places in braces; it is measured with `widest` in them.

    Raises ValueError if it fits on neither, or has a letter that the typeface lacks.
    """
    room, regular = MarkPositions(*panel).footer_room, face("regular")

    def fits(line: str) -> bool:
        return regular.width(line.format(**widest), FOOTER_SIZE) <= room * MM

    if lacking := [letter for letter in words if letter not in regular.glyph]:
        raise ValueError(
            f"the footer has a letter that our typeface lacks: {quoted(lacking[0])} (U+{ord(lacking[0]):04X})"
        )
    if fits(words):
        return words
    parts = words.split(BETWEEN)
    for cut in range(len(parts) - 1, 0, -1):
        lines = BETWEEN.join(parts[:cut]), BETWEEN.join(parts[cut:])
        if all(map(fits, lines)):
            return "\n".join(lines)
    raise ValueError(
        f"the footer {quoted(words.format(**widest), 80)} is too long for two lines of {room:.0f} mm. Shorten the municipality's name"
    )


def _operators(*numbers: float) -> bytes:
    return b" ".join(number(value * MM) for value in numbers)


def _rect(high: float, x: float, y: float, w: float, h: float) -> bytes:
    """A rectangle given in mm from the top left."""
    return _operators(x, high - y - h, w, h) + b" re\n"


def _circle(high: float, x: float, y: float, r: float) -> bytes:
    y, k = high - y, 0.5523 * r
    steps = [_operators(x + r, y) + b" m"]
    for (ax, ay), (bx, by) in (
        ((0, 1), (1, 0)),
        ((-1, 0), (0, 1)),
        ((0, -1), (-1, 0)),
        ((1, 0), (0, -1)),
    ):
        steps.append(
            _operators(
                x + r * bx + k * ax,
                y + r * by + k * ay,
                x + r * ax + k * bx,
                y + r * ay + k * by,
                x + r * ax,
                y + r * ay,
            )
            + b" c"
        )
    return b"\n".join(steps) + b" h\n"


@lru_cache(maxsize=8)
def _fixed(places: MarkPositions) -> bytes:
    """Squares and cells: the same on every panel of a shape."""
    squares = b"".join(_rect(places.high, x, y, SQUARE, SQUARE) for x, y in places.squares)
    cells = [_circle(places.high, x, y, CELL / 2 - 0.15) for x, y in places.cells]
    black = cells[0] + cells[CELLS]
    return b"0.12 g 0.12 G 0.7 w\n" + squares + b"f\n" + b"".join(cells) + b"S\n" + black + b"f\n"


def _code(places: MarkPositions, text: str) -> bytes:
    """A QR code at both its corners: runs of dark modules as rectangles, a module being the unit."""
    rows = matrix(text)
    module = number(QR / len(rows) * MM)
    runs: list[bytes] = []
    for row, cells in enumerate(rows):
        column = 0
        for dark, run in groupby(cells):
            width = len(list(run))
            if dark:
                runs.append(b"%d %d %d 1 re\n" % (column, row, width))
            column += width
    drawn = b"".join(runs) + b"f\n"
    return b"0 g\n" + b"".join(
        b"q %s 0 0 -%s %s cm\n" % (module, module, _operators(x, places.high - y)) + drawn + b"Q\n"
        for x, y in places.codes
    )


def _words(
    places: MarkPositions, text: str, at: tuple[float, float], size: float, color: tuple[float, ...]
) -> bytes:
    letters = face("regular").encode(text)
    place = _operators(at[0], places.high - at[1])
    return (
        b"BT "
        + color_operator(color)
        + b" /Atk "
        + number(size)
        + b" Tf "
        + place
        + b" Td <"
        + letters
        + b"> Tj ET\n"
    )


@lru_cache(maxsize=256)
def marks(
    panel: tuple[float, float], code: str, footer: str, sheet_id: str, soft: tuple[float, ...]
) -> bytes:
    """The content stream of the marks of a panel of that size (mm), origin at its bottom left, fonts as `/Atk`.

    `footer`: as `footer_lines` breaks it. `sheet_id`: the words, perhaps none, that tell the sheet's id beside the code.
    """
    places = MarkPositions(*panel)
    shown = _words(places, sheet_id, places.sheet_id, ID_SIZE, soft) if sheet_id else b""
    (left, last), lines = places.footer, footer.split("\n")
    for above, line in enumerate(reversed(lines)):
        shown += _words(places, line, (left, last - FOOTER_STEP * above), FOOTER_SIZE, soft)
    return _fixed(places) + _code(places, code) + shown


QR_VERSION, QR_LETTERS = 2, 38  # 25 modules; what it holds at level M of the alphanumeric set
NO_ID = "0"  # the sheet id of a blank, and of every sheet that no register knows
MASK = 2  # of the codes with a sheet id: any mask can be read, and trying all eight takes nine times as long


def sheet_code(
    form: str, version: int, variant: str, panel: int, panels: int, sheet_id: str = NO_ID
) -> str:
    """`MLMP1:VPLAN1.DAA4:2/3:0`: scheme, form with version, variant (language, size, and what else changes where things
    lie), page of pages, and the sheet's id.

    A blank has the id 0. Never a name or a CPR number.
    """
    return f"MLMP1:{form}{version}.{variant}:{panel}/{panels}:{sheet_id}".upper()


@lru_cache(maxsize=256)  # codes with a sheet id come once
def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text`, row by row from the top, True for a dark module.

    Version 2 unless the text is longer than that holds (a hundred pages and more).
    """
    code = QRCode(QR_VERSION if len(text) <= QR_LETTERS else None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    if text.endswith(f":{NO_ID}"):
        code.make()
    else:
        code.makeImpl(False, MASK)
    modules = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in modules) for row in modules)
