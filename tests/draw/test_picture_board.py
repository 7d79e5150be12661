"""The mood board: an open field, or a picture field for each picture."""

from __future__ import annotations

import io
import json
from itertools import combinations
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from repository import EXAMPLES

import mlmp_print as mlmp
from mlmp_print.draw.blocks.board import GAP, picture_boxes, pictures_in_rows
from mlmp_print.draw.geometry import Box
from mlmp_print.model.errors import UsageError

FIELD = Box(20, 40, 250, 120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(1, 13):
        Image.new("RGB", (40 + number, 30), (number * 20, 90, 120)).save(tmp_path / f"{number}.png")
    return tmp_path


def board(count: int) -> dict[str, object]:
    return {"pictures": [{"picture": f"{number}.png"} for number in range(1, count + 1)]}


def places(pdf: bytes) -> int:
    """How many picture fields a file has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(note.get("/FT") == "/Btn" for note in document.pages[0].Annots)


@pytest.mark.parametrize("count", range(1, 13))
def test_pictures_lie_apart_inside_the_field_in_reading_order(count):
    boxes = picture_boxes(FIELD, count)
    assert len(boxes) == count
    assert all(box.inside(FIELD) for box in boxes)
    grown = [
        Box(
            box.x - GAP / 2 + 0.01,
            box.y - GAP / 2 + 0.01,
            box.w + GAP - 0.02,
            box.h + GAP - 0.02,
        )
        for box in boxes
    ]
    assert not any(one.overlaps(other) for one, other in combinations(grown, 2))
    assert boxes == sorted(boxes, key=lambda box: (round(box.y, 3), box.x))


@pytest.mark.parametrize("count", range(1, 13))
def test_a_usual_photo_is_as_large_as_so_many_can_be(count):
    """No other number of rows makes the smallest of the photos (4:3) larger."""

    def smallest(split: list[int]) -> float:
        return min((FIELD.w + GAP) / max(split) - GAP, ((FIELD.h + GAP) / len(split) - GAP) * 4 / 3)

    boxes = picture_boxes(FIELD, count)
    wide = min(min(box.w, box.h * 4 / 3) for box in boxes)
    splits = (pictures_in_rows(count, number) for number in range(1, count + 1))
    assert wide >= max(map(smallest, splits)) - 1e-6


def test_rows_differ_by_one_at_most():
    for count in range(1, 13):
        for number in range(1, count + 1):
            split = pictures_in_rows(count, number)
            assert sum(split) == count
            assert max(split) - min(split) <= 1
            assert split == sorted(split)


def test_without_pictures_it_is_one_empty_field():
    assert picture_boxes(FIELD, 0) == []
    assert places(mlmp.blank("mood-board")) == 0
    assert mlmp.read(mlmp.fill("mood-board", {"words": "ro"}).pdf).answers == {"words": "ro"}
    assert mlmp.blank("mood-board", settings={"pictures": 0}) == mlmp.blank("mood-board")


@pytest.mark.parametrize("count", range(1, 13))
def test_the_answers_make_the_picture_fields_without_a_note(folder, count):
    filled = mlmp.fill("mood-board", board(count), folder)
    assert filled.notes == ()
    assert places(filled.pdf) == count
    found = mlmp.read(filled.pdf)
    assert found.answers == {
        "pictures": [
            {"picture": f"pictures.{number}.picture.png"} for number in range(1, count + 1)
        ]
    }
    widths = [Image.open(io.BytesIO(data)).width for data in found.pictures.values()]
    assert widths == [40 + number for number in range(1, count + 1)]


def test_more_pictures_than_twelve_are_refused(folder):
    with pytest.raises(mlmp.AnswersError, match="at most 12"):
        mlmp.fill("mood-board", {"pictures": [{"picture": "1.png"}] * 13}, folder)
    with pytest.raises(UsageError, match="from 0 to 12"):
        mlmp.blank("mood-board", settings={"pictures": 13})


def test_picture_fields_may_be_ordered_and_left_empty(folder):
    filled = mlmp.fill("mood-board", board(2), folder, settings={"pictures": 6})
    assert places(filled.pdf) == 6
    assert len(mlmp.read(filled.pdf).pictures) == 2


@pytest.mark.parametrize("count", [0, 3])
def test_a_copy_that_lost_its_description_is_recognised(folder, count):
    out = io.BytesIO()
    filled = mlmp.fill("mood-board", board(count), folder).pdf
    with pikepdf.open(io.BytesIO(filled)) as document:
        del document.Root.PieceInfo
        document.save(out)
    found = mlmp.read(out.getvalue())
    assert (found.form, found.answers) == ("mood-board", mlmp.read(filled).answers)


def test_the_example_is_filled_with_its_pictures():
    answers = json.loads((EXAMPLES / "mood-board.json").read_text("utf-8"))
    found = mlmp.read(mlmp.fill("mood-board", answers, EXAMPLES).pdf)
    assert len(found.pictures) == len(answers["pictures"])
