"""The course sheets: score card, wheel poster, parking lot, wishing well, peer backpack.

What every form must do is tested in tests/law.
"""

import io

import pikepdf
import pytest

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks.parts.score_disc import column_middles
from mlmp_print.draw.blocks.score_row import ScoreRowBlock
from mlmp_print.draw.blocks.score_steps import ScoreStepsBlock, draw_picture
from mlmp_print.draw.geometry import MM, Box
from mlmp_print.draw.paper import PAPERS
from mlmp_print.look import look
from mlmp_print.model.errors import DefinitionError

POSTERS = ("wheel-poster", "parking-lot", "wishing-well", "peer-backpack")


class Recorder:
    """A pen that only keeps the circles it draws."""

    def __init__(self):
        self.circles = []

    def circle(self, x, y, r, *, fill=None, **_):
        self.circles.append((x, y, r, fill))

    def __getattr__(self, name):
        return lambda *_, **__: None


class Themes:
    themes = ("one", "two", "three", "four")


@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_has_an_a3_to_itself(name):
    pages = pikepdf.open(io.BytesIO(mlmp.blank(name, size="a3"))).pages
    assert len(pages) == 1
    assert [float(side) / MM for side in pages[0].MediaBox[2:]] == pytest.approx(
        [297, 420], abs=0.01
    )
    assert PAPERS["a3", "poster"].panel == PAPERS["a4", "portrait"].panel


def test_an_unknown_orientation_names_the_right_one(tmp_path):
    source = tmp_path / "tall.toml"
    source.write_text(
        'code = "T"\nversion = 1\nreleased = 2026-11-22\ngroup = "course"\n'
        'orientation = "portrat"\n[answers]\n[[page]]\nblock = []\n'
    )
    with pytest.raises(DefinitionError, match="portrait"):
        forms.load(str(source), look.load())


@pytest.mark.parametrize("step", range(5))
def test_as_many_hands_help_as_the_number_says(step):
    pen = Recorder()
    draw_picture(pen, Themes, step, Box(0, 0, 48, 44))
    assert sum(fill == "warm" for *_, fill in pen.circles) == step


def test_the_score_to_try_stands_below_the_cards_it_is_about():
    blocks = {
        type(block): block
        for page in forms.load("score-card", look.load()).pages
        for block in page.blocks
    }
    cards, row = blocks[ScoreStepsBlock].box, blocks[ScoreRowBlock].box
    assert column_middles(cards) == column_middles(row)


def test_what_waits_and_what_is_dreamt_of_have_the_same_names_as_in_the_plan():
    plan = {place.path for place in forms.load("visual-plan", look.load()).places()}
    for name, shared in (("parking-lot", "parking_lot"), ("wishing-well", "wishing_well")):
        assert shared in plan & {place.path for place in forms.load(name, look.load()).places()}
