"""A cup's ring is no mark, and what looks like one and may be a person's is never taken away."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from mlmp_print.scanner.flat import FlatPanel
from mlmp_print.scanner.ink import THRESHOLD_LEAST
from mlmp_print.scanner.marks import read_marks
from mlmp_print.scanner.picture_page import flat_panels
from mlmp_print.scanner.rules import PanelMark
from mlmp_print.scanner.stains import without_stains
from mlmp_print.scanner.warp import PIXELS_PER_MM

HIGH, WIDE = 640, 760  # pixels
FINE = 2  # times finer than a panel's pixels: what is drawn on
RING = (15, 12, 75, 72)  # mm: its left, top, right and bottom
SHARP, SOFT = 0.15, 0.5  # mm of blur: a scanner's, and a stain's own
PAPER = np.ones((HIGH, WIDE), np.bool_)
SQUARED = PAPER.copy()  # with lines of print 2 mm wide, 6 mm apart, down and across
for _line in range(20, WIDE, 48):
    SQUARED[_line : _line + 12] = SQUARED[:, _line : _line + 12] = False


class InkedPaper:
    """Ink on paper, drawn in mm, with a scanner's noise."""

    def __init__(self):
        self.shade = np.ones((HIGH, WIDE), np.float32)

    def draw(self, dark, kind, *shapes, blur=SHARP, width=None, **angles):
        """Draw shapes of one darkness, which do not add up where they meet."""
        mask = Image.new("L", (WIDE * FINE, HIGH * FINE))
        scale = PIXELS_PER_MM * FINE
        draw = getattr(ImageDraw.Draw(mask), kind)
        if width is not None:
            angles["width"] = round(width * scale)
        for shape in shapes:
            draw([value * scale for value in shape], fill=255, **angles)
        small = mask.filter(ImageFilter.GaussianBlur(blur * scale)).reduce(FINE)
        self.shade *= 1 - dark * np.asarray(small, np.float32) / 255
        return self

    def ring(self, dark=0.14, width=2.0, blur=SOFT):
        return self.draw(dark, "arc", RING, blur=blur, start=-80, end=200, width=width)

    def pieces_of_a_ring(self, dark, width, span, step, blur=SOFT):
        """Pieces of a ring that are so many degrees long, each so many after the last."""
        for start in range(0, 360, step):
            self.draw(dark, "arc", RING, blur=blur, start=start, end=start + span, width=width)
        return self

    def line(self, dark, width, *points, blur=SHARP):
        return self.draw(dark, "line", points, blur=blur, width=width)

    def hatching(self, dark, left, top, right, bottom, apart=0.7):
        lines = [(x, bottom, x + 2, top) for x in np.arange(left, right, apart)]
        return self.draw(dark, "line", *lines, width=0.45)

    @property
    def ink(self):
        noise = np.random.default_rng(1).normal(0, 0.004, self.shade.shape)
        return (1 - self.shade + noise).astype(np.float32)


def at(x, y):
    """The pixels within half a mm of a place."""
    around = 0.5 * PIXELS_PER_MM
    rows, columns = (slice(round(v - around), round(v + around)) for v in place(x, y))
    return rows, columns


def place(x, y):
    return y * PIXELS_PER_MM, x * PIXELS_PER_MM


@pytest.mark.parametrize("width", [1.4, 2.6])
@pytest.mark.parametrize("dark", [0.1, 0.2])
def test_a_cups_ring_is_taken(dark, width):
    ink = InkedPaper().ring(dark, width).ink
    cleaned = without_stains(ink, PAPER)
    assert ink.max() > THRESHOLD_LEAST
    assert cleaned.max() < THRESHOLD_LEAST
    assert cleaned.dtype == ink.dtype


def test_a_ring_goes_on_beyond_print():
    plain = PAPER.copy()
    for row in range(40, HIGH, 60):
        plain[row : row + 18] = False  # lines of print, 3 mm high
    ink = InkedPaper().ring().ink
    assert without_stains(ink, plain)[plain].max() < THRESHOLD_LEAST


