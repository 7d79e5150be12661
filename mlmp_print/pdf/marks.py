"""Draw the marks of a panel: corner squares, control cells, two QR codes and the footer.

The marks of a panel are one object in the file. So filling can write another number of pages, or a
sheet id, without touching the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from ..draw.geometry import MM
from ..draw.paper import Paper
from ..draw.variant import SheetVariant
from ..look.wording import Wording
from ..model.errors import blamed
from ..model.sheet_ids import NO_ID
from ..text.fonts import face
from ..text.typeset import display
from .catalog import release_date
from .mark_positions import (
    CELL,
    CELLS,
    FOOTER_SIZE,
    ID_SIZE,
    QR,
    SQUARE,
    MarkPositions,
    footer_lines,
)
from .objects import Ref, Stream, form_xobject, number, private
from .operators import RESOURCES, color_operator, numbers
from .panel_layout import PanelLayout
from .sheet_codes import NO_DIGEST, PanelKey, PanelKind, SheetCode

FOOTER_STEP = 4.2  # mm between the lines of a footer that has two
OUTLINE = 0.15  # mm, half the line around a control cell
WIDEST_PAGE = 888  # for measuring the footer
QR_VERSION, QR_LETTERS = 3, 61  # 29 modules, and what they hold at level M in alphanumeric mode
QR_LEVEL = "m"  # of error correction: a code is read with 15 % of it lost
MASK = 2  # of codes with a sheet id

Color = tuple[float, ...]


@dataclass(frozen=True)
class MarksTemplate:
    """What the marks of all panels of a form have in common. Plain data.

    `scanned` says whether a scan is read by them: without squares, cells and codes, the footer and
    the sheet id in words are all there is of them.
    """

    code: tuple[str, int, str]  # form code, version, variant
    digests: tuple[str, ...]  # of the layout of each of the form's own panels
    released: str  # the day of that version, as a PDF date
    footer: str  # with {page} and {pages}
    id_words: str  # with {id}
    color: Color  # of footer and id
    font: int  # the number of the regular face
    paper: Paper
    scanned: bool = True

    @classmethod
    def of(
        cls, wording: Wording, paper: Paper, font: int, layouts: Iterable[PanelLayout]
    ) -> MarksTemplate:
        """Take codes and words from a form's language, and digests from its panels.

        Raises:
            DefinitionError: the footer does not fit.
        """
        form, look = wording.form, wording.look
        variant = str(SheetVariant.of(form, look, paper.name))
        return cls(
            code=(form.code, form.version, variant),
            digests=tuple(layout.digest for layout in layouts),
            released=release_date(form),
            footer=_footer(wording, paper),
            id_words=look.say("page.sheet_id"),
            color=look.color("soft"),
            font=font,
            paper=paper,
            scanned=form.marks,
        )

    def panel(self, panel: int, panels: int, sheet_id: str = NO_ID) -> Stream:
        """Make the form XObject with the marks of one panel.

        `panels` counts all of the file, the form's own first and then continuation pages. A sheet
        id stands in its page-piece dictionary too, where `read` finds it.
        """
        known = sheet_id != NO_ID
        content = marks(
            self.paper.panel,
            str(self.sheet_code(panel, panels, sheet_id)) if self.scanned else "",
            self.footer.format(page=panel, pages=panels),
            self.id_words.format(id=sheet_id) if known else "",
            self.color,
        )
        fonts = {RESOURCES["regular"]: Ref(self.font)}
        drawn = form_xobject(self.paper.panel_size, content, {"Font": fonts})
        if known:
            drawn.dictionary["LastModified"] = self.released
            drawn.dictionary["PieceInfo"] = private(self.released, sheet_id)
        return drawn

    def sheet_code(self, panel: int, panels: int, sheet_id: str) -> SheetCode:
        """What the codes of a panel say. A continuation page is counted apart."""
        own = len(self.digests)
        if panel <= own:
            return SheetCode(PanelKey(*self.code, panel, own), self.digests[panel - 1], sheet_id)
        added = panel - own, panels - own
        return SheetCode(PanelKey(*self.code, *added, PanelKind.CONTINUATION), NO_DIGEST, sheet_id)


def _footer(wording: Wording, paper: Paper) -> str:
    """The footer of a form's panels, with {page} and {pages} left in it."""
    look = wording.look
    sheet = f"{wording.name} · {look.name}" if look.name else wording.name
    footer = look.say("page.footer").format(
        title=_braces_doubled(wording.title),
        sheet=_braces_doubled(sheet),
        version=wording.form.version,
        page="{page}",
        pages="{pages}",
    )
    with blamed(f"{wording.form.name}.toml"):
        return footer_lines(paper.panel, footer, page=WIDEST_PAGE, pages=WIDEST_PAGE)


def _braces_doubled(words: str) -> str:
    return display(words).replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=256)
