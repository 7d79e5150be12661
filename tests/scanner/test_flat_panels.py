"""A picture of a sheet is laid on its blank, and what is darker than the blank is ink."""

from __future__ import annotations

import pytest
from PIL import ImageDraw

from mlmp_print.draw.geometry import Box
from mlmp_print.scanner.flat import FlatPanel
from mlmp_print.scanner.picture_page import flat_panels


def only(found: list[object]) -> FlatPanel:
    (panel,) = found
    assert isinstance(panel, FlatPanel), panel
    return panel


def test_a_clean_scan_is_laid_on_the_blank_and_has_no_ink(plan):
    panel = only(flat_panels(plan.picture(), plan.blanks))
    assert panel.dpi == pytest.approx(200, abs=1)
    assert panel.residual < 0.2
    assert panel.missing < 0.01
    assert (panel.ink > panel.threshold).mean() < 1e-5


def test_a_stroke_is_ink_where_it_stands(plan):
    picture = plan.picture()
    stroke = [(100 / 25.4 * 200, 150 / 25.4 * 200), (110 / 25.4 * 200, 158 / 25.4 * 200)]
    ImageDraw.Draw(picture).line(stroke, fill=60, width=4)
    panel = only(flat_panels(picture, plan.blanks))
    inked = panel.ink > panel.threshold
    here = inked[panel.window(Box(99, 149, 12, 10))]
    assert here.mean() > 0.03
    assert here.sum() == inked.sum()