def test_a_ring_goes_on_far_beyond_print():
    plain, shown = PAPER.copy(), round(20 * PIXELS_PER_MM)
    plain[shown : round(50 * PIXELS_PER_MM)] = False
    assert without_stains(InkedPaper().ring().ink, plain)[:shown].max() < THRESHOLD_LEAST


@pytest.mark.parametrize("width", [1.2, 2.0])
def test_a_ring_is_known_by_its_circle_where_print_leaves_small_pieces(width):
    ink = InkedPaper().ring(0.17, width).ink
    assert without_stains(ink, SQUARED)[SQUARED].max() < THRESHOLD_LEAST


def cell_at(x, y):
    """What is plain in a cell with a digit, and about it: print hides its outline, and more."""
    rows, columns = np.mgrid[:HIGH, :WIDE] / PIXELS_PER_MM
    off = np.hypot(columns - x, rows - y)
    return (off > 4) | ((off > 1) & (off < 2.3))


def test_a_wide_ring_is_taken_out_of_a_cell_of_which_it_hides_much():
    plain = cell_at(73.5, 42)
    cleaned = without_stains(InkedPaper().ring(0.17, 2.6).ink, plain)
    assert cleaned[plain].max() < THRESHOLD_LEAST


@pytest.mark.parametrize("dark", [0.12, 0.25])
@pytest.mark.parametrize("x", [71.5, 73.5, 75.5])
def test_a_smooth_filling_of_such_a_cell_stays(dark, x):
    filled = InkedPaper().ring(0.1, 2.6).draw(dark, "ellipse", (x - 2.6, 39.4, x + 2.6, 44.6))
    cleaned = without_stains(filled.ink, cell_at(x, 42))
    for side, down in [(-1.4, -1), (-1.4, 1), (1.4, -1), (1.4, 1)]:
        assert np.median(cleaned[at(x + side, 42 + down)]) > THRESHOLD_LEAST


def test_a_narrow_rings_edges_may_be_steeper():
    ink = InkedPaper().ring(0.12, 1.2, blur=0.34).ink
    assert ink.max() > THRESHOLD_LEAST
    assert without_stains(ink, PAPER).max() < THRESHOLD_LEAST


def test_a_pen_on_a_ring_in_small_pieces_stays():
    paper = InkedPaper().ring(0.17, 1.2).line(0.2, 0.5, 68, 38, 82, 48)
    cleaned = without_stains(paper.ink, SQUARED)
    for x, y in [(70, 39.4), (79, 45.9)]:
        assert cleaned[at(x, y)].max() > 0.8 * 0.2 * (1 - 0.17)


def test_a_pencils_stroke_on_a_ring_stays():
    stroke = InkedPaper().ring().line(0.2, 0.5, 68, 36, 82, 48)
    cleaned = without_stains(stroke.ink, PAPER)
    for x, y in [(70, 37.7), (74, 41.1), (79, 45.4)]:
        assert cleaned[at(x, y)].max() > 0.8 * 0.2 * (1 - 0.14)


@pytest.mark.parametrize("dark", [0.1, 0.3])
@pytest.mark.parametrize("x", [67, 74, 81])
def test_a_pencils_filling_on_a_ring_or_beside_it_stays(dark, x):
    cell = (x - 3, 39, x + 3, 45)
    cleaned = without_stains(InkedPaper().ring().draw(dark, "ellipse", cell).ink, PAPER)
    middle = cleaned[at(x, 42)]
    assert np.median(middle) > min(THRESHOLD_LEAST, dark / 2)