def marks(panel: tuple[float, float], code: str, footer: str, sheet_id: str, color: Color) -> bytes:
    """Draw the marks of a panel; its bottom left corner is the origin.

    Args:
        panel: width and height, in mm.
        code: the text of the QR codes; without it there are no squares and cells either.
        footer: one line or two, as `footer_lines` breaks it.
        sheet_id: words that tell the sheet's id beside the code; may be empty.
        color: of footer and sheet id.
    """
    positions = MarkPositions(*panel)
    parts = (
        [_squares_and_cells(positions), _qr_code(positions.high, positions.codes, code)]
        if code
        else []
    )
    if sheet_id:
        parts.append(_words(positions, sheet_id, positions.sheet_id, ID_SIZE, color))
    left, last = positions.footer
    for above, line in enumerate(reversed(footer.split("\n"))):
        start = left, last - FOOTER_STEP * above
        parts.append(_words(positions, line, start, FOOTER_SIZE, color))
    return b"".join(parts)


@lru_cache(maxsize=8)
def _squares_and_cells(positions: MarkPositions) -> bytes:
    """Squares and cells, which are the same on every panel of a shape."""
    squares = b"".join(_square(positions.high, x, y) for x, y in positions.squares)
    circles = [_circle(positions.high, x, y) for x, y in positions.cells]
    black = circles[0] + circles[CELLS]
    return b"".join([b"0.12 g 0.12 G 0.7 w\n", squares, b"f\n", *circles, b"S\n", black, b"f\n"])


def _square(high: float, x: float, y: float) -> bytes:
    return _points(x, high - y - SQUARE, SQUARE, SQUARE) + b" re\n"


def _circle(high: float, x: float, y: float) -> bytes:
    """A circle of four Bézier curves around (x, y)."""
    y, r = high - y, CELL / 2 - OUTLINE
    k = 0.5523 * r  # from an end of a quarter circle to its control point
    path = [_points(x + r, y) + b" m"]
    for (ax, ay), (bx, by) in (
        ((0, 1), (1, 0)),
        ((-1, 0), (0, 1)),
        ((0, -1), (-1, 0)),
        ((1, 0), (0, -1)),
    ):
        first = x + r * bx + k * ax, y + r * by + k * ay
        second = x + r * ax + k * bx, y + r * ay + k * by
        path.append(_points(*first, *second, x + r * ax, y + r * ay) + b" c")
    return b"\n".join(path) + b" h\n"


def _words(
    positions: MarkPositions, words: str, start: tuple[float, float], size: float, color: Color
) -> bytes:
    """Words on a baseline that starts at `start`, in mm; `size` is in pt."""
    font = b"/%s %s Tf" % (RESOURCES["regular"].encode(), number(size))
    place = _points(start[0], positions.high - start[1])
    codes = face("regular").encode(words)
    return b"BT %s %s %s Td <%s> Tj ET\n" % (color_operator(color), font, place, codes)


def _points(*lengths: float) -> bytes:
    """Lengths in mm, written in points."""
    return numbers(length * MM for length in lengths)


# Codes ------------------------------------------------------------------------------------------


def lone_code(panel: tuple[float, float], text: str) -> bytes:
    """Draw the upper code alone: for a page that a scan names, and reads nothing of.

    Args:
        panel: width and height, in mm.
        text: of the code.
    """
    positions = MarkPositions(*panel)
    return _qr_code(positions.high, positions.codes[:1], text)


def _qr_code(high: float, corners: Sequence[tuple[float, float]], text: str) -> bytes:
    """A QR code at each of its top left corners, mm, on a panel of `high` mm.

    A row's dark modules that touch are one rectangle.
    """
    rows = matrix(text)
    rectangles: list[bytes] = []
    for row, modules in enumerate(rows):
        column = 0
        for dark, run in groupby(modules):
            width = len(list(run))
            if dark:
                rectangles.append(b"%d %d %d 1 re\n" % (column, row, width))
            column += width
    side = _points(QR / len(rows))  # of a module, which is the unit of the rectangles
    code = b"".join(rectangles) + b"f\nQ\n"
    parts = [b"0 g\n"]
    for x, y in corners:
        corner = _points(x, high - y)
        parts += [b"q %s 0 0 -%s %s cm\n" % (side, side, corner), code]
    return b"".join(parts)


@lru_cache(maxsize=256)
def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Make a QR code (ISO/IEC 18004), row by row from the top; True is a dark module.

    >>> code = matrix("M2:VPLAN1.DAA4.K7Q2:2/2:0")
    >>> len(code), code[0][:9]
    (29, (True, True, True, True, True, True, True, False, True))

    The code is version 3, unless the text is longer than that holds: no form of ours has one. Any
    of the eight masks can be read. Codes with a sheet id come once each, so they take a fixed mask:
    to find the best one takes five times as long.
    """
    import segno  # noqa: PLC0415 - a prepared blank has its codes

    code = segno.make_qr(
        text,
        error=QR_LEVEL,
        version=QR_VERSION if len(text) <= QR_LETTERS else None,
        mode="alphanumeric",
        mask=None if text.endswith(f":{NO_ID}") else MASK,
        boost_error=False,  # or a short text gets a higher level than QR_LEVEL
    )
    return tuple(tuple(map(bool, row)) for row in code.matrix)
