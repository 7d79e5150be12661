"""Rows of spots become answers, or doubts: a value without a doubt is what stands on the paper."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_spots import (
    CIRCLE,
    CROSS,
    CROSSED_OUT,
    EMPTY,
    END_OF_WORD,
    FAINT_CROSS,
    FELT_CROSS,
    FILLED,
    LINE_THROUGH,
    NEAR,
    PENCIL_CROSS,
    PRINTED,
    RUBBED_OUT,
    SCRIBBLED,
    SMALL_DOT,
    row,
    tick,
)

from mlmp_print.scanner import doubts
from mlmp_print.scanner.cell_features import CellFeatures, PageFacts
from mlmp_print.scanner.doubts import DOUBTS
from mlmp_print.scanner.rules import PanelMark, decide

SCAN = PageFacts()
# Rows of the same page: they tell how dark its pen is.
IN_PEN = {f"other.{number}": row(s0=CROSS) for number in range(4)}
IN_PENCIL = {f"other.{number}": row(s0=PENCIL_CROSS) for number in range(4)}
IN_FAINT_PENCIL = {f"other.{number}": row(s0=FAINT_CROSS) for number in range(4)}
IN_FILLINGS = {f"other.{number}": row(s0=FILLED) for number in range(4)}

HARD_PAGES = json.loads((Path(__file__).parent / "data" / "hard_pages.json").read_text("utf-8"))


def read(spots: list[CellFeatures], page=IN_PEN, facts: PageFacts = SCAN) -> PanelMark:
    return decide({**page, "asked": spots}, facts)["asked"]


# One answer ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [CROSS, FILLED, CIRCLE, FELT_CROSS])
def test_a_mark_is_the_answer(mark):
    assert read(row(s3=mark)) == PanelMark("asked", "3")
    assert read(tick(mark if mark is not FILLED else CROSS)).value is True


def test_a_spot_that_is_too_dark_to_see_ink_on_it_may_hold_a_mark():
    dark = replace(EMPTY, seen=0.1)
    assert read(row(s3=dark)).doubt == doubts.DARK_PRINT
    assert read(row(s1=CROSS, s3=dark)) == PanelMark("asked", None, doubts.DARK_PRINT, "1")
    assert read(row(s3=replace(EMPTY, seen=0.36))) == PanelMark("asked", None)


def test_print_that_lies_beside_its_place_is_no_mark():
    """A curled sheet on a photo: the number and its outline look like a circle with a cross."""
    digit = {"core": 0.14, "inside": 0.15, "open": 0.73, "dark": 0.38, "off": 0.2, "middle": 0.22}
    outline = {"ring": 0.88, "ring_dark": 0.42, "around": 0.88, "outside": 0.12, "far": 1.3}
    shape = {"compact": 0.64, "between": -0.07, "met": 1.8, "bend": 1.1, "steep": 0.95}
    shifted = replace(EMPTY, **digit, **outline, **shape, own=1.0, ring_own=1.0, printed=0.19)
    assert read(row(s3=shifted)).doubt == doubts.PRINT
    assert read(row(s3=replace(shifted, printed=0.9))).value == "3"
    assert read(row(s3=replace(PRINTED, printed=0.35))).value == "3", "its number is white"


def test_a_dot_is_as_wide_as_a_pen_that_is_put_down():
    dot = replace(CROSS, core=0.06, inside=0.02, open=0.95, ring=0.0, off=0.05, far=0.3, slim=0.1)
    assert read(row(s3=dot)).value == "3"
    assert read(row(s3=replace(dot, slim=0.06))).doubt == doubts.TOUCHED


def test_nothing_marked_is_no_answer():
    assert read(row()) == PanelMark("asked", None)
    assert read(tick(EMPTY)) == PanelMark("asked", False)


@pytest.mark.parametrize(
    ("mark", "doubt"),
    [
        (CROSSED_OUT, doubts.CROSSED_OUT),
        (SCRIBBLED, doubts.CROSSED_OUT),
        (SMALL_DOT, doubts.TOUCHED),
        (LINE_THROUGH, doubts.STRAY),
        (END_OF_WORD, doubts.STRAY),
        (NEAR, doubts.NEAR),
        (FAINT_CROSS, doubts.PALE),
        (replace(PENCIL_CROSS, slim=0.05, dark=0.15), doubts.PALE),  # a streak on the glass
    ],
)
def test_what_may_be_a_mark_is_a_doubt_with_a_guess(mark, doubt):
    assert read(row(s3=mark)) == PanelMark("asked", None, doubt, "3")
    assert read(tick(mark)).doubt in (doubt, doubts.CROSSED_OUT)


def test_a_mark_is_as_large_as_its_spot_lets_it_be():
    on_face = replace(CROSS, core=0.05, inside=0.04, radius=12.0)
    assert read(row(s3=replace(on_face, radius=4.0))).doubt == doubts.TOUCHED
    assert read(row(s3=on_face)).value == "3"


def test_a_line_meets_more_strokes_in_a_face_that_lines_cross_out():
    face = replace(CROSS, kind="choice", radius=8.0, core=0.19, inside=0.18, met=2.9, outside=0.05)
    assert read(row(s3=face)).value == "3"
    assert read(row(s3=replace(face, met=3.6))).doubt == doubts.CROSSED_OUT


def test_a_filled_box_may_be_crossed_out_but_a_thick_cross_is_not():
    assert read(tick(FILLED)).doubt == doubts.CROSSED_OUT
    assert read(tick(FELT_CROSS)).value is True


def test_a_broad_cross_in_a_box_has_arms_and_a_scribble_has_none():
    broad = replace(
        FELT_CROSS, core=0.96, inside=0.73, open=0.04, outside=0.0, compact=0.6, met=1.3
    )
    assert read(tick(broad)).value is True
    assert read(tick(replace(broad, compact=0.73))).doubt == doubts.CROSSED_OUT
    assert read(tick(replace(broad, met=2.0))).doubt == doubts.CROSSED_OUT
    assert read(tick(replace(broad, inside=0.9))).doubt == doubts.CROSSED_OUT


def test_ends_of_a_cross_to_all_sides_may_be_what_a_pictogram_lets_see_of_it():
    ends = replace(PENCIL_CROSS, core=0.036, inside=0.04, dark=0.16, far=1.0, middle=0.1, bend=0.9)
    themed = [replace(spot, kind="theme") for spot in row(s3=replace(ends, off=0.7))]
    assert read(themed, IN_PENCIL).doubt == doubts.TOUCHED
    one_end = [replace(spot, bend=0.1) for spot in themed]
    assert read(one_end, IN_PENCIL) == PanelMark("asked", None)
    answer = replace(PENCIL_CROSS, state="1", kind="theme")
    assert read([answer, *themed], IN_PENCIL).doubt == doubts.TWO_MARKS
    assert read([answer, *one_end], IN_PENCIL).value == "1"


def test_a_felt_cross_that_goes_beyond_a_small_spot_has_four_arms():
    large = replace(
        FELT_CROSS, inside=0.7, arms=4, bend=1.9, far=2.1, through=1.8, met=1.4, outside=0.28
    )
    assert read(row(s3=large)).value == "3"
    for change in ({"arms": 6}, {"bend": 1.2}, {"far": 2.8}, {"met": 2.4}, {"inside": 0.9}):
        assert read(row(s3=replace(large, **change))).doubt == doubts.CROSSED_OUT, change


@pytest.mark.parametrize("mark", [CROSS, PENCIL_CROSS])
def test_more_strokes_than_a_mark_has_cross_it_out_within_its_box(mark):
    assert read(tick(replace(mark, met=2.4))).value is True
    assert read(tick(replace(mark, met=2.9))).doubt == doubts.CROSSED_OUT


def test_a_wild_filling_is_an_answer_where_answers_are_filled():
    wild = replace(FILLED, outside=0.22)
    assert read(row(s3=wild)).doubt == doubts.CROSSED_OUT
    assert read(row(s3=wild), IN_FILLINGS).value == "3"
    assert read(row(s3=replace(wild, outside=0.5)), IN_FILLINGS).doubt == doubts.CROSSED_OUT


def test_a_spot_inked_all_over_is_doubted_among_crosses_if_it_goes_beyond_its_outline():
    beyond = replace(FILLED, outside=0.16)
    assert read(row(s3=beyond)) == PanelMark("asked", None, doubts.CROSSED_OUT, "3")
    assert read(row(s3=beyond), IN_FILLINGS).value == "3"
    assert read(row(s3=PRINTED)).value == "3"


def test_faint_pencil_beside_printed_answers_is_told():
    printed = {f"printed.{number}": row(s2=PRINTED) for number in range(4)}
    assert read(row(), printed).doubt == ""
    assert read(row(), {**printed, "marked": row(s1=CROSS)}).doubt == ""
    assert read(row(), {**printed, "marked": row(s1=FAINT_CROSS)}).doubt == doubts.FAINT_PAGE


@pytest.mark.parametrize("mark", [CROSS, CIRCLE, NEAR, FILLED])
def test_a_mark_that_may_be_a_shadow_is_a_doubt(mark):
    assert read(row(s3=replace(mark, dim=0.8, steep=0.2))).doubt in (doubts.SHADOW, doubts.NEAR)
    assert read(row(s1=CROSS, s3=replace(mark, dim=0.8, steep=0.2))).doubt


def test_a_crossed_out_tick_leaves_no_room_in_its_box():
    struck = replace(CROSS, core=0.67, inside=0.48, open=0.12, steep=0.55)
    assert read(tick(struck), IN_PENCIL).doubt == doubts.CROSSED_OUT
    assert read(tick(replace(struck, open=0.3)), IN_PENCIL).value is True


def test_a_filling_that_is_darker_than_any_shadow_is_the_answer():
    soft = replace(FILLED, dim=0.8, steep=0.2)
    assert read(row(s3=replace(soft, dark=0.78)), IN_FILLINGS).value == "3"
    assert read(row(s3=replace(soft, dark=0.45)), IN_FILLINGS).doubt == doubts.SHADOW


def test_what_looks_rubbed_out_may_be_faint_pencil_on_a_copy():
    spots = row(s3=replace(RUBBED_OUT, dark=0.1))
    assert read(spots) == PanelMark("asked", None)
    copy = PageFacts(pale_lost=True)
    assert read(spots, facts=copy) == PanelMark("asked", None, doubts.PALE, "3")


def test_a_smudge_about_pale_pencil_shows_that_it_was_rubbed_out():
    paler = replace(PENCIL_CROSS, dark=0.16, inside=0.1, steep=0.62)
    assert read(row(s3=replace(paler, trace=0.2)), IN_PENCIL).value == "3"
    assert read(row(s3=replace(paler, trace=0.35)), IN_PENCIL).doubt == doubts.PALE


def test_where_pale_print_is_gone_a_trace_may_be_what_is_left_of_pencil():
    gone = PageFacts(pale_lost=True, pale_gone=True, written=0.3)
    traced = replace(EMPTY, trace=0.01)
    assert read(row(), IN_PENCIL, gone) == PanelMark("asked", None)
    assert read(row(s2=traced), IN_PENCIL, gone).doubt == doubts.TRACE
    assert read(row(s2=traced), IN_PEN, gone) == PanelMark("asked", None)


def test_a_trace_beside_a_printed_answer_may_be_the_answer_on_a_copy_of_pencil():
    copy = PageFacts(pale_lost=True, pale_gone=True)
    traced = replace(EMPTY, trace=0.2)
    assert read(row(s1=PRINTED), {}, copy).value == "1"
    assert read(row(s1=PRINTED, s3=traced), {}, copy) == PanelMark(
        "asked", None, doubts.LOST_PAGE, "1"
    )


def test_much_of_a_trace_on_a_copy_of_pencil_may_be_a_mark_that_is_lost():
    copy = PageFacts(pale_lost=True, written=0.3)
    assert read(row(s2=replace(EMPTY, trace=0.05)), IN_PENCIL, copy) == PanelMark("asked", None)
    assert read(row(s2=replace(EMPTY, trace=0.2)), IN_PENCIL, copy).doubt == doubts.TRACE
    assert read(row(s2=replace(EMPTY, trace=0.2)), IN_PEN, copy) == PanelMark("asked", None)


def test_faint_texts_tell_that_darker_marks_are_of_faint_pencil_too():
    darker = replace(FAINT_CROSS, dark=0.21)  # crossed out by the same pencil, for example
    page = {f"other.{number}": row(s0=darker) for number in range(4)}
    traced = row(s2=replace(EMPTY, trace=0.03))
    assert read(traced, page, PageFacts(faint_kept=True, written=0.3)) == PanelMark("asked", None)
    faint = PageFacts(faint_kept=True, written=0.13)
    assert read(traced, page, faint).doubt == doubts.TRACE


def test_part_of_a_circle_beside_a_circled_answer_is_a_second_mark():
    part = replace(NEAR, ring=0.42, around=0.45, bend=1.05, middle=0.5, outside=0.14)
    assert read(row(s1=CIRCLE, s3=part)).doubt == doubts.TWO_MARKS
    assert read(row(s1=CIRCLE, s3=replace(part, bend=0.4))).value == "1"


def test_a_circle_on_the_outline_beside_a_printed_answer_is_a_second_mark():
    circle = replace(NEAR, ring=0.46, around=0.5, bend=0.99, middle=0.84, outside=0.09)
    page = {f"other.{number}": row(s2=PRINTED) for number in range(4)}
    assert read(row(s1=PRINTED, s3=circle), page).doubt == doubts.TWO_MARKS
    assert read(row(s1=PRINTED, s3=replace(circle, bend=0.5)), page).value == "1"


def test_faint_lines_across_a_printed_answer_are_seen_beyond_it_on_a_copy():
    copy = PageFacts(pale_lost=True, pale_gone=True, written=0.17)
    crossed = row(s1=replace(PRINTED, compact=0.56))
    assert read(row(s1=PRINTED), {}, copy).value == "1"
    assert read(crossed, {}, copy).doubt == doubts.CROSSED_OUT
    assert read(crossed, IN_PEN).value == "1", "of a pen the lines themselves are seen"


def test_a_trace_on_a_theme_beside_a_printed_one_may_be_another_answer_in_faint_pencil():
    ring = replace(EMPTY, ring=1.0, ring_dark=0.4, outside=0.3, middle=0.01, far=1.26, bend=1.2)

    def themes(**spots: CellFeatures) -> list[CellFeatures]:
        return [replace(spot, kind="theme") for spot in row(s1=ring, **spots)]

    assert read(themes(), {}).value == "1"
    traced = replace(EMPTY, trace=0.05)
    assert read(themes(s2=traced), {}).doubt == doubts.TWO_MARKS
    assert read(themes(s2=replace(traced, ringed=0.2)), {}).value == "1", "a trace of the ring"
    assert read(themes(s2=traced)).value == "1", "a pen leaves more"


def test_what_stands_beside_a_crossing_out_is_the_answer_only_on_its_spot():
    word = replace(CROSS, middle=0.7, far=2.5, bend=0.75, hook=0.28, off=0.42)
    assert read(row(s0=CROSSED_OUT, s3=CROSS)).value == "3"
    assert read(row(s0=CROSSED_OUT, s3=word)).doubt == doubts.TWO_MARKS


def test_a_cross_between_two_spots_is_of_neither():
    lean = replace(CROSS, core=0.1, inside=0.21, middle=0.62, far=1.73, bend=1.69, hook=1.47)
    touched = replace(EMPTY, ring=0.25, ringed=0.21)
    assert read(row(s2=lean)).value == "2"
    assert read(row(s2=lean, s3=touched)).doubt == doubts.TWO_MARKS


def test_a_printed_cross_a_little_off_tells_nothing_of_the_pen():
    """Of a paper that lies askew: else a page in faint pencil would seem to be one in pen."""
    off = {"core": 0.73, "inside": 0.43, "open": 0.23, "dark": 0.66, "compact": 0.63, "off": 0.055}
    cross = replace(EMPTY, **off, steep=0.45, reach=0.85, through=0.73, met=1.6)
    faint = replace(EMPTY, ring=0.42, ring_dark=0.11, ring_own=1.0, around=0.58, outside=0.1)
    rows = {
        f"other.{number}": row(s2=replace(PRINTED, dark=0.64, inside=0.94)) for number in range(4)
    }
    page = {**rows, "printed": tick(cross), "circle": row(s1=faint)}
    traced = tick(replace(EMPTY, trace=0.17))
    assert read(traced, page).doubt == doubts.TRACE
    drawn = {**page, "printed": tick(replace(cross, off=0.2))}
    assert read(traced, drawn).value is False


def test_a_trace_on_a_copy_with_circles_may_be_one_that_its_outline_hides():
    copy = PageFacts(pale_lost=True, pale_known=True, written=0.2)
    traced = row(s2=replace(EMPTY, trace=0.02))
    circles = {f"other.{number}": row(s0=replace(CIRCLE, ring_dark=0.18)) for number in range(4)}
    assert read(traced, circles, copy).doubt == doubts.TRACE
    assert read(row(), circles, copy) == PanelMark("asked", None)
    crosses = {f"other.{number}": row(s0=replace(CROSS, dark=0.2)) for number in range(4)}
    assert read(traced, crosses, copy) == PanelMark("asked", None)


def test_a_tick_is_one_however_far_its_long_arm_goes_and_a_stroke_that_comes_by_is_none():
    far = replace(CROSS, core=0.12, inside=0.1, off=1.22, held=0.67, far=2.5, middle=0.38)
    assert read(row(s3=replace(far, off_tick=0.4))).value == "3"
    assert read(row(s3=far)).doubt == doubts.STRAY
    assert read(row(s3=replace(far, off_tick=0.8))).doubt == doubts.STRAY


def test_a_bow_along_an_outline_may_be_all_that_a_page_shows_of_faint_circles():
    bow = replace(EMPTY, ring=0.35, ring_dark=0.11, ring_own=1.0, outside=0.03, bend=0.95)
    assert read(row(s3=bow), {}).doubt == doubts.NEAR
    assert read(row(s3=bow), IN_PEN) == PanelMark("asked", None)


def test_grains_in_black_and_white_are_no_mark_of_a_pen():
    in_black = {f"other.{number}": row(s0=replace(CROSS, dark=0.85)) for number in range(4)}
    black = PageFacts(bilevel=True, pale_lost=True)
    grains = replace(CROSS, core=0.06, inside=0.06, dark=0.4)
    assert read(row(s3=grains), in_black, black).doubt == doubts.PALE
    assert read(row(s3=replace(CROSS, dark=0.85)), in_black, black).value == "3"


def test_one_mark_in_black_and_white_hardly_tells_a_pen_from_pencil():
    black = PageFacts(bilevel=True, pale_lost=True)
    mark = replace(CROSS, dark=0.7)
    many = {f"other.{number}": row(s0=mark) for number in range(4)}
    assert read(row(s3=mark), many, black).value == "3"
    assert read(row(s3=mark), {}, black).doubt == doubts.BILEVEL
    assert read(row(s3=replace(CROSS, dark=0.8)), {}, black).value == "3"
    far = replace(CROSS, dark=0.8, far=2.5, bend=2.2)
    assert read(row(s3=far), {}, black).doubt == doubts.BILEVEL


def test_a_shadow_of_print_that_shines_through_is_nothing_wherever_it_lies():
    shadow = replace(CROSS, dark=0.09, steep=0.25, off=0.8, middle=0.7, far=1.7, beside=0.05)
    assert read(tick(shadow)) == PanelMark("asked", False)
    assert read(tick(replace(shadow, dark=0.3))).doubt == doubts.STRAY
    assert read(tick(replace(shadow, steep=0.6))).doubt == doubts.STRAY


def test_what_was_rubbed_out_is_nothing_on_a_page_in_pen():
    assert read(row(s3=RUBBED_OUT)) == PanelMark("asked", None)
    assert read(row(s1=CROSS, s3=RUBBED_OUT)).value == "1"
    assert read(row(s3=RUBBED_OUT), IN_FAINT_PENCIL).doubt


# Two marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [CROSS, FILLED, CIRCLE, FELT_CROSS, PENCIL_CROSS])
@pytest.mark.parametrize("other", [CROSS, CIRCLE, PENCIL_CROSS])
def test_two_marks_are_a_doubt(one, other):
    assert read(row(s1=one, s3=other)).doubt == doubts.TWO_MARKS


def test_everything_marked_is_a_doubt():
    everything = row(**{f"s{state}": CROSS for state in range(5)})
    assert read(everything).doubt == doubts.TWO_MARKS


def test_a_crossed_out_answer_beside_another_is_a_correction():
    assert read(row(s1=CROSSED_OUT, s3=CROSS)) == PanelMark("asked", "3", corrected="1")


def test_no_correction_is_sure_among_fillings():
    assert read(row(s1=CROSSED_OUT, s3=CROSS), IN_FILLINGS).doubt == doubts.TWO_MARKS
    assert read(row(s1=CROSSED_OUT, s3=FILLED)).doubt == doubts.TWO_MARKS


def test_a_filling_with_a_stray_line_through_it_is_not_crossed_out():
    struck_through = replace(CROSSED_OUT, off=1.6, reach=6.0)
    assert read(row(s1=struck_through, s3=CROSS)).doubt == doubts.TWO_MARKS


def test_a_stroke_that_runs_into_a_spot_is_not_an_answer_beside_a_mark():
    assert read(row(s1=CROSS, s3=LINE_THROUGH)).value == "1"
    arm_of_a_cross = replace(LINE_THROUGH, reach=1.7, off=0.9, held=0.9)
    assert read(row(s1=CROSS, s3=arm_of_a_cross)).doubt == doubts.TWO_MARKS
    hiding_a_mark = replace(LINE_THROUGH, slim=0.4, off=1.2, held=0.4)
    assert read(row(s1=CROSS, s3=hiding_a_mark)).doubt == doubts.TWO_MARKS


def test_the_tail_of_a_neighbour_is_not_an_answer():
    tail = replace(CROSS, core=0.1, inside=0.08, own=0.0, held=1.0)
    assert read(row(s1=CROSS, s2=tail)).value == "1"
    assert read(row(s1=CROSS, s2=replace(tail, own=1.0))).doubt == doubts.TWO_MARKS


def test_a_pale_mark_beside_a_printed_answer_is_a_doubt():
    assert read(row(s1=FILLED, s3=FAINT_CROSS)).doubt == doubts.TWO_MARKS
    pale_circle = replace(CIRCLE, ring_dark=0.13)
    assert read(row(s1=FILLED, s3=pale_circle)).doubt == doubts.TWO_MARKS


# Pages that lose marks ----------------------------------------------------------------------------


def test_on_a_faint_page_what_is_not_seen_may_be_there():
    assert read(row(), IN_FAINT_PENCIL).doubt == doubts.FAINT_PAGE
    assert read(tick(EMPTY), IN_FAINT_PENCIL) == PanelMark("asked", None, doubts.FAINT_PAGE, False)
    assert read(row(s3=FAINT_CROSS), IN_FAINT_PENCIL).value == "3"
    a_trace = replace(EMPTY, core=0.02)
    assert read(row(s1=a_trace, s3=FAINT_CROSS), IN_FAINT_PENCIL).doubt
    part_of_a_circle = replace(EMPTY, ring=0.25, ring_dark=0.13, ring_own=1.0, outside=0.07)
    assert read(row(s1=part_of_a_circle, s3=FAINT_CROSS), IN_FAINT_PENCIL).doubt


def crossed(count: int, dark: float) -> dict[str, list[CellFeatures]]:
    """Rows of a page with so many crosses of a pencil."""
    cross = replace(PENCIL_CROSS, dark=dark)
    return {f"other.{number}": row(s0=cross) for number in range(count)}


# Faint pencil that the scan has kept --------------------------------------------------------------

KEPT = PageFacts(faint_kept=True)
FAINT_STROKE = replace(FAINT_CROSS, core=0.05, inside=0.04, steep=0.6, trace=0.1)


def test_where_faint_pencil_is_kept_a_row_without_a_trace_is_empty():
    assert read(row(), IN_FAINT_PENCIL, KEPT) == PanelMark("asked", None)
    assert read(tick(EMPTY), IN_FAINT_PENCIL, KEPT) == PanelMark("asked", False)
    a_trace = replace(EMPTY, trace=0.02)
    assert read(row(s2=a_trace), IN_FAINT_PENCIL, KEPT).doubt == doubts.TRACE
    of_themes = [replace(spot, kind="theme") for spot in row()]  # a pictogram may hide a mark
    assert read(of_themes, IN_FAINT_PENCIL, KEPT).doubt == doubts.FAINT_PAGE


def test_the_edge_of_a_stain_is_no_mark_of_the_pencil_of_its_page():
    edge = replace(CROSS, core=0.18, inside=0.15, open=0.68, dark=0.13, outside=0.08, own=1.0)
    page = {f"row{number}": [replace(CROSS, dark=0.22)] for number in range(4)}
    for steep, doubt in ((0.4, doubts.PALE), (0.7, "")):
        rows = {**page, "asked": [replace(edge, steep=steep)]}
        assert decide(rows, PageFacts())["asked"].doubt == doubt


def test_a_box_that_is_inked_nearly_all_over_was_crossed_out():
    """A scribble over a tick leaves some paper in the corners of its box."""
    scribble = {"core": 0.86, "inside": 0.63, "open": 0.18, "dark": 0.65, "outside": 0.18}
    struck = replace(EMPTY, **scribble, ring=0.46, steep=0.5, held=0.94, own=1.0, between=0.5)
    assert read(tick(struck)).doubt == doubts.CROSSED_OUT
    assert read(tick(replace(struck, core=0.7, inside=0.5, open=0.26))) == PanelMark("asked", True)


def test_a_box_struck_across_by_a_dark_pen_was_crossed_out():
    """Lines that lie side by side go out on two sides, and the arms of a cross on four."""
    struck = replace(FELT_CROSS, inside=0.63, open=0.17, through=1.7, arms=2, between=0.4)
    struck = replace(struck, slim=0.6)
    assert read(tick(struck)).doubt == doubts.CROSSED_OUT
    assert read(tick(replace(struck, arms=4, slim=0.5))).doubt == doubts.CROSSED_OUT
    assert read(tick(replace(struck, arms=4))).value is True
    assert read(tick(replace(struck, through=1.45))).value is True
    assert read(tick(replace(struck, inside=0.3))).value is True  # one stroke


def test_a_faint_stroke_is_a_doubt_though_it_is_alone_in_its_row():
    """What crosses a faint mark out leaves no more than this, if its pencil was as faint."""
    assert read(row(s3=FAINT_STROKE), IN_FAINT_PENCIL, KEPT).doubt
    assert read(tick(FAINT_STROKE), IN_FAINT_PENCIL, KEPT).doubt


def test_a_faint_scribble_of_which_a_pictogram_hides_the_core_crosses_an_answer_out():
    scribble = replace(
        FAINT_CROSS, core=0.12, inside=0.22, open=0.34, dark=0.12, ring=0.95, outside=0.08, arms=6
    )
    assert read(row(s3=scribble), IN_FAINT_PENCIL, KEPT).doubt == doubts.CROSSED_OUT


def test_a_printed_answer_that_is_crossed_out_tells_nothing_of_the_pen():
    disc = replace(PRINTED, inside=0.97, ring=1.0)
    printed = {f"printed.{number}": row(s2=disc) for number in range(3)}
    page = {**printed, "struck": row(s2=replace(disc, reach=1.5, dark=disc.dark - 0.03))}
    assert read(row(), page, PageFacts(pale_lost=True)).doubt == doubts.LOST_PAGE


def test_a_dot_of_a_pencil_that_print_hides_nearly_is_a_doubt():
    dot = replace(SMALL_DOT, core=0.03, inside=0.02, dark=0.13, off=0.1)
    assert read(row(s3=dot), IN_PENCIL).doubt == doubts.TOUCHED


# Pale marks ---------------------------------------------------------------------------------------


def test_a_narrow_pale_line_is_dust_only_if_it_runs_along_the_sheet():
    narrow = replace(PENCIL_CROSS, slim=0.05, dark=0.2)
    assert read(row(s3=replace(narrow, tilt=0.02)), IN_PENCIL).doubt == doubts.PALE
    assert read(row(s3=replace(narrow, tilt=0.7)), IN_PENCIL).value == "3"


def test_a_pale_mark_with_sharp_edges_was_pressed_less_and_not_rubbed_out():
    pressed = {f"other.{number}": row(s0=replace(PENCIL_CROSS, dark=0.36)) for number in range(4)}
    pale = replace(PENCIL_CROSS, dark=0.16, steep=0.7)
    assert read(row(s3=pale), pressed).value == "3"
    assert read(row(s3=replace(pale, steep=0.4)), pressed).doubt == doubts.PALE
    assert read(row(s3=replace(pale, trace=0.6)), pressed).doubt == doubts.PALE


def test_a_circle_that_runs_within_the_outline_of_its_spot_goes_round_it():
    assert read(row(s3=replace(CIRCLE, inside=0.13, dark=0.2))).value == "3"


def test_fillings_in_pencil_that_keep_within_their_outlines_show_the_pen():
    neat = {
        f"other.{number}": row(s0=replace(PRINTED, dark=0.24, ring_dark=0.24))
        for number in range(4)
    }
    assert read(row(), neat, PageFacts(pale_lost=True)) == PanelMark("asked", None)


def test_a_copy_that_loses_pale_tones_may_have_lost_pencil_but_no_pen():
    copy = PageFacts(pale_lost=True)
    assert read(row(), crossed(2, 0.27), copy).doubt == doubts.LOST_PAGE
    assert read(row(), crossed(4, 0.18), copy).doubt == doubts.LOST_PAGE
    assert read(row(), IN_PENCIL).doubt == ""
    assert read(row(), IN_PEN, copy).doubt == ""
    assert read(row(), {}, copy).doubt == doubts.LOST_PAGE


def test_pencil_that_enough_marks_show_has_lost_none():
    assert read(row(), crossed(3, 0.2), PageFacts(pale_lost=True)).doubt == ""
    assert read(row(), crossed(3, 0.18)) == PanelMark("asked", None)
    assert read(row(), crossed(2, 0.18)).doubt == doubts.FAINT_PAGE
    assert read(row(), crossed(9, 0.16)).doubt == doubts.FAINT_PAGE


def test_texts_tell_that_marks_of_the_same_pen_are_of_no_faint_pencil():
    copy = PageFacts(pale_lost=True)
    assert read(row(), crossed(3, 0.16), copy).doubt == doubts.FAINT_PAGE
    for written in (0.15, 0.18):
        told = replace(copy, written=written)
        assert read(row(), crossed(1, 0.16), told) == PanelMark("asked", None)
    of_another_pen, faint = replace(copy, written=0.4), replace(copy, written=0.1)
    assert read(row(), crossed(3, 0.16), of_another_pen).doubt == doubts.FAINT_PAGE
    assert read(row(), crossed(3, 0.16), faint).doubt == doubts.FAINT_PAGE
    untold = replace(copy, pale_known=False, written=0.15)
    assert read(row(), crossed(3, 0.16), untold).doubt == doubts.FAINT_PAGE
    scan = PageFacts(written=0.17)  # where pale print is kept, faint pencil is as dark
    assert read(row(), crossed(3, 0.16), scan).doubt == doubts.FAINT_PAGE


def test_a_page_without_marks_and_traces_is_empty_where_pale_print_is_not_gone():
    copy = PageFacts(pale_lost=True, written=0.4)
    empty = {f"other.{number}": row() for number in range(6)}
    assert read(row(), empty, copy) == PanelMark("asked", None)
    traced = row(s3=replace(EMPTY, trace=0.01))
    assert read(traced, empty, copy).doubt == doubts.TRACE
    for changed in ({"pale_gone": True}, {"pale_known": False}, {"written": 0.1}):
        assert read(row(), empty, replace(copy, **changed)).doubt == doubts.LOST_PAGE, changed


def test_black_and_white_may_have_lost_any_mark_and_reads_no_pencil():
    black_and_white = PageFacts(bilevel=True)
    solid = {
        path: [replace(spot, dark=0.9 if spot.dark else 0) for spot in spots]
        for path, spots in IN_PEN.items()
    }
    assert read(row(), solid, black_and_white).doubt == doubts.BILEVEL
    assert read(row(s3=replace(CROSS, dark=0.9)), solid, black_and_white).value == "3"
    assert read(row(s3=CROSS), IN_PEN, black_and_white).doubt == doubts.BILEVEL


def test_a_mark_between_two_spots_is_a_doubt():
    most_of_a_circle = replace(NEAR, ring=0.75)
    assert read(row(s1=CIRCLE, s2=most_of_a_circle)).doubt == doubts.TWO_MARKS
    half = replace(NEAR, ring=0.25, outside=0.1)
    assert read(row(s2=half, s3=replace(half, ring_own=0.0))).doubt == doubts.NEAR


def test_where_the_print_is_missing_nothing_is_sure():
    assert read(row(s3=replace(EMPTY, printed=0.4))).doubt == doubts.PRINT
    assert read(row(s3=CROSS, s1=replace(EMPTY, printed=0.4))).doubt == doubts.PRINT
    assert read(row(s3=replace(FILLED, printed=0.4))).value == "3"  # ink hides it


# Laws ---------------------------------------------------------------------------------------------


@given(
    spots=st.lists(
        st.sampled_from([EMPTY, CROSS, FILLED, CIRCLE, CROSSED_OUT, SMALL_DOT, FAINT_CROSS]),
        min_size=5,
        max_size=5,
    ),
    facts=st.builds(PageFacts, st.booleans(), st.booleans()),
)
def test_a_doubt_has_a_reason_and_no_value(spots, facts):
    marked = row(**{f"s{state}": spot for state, spot in enumerate(spots)})
    reading = read(marked, facts=facts)
    if reading.doubt:
        assert reading.doubt in DOUBTS
        assert reading.value is None
    elif reading.value is None:
        assert spots == [EMPTY] * 5
    else:
        assert spots[int(reading.value)] in (CROSS, FILLED, CIRCLE)


def pages_rows(page):
    return {
        path: [
            CellFeatures(state, drawn["kind"], **{"radius": drawn["radius"], **spot})
            for state, spot in drawn["spots"].items()
        ]
        for path, drawn in page["rows"].items()
    }


@pytest.mark.parametrize("page", HARD_PAGES, ids=lambda page: page["name"])
def test_no_value_of_a_hard_page_is_wrong(page):
    """Simulated pages that were read wrongly by earlier rules."""
    facts = PageFacts(page["bilevel"], page["pale_lost"])
    for path, reading in decide(pages_rows(page), facts).items():
        if not reading.doubt:
            assert path in page["stands"], f"{path} must be a doubt"
            assert reading.value == page["stands"][path], path


def test_few_values_of_hard_pages_in_pen_are_doubted_without_need():
    doubted, clear = [], 0
    for page in HARD_PAGES:
        if page["pen"] in ("pencil", "faint") or page["bilevel"] or page["pale_lost"]:
            continue
        readings = decide(pages_rows(page), SCAN)
        paths = [path for path in page["stands"] if path not in page["may"]]
        clear += len(paths)
        doubted += [(page["name"], path) for path in paths if readings[path].doubt]
    assert len(doubted) <= 0.1 * clear, doubted


# What another part of the picture shows of a mark -------------------------------------------------


def test_part_of_a_word_in_a_box_to_tick_is_no_tick():
    assert read(tick(replace(CROSS, beside=0.06))).doubt == doubts.STRAY
    assert read(tick(replace(CROSS, beside=0.01))).value is True  # dust
    assert read(tick(replace(CROSS, beside=0.45))).value is True  # another ground
    assert read(tick(replace(EMPTY, beside=0.06))) == PanelMark("asked", False)


def test_a_word_that_ends_in_a_theme_is_no_mark():
    themed = [replace(spot, kind="theme") for spot in row(s3=CROSS)]
    assert read(themed).value == "3"
    word = replace(CROSS, off=0.5, middle=2.0, far=4.5)
    themed = [replace(spot, kind="theme") for spot in row(s3=word)]
    assert read(themed).doubt == doubts.STRAY


def test_a_line_through_a_box_that_its_sides_cut_is_no_tick():
    line = replace(CROSS, core=0.28, middle=0.98, far=2.6, off=0.57, bend=0.45, slim=0.16)
    assert read(tick(line)).doubt == doubts.STRAY
    assert read(tick(replace(line, middle=0.5))).value is True


def test_a_thin_line_that_bends_a_little_in_a_spot_is_no_tick():
    bent = replace(CROSS, middle=0.66, far=2.3, off=0.69, bend=0.9, hook=0.55, arms=1, held=0.7)
    assert read(row(s3=bent)).value == "3"
    long_line = replace(bent, bend=0.65, slim=0.08, reach=2.3, through=1.15)
    assert read(row(s3=long_line)).doubt == doubts.STRAY


def test_a_hole_that_was_punched_into_a_box_is_no_tick():
    bed = replace(CROSS, inside=0.55, dark=0.82, steep=0.3, compact=0.69, between=0.21, off=0.49)
    assert read(tick(bed)).doubt == doubts.CROSSED_OUT


def test_a_mark_that_other_strokes_touch_is_seen_beside_the_answer():
    joined = replace(CROSS, core=0.42, own=0.0, held=0.2, off=2.3, reach=4.5, slim=0.3, arms=2)
    assert read(row(s1=joined, s3=CROSS)).doubt == doubts.TWO_MARKS
    assert read(row(s1=replace(joined, core=0.2), s3=CROSS)).value == "3"


def test_a_cross_whose_arms_touch_another_mark_is_read_and_a_word_through_a_spot_is_not():
    joined = replace(CROSS, core=0.42, own=0.0, held=0.2, off=2.3, reach=4.5, slim=0.6, arms=4)
    assert read(row(s1=joined)).value == "1"
    assert read(row(s1=replace(joined, slim=0.3))).doubt == doubts.STRAY
    assert read(row(s1=replace(joined, arms=2))).doubt == doubts.STRAY


def test_a_mark_that_fits_its_box_is_no_part_of_a_word():
    beside = replace(CROSS, beside=0.06, middle=0.1, far=1.0)
    assert read(tick(beside)).value is True
    assert read(tick(replace(beside, middle=0.5))).doubt == doubts.STRAY
    assert read(tick(replace(beside, far=1.6))).doubt == doubts.STRAY
    assert read(tick(replace(beside, hook=0.6))).doubt == doubts.STRAY  # three letters
    assert read(tick(replace(beside, met=2.3))).doubt == doubts.STRAY
    assert read(tick(replace(beside, beside=0.01, middle=0.5))).doubt == doubts.STRAY
    assert read(tick(replace(beside, beside=0.01, middle=0.4))).value is True


def test_a_tick_larger_than_its_box_is_a_tick_and_what_only_passes_is_none():
    large = replace(CROSS, core=0.3, off=0.7, held=0.7, middle=0.65, far=2.9, bend=0.93, hook=0.1)
    assert read(tick(large)).value is True
    assert read(tick(replace(large, bend=0.3))).doubt == doubts.STRAY


def test_a_long_tick_that_ends_in_its_spot_is_a_second_mark():
    long_tick = replace(CROSS, slim=0.12, off=0.88, held=0.69, reach=2.7, through=1.0)
    assert read(row(s1=long_tick, s2=CROSS)).doubt == doubts.TWO_MARKS
    assert read(row(s1=LINE_THROUGH, s2=CROSS)).value == "2"


def test_a_pale_scribble_all_round_a_tick_crosses_it_out():
    struck = replace(PENCIL_CROSS, core=0.2, ring=1.0, outside=0.28)
    assert read(tick(struck), IN_PENCIL).doubt == doubts.CROSSED_OUT


def test_a_dot_that_print_hides_nearly_is_a_doubt():
    dot = replace(EMPTY, core=0.01, own=1.0, held=1.0, off=0.14)
    assert read(row(s3=dot)) == PanelMark("asked", None, doubts.TOUCHED, "3")
    assert read(row(s3=replace(dot, off=0.7))) == PanelMark("asked", None)


def test_a_dot_in_the_very_middle_was_put_there():
    dot = replace(CROSS, core=0.05, inside=0.02, open=0.95, ring=0.0, off=0.08, middle=0.08)
    dot = replace(dot, dark=0.26, held=1.0, far=0.3)
    assert read(row(s3=dot)) == PanelMark("asked", "3")
    for other in ({"off": 0.25}, {"far": 0.6}, {"held": 0.8}, {"dark": 0.15}, {"own": 0.5}):
        assert read(row(s3=replace(dot, **other))).value is None, other
    assert read(row(s1=dot, s2=CROSS)).doubt == doubts.TWO_MARKS


def test_a_tick_whose_long_arm_goes_far_out_is_told_by_its_sharp_turn():
    long_tick = replace(CROSS, core=0.1, inside=0.15, slim=0.1, off=1.2, held=0.65, reach=2.4)
    long_tick = replace(long_tick, arms=2, middle=0.6, far=2.4, bend=1.4, hook=1.2)
    assert read(row(s3=long_tick)).value == "3"
    for other in ({"hook": 0.6}, {"arms": 4}, {"off": 1.5}, {"middle": 1.0}, {"far": 3.5}):
        assert read(row(s3=replace(long_tick, **other))).doubt == doubts.STRAY, other


def test_a_tick_that_shows_little_in_the_middle_is_aimed_at_its_spot():
    tick_mark = replace(CROSS, core=0.047, inside=0.12, ring=0.3, off=0.7, arms=1)
    tick_mark = replace(tick_mark, middle=0.6, far=2.6, bend=1.3, hook=0.7)
    assert read(row(s3=tick_mark)).value == "3"
    assert read(row(s3=replace(tick_mark, hook=0.1))).doubt == doubts.TOUCHED


def test_part_of_a_circle_is_one_on_a_page_with_circles():
    part = replace(NEAR, ring=0.45, around=0.53, middle=0.75, far=1.5, bend=1.2, hook=0.6)
    in_circles = {f"other.{number}": row(s0=CIRCLE) for number in range(3)}
    assert read(row(s3=part), in_circles).value == "3"
    assert read(row(s3=part)).doubt == doubts.NEAR
    assert read(row(s3=replace(part, hook=1.75)), in_circles).doubt == doubts.NEAR


def test_a_dot_of_a_pen_beside_an_answer_is_a_second_mark():
    dot = replace(SMALL_DOT, core=0.04, off=0.15)
    assert read(row(s1=dot, s3=PRINTED)).doubt == doubts.TWO_MARKS


def test_printed_answers_do_not_tell_the_pen_of_a_black_and_white_scan():
    printed = {"other": row(s1=PRINTED)}
    assert read(row(s3=PRINTED), printed, PageFacts(bilevel=True)).doubt == doubts.BILEVEL


def test_lines_that_leave_a_spot_more_often_than_a_cross_does_cross_it_out():
    struck = replace(CROSS, core=0.75, inside=0.52, open=0.19, outside=0.1, arms=5)
    assert read(tick(struck)) == PanelMark("asked", None, doubts.CROSSED_OUT, True)
    assert read(row(s3=struck)) == PanelMark("asked", None, doubts.CROSSED_OUT, "3")
    assert read(tick(replace(struck, arms=4))).value is True
    struck_filling = replace(FILLED, arms=6)
    assert read(row(s3=struck_filling), IN_FILLINGS).doubt == doubts.CROSSED_OUT


def test_a_scribble_all_round_crosses_out_a_tick_however_dark():
    struck = replace(CROSS, core=0.88, inside=0.65, open=0.16, ring=0.83, outside=0.39)
    assert read(tick(struck)).doubt == doubts.CROSSED_OUT


def test_a_large_cross_of_a_felt_pen_is_a_tick():
    large = replace(FELT_CROSS, outside=0.32, through=1.98, arms=4, slim=0.6)
    assert read(tick(large)).value is True
    assert read(tick(replace(large, open=0.0))).doubt == doubts.CROSSED_OUT


def test_a_small_mark_between_two_spots_is_a_doubt():
    between = replace(EMPTY, ring=0.21, ring_dark=0.36, ring_own=1.0, outside=0.06, aside=1.2)
    assert read(row(s3=between)) == PanelMark("asked", None, doubts.NEAR, "3")
    assert read(row(s3=replace(between, aside=0.3))) == PanelMark("asked", None)  # a crumb
    assert read(row(s3=replace(between, ring_dark=0.08))) == PanelMark("asked", None)  # a stain


def test_ink_on_one_side_of_a_spot_may_be_aimed_beside_it():
    at_side = replace(CROSS, core=0.0, inside=0.17, ring=0.54, off=0.61)
    assert read(row(s3=at_side)).doubt == doubts.TOUCHED
    assert read(row(s3=replace(at_side, ring=0.8))).value == "3"  # most of a circle


def test_the_sides_of_a_box_hide_most_of_a_circle_round_it():
    circled = replace(
        CIRCLE, core=0.0, inside=0.1, ring=0.54, outside=0.08, held=1.0, off=0.9, aside=2.4
    )
    assert read(tick(circled)).value is True
    assert read(tick(replace(circled, aside=1.2))).doubt  # a letter beside the box
    assert read(tick(replace(circled, held=0.7))).doubt


def test_a_mark_that_print_hides_in_part_is_a_second_answer():
    hidden = replace(CROSS, core=0.03, inside=0.05, off=0.78, aside=0.56)
    assert read(row(s1=hidden, s3=PRINTED)).doubt == doubts.TWO_MARKS
    assert read(row(s1=replace(hidden, aside=0.3), s3=PRINTED)).value == "3"  # a crumb


def test_black_and_white_may_have_lost_what_changes_a_printed_answer():
    printed = replace(PRINTED, dark=0.9)
    solid = {f"other.{number}": row(s0=replace(CROSS, dark=0.9)) for number in range(4)}
    black_and_white = PageFacts(bilevel=True)
    ring = replace(NEAR, ring=1.0, around=1.0, middle=0.02, far=1.2, outside=0.15)
    for one in (printed, ring):
        assert read(row(s2=one), solid, black_and_white).doubt == doubts.BILEVEL
    drawn = replace(ring, middle=0.2)
    assert read(row(s2=drawn), solid, black_and_white).value == "2"
    assert read(row(s2=replace(CROSS, dark=0.9)), solid, black_and_white).value == "2"


def test_a_copy_that_loses_faint_pencil_loses_crossings_out_too():
    copy = PageFacts(pale_lost=True)
    assert read(row(s3=FAINT_CROSS), IN_FAINT_PENCIL, copy).doubt == doubts.FAINT_PAGE
    assert read(row(s3=FAINT_CROSS), IN_FAINT_PENCIL).value == "3"


def test_a_copy_that_keeps_the_marks_of_a_pencil_keeps_its_crossings_out():
    copy = PageFacts(pale_lost=True)
    pale = replace(PENCIL_CROSS, dark=0.184)
    enough, few = ({f"other.{n}": row(s0=pale) for n in range(count)} for count in (4, 1))
    assert read(row(s3=pale), enough, copy).value == "3"
    assert read(row(), enough, copy).doubt == doubts.LOST_PAGE
    assert read(row(s3=pale), few, copy).doubt
    paler = {
        path: [replace(cell, dark=cell.dark and 0.175) for cell in spots]
        for path, spots in enough.items()
    }
    assert read(row(s3=replace(pale, dark=0.175)), paler, copy).doubt == doubts.LOST_PAGE


def test_little_pencil_is_no_nothing_on_a_copy_that_loses_pale_tones():
    little = replace(PENCIL_CROSS, core=0.02, inside=0.039, off=0.76)
    assert read(row(s3=little), crossed(8, 0.2), PageFacts(pale_lost=True)).doubt
    assert read(row(s3=little), crossed(8, 0.2)) == PanelMark("asked", None)


def test_crossed_out_answers_do_not_make_a_page_one_of_fillings():
    struck = replace(FILLED, outside=0.16)
    page = {f"other.{number}": row(s0=struck) for number in range(4)}
    assert read(row(s3=struck), page).doubt == doubts.CROSSED_OUT


def test_a_stroke_as_large_as_a_mark_is_seen_though_print_hides_most_of_it():
    little = replace(FAINT_CROSS, core=0.02, inside=0.03, dark=0.35, off=0.7, aside=0.47)
    assert read(row(s3=little)) == PanelMark("asked", None, doubts.TOUCHED, "3")
    assert read(row(s3=replace(little, aside=0.3))) == PanelMark("asked", None)  # a crumb


def test_pencil_with_sharp_edges_is_seen_though_print_hides_most_of_it():
    little = replace(FAINT_CROSS, core=0.01, inside=0.01, dark=0.145, off=0.96, aside=0.48)
    page = crossed(6, 0.3)
    assert read(row(s3=replace(little, steep=1.2)), page).doubt == doubts.TOUCHED
    assert read(row(s3=replace(little, steep=0.4)), page) == PanelMark("asked", None)  # a smudge


def test_what_was_rubbed_out_is_no_answer_where_nothing_else_is_marked():
    left = replace(RUBBED_OUT, core=0.06, inside=0.04, open=0.88, dark=0.1, steep=0.37, radius=19.0)
    assert read(row(s3=left), {}).doubt == doubts.PALE


def test_half_a_ring_that_is_no_larger_than_a_cross_is_no_circle():
    half = replace(CIRCLE, ring=0.55, outside=0.21, core=0.0)
    assert read(row(s3=replace(half, aside=2.4))).value == "3"
    assert read(row(s3=replace(half, aside=1.2))) == PanelMark("asked", None, doubts.NEAR, "3")


def test_a_circle_that_is_wide_or_cut_by_print_is_told_by_its_shape():
    cut = replace(NEAR, around=0.6, middle=0.5, far=1.5, bend=1.2)
    assert read(row(s3=cut)).value == "3"
    for beside in ({"around": 0.5}, {"middle": 0.9}, {"far": 2.3}, {"bend": 0.8}, {"hook": 1.1}):
        assert read(row(s3=replace(cut, **beside))).doubt == doubts.NEAR, beside
    assert read(row(s3=replace(cut, ring_dark=0.1))).value is None  # shines through the paper


def test_a_circle_that_the_outline_hides_nearly_is_told_by_its_shape():
    hidden = replace(NEAR, outside=0.05, around=0.75, middle=0.1, far=1.2, bend=1.0)
    assert read(row(s3=hidden)).value == "3"
    for other in ({"around": 0.6}, {"middle": 0.4}, {"bend": 0.8}):
        assert read(row(s3=replace(hidden, **other))).value is None, other


def test_a_circle_that_joins_one_of_another_row_is_seen_round_its_spot():
    joined = replace(EMPTY, ring=0.5, ring_dark=0.4, ring_own=0.0, outside=0.24, ringed=0.9)
    assert read(row(s3=joined)) == PanelMark("asked", None, doubts.NEAR, "3")
    assert read(row(s1=CROSS, s3=joined)).doubt == doubts.TWO_MARKS
    assert read(row(s3=replace(joined, ringed=0.4))) == PanelMark("asked", None)


def test_a_mark_of_which_print_hides_nearly_all_is_told_by_its_shape():
    hidden = replace(CROSS, core=0.035, inside=0.06, ring=0.12, off=0.7, middle=0.4, far=1.5)
    assert read(row(s3=hidden)).value == "3"
    assert read(row(s3=replace(hidden, core=0.01))).doubt == doubts.TOUCHED  # between two spots
    assert read(row(s3=replace(hidden, far=0.6))).doubt == doubts.TOUCHED  # a crumb
    assert read(row(s3=replace(hidden, middle=0.9))).doubt == doubts.TOUCHED
    assert read(row(s3=replace(hidden, far=2.6))).doubt == doubts.TOUCHED
    assert read(row(s3=replace(hidden, outside=0.12))).doubt == doubts.TOUCHED  # a word


def test_a_large_cross_that_print_cuts_in_pieces_is_no_stray_stroke():
    piece = replace(CROSS, core=0.2, off=1.07, held=0.83, arms=4, middle=0.2, far=2.3)
    assert read(row(s3=piece)).value == "3"
    assert read(row(s3=replace(piece, middle=0.5))).doubt == doubts.STRAY


def test_a_narrow_stroke_that_passes_a_spot_on_both_sides_is_a_stray_one():
    slip = replace(PENCIL_CROSS, core=0.15, inside=0.12, slim=0.15, reach=2.0, through=1.8)
    slip = replace(slip, off=0.23, held=0.86, middle=0.24, far=2.0, bend=0.6)
    assert read(row(s3=slip)).doubt == doubts.STRAY
    assert read(row(s3=replace(slip, bend=1.6))).value == "3"  # part of a large cross
    assert read(row(s3=replace(slip, through=1.2))).value == "3"


def test_a_compact_filling_is_an_answer_where_answers_are_filled():
    poor = replace(FILLED, core=0.72, inside=0.58, open=0.2, ring=0.62, outside=0.09, compact=0.85)
    assert read(row(s3=poor), IN_FILLINGS).value == "3"
    assert read(row(s3=replace(poor, compact=0.73)), IN_FILLINGS).value == "3"
    assert read(row(s3=replace(poor, compact=0.7)), IN_FILLINGS).doubt == doubts.CROSSED_OUT
    pale = {
        path: [replace(cell, dark=cell.dark and 0.2) for cell in spots]
        for path, spots in IN_FILLINGS.items()
    }
    on_copy = PageFacts(pale_lost=True)
    pale_one = replace(poor, compact=0.73, dark=0.2)
    assert read(row(s3=pale_one), pale, on_copy).doubt == doubts.CROSSED_OUT


def test_fillings_are_told_by_their_number_though_all_are_wild():
    wild = replace(FILLED, dark=0.68, steep=0.33, outside=0.37, through=1.3, compact=0.64)
    in_felt = {f"other.{number}": row(s0=wild) for number in range(5)}
    assert read(row(s3=wild), in_felt).value == "3"
    assert read(row(s3=replace(wild, compact=0.58)), in_felt).doubt == doubts.CROSSED_OUT
    few = {path: in_felt[path] for path in list(in_felt)[:3]}
    assert read(row(s3=wild), few).doubt == doubts.CROSSED_OUT


def test_long_strokes_through_a_filling_cross_it_out():
    struck = replace(FILLED, inside=0.69, open=0.085, outside=0.1, through=1.5, compact=0.35)
    struck = replace(struck, arms=4, own=1.0, dark=0.34, steep=0.58)
    assert read(row(s3=struck), IN_FILLINGS).doubt == doubts.CROSSED_OUT
    assert read(row(s3=replace(struck, own=0.5)), IN_FILLINGS).value == "3"  # a stray stroke
    assert read(row(s3=replace(struck, compact=0.6)), IN_FILLINGS).value == "3"


def test_a_circle_that_print_cuts_in_pieces_is_not_crossed_out():
    assert read(row(s3=replace(CIRCLE, inside=0.08, arms=6))).value == "3"


def test_pencil_on_a_pale_copy_that_fills_a_spot_may_be_crossed_out():
    scribbled = replace(FILLED, dark=0.3, outside=0.05, compact=0.75)
    pencil = crossed(9, 0.25)
    assert read(row(s3=scribbled), pencil, PageFacts(pale_lost=True)).doubt == doubts.CROSSED_OUT
    assert read(row(s3=scribbled), pencil).value == "3"


def test_faint_pencil_may_be_crossed_out_by_what_is_only_a_trace():
    smudged = replace(FAINT_CROSS, inside=0.23, trace=0.7)
    assert read(tick(smudged), IN_FAINT_PENCIL).doubt == doubts.CROSSED_OUT
    assert read(tick(replace(smudged, trace=0.45)), IN_FAINT_PENCIL).value is True
    assert read(tick(replace(smudged, dark=0.27)), IN_PENCIL).value is True


def test_faint_pencil_all_over_a_spot_may_cross_its_mark_out():
    scribbled = replace(FAINT_CROSS, core=0.29, inside=0.33, open=0.16, between=0.11)
    assert read(row(s3=scribbled), IN_FAINT_PENCIL).doubt == doubts.CROSSED_OUT
    assert read(row(s3=replace(scribbled, between=0.6)), IN_FAINT_PENCIL).value == "3"
    printed = replace(PRINTED, between=0.1)
    assert read(row(s3=printed), IN_FAINT_PENCIL).doubt != doubts.CROSSED_OUT


def test_an_outline_may_hide_a_circle_in_faint_pencil():
    kept = PageFacts(faint_kept=True)
    assert read(row(), IN_FAINT_PENCIL, kept) == PanelMark("asked", None)
    one = {"other": row(s0=replace(FAINT_CROSS, dark=0.15))}
    assert read(row(), one, kept).doubt == doubts.FAINT_PAGE
    assert read(tick(EMPTY), one, kept).value is False
    faint_circle = replace(CIRCLE, ring_dark=0.15)
    in_circles = {f"other.{number}": row(s0=faint_circle) for number in range(4)}
    assert read(row(), in_circles, kept).doubt == doubts.FAINT_PAGE


def test_one_faint_mark_may_be_what_an_eraser_left():
    pale = replace(FAINT_CROSS, dark=0.1, steep=0.66)
    assert read(row(s3=pale), {}).doubt == doubts.PALE
    assert read(row(s3=replace(pale, dark=0.14)), {}).value == "3"
    page = {f"other.{number}": row(s0=replace(pale, dark=0.11)) for number in range(3)}
    assert read(row(s3=pale), page).value == "3"


def test_on_a_faint_page_what_is_as_soft_as_a_stain_may_be_one():
    soft = replace(FAINT_CROSS, steep=0.38)
    assert read(row(s3=soft), IN_FAINT_PENCIL).doubt == doubts.PALE
    assert read(row(s3=replace(soft, dark=0.27)), IN_PENCIL).value == "3"


def test_faint_pencil_that_leaves_no_room_in_a_spot_may_be_crossed_out():
    scribbled = replace(FAINT_CROSS, core=0.61, inside=0.41, open=0.12)
    assert read(row(s3=scribbled), IN_FAINT_PENCIL).doubt == doubts.FAINT_PAGE
    assert read(row(s3=replace(scribbled, open=0.4)), IN_FAINT_PENCIL).value == "3"


BESIDE = replace(
    FILLED, outside=0.16, ring=0.8, off=0.25, compact=0.76
)  # a filling, off the middle
WIDE = replace(BESIDE, compact=0.64, through=1.3)  # a scribble over a cross


def test_a_filling_that_lies_beside_the_middle_is_the_answer():
    assert read(row(s3=BESIDE)).value == "3"
    assert read(row(s3=replace(BESIDE, outside=0.28))).value == "3"
    assert read(row(s3=WIDE)) == PanelMark("asked", None, doubts.CROSSED_OUT, "3")
    assert read(row(s3=replace(WIDE, outside=0.28))).doubt == doubts.CROSSED_OUT
    assert read(row(s1=replace(WIDE, outside=0.28), s3=CROSS)).corrected == "1"


def test_a_wild_filling_that_goes_beyond_on_one_side_only_is_the_answer():
    leaning = replace(WIDE, compact=0.55, outside=0.3, through=0.98)
    assert read(row(s3=leaning)).value == "3"
    assert read(row(s3=leaning), IN_FILLINGS).value == "3"
    for other in ({"through": 1.1}, {"compact": 0.4}, {"inside": 0.55}):
        assert read(row(s3=replace(leaning, **other))).doubt == doubts.CROSSED_OUT, other
    assert read(row(s3=leaning), facts=PageFacts(bilevel=True)).doubt == doubts.CROSSED_OUT
    in_pencil = replace(leaning, dark=0.2)
    assert read(row(s3=in_pencil), IN_PENCIL, PageFacts(pale_lost=True)).doubt


def test_a_scribble_whose_ends_are_lost_may_be_as_compact_as_a_filling():
    pale_copy, faint = PageFacts(pale_lost=True), replace(BESIDE, dark=0.2)
    assert read(row(s3=replace(faint, dark=0.25)), crossed(9, 0.25), pale_copy).doubt
    assert read(row(s3=replace(faint, dark=0.14)), IN_FAINT_PENCIL).doubt
    assert read(row(s3=BESIDE), IN_PEN, PageFacts(bilevel=True)).doubt == doubts.CROSSED_OUT


def test_a_box_inked_all_over_is_crossed_out_however_compact():
    assert read(tick(replace(FILLED, compact=0.9))).doubt == doubts.CROSSED_OUT


def test_many_lines_with_room_between_them_cross_out_a_mark_in_a_large_spot():
    hatched = replace(CROSS, radius=12.8, inside=0.51, open=0.24, ring=0.5, outside=0.05, met=6.2)
    assert read(row(s3=hatched)) == PanelMark("asked", None, doubts.CROSSED_OUT, "3")
    broad = replace(hatched, dark=0.78, steep=0.39)
    assert read(row(s3=broad)).doubt == doubts.CROSSED_OUT
    assert read(row(s3=replace(hatched, met=3.0))).value == "3"
    assert read(row(s3=replace(hatched, outside=0.0))).value == "3"  # lines of a poor filling


def test_ink_that_leaves_a_box_without_arms_crosses_its_tick_out():
    hatched = replace(CROSS, core=0.6, inside=0.45, outside=0.1, between=0.3)
    assert read(tick(hatched)) == PanelMark("asked", None, doubts.CROSSED_OUT, True)
    assert read(tick(replace(hatched, between=0.6))).value is True  # a cross
    assert read(tick(replace(hatched, core=0.03))).value is True  # round the box


def test_a_felt_pen_is_told_by_its_arms_where_a_scan_shows_it_pale():
    pale = replace(FELT_CROSS, dark=0.58, inside=0.6, open=0.13, between=0.45, met=1.7)
    assert read(tick(pale)).value is True
    assert read(tick(replace(pale, between=0.3))).doubt == doubts.CROSSED_OUT
    around = replace(pale, inside=0.57, open=0.25, ring=0.58, outside=0.18)
    assert read(row(s3=around)).value == "3"
    assert read(row(s3=replace(around, between=0.35))).doubt == doubts.CROSSED_OUT


def test_a_broad_pen_that_meets_a_line_often_is_no_cross():
    thick = replace(FELT_CROSS, dark=0.74, steep=0.42, inside=0.66, open=0.1, between=0.23)
    assert read(tick(replace(thick, met=1.5))).value is True
    assert read(tick(replace(thick, met=2.1))).doubt == doubts.CROSSED_OUT


def test_a_scribble_of_a_dark_ball_pen_is_of_no_felt_pen():
    dark = replace(FELT_CROSS, dark=0.64, steep=0.43, inside=0.68, open=0.1, outside=0.07, met=3.6)
    assert read(row(s3=dark)).doubt == doubts.CROSSED_OUT
    assert read(row(s3=replace(dark, met=1.5))).value == "3"


def test_a_poor_filling_of_a_broad_pen_is_the_answer():
    poor = replace(FELT_CROSS, dark=0.79, inside=0.78, open=0.09, outside=0.25, between=0.0)
    assert read(row(s3=replace(poor, met=2.3)), IN_FILLINGS).value == "3"


def test_a_faint_scribble_that_print_hides_in_the_middle_crosses_a_mark_out():
    hidden = replace(FAINT_CROSS, core=0.18, inside=0.2, ring=0.75, outside=0.07)
    assert read(row(s3=hidden), IN_FAINT_PENCIL).doubt == doubts.CROSSED_OUT
    assert read(row(s3=replace(hidden, ring=0.4)), IN_FAINT_PENCIL).value == "3"
