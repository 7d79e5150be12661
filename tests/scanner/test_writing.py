"""Nothing that somebody has written stays unseen: faint, in a shadow, on a copy."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from repository import ROOT
from scans import ScannedBlank, stroked

sys.path.append(str(ROOT))

from benchmarks.scan.conditions import CONDITIONS
from benchmarks.scan.reading import Blanks
from benchmarks.scan.sheets import SHEETS
from benchmarks.scan.simulate import simulate
from benchmarks.scan.writing import FAINTER, NOTHING, PENS, places
from mlmp_print.scanner.cells import loses_pale, may_lose_pale
from mlmp_print.scanner.crops import row_crop
from mlmp_print.scanner.picture_page import flat_panels
from mlmp_print.scanner.writing import has_writing


@pytest.mark.parametrize(
    ("condition", "pen", "page"),
    [
        ("gray200", FAINTER, ("relative", 0)),
        ("copier", PENS["faint"], ("agreement", 0)),
        ("phone-curl", FAINTER, ("plan", 1)),
    ],
)
def test_all_that_is_written_is_shown_and_little_else(condition, pen, page):
    sheet, index = page
    found = list(places(SHEETS[sheet], index, CONDITIONS[condition], 3, pen))
    assert {place.kind for place in found} - {NOTHING}
    assert not [place for place in found if place.kind != NOTHING and not place.shown]
    empty = [place for place in found if place.kind == NOTHING]
    assert sum(place.shown for place in empty) <= len(empty) / 2


@pytest.mark.parametrize(
    ("condition", "seed", "may_lose"),
    [
        ("copier-pencil", 290009, True),  # faint pencil, and no tint that would show it
        ("copier", 3, True),  # no text at all
        ("copier", 1, False),  # texts of a pen
        ("gray200", 1, False),  # pale edges of print are seen
    ],
)
def test_a_sheet_without_tints_says_that_texts_may_be_missing(condition, seed, may_lose):
    picture, _ = simulate(SHEETS["own-form"], 0, CONDITIONS[condition], seed)
    (flat,) = flat_panels(picture, Blanks([SHEETS["own-form"]]))
    assert may_lose_pale(flat) == may_lose and not loses_pale(flat)


@pytest.mark.slow
@pytest.mark.parametrize("condition", CONDITIONS)
def test_whatever_the_picture_nobody_is_left_in_the_dark(condition):
    for seed, sheet in enumerate(("relative", "agreement")):
        for pen in (PENS["pencil"], PENS["faint"], FAINTER):
            found = places(SHEETS[sheet], 0, CONDITIONS[condition], seed, pen)
            assert not [place for place in found if place.is_lost]


def one_panel(blank: ScannedBlank, picture: Image.Image):
    (flat,) = flat_panels(picture, blank.find)
    return flat


@pytest.fixture(scope="module")
def paper(plan: ScannedBlank) -> Image.Image:
    return plan.picture()


def test_an_empty_page_shows_nothing(plan, paper):
    flat = one_panel(plan, paper)
    assert not [area.path for area in flat.layout.areas if has_writing(flat, area)]


def test_writing_is_shown_though_it_lies_in_what_may_be_a_shadow(plan, paper):
    area = plan.blank.layout.areas[0]
    left, middle = area.box.x + 10, area.box.y + area.box.h / 2
    flat = one_panel(plan, stroked(paper, (left, middle - 2), (left + 6, middle + 2)))
    shadowed = replace(flat, dim=np.ones_like(flat.dim))
    assert has_writing(shadowed, area)
    assert [one.path for one in flat.layout.areas if has_writing(flat, one)] == [area.path]


def test_a_row_is_shown_with_its_words_and_where_it_stands(plan, paper):
    flat = one_panel(plan, paper)
    themes = [spot for spot in flat.layout.targets if spot.path == "goals.1.theme"]
    wide = max(spot.x for spot in themes) - min(spot.x for spot in themes)
    crop = row_crop(flat, "goals.1.theme")
    left, top, right, bottom = crop.spot
    assert crop.picture.startswith(b"\x89PNG")
    assert 0 < left < right < 1 and 0 < top < bottom < 1
    shown = (right - left) / left * 8  # mm, since 8 mm stand left of the row
    assert shown > wide + 30  # the last theme's words
