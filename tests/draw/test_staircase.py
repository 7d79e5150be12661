"""The goal staircase: step 1 is lowest and first, the goal highest, a figure on the next step."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks.parts import person, standing
from mlmp_print.draw.blocks.stairs import (
    ASIDES,
    CLOTH,
    FIGURE,
    GREENS,
    HANDS,
    HEAD,
    PAD,
    STANDS,
    StairsBlock,
    column_after,
    step_color,
)
from mlmp_print.draw.draw import draw
from mlmp_print.draw.geometry import MM, Box
from mlmp_print.draw.paper import PAPERS
from mlmp_print.draw.sheet import Sheet
from mlmp_print.look import look as looks
from mlmp_print.look.colors import contrast
from mlmp_print.look.wording import Wording
from mlmp_print.model.errors import UsageError

COUNTS = (3, 4, 5, 6)
every_count = pytest.mark.parametrize("count", COUNTS)
usual_and_large = pytest.mark.parametrize("large", [False, True])
with_and_without_helpers = pytest.mark.parametrize("helpers", ["no", "yes"])


def sheet(count: int, large: bool, helpers: str = "no", lang: str = "da") -> Sheet:
    look = looks.load(lang, large=large)
    form = forms.load("goal-staircase", look, {"steps": count, "helpers": helpers})
    return Sheet(Wording(form, look), {place.path: place for place in form.places()}, 1, 0)


def stairs(count: int = 4) -> StairsBlock:
    form = forms.load("goal-staircase", looks.load(), {"steps": count})
    return next(block for block in form.pages[0].blocks if isinstance(block, StairsBlock))


def fields(count: int, large: bool, helpers: str = "no") -> dict[str, Box]:
    """Path → box in mm from the top left, of every field that is written in."""
    look = looks.load(large=large)
    settings = {"steps": count, "helpers": helpers}
    drawing = draw(forms.load("goal-staircase", look, settings), look)
    high = PAPERS["a4", "landscape"].height
    rects = {field.place.path: field.rect for field in drawing.texts}
    return {
        path: Box(left / MM, high - top / MM, (right - left) / MM, (top - bottom) / MM)
        for path, (left, bottom, right, top) in rects.items()
    }


@every_count
@usual_and_large
@with_and_without_helpers
@pytest.mark.parametrize("lang", looks.languages())
def test_each_column_is_higher_than_the_one_before_by_as_much(count, large, helpers, lang):
    block = stairs(count)
    columns = block.columns(sheet(count, large, helpers, lang))
    assert len(columns) == count + 1
    rises = [after.h - before.h for before, after in pairwise(columns)]
    assert min(rises) > (10 if helpers == "no" else 6)
    assert max(rises) - min(rises) < 1e-6
    assert {round(column.bottom, 6) for column in columns} == {round(block.box.bottom, 6)}
    assert all(after.x == pytest.approx(before.right) for before, after in pairwise(columns))


@every_count
@usual_and_large
@with_and_without_helpers
def test_the_words_take_the_height_their_column_has(count, large, helpers):
    boxes = fields(count, large, helpers)
    page = sheet(count, large, helpers)
    block = stairs(count)
    columns = block.columns(page)
    for number, column in enumerate(columns[:-1], 1):
        words = boxes[f"steps.{number}.text"]
        assert words.inside(column)
        assert words.h >= column.h - HEAD - block.foot_height(page) - 7
    assert boxes["goal"].inside(columns[-1])
    assert boxes["goal"].h > columns[-1].h * 0.7


@every_count
@usual_and_large
def test_who_helps_and_by_when_stand_on_one_height_below_the_words(count, large):
    boxes = fields(count, large, "yes")
    steps = range(1, count + 1)
    heights = {key: {round(boxes[f"steps.{n}.{key}"].y, 3) for n in steps} for key in ASIDES}
    assert all(len(found) == 1 for found in heights.values())
    for number in steps:
        words, helper, date = (boxes[f"steps.{number}.{key}"] for key in ("text", *ASIDES))
        assert words.bottom <= helper.y
        assert helper.bottom <= date.y
    least = 14 if large else 10
    assert boxes["steps.1.helper"].h * MM > 2.3 * least, "a long name has two lines"


@every_count
@usual_and_large
@with_and_without_helpers
def test_all_columns_have_writing_lines_or_none_has(count, large, helpers):
    """Where large print asks who helps, some words left their lines and others kept them."""
    look = looks.load(large=large)
    settings = {"steps": count, "helpers": helpers}
    drawing = draw(forms.load("goal-staircase", look, settings), look)
    columns = [field for field in drawing.texts if field.place.path.endswith(("text", "goal"))]
    assert len(columns) == count + 1
    assert {bool(field.frame.rules) for field in columns} == {not large or helpers == "no"}


def test_answers_about_helpers_are_kept_where_the_sheet_does_not_ask_for_them():
    steps = [{"text": "Øve", "helper": "Anna", "date": "2027-01-15"}]
    asked = mlmp.fill("goal-staircase", {"steps": steps}, settings={"helpers": "yes"})
    assert mlmp.read(asked.pdf).answers == {"steps": steps}
    assert "steps.1.helper" not in fields(3, large=False)


@usual_and_large
@pytest.mark.parametrize("reached", range(5))
def test_the_figure_is_drawn_whole(reached, large):
    """No higher than the ink that follows the ticks, and clear of the flag."""
    columns = stairs().columns(sheet(4, large))
    column = columns[reached]
    hand = person.HAND * standing.SCALE
    outline = person.outline_width(FIGURE * standing.SCALE)
    top = column.y - (HANDS[1] + hand) * FIGURE - outline
    assert top >= stairs().box.y
    left = column.right - STANDS - (HANDS[0] + hand) * FIGURE
    assert left > column.x + PAD + 1 + CLOTH


@pytest.mark.parametrize("count", [0, 1, 2, 7, 12])
def test_a_staircase_has_three_to_six_steps(count):
    with pytest.raises(UsageError, match="steps must be a number from 3 to 6"):
        mlmp.blank("goal-staircase", settings={"steps": count})


def test_a_fifth_step_in_the_answers_is_a_fifth_step_on_the_sheet():
    answers = {
        "goal": "mål",
        "steps": [{"text": f"trin {number}", "done": number < 3} for number in range(1, 6)],
    }
    filled = mlmp.fill("goal-staircase", answers)
    assert [str(note) for note in filled.notes] == [
        "“delmål” (steps): has 5 entries: room was added for those after 4"
    ]
    for step in answers["steps"][2:]:
        del step["done"]
    assert mlmp.read(filled.pdf).answers == answers


def test_a_reader_hears_the_lowest_step_first_and_the_goal_last():
    form = forms.load("goal-staircase", looks.load())
    drawing = draw(form, looks.load())
    (section,) = drawing.root.kids
    order = []
    stack = [section]
    while stack:
        item = stack.pop()
        if hasattr(item, "kids"):
            stack += reversed(item.kids)
        elif hasattr(item, "place"):
            order.append(item.place.path)
    steps = [f"steps.{number}.{part}" for number in range(1, 5) for part in ("text", "done")]
    assert order == ["name", "date", *steps, "goal"]


@pytest.mark.parametrize(
    ("states", "column"),
    [
        (("", "", "", ""), 0),
        (("Yes", "", "", ""), 1),
        (("Yes", "Yes", "", ""), 2),
        (("", "", "Yes", ""), 3),
        (("Yes", "Yes", "Yes", "Yes"), 4),
    ],
)
def test_the_figure_stands_on_the_step_after_the_highest_reached(states, column):
    assert column_after(states) == column


def figure(answers: dict[str, object]) -> object:
    """The drawing that follows the ticks, in a filled sheet."""
    with pikepdf.open(io.BytesIO(mlmp.fill("goal-staircase", answers).pdf)) as document:
        return document.pages[0].Resources.XObject.R1.Resources.XObject.S.objgen


def test_the_figure_goes_up_as_steps_are_ticked():
    shown = [figure({"steps": [{"done": True}] * done}) for done in range(5)]
    assert len(set(shown)) == 5
    assert figure({"steps": [{}, {"done": True}]}) == shown[2]


@every_count
def test_the_steps_grow_darker_and_never_twice_the_same(count):
    shades = [step_color(number, count) for number in range(count)]
    assert len(set(shades)) == count
    assert sorted(shades, reverse=True) == shades


@pytest.mark.parametrize("tone", looks.INKS)
def test_answers_stand_out_from_every_step(tone):
    look = looks.load(ink=tone)
    for color in (*GREENS, "sun"):
        assert contrast(look.color("answer"), look.color(color)) >= 4.5
        assert contrast(look.color("ink"), look.color(color)) >= 7