TURNS = np.linspace(0, 6, 200)  # radians, for 3 cm of radius that differ by a mm
BY_HAND = [
    value
    for turn, out in zip(TURNS, 30 + np.sin(3 * TURNS), strict=True)
    for value in (45 + out * np.cos(turn), 42 + out * np.sin(turn))
]
ROW_OF_CELLS = [(x - 3.5, 40, x + 3.5, 47) for x in range(15, 110, 9)]
MARKS = {  # what people do to a row, a goal, or a sheet
    "nothing": lambda paper: paper,
    "a pencil's hatching over a row": lambda paper: paper.hatching(0.25, 10, 30, 110, 38),
    "a dense one": lambda paper: paper.hatching(0.2, 10, 30, 110, 38, apart=0.45),
    "a goal in a pencil": lambda paper: paper.hatching(0.2, 10, 20, 110, 80, apart=0.5),
    "a highlighter along a row": lambda paper: paper.line(0.12, 3.5, 10, 40, 115, 41),
    "a blurred one": lambda paper: paper.line(0.12, 3, 10, 40, 115, 41, blur=0.4),
    "a highlighter across a goal": lambda paper: paper.line(0.12, 2.5, 10, 20, 115, 80),
    "a felt pen across a row": lambda paper: paper.line(0.6, 1.5, 10, 35, 115, 45),
    "a felt pen across a goal": lambda paper: paper.line(0.6, 1.5, 10, 20, 115, 80),
    "a pale felt pen across a goal": lambda paper: paper.line(0.2, 1.5, 10, 20, 115, 80),
    "a circle of a pale felt pen": lambda paper: paper.ring(0.2, 1.5, SHARP),
    "pencil fillings beside each other": lambda paper: paper.draw(0.2, "ellipse", *ROW_OF_CELLS),
    "a stain as dark as a pen": lambda paper: paper.ring(0.45),
    "a drop": lambda paper: paper.draw(
        0.15, "arc", (30, 30, 44, 44), blur=SOFT, width=2, start=0, end=360
    ),
    "blots on a circle": lambda paper: paper.pieces_of_a_ring(0.15, width=3, span=6, step=12),
    "strokes of a pale felt pen on a circle": lambda paper: paper.pieces_of_a_ring(
        0.2, width=1.5, span=15, step=20, blur=SHARP
    ),
    "a blurred felt pen's loop": lambda paper: paper.draw(
        0.13, "arc", (15, 12, 95, 62), blur=0.32, start=0, end=360, width=1.5
    ),
    "a blurred felt pen's circle": lambda paper: paper.line(0.13, 1.5, *BY_HAND, blur=0.32),
    "soft dashes along a square": lambda paper: paper.draw(
        0.15,
        "line",
        *((x, y, x + 6, y) for x in (20, 30, 40, 50, 60) for y in (20, 70)),
        *((x, y, x, y + 6) for x in (18, 68) for y in (22, 32, 42, 52, 62)),
        blur=SOFT,
        width=2,
    ),
}


@pytest.mark.parametrize("mark", MARKS)
def test_what_may_be_a_persons_stays_as_it_is(mark):
    ink = MARKS[mark](InkedPaper()).ink
    assert without_stains(ink, PAPER) is ink


def spilt(plan, x, y, radius=32, depth=40):
    """A plan on which a cup stood, in grey."""
    picture = plan.picture(200)
    mm = 200 / 25.4
    mask = Image.new("L", picture.size)
    box = [value * mm for value in (x - radius, y - radius, x + radius, y + radius)]
    ImageDraw.Draw(mask).arc(box, 0, 320, fill=depth, width=round(2 * mm))
    soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(SOFT * mm)), np.float32)
    kept = np.asarray(picture.convert("L"), np.float32) * (1 - soft / 255)
    return Image.fromarray(kept.astype(np.uint8))


def test_a_cross_is_read_and_empty_rows_are_empty_on_a_stained_sheet(plan):
    spots = {(spot.path, spot.state): spot for spot in plan.blank.layout.targets}
    spot = spots["goals.1.score_now", "3"]
    picture = spilt(plan, spot.x - 32, spot.y)  # its ring goes through the cross
    pen, arm, mm = ImageDraw.Draw(picture), 0.7 * spot.radius, 200 / 25.4
    for side in (-1, 1):
        ends = (spot.x - arm, spot.y - side * arm, spot.x + arm, spot.y + side * arm)
        pen.line([value * mm for value in ends], fill=60, width=4)
    (panel,) = flat_panels(picture, plan.find)
    assert isinstance(panel, FlatPanel)
    readings = read_marks(panel)
    assert readings["goals.1.score_now"] == PanelMark("goals.1.score_now", "3")
    assert {reading.doubt for reading in readings.values()} == {""}
    assert [reading.value for reading in readings.values() if reading.value] == ["3"]
