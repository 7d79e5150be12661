"""The preparation sheet: four open zones around the wheel."""

from __future__ import annotations

import io
import json
from itertools import combinations
from math import hypot

import pikepdf
import pytest
from PIL import Image
from repository import EXAMPLES

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks.pane import BAND, CLEAR, PaneBlock
from mlmp_print.draw.draw import draw
from mlmp_print.draw.geometry import MM, Box
from mlmp_print.look import look as looks

ZONES = ("can", "want_to", "dreams", "interests")


def panes(large: bool = False) -> dict[str, PaneBlock]:
    form = forms.load("preparation-sheet", looks.load(large=large))
    return {block.path: block for block in form.pages[0].blocks if isinstance(block, PaneBlock)}


def test_there_is_a_zone_for_each_of_the_four():
    assert tuple(panes()) == ZONES


@pytest.mark.parametrize("zone", ZONES)
def test_words_and_picture_lie_inside_their_zone_clear_of_band_and_wheel(zone):
    pane = panes()[zone]
    x, y, radius = pane.around
    inside = pane.box.inset(0, BAND, 0, 0)
    for part in pane.halves():
        assert part.inside(inside)
        corners = [
            (part.x, part.y),
            (part.right, part.y),
            (part.x, part.bottom),
            (part.right, part.bottom),
        ]
        nearest = min(hypot(cx - x, cy - y) for cx, cy in corners)
        assert nearest >= radius + CLEAR - 0.7  # words reach a little further: typed text is inset


def test_words_are_on_the_left_and_pictures_of_a_row_are_equally_large():
    halves = {zone: pane.halves() for zone, pane in panes().items()}
    for words, picture in halves.values():
        assert words.right <= picture.x
        assert picture.w > 55
        assert picture.h > 40
    for left, right in (("can", "want_to"), ("dreams", "interests")):
        assert halves[left][1].y == pytest.approx(halves[right][1].y)
        assert halves[left][1].h == pytest.approx(halves[right][1].h)


def test_the_zones_do_not_touch():
    boxes = [pane.box for pane in panes().values()]
    grown = [Box(box.x - 2, box.y - 2, box.w + 4, box.h + 4) for box in boxes]
    assert not any(one.overlaps(other) for one, other in combinations(grown, 2))


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_picture_has_more_dots_on_a_larger_sheet(size, tmp_path):
    Image.radial_gradient("L").resize((3000, 2250)).save(tmp_path / "photo.jpg")
    found = mlmp.read(
        mlmp.fill("preparation-sheet", {"can": {"picture": "photo.jpg"}}, tmp_path, size=size).pdf
    )
    wide = Image.open(io.BytesIO(next(iter(found.pictures.values())))).width
    drawing = draw(forms.load("preparation-sheet", looks.load()), looks.load(), size)
    field = next(field for field in drawing.pictures if field.place.path == "can.picture")
    assert wide == pytest.approx(min(field.box[0], field.box[1] * 4 / 3) / 25.4 * 200, abs=2)


def test_a_reader_hears_the_zones_one_after_the_other_words_before_picture():
    drawing = draw(forms.load("preparation-sheet", looks.load()), looks.load())
    order = []
    stack = [drawing.root]
    while stack:
        item = stack.pop()
        if hasattr(item, "kids"):
            stack += reversed(item.kids)
        elif hasattr(item, "place"):
            order.append(item.place.path)
    assert order == [
        "name",
        "date",
        *(f"{zone}.{part}" for zone in ZONES for part in ("text", "picture")),
    ]


def test_the_example_is_filled_with_its_four_pictures():
    answers = json.loads((EXAMPLES / "preparation-sheet.json").read_text("utf-8"))
    filled = mlmp.fill("preparation-sheet", answers, EXAMPLES)
    found = mlmp.read(filled.pdf)
    assert filled.notes == found.notes == ()
    assert len(found.pictures) == 4
    for zone in ZONES:
        assert found.answers[zone]["text"] == answers[zone]["text"]
        given = Image.open(EXAMPLES / answers[zone]["picture"]).convert("RGB")
        read = Image.open(io.BytesIO(found.pictures[found.answers[zone]["picture"]]))
        assert read.width / read.height == pytest.approx(given.width / given.height, rel=0.01)


def test_blank_picture_fields_show_nothing_and_cannot_be_pushed():
    with pikepdf.open(io.BytesIO(mlmp.blank("preparation-sheet"))) as document:
        buttons = [note for note in document.pages[0].Annots if note.get("/FT") == "/Btn"]
        assert len(buttons) == 4
        for button in buttons:
            assert button.Ff & 1, "read only"
            assert button.AP.N.Off.read_bytes() == b""
            assert "/A" not in button
            assert float(button.Rect[2]) - float(button.Rect[0]) > 50 * MM
