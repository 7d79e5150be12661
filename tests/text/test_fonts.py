"""The faces: a zero without a bar, and all else as their makers drew it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from mlmp_print.text import fonts

OURS = ["regular", "bold"]


def shipped(key: str) -> Any:
    """The font as its package has it."""
    return TTFont(io.BytesIO(fonts.font_file(key)))


def embedded(key: str) -> Any:
    """The font as sheets have it."""
    return TTFont(io.BytesIO(fonts.face(key).data))


def ink(font: Any, letter: str) -> float:
    """The area of a letter in thousandths of an em squared."""
    glyphs = font.getGlyphSet()
    pen = AreaPen(glyphs)
    glyphs[font.getBestCmap()[ord(letter)]].draw(pen)
    return abs(float(pen.value))


@pytest.mark.parametrize("key", OURS)
def test_a_zero_has_one_counter_and_no_bar(key: str) -> None:
    font, before = embedded(key), shipped(key)
    zero = font["glyf"][font.getBestCmap()[ord("0")]]
    assert zero.numberOfContours == 2
    assert ink(font, "0") < ink(before, "0")
    barred = before["glyf"]["zero"]
    assert (zero.xMin, zero.yMin, zero.xMax, zero.yMax) == (
        barred.xMin,
        barred.yMin,
        barred.xMax,
        barred.yMax,
    )


@pytest.mark.parametrize("key", OURS)
def test_a_zero_is_no_letter_o(key: str) -> None:
    """It is narrower, as figures are."""
    advance = fonts.face(key).advance
    assert advance["0"] < 0.92 * advance["O"]


@pytest.mark.parametrize("key", OURS)
def test_every_letter_has_the_advance_and_but_for_the_zero_the_ink_of_the_font(key: str) -> None:
    font, before = embedded(key), shipped(key)
    em = before["head"].unitsPerEm
    for code, glyph in before.getBestCmap().items():
        assert fonts.face(key).advance[chr(code)] == before["hmtx"][glyph][0] / em
    for letter in "ABCÅØOQæøå123456789½%‰":
        assert ink(font, letter) == pytest.approx(ink(before, letter)), letter


@pytest.mark.parametrize("key", OURS)
def test_a_soft_hyphen_is_drawn_and_is_no_hyphen_to_whoever_reads_it(key: str) -> None:
    face = fonts.face(key)
    assert face.glyph["\u00ad"] != face.glyph["-"]
    assert ink(embedded(key), "\u00ad") == pytest.approx(ink(embedded(key), "-"), rel=0.1)
