"""The marks of a panel: corner squares, control cells, two QR codes and the footer (paper.md says why each is there).

They are one object of their own in the file, so that a page count or a sheet id can change without touching the page.
"""

from __future__ import annotations

from functools import lru_cache

from ..codes import MODULES, matrix
from ..drawing import PANEL
from ..fonts import face
from ..model import MM
from .objects import number

SQUARE, EDGE, WHITE = 5.0, 8.0, 4.0  # mm: side, distance from the paper's edge, white around
CELL, PITCH, CELLS = 4.8, 8.0, 3
MODULE = 0.55
FOOTER_SIZE = 9.0

_WIDE, _HIGH = PANEL
QR = MODULES * MODULE
# The top left corner of each code: top right of the panel, and bottom left.
QR_CORNERS = ((_WIDE - EDGE - SQUARE - WHITE - QR, EDGE), (EDGE + SQUARE + WHITE, _HIGH - EDGE - QR))
# The middle of each control cell: top left, and bottom right; the outermost is black.
CELL_MIDDLES = tuple((EDGE + SQUARE + WHITE + CELL / 2 + PITCH * index, EDGE + SQUARE / 2) for index in range(CELLS)) + tuple(
    (_WIDE - EDGE - SQUARE - WHITE - CELL / 2 - PITCH * index, _HIGH - EDGE - SQUARE / 2) for index in range(CELLS)
)
FOOTER_AT = (QR_CORNERS[1][0] + QR + 4.0, _HIGH - EDGE - 2.0)


def _operators(*numbers: float) -> bytes:
    return b" ".join(number(value * MM) for value in numbers)


def _rect(x: float, y: float, w: float, h: float) -> bytes:
    """A rectangle given in mm from the top left."""
    return _operators(x, _HIGH - y - h, w, h) + b" re\n"


def _circle(x: float, y: float, r: float) -> bytes:
    y, k = _HIGH - y, 0.5523 * r
    steps = [_operators(x + r, y) + b" m"]
    for (ax, ay), (bx, by) in (((0, 1), (1, 0)), ((-1, 0), (0, 1)), ((0, -1), (-1, 0)), ((1, 0), (0, -1))):
        steps.append(_operators(x + r * bx + k * ax, y + r * by + k * ay, x + r * ax + k * bx, y + r * ay + k * by, x + r * ax, y + r * ay) + b" c")
    return b"\n".join(steps) + b" h\n"


@lru_cache(maxsize=1)
def _fixed() -> bytes:
    """Squares and cells: the same on every panel."""
    far_x, far_y = _WIDE - EDGE - SQUARE, _HIGH - EDGE - SQUARE
    squares = b"".join(_rect(x, y, SQUARE, SQUARE) for x in (EDGE, far_x) for y in (EDGE, far_y))
    cells = [_circle(x, y, CELL / 2 - 0.15) for x, y in CELL_MIDDLES]
    black = cells[0] + cells[CELLS]
    return b"0.12 g 0.12 G 0.7 w\n" + squares + b"f\n" + b"".join(cells) + b"S\n" + black + b"f\n"


def _code(text: str) -> bytes:
    """A QR code at both its corners: runs of dark modules as rectangles."""
    runs: list[bytes] = []
    for row, cells in enumerate(matrix(text)):
        column = 0
        while column < MODULES:
            end = column
            while end < MODULES and cells[end]:
                end += 1
            if end > column:
                runs += [_rect(x + column * MODULE, y + row * MODULE, (end - column) * MODULE, MODULE) for x, y in QR_CORNERS]
            column = end + 1
    return b"0 g\n" + b"".join(runs) + b"f\n"


@lru_cache(maxsize=4096)
def marks(code: str, footer: str, soft: tuple[float, ...]) -> bytes:
    """The content stream of a panel's marks, origin at the panel's bottom left, fonts as `/Atk`."""
    regular = face("regular")
    letters = "".join(regular.hex_code[letter] for letter in footer).encode()
    color = b" ".join(map(number, soft)) + (b" g" if len(soft) == 1 else b" rg")
    at = _operators(FOOTER_AT[0], _HIGH - FOOTER_AT[1])
    words = b"BT " + color + b" /Atk " + number(FOOTER_SIZE) + b" Tf " + at + b" Td <" + letters + b"> Tj ET\n"
    return _fixed() + _code(code) + words
