"""Simulated pages on which marks were doubted in vain, or read although crossed out."""

from __future__ import annotations

import sys

import pytest
from repository import ROOT

sys.path.append(str(ROOT))

from benchmarks.scan.conditions import CONDITIONS
from benchmarks.scan.reading import Blanks, PanelReading, read_picture
from benchmarks.scan.sheets import SHEETS
from benchmarks.scan.simulate import simulate


def reading(sheet: str, page: int, condition: str, seed: int) -> PanelReading:
    picture, _ = simulate(SHEETS[sheet], page - 1, CONDITIONS[condition], seed)
    (panel,) = read_picture(picture, Blanks([SHEETS[sheet]])).panels
    assert not panel.refused
    return panel


@pytest.mark.parametrize(
    ("sheet", "page", "condition", "seed", "path", "value"),
    [
        # a cross of an ordinary pencil, of which the strongest piece is as narrow as a line of dust
        ("own-form", 1, "scale95", 70259, "mood", "0"),
        # the only theme with the darkest tint is filled: the tint is not that dark
        ("plan-words", 3, "corner-folded", 50199, "goals.2.theme", "society"),
        # a circle of which a part runs within the outline of the theme
        ("plan-look", 2, "worn", 50330, "goals.1.theme", "work"),
        # faint pencil on a scan that has lost nothing: an empty row
        ("status", 2, "gray200", 135126, "goals.1.score_now", None),
        # the dark bed of the scanner shows at the edge of the sheet, near the boxes: no word
        ("own-form", 1, "color200", 160314, "walked", True),
        # the long arms of two ticks, of which a pictogram hides the short ones
        ("plan-types", 2, "corner-folded", 160261, "goals.2.theme", "practical_tasks"),
        # a hasty circle on a page of circles
        ("agreement", 2, "scale103", 160258, "participants.1.role", "relative"),
    ],
)
def test_what_a_person_would_not_ask_about_is_read(sheet, page, condition, seed, path, value):
    panel = reading(sheet, page, condition, seed)
    assert path not in panel.doubts
    assert panel.values[path] == value


@pytest.mark.parametrize(
    ("sheet", "page", "condition", "seed", "path", "doubt"),
    [
        # two crosses over the filling of a large face, on a page of fillings
        ("evaluation", 1, "color200", 170066, "understood", ("crossed-out", "mostly")),
        # a circle that touches the one of the row above, and so is of one stroke with it
        ("plan-types", 3, "gray150", 170094, "goals.3.score_expected", ("near", "3")),
        # faint lines cross out a tick, and most of them are too pale to be ink
        ("staircase", 1, "white-bed", 200234, "steps.4.done", ("crossed-out", True)),
        # a circle in faint pencil on the very outline, which hides it
        ("plan-words", 4, "clean200", 220186, "goals.3.score_expected", ("faint-page", None)),
        # three lines of a gel pen across a cross in a box, of which its arms stand out
        ("plan-words", 2, "corner-folded", 230168, "goals.1.disagrees", ("crossed-out", True)),
        # the ring of a cup ends on a score, on a page in pencil that is no darker
        ("plan-types", 3, "coffee", 200083, "goals.3.score_now", ("pale", "0")),
    ],
)
def test_what_looked_like_an_answer_or_like_none_is_a_doubt(
    sheet, page, condition, seed, path, doubt
):
    panel = reading(sheet, page, condition, seed)
    assert panel.doubts[path] == doubt and path not in panel.values


def test_an_answer_that_is_crossed_out_in_faint_pencil_is_a_doubt():
    panel = reading("plan-large", 3, "clean200", 120031)
    assert panel.doubts["goals.1.theme"] == ("crossed-out", "communication")
    assert "goals.1.theme" not in panel.values
