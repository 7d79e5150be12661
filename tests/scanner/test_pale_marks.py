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


@pytest.mark.slow
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
        # a pencil on a copy: its texts show that it is an ordinary one
        ("plan-words", 2, "copier", 170223, "goals.1.score_now", "2.5"),
        # nothing is marked, the texts are of a pen, and faint pencil would have left a trace
        ("plan-look", 2, "gray150", 250187, "goals.2.theme", None),
        # a clean grey scan of a sheet without tints is not one in black and white
        ("own-form", 1, "clean200", 400930, "slept", None),
        # a wide circle that runs into the faces beside it
        ("plan-large", 5, "clean200", 260093, "goals.3.score_expected", "3"),
        # a cross of a pencil, of which a pictogram hides the middle
        ("plan-types", 3, "corner-folded", 260292, "goals.3.theme", "self_care"),
        # what was rubbed out does not tell how dark the pen is
        ("evaluation-large", 1, "scale95", 135042, "understood", "completely"),
        # ticks whose long arm goes far beyond the number, its middle too
        ("plan-words", 3, "white-bed", 950606, "goals.2.score_expected", "2.5"),
        ("evaluation", 1, "gray300", 950220, "own_goals", "completely"),
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
        # lines of a felt pen lie side by side across a cross, and beyond its theme
        ("status", 3, "copied-blank", 250256, "goals.2.theme", ("crossed-out", "health")),
        # lines of a ball pen over a tick leave room between them in a large face
        ("evaluation", 1, "phone-curl", 250154, "own_goals", ("crossed-out", "not_at_all")),
        # three lines of a pencil, with gaps between them, cross a tick out
        ("plan-numbered", 2, "coffee", 252945, "goals.3.score_now", ("crossed-out", "1")),
        # two circles, of which one is so wide that the faces beside it hide its sides
        ("plan-large", 3, "coffee", 252153, "goals.1.score_expected", ("two-marks", "1.5")),
        # a large cross over a filling, both in faint pencil
        ("plan-look", 2, "gray150", 310187, "goals.2.theme", ("crossed-out", "home")),
        # a copy has lost the answer; texts as faint as that show that it may have
        ("plan-large", 5, "copier-pencil", 310038, "goals.3.score_expected", ("faint-page", "3.5")),
        # what is crossed out is no filling, though the answers that were printed look like some
        ("status-filled", 3, "upside-down", 360294, "goals.2.own_score", ("crossed-out", "4")),
        # a pen slipped through a face, beside its middle
        ("evaluation-large", 2, "phone-flat", 250117, "own_goals", ("stray", "a_little")),
        # a slip of the pen turns in a theme, and goes on behind print
        ("plan", 2, "corner-torn", 240198, "goals.3.theme", ("stray", "health")),
        # a slip of the pen turns at the outline of a score
        ("plan", 2, "copier", 401122, "goals.2.score_expected", ("stray", "0.5")),
        # a crumb lies in a score, off its middle
        ("plan-numbered", 2, "streak", 400669, "goals.3.score_now", ("touched", "1.5")),
        # print hides nearly all of a cross in faint pencil
        ("plan-look", 2, "phone-white", 250121, "goals.3.score_now", ("touched", "3.5")),
        # copies have lost faint pencil, and their blanks have no pale print that shows it
        ("own-form", 1, "copier-pencil", 290006, "mood", ("lost-page", None)),
        ("agreement", 2, "copier-pencil", 290002, "participants.1.role", ("lost-page", None)),
        # a word from the field above runs into a theme, and another one is crossed out
        ("plan-look", 2, "copier", 960440, "goals.2.theme", ("two-marks", "about")),
        # a cross between two themes
        ("plan-numbered", 2, "jpeg40", 960625, "goals.1.theme", ("two-marks", "communication")),
        # the ring of a cup ends on a score: it is taken out, but the page is in faint pencil
        ("plan-types", 3, "coffee", 200083, "goals.3.score_now", ("trace", None)),
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
