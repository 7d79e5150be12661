"""Marks that are drawn on a sheet are measured in the spot where they stand, and read."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageDraw

from mlmp_print.pdf.panel_layout import Target
from mlmp_print.scanner import doubts
from mlmp_print.scanner.cells import features, page_facts
from mlmp_print.scanner.flat import FlatPanel
from mlmp_print.scanner.marks import read_marks
from mlmp_print.scanner.picture_page import flat_panels
from mlmp_print.scanner.rules import PanelMark

DPI = 200
MM = DPI / 25.4  # pixels
INK = 40
PEN = 4  # pixels


class MarkedSheet:
    """A sheet on which a test draws with a pen."""

    def __init__(self, plan):
        self.plan = plan
        self.picture: Image.Image = plan.picture(DPI)
        self.draw = ImageDraw.Draw(self.picture)
        targets = plan.blank.layout.targets
        self.targets = {(target.path, target.state): target for target in targets}

    def at(self, path: str, state: str) -> Target:
        return self.targets[path, state]

    def line(self, *points: tuple[float, float], pen: int = PEN, ink: int = INK) -> None:
        """Draw a line through points in mm."""
        self.draw.line([(x * MM, y * MM) for x, y in points], fill=ink, width=pen, joint="curve")

    def cross(self, path: str, state: str, ink: int = INK, pen: int = PEN) -> None:
        target = self.at(path, state)
        x, y, arm = target.x, target.y, 0.7 * target.radius
        self.line((x - arm, y - arm), (x + arm, y + arm), ink=ink, pen=pen)
        self.line((x - arm, y + arm), (x + arm, y - arm), ink=ink, pen=pen)

    def fill(self, path: str, state: str) -> None:
        target = self.at(path, state)
        self._ellipse(target, 0.92, fill=INK)

    def zigzag(self, target: Target, wide: float, high: float, turns: int, round_ends=False):
        """Go back and forth over a spot, so far to its sides and so far up and down, in radii."""
        points = []
        for number in range(turns + 1):
            down = high * (2 * number / turns - 1)
            half = (wide**2 - min(down**2, 0.96 * wide**2)) ** 0.5 if round_ends else wide
            side = -1 if number % 2 else 1
            points.append((target.x + side * half * target.radius, target.y + down * target.radius))
        self.line(*points)

    def circle(self, path: str, state: str, size: float = 1.2) -> None:
        self._ellipse(self.at(path, state), size, outline=INK, width=PEN)

    def dot(self, x: float, y: float, radius: float, ink: int = 185) -> None:
        """A dot, usually of a pencil, mm."""
        edges = [side * MM for side in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.ellipse(edges, fill=ink)

    def stain(self, *points: tuple[float, float]) -> None:
        """Darken the paper along a broad way through points in mm, as spilt coffee does."""
        shade = Image.new("L", self.picture.size, 0)
        way = [(x * MM, y * MM) for x, y in points]
        ImageDraw.Draw(shade).line(way, fill=28, width=round(2 * MM), joint="curve")
        self.picture.paste(ImageChops.subtract(self.picture, shade))

    def tick(self, path: str, state: str, arm: float, pen: int = PEN) -> None:
        """Draw a tick whose long arm goes so many radii to the right and up."""
        spot = self.at(path, state)
        points = [(-0.7, 0), (-0.15, 0.6), (arm, -arm)]
        self.line(
            *[(spot.x + x * spot.radius, spot.y + y * spot.radius) for x, y in points], pen=pen
        )

    def word(self, path: str, state: str, left: float, right: float) -> None:
        """Write arches through a spot, from so many radii left to so many right of its middle."""
        spot = self.at(path, state)
        steps = [left + 0.35 * number for number in range(int((right - left) / 0.35))]
        ways = [(along, (0.1, 0.6)[number % 2]) for number, along in enumerate(steps)]
        self.line(*[(spot.x + x * spot.radius, spot.y + y * spot.radius) for x, y in ways])

    def _ellipse(self, target: Target, size: float, **how: int) -> None:
        radius = size * target.radius
        left, top = (target.x - radius) * MM, (target.y - radius) * MM
        right, bottom = (target.x + radius) * MM, (target.y + radius) * MM
        self.draw.ellipse((left, top, right, bottom), **how)

    @property
    def flat(self) -> FlatPanel:
        (panel,) = flat_panels(self.picture, self.plan.find)
        assert isinstance(panel, FlatPanel), panel
        return panel


@pytest.fixture
def sheet(plan) -> MarkedSheet:
    return MarkedSheet(plan)


def test_an_empty_sheet_is_empty_everywhere(sheet):
    readings = read_marks(sheet.flat)
    assert readings
    assert {reading.doubt for reading in readings.values()} == {""}
    assert {reading.value for reading in readings.values()} <= {None, False}


def test_marks_of_each_manner_are_read(sheet):
    sheet.cross("goals.1.score_now", "2")
    sheet.fill("goals.1.score_expected", "1.5")
    sheet.circle("goals.2.score_now", "4")
    sheet.cross("goals.2.theme", "health")
    sheet.circle("goals.3.theme", "mobility")
    sheet.cross("goals.3.disagrees", "Yes")
    readings = read_marks(sheet.flat)
    marked = {path: reading.value for path, reading in readings.items() if reading.value}
    assert marked == {
        "goals.1.score_now": "2",
        "goals.1.score_expected": "1.5",
        "goals.2.score_now": "4",
        "goals.2.theme": "health",
        "goals.3.theme": "mobility",
        "goals.3.disagrees": True,
    }
    assert {reading.doubt for reading in readings.values()} == {""}


def test_two_marks_and_a_line_through_an_empty_spot_are_doubts(sheet):
    sheet.cross("goals.1.score_now", "0")
    sheet.cross("goals.1.score_now", "3")
    spot = sheet.at("goals.2.score_now", "2")
    sheet.line((spot.x - 4, spot.y - 14), (spot.x + 4, spot.y + 14))
    readings = read_marks(sheet.flat)
    assert readings["goals.1.score_now"].doubt == doubts.TWO_MARKS
    assert readings["goals.2.score_now"].doubt == doubts.STRAY


def test_three_lines_through_a_tick_cross_it_out(sheet):
    sheet.cross("goals.1.disagrees", "Yes")
    assert read_marks(sheet.flat)["goals.1.disagrees"].value is True
    spot = sheet.at("goals.1.disagrees", "Yes")
    for down in (-0.5, 0, 0.5):
        y = spot.y + down * spot.radius
        sheet.line((spot.x - 1.7 * spot.radius, y + 0.3), (spot.x + 1.7 * spot.radius, y - 0.3))
    assert read_marks(sheet.flat)["goals.1.disagrees"].doubt == doubts.CROSSED_OUT


def test_a_filling_beside_the_middle_is_no_scribble_over_a_cross(sheet):
    spot = sheet.at("goals.1.score_now", "2")
    beside = replace(spot, x=spot.x + 0.25 * spot.radius, y=spot.y + 0.2 * spot.radius)
    sheet.zigzag(beside, wide=1.05, high=1, turns=16, round_ends=True)
    sheet.cross("goals.1.score_expected", "1")
    sheet.zigzag(sheet.at("goals.1.score_expected", "1"), wide=1.15, high=0.85, turns=12)
    for path in ("goals.2.score_now", "goals.2.score_expected"):
        sheet.cross(path, "3")
    flat = sheet.flat
    readings, cells = read_marks(flat), features(flat, flat.layout)
    spots = {cell.state: cell for cell in cells["goals.1.score_now"]}
    assert spots["2"].outside > 0.1  # as much as many a mark that is crossed out
    assert readings["goals.1.score_now"].value == "2"
    assert readings["goals.1.score_expected"].doubt == doubts.CROSSED_OUT


def test_lines_with_room_between_them_cross_a_large_face_out(faces):
    sheet = MarkedSheet(faces)
    for path in ("time", "heard"):
        sheet.cross(path, "mostly")
    sheet.zigzag(sheet.at("heard", "mostly"), wide=1.12, high=0.8, turns=8)
    readings = read_marks(sheet.flat)
    assert readings["time"].value == "mostly"
    assert readings["heard"].doubt == doubts.CROSSED_OUT


def test_a_thick_cross_has_arms_and_lines_through_a_box_have_none(sheet):
    one, other = "goals.1.disagrees", "goals.2.disagrees"
    sheet.cross(one, "Yes", pen=9, ink=90)
    sheet.cross(other, "Yes", ink=140)
    box = sheet.at(other, "Yes")
    for down in (-0.5, 0, 0.5):
        y = box.y + down * box.radius
        sheet.line((box.x - 1.4 * box.radius, y), (box.x + 1.4 * box.radius, y), ink=140)
    flat = sheet.flat
    readings, cells = read_marks(flat), features(flat, flat.layout)
    assert cells[one][0].between > cells[other][0].between
    assert readings[one].value is True
    assert readings[other].doubt == doubts.CROSSED_OUT


def test_a_mark_between_two_spots_is_seen(sheet):
    one, other = (sheet.at("goals.1.score_now", state) for state in ("3", "3.5"))
    x, y, arm = (one.x + other.x) / 2, one.y, 0.6 * other.radius
    sheet.line((x - arm, y - arm), (x + arm, y + arm))
    sheet.line((x - arm, y + arm), (x + arm, y - arm))
    assert read_marks(sheet.flat)["goals.1.score_now"].doubt


@pytest.mark.parametrize("size", [1.3, 1.4, 1.5])
def test_a_wide_circle_is_read_and_one_round_two_spots_is_a_doubt(sheet, size):
    sheet.circle("goals.1.score_now", "3", size)
    one, other = (sheet.at("goals.2.score_now", state) for state in ("1", "1.5"))
    left, right = one.x - size * one.radius, other.x + size * other.radius
    up, down = one.y - size * one.radius, one.y + size * one.radius
    box = [side * MM for side in (left, up, right, down)]
    sheet.draw.ellipse(box, outline=INK, width=PEN)
    readings = read_marks(sheet.flat)
    assert readings["goals.1.score_now"].value == "3"
    assert readings["goals.2.score_now"].doubt


@pytest.mark.parametrize("state", ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"])
def test_a_thin_stroke_across_a_spot_is_read_and_a_crumb_is_not(sheet, state):
    spot = sheet.at("goals.1.score_now", state)
    arm = 0.85 * spot.radius
    sheet.line((spot.x - arm, spot.y + 0.6 * arm), (spot.x + arm, spot.y - 0.6 * arm), pen=3)
    crumb = sheet.at("goals.2.score_now", state)
    sheet.dot(crumb.x + 0.4 * crumb.radius, crumb.y, 0.25)
    readings = read_marks(sheet.flat)
    assert readings["goals.1.score_now"].value == state
    assert readings["goals.2.score_now"].value is None


def test_a_circle_round_a_box_is_a_tick(sheet):
    sheet.circle("goals.1.disagrees", "Yes")
    assert read_marks(sheet.flat)["goals.1.disagrees"].value is True


@pytest.mark.parametrize("size", [0.95, 1.0, 1.05])
def test_a_circle_that_the_sides_of_its_box_hide_in_part_is_a_tick(sheet, size):
    sheet.circle("goals.1.disagrees", "Yes", size)
    assert read_marks(sheet.flat)["goals.1.disagrees"].value is True


def test_a_tick_whose_arm_goes_far_out_of_its_spot_is_a_mark(sheet):
    ticks = {
        ("goals.1.disagrees", "Yes"): 1.8,
        ("goals.2.disagrees", "Yes"): 1.2,
        ("goals.1.score_now", "3"): 1.75,
        ("goals.2.theme", "health"): 1.6,
    }
    for (path, state), arm in ticks.items():
        sheet.tick(path, state, arm)
    readings = read_marks(sheet.flat)
    assert {path: readings[path].value for path, _ in ticks} == {
        path: True if state == "Yes" else state for path, state in ticks
    }


def test_a_stroke_that_only_ends_in_a_spot_and_a_word_through_a_box_stay_doubts(sheet):
    spot = sheet.at("goals.1.disagrees", "Yes")
    sheet.line((spot.x - 1, spot.y + 1), (spot.x + 9, spot.y - 8))
    sheet.word("goals.2.disagrees", "Yes", -3, 0.5)
    sheet.word("goals.3.disagrees", "Yes", -0.5, 3)
    score = sheet.at("goals.1.score_now", "3")
    sheet.line((score.x + 1, score.y - 1), (score.x + 12, score.y - 9))
    readings = read_marks(sheet.flat)
    for path in ("goals.1.disagrees", "goals.2.disagrees", "goals.3.disagrees"):
        assert readings[path].doubt, path
    assert readings["goals.1.score_now"].doubt == doubts.STRAY


def test_a_straight_stroke_of_a_broad_pen_does_not_turn(sheet):
    spot = sheet.at("goals.1.disagrees", "Yes")
    sheet.line((spot.x - 1.8, spot.y + 1.8), (spot.x + 5, spot.y - 5), pen=12)
    assert read_marks(sheet.flat)["goals.1.disagrees"].doubt == doubts.STRAY
    sheet.tick("goals.2.disagrees", "Yes", 1.6, pen=12)
    assert read_marks(sheet.flat)["goals.2.disagrees"].value is True


def test_a_filling_stays_an_answer_where_the_arms_of_a_crossed_out_one_reach_it(sheet):
    for path in ("goals.1.score_now", "goals.2.score_now", "goals.3.score_now"):
        sheet.fill(path, "2")
    above, here = (sheet.at(f"goals.1.{row}", "2") for row in ("score_now", "score_expected"))
    sheet.fill("goals.1.score_expected", "2")
    for side in (-1, 1):
        sheet.line(
            (above.x - 7 * side, above.y - 7), (here.x + 0.8 * side, here.y - 0.8 * here.radius)
        )
    readings = read_marks(sheet.flat)
    assert readings["goals.1.score_expected"].value == "2"
    assert readings["goals.1.score_now"].doubt


def test_a_pale_stain_that_runs_into_a_mark_is_not_of_its_stroke(sheet):
    stained, clean = ("goals.1.disagrees", "goals.2.disagrees")
    spot = sheet.at(stained, "Yes")
    stain = [(spot.x + 2.6, spot.y - 2.6), (spot.x + 3, spot.y - 9), (spot.x + 14, spot.y - 11)]
    for path in (stained, clean):
        sheet.cross(path, "Yes")
    sheet.stain(*stain)
    readings = read_marks(sheet.flat)
    assert readings[stained] == PanelMark(stained, True)
    assert readings[clean] == PanelMark(clean, True)


def test_print_that_shines_through_beside_a_ticked_box_is_no_word(sheet):
    spot = sheet.at("goals.1.disagrees", "Yes")
    sheet.cross("goals.1.disagrees", "Yes")
    sheet.stain((spot.x - 9, spot.y), (spot.x - 6, spot.y))
    assert read_marks(sheet.flat)["goals.1.disagrees"].value is True
    sheet.word("goals.2.disagrees", "Yes", -3.5, 0.6)
    assert read_marks(sheet.flat)["goals.2.disagrees"].doubt == doubts.STRAY


def test_a_cross_in_the_middle_of_its_box_is_no_part_of_the_words_beside_it(sheet):
    for path in ("goals.1.disagrees", "goals.2.disagrees"):
        sheet.cross(path, "Yes")
        sheet.word(path, "Yes", -3.5, -1.4)
    assert read_marks(sheet.flat)["goals.1.disagrees"].value is True


def test_a_speck_in_a_box_is_none_but_a_dot_that_print_may_hide_is_asked_about(sheet):
    sheet.cross("goals.3.score_now", "1", ink=120)
    box, zero = sheet.at("goals.1.disagrees", "Yes"), sheet.at("goals.1.score_now", "0")
    sheet.dot(box.x, box.y, 0.25)
    sheet.dot(zero.x, zero.y, 0.5)
    readings = read_marks(sheet.flat)
    assert readings["goals.1.disagrees"] == PanelMark("goals.1.disagrees", False)
    assert readings["goals.1.score_now"].doubt == doubts.TOUCHED


def test_a_dot_in_the_very_middle_is_the_answer_and_one_beside_it_is_asked_about(sheet):
    sheet.cross("goals.3.score_now", "1", ink=120)
    for path, aside in (("goals.1.score_now", 0.05), ("goals.2.score_now", 0.4)):
        spot = sheet.at(path, "0")
        sheet.dot(spot.x + aside * spot.radius, spot.y, 0.6)
    readings = read_marks(sheet.flat)
    assert readings["goals.1.score_now"].value == "0"
    assert readings["goals.2.score_now"].doubt == doubts.TOUCHED


def test_circles_of_two_rows_that_touch_are_one_stroke_and_each_row_is_asked_about(sheet):
    upper, lower = (sheet.at(f"goals.1.score_{name}", "3") for name in ("now", "expected"))
    high = (lower.y - upper.y) / 2 + 0.1
    for spot in (upper, lower):
        turns = [number * math.tau / 60 for number in range(61)]
        wide = 1.55 * spot.radius
        sheet.line(*((spot.x + wide * math.cos(t), spot.y + high * math.sin(t)) for t in turns))
    readings = read_marks(sheet.flat)
    for spot in (upper, lower):
        reading = readings[spot.path]
        assert reading.value == "3" or (reading.doubt and reading.guess == "3"), spot.path


def test_a_stroke_is_at_home_where_it_has_most_of_its_ink(sheet):
    sheet.cross("goals.1.score_now", "2")
    spot, next_one = (sheet.at("goals.1.score_now", state) for state in ("2", "2.5"))
    sheet.line((spot.x, spot.y), (next_one.x - 0.5, next_one.y))
    row = {
        cell.state: cell for cell in features(sheet.flat, sheet.flat.layout)["goals.1.score_now"]
    }
    assert row["2"].own == 1
    assert row["2.5"].own == 0
    assert row["2.5"].core > 0
    assert row["3"].core == 0
    assert read_marks(sheet.flat)["goals.1.score_now"].value in ("2", None)


def marked_faintly(sheet) -> None:
    for path in ("goals.1.score_now", "goals.2.score_now", "goals.3.score_now"):
        sheet.cross(path, "1", ink=200)


def test_a_scan_that_keeps_faint_pencil_shows_which_rows_are_empty(sheet):
    marked_faintly(sheet)
    readings = read_marks(sheet.flat)
    assert readings["goals.1.score_now"].value == "1"
    assert readings["goals.1.score_expected"] == PanelMark("goals.1.score_expected", None)


def test_a_trace_that_is_no_ink_makes_a_row_of_a_faint_page_a_doubt(sheet):
    marked_faintly(sheet)
    sheet.cross("goals.1.score_expected", "2", ink=246)
    flat = sheet.flat
    readings = read_marks(flat)
    assert readings["goals.1.score_expected"].doubt == doubts.TRACE
    traces = {
        cell.state: cell.trace for cell in features(flat, flat.layout)["goals.1.score_expected"]
    }
    assert traces.pop("2") > 0.03
    assert max(traces.values()) == 0


def test_a_scan_that_loses_pale_tints_may_have_lost_faint_pencil(sheet):
    marked_faintly(sheet)
    sheet.picture = sheet.picture.point(lambda gray: min(255, round(gray * 255 / 222)))
    readings = read_marks(sheet.flat)
    assert readings["goals.1.score_expected"].doubt in (doubts.FAINT_PAGE, doubts.LOST_PAGE)


def test_a_theme_that_is_filled_wherever_its_tint_stands_is_the_answer(sheet):
    for goal in (1, 2, 3):
        sheet.fill(f"goals.{goal}.theme", "society")
    readings = read_marks(sheet.flat)
    assert [readings[f"goals.{goal}.theme"].value for goal in (1, 2, 3)] == ["society"] * 3


def test_black_and_white_is_told_and_never_trusted_with_empty_rows(sheet):
    sheet.cross("goals.1.score_now", "2", pen=2 * PEN)
    sheet.picture = sheet.picture.point(lambda shade: 255 if shade > 150 else 0)
    flat = sheet.flat
    assert page_facts(flat).bilevel
    readings = read_marks(flat)
    assert readings["goals.1.score_now"].value == "2"
    assert readings["goals.2.score_now"].doubt == doubts.BILEVEL


def test_a_copy_that_loses_pale_tones_is_told(sheet):
    assert not page_facts(sheet.flat).pale_lost
    sheet.picture = sheet.picture.point(lambda shade: min(255, round(1.35 * shade)))
    assert page_facts(sheet.flat).pale_lost


@pytest.mark.parametrize(("right", "down"), [(0.25, 0.4), (-0.5, 0), (0, -0.6), (0.5, 0.5)])
def test_a_place_in_a_box_where_a_pen_has_rested_is_asked_about(sheet, right, down):
    box = sheet.at("goals.1.disagrees", "Yes")
    sheet.cross("goals.2.disagrees", "Yes")
    sheet.dot(box.x + right * box.radius, box.y + down * box.radius, 0.4, INK)
    reading = read_marks(sheet.flat)["goals.1.disagrees"]
    assert reading == PanelMark("goals.1.disagrees", None, doubts.TOUCHED, False)


@pytest.mark.parametrize(
    ("state", "radius"), [("self_care", 0.6), ("society", 0.6), ("health", 0.5)]
)
def test_a_dot_that_a_pictogram_hides_in_part_is_seen_beside_another_mark(sheet, state, radius):
    for path in ("goals.1.theme", "goals.2.theme"):
        sheet.cross(path, "mobility", pen=9)
    spot = sheet.at("goals.1.theme", state)
    sheet.dot(spot.x, spot.y, radius, INK)
    readings = read_marks(sheet.flat)
    assert readings["goals.1.theme"].doubt == doubts.TWO_MARKS
    assert readings["goals.2.theme"].value == "mobility"


def test_lines_with_gaps_cross_a_face_out_among_filled_ones(faces):
    sheet = MarkedSheet(faces)
    for path in ("heard", "understood", "time"):
        sheet.zigzag(sheet.at(path, "mostly"), wide=0.95, high=0.9, turns=30, round_ends=True)
    sheet.cross("own_goals", "a_little")
    sheet.zigzag(sheet.at("own_goals", "a_little"), wide=1.1, high=0.85, turns=12)
    readings = read_marks(sheet.flat)
    assert readings["heard"].value == "mostly"
    assert readings["own_goals"].doubt == doubts.CROSSED_OUT
