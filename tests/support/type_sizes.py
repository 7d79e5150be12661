"""Measure a sheet as it is printed: the size of all type, and how large the targets are.

pdfium finds what is drawn on a page, pikepdf what a button shows once it is chosen. Sizes are those
on the paper: type on an enlarged panel is measured enlarged.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

MM = 72 / 25.4  # points in a millimetre
ROUNDED = 0.05  # pt and mm, forgiven to numbers that were rounded
TOUCHING = 0.6  # pt that two boxes may share
FOOT = 22.0  # mm from the bottom of a panel, in which its footer and sheet id stand
FOOT_SIZES = (9.0, 10.0)  # pt, of footer and sheet id
HALF = re.compile(r"[0-4]?½")  # the number of a half score
HALF_STATE = re.compile(r"[0-4]\.5")


@dataclass(frozen=True)
class Wanted:
    """The least sizes of a print: type in pt, targets in mm.

    Attributes:
        type: Of all type but the footer.
        half: Of the number of a half score.
        asked: Of what an answer depends on.
        answer: Of an answer before it shrinks.
        target: Of a button.
        score: Of the button of a whole score.
        half_score: Of the button of a half score.
    """

    type: float
    half: float
    asked: float
    answer: float
    target: float
    score: float
    half_score: float


USUAL = Wanted(type=9, half=9, asked=11, answer=12, target=6, score=7, half_score=7)
LARGE = Wanted(type=14, half=13, asked=14, answer=16, target=7, score=11, half_score=7)


@dataclass(frozen=True)
class Type:
    """A run of words on a page, its size and its box in pt from the bottom left."""

    words: str
    size: float
    page: int  # counts from 1
    box: tuple[float, float, float, float]

    @property
    def is_half(self) -> bool:
        """Whether it is the number of a half score."""
        return bool(HALF.fullmatch(self.words.strip()))

    def is_foot(self, scale: float) -> bool:
        """Whether it is the footer or the sheet id of a panel that is `scale` times enlarged."""
        own = self.size / scale
        low = self.box[3] < FOOT * MM * scale
        return low and any(abs(own - size) < ROUNDED for size in FOOT_SIZES)


def types(data: bytes, *, fields: bool = False) -> Iterator[Type]:
    """Find the words on every page, one entry for each text object.

    Args:
        fields: Also what fields show.
    """
    with pdfium.PdfDocument(data) as document:
        if fields:
            document.init_forms()
        for number in range(len(document)):
            if fields:
                assert document[number].flatten() != raw.FLATTEN_FAIL
            yield from _page_types(document[number], number + 1)


def _page_types(page: pdfium.PdfPage, number: int) -> Iterator[Type]:
    words = page.get_textpage()
    runs: dict[int, list[int]] = {}
    for index in range(words.count_chars()):
        if not raw.FPDFText_IsGenerated(words, index):
            owner = raw.FPDFText_GetTextObject(words, index)
            runs.setdefault(ctypes.addressof(owner.contents), []).append(index)
    for run in runs.values():
        text = "".join(chr(raw.FPDFText_GetUnicode(words, index)) for index in run)
        inked = [index for index in run if not chr(raw.FPDFText_GetUnicode(words, index)).isspace()]
        if not inked:
            continue
        boxes = [words.get_charbox(index) for index in inked]
        box = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        yield Type(text.strip(), _size(words, inked[0]), number, box)


def _size(words: Any, index: int) -> float:
    """The size of a letter on the paper: that of its font, by the matrix it is drawn with."""
    matrix = raw.FS_MATRIX()
    assert raw.FPDFText_GetMatrix(words, index, matrix)
    return float(raw.FPDFText_GetFontSize(words, index)) * hypot(matrix.c, matrix.d)


@dataclass(frozen=True)
class Target:
    """A widget: its field's name, its state if it is a button, and its sizes.

    Attributes:
        side: The shorter side of its rectangle, mm.
        sizes: Of the type that it shows when it is chosen, and of what is typed in it, pt.
    """

    name: str
    state: str
    page: int
    side: float
    box: tuple[float, float, float, float]
    sizes: tuple[float, ...]
    is_text: bool


def targets(data: bytes) -> Iterator[Target]:
    """Find every widget of a sheet."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages, 1):
            for widget in page.get("/Annots", []):
                if widget.Subtype == "/Widget":
                    yield _target(widget, number)


def _target(widget: pikepdf.Object, number: int) -> Target:
    left, bottom, right, top = box = tuple(float(edge) for edge in widget.Rect)
    parts, field = [], widget
    while field is not None:
        parts += [str(field.T)] if "/T" in field else []
        field = field.get("/Parent")
    name = ".".join(reversed(parts))
    side = min(right - left, top - bottom) / MM
    is_text = widget.get("/FT") == "/Tx"
    if is_text:
        size = float(re.search(r"([\d.]+) Tf", str(widget.DA))[1])  # type: ignore[index]
        return Target(name, "", number, side, box, (size,), is_text)
    shown = widget.AP.N
    state = next((key[1:] for key in shown.keys() if key != "/Off"), "")  # noqa: SIM118
    sizes = _stream_sizes(shown[f"/{state}"], (right - left, top - bottom)) if state else ()
    return Target(name, state, number, side, box, tuple(sizes), is_text)


def _stream_sizes(stream: pikepdf.Object, size: tuple[float, float]) -> set[float]:
    """The sizes of type in an appearance, which is stretched over its widget (12.5.5)."""
    box = [float(edge) for edge in stream.BBox]
    stretched = min(size[0] / (box[2] - box[0]), size[1] / (box[3] - box[1]))
    found, scales, font = set(), [stretched], 0.0
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "q":
                scales.append(scales[-1])
            case "Q":
                scales.pop()
            case "cm":
                scales[-1] *= hypot(float(operands[2]), float(operands[3]))
            case "Tf":
                font = float(operands[1])
            case "Tj" | "TJ":
                found.add(round(font * scales[-1], 2))
    return found


# What is too small --------------------------------------------------------------------------------


def scale_of(data: bytes, *, landscape: bool, poster: bool) -> float:
    """How much the panels of a sheet are enlarged: A3 holds two upright ones, or one enlarged."""
    with pikepdf.open(io.BytesIO(data)) as document:
        _, _, wide, high = map(float, document.pages[0].MediaBox)
    enlarged = max(wide, high) > 1000 and (landscape or poster)
    return 420 / 297 if enlarged else 1.0


def small_type(data: bytes, wanted: Wanted, scale: float, *, fields: bool = False) -> list[str]:
    """Name the type of a sheet that is too small; all of what is filled in with `fields`."""
    return [
        f"page {found.page}: {found.words[:40]!r} has {found.size:.2f} pt, not {least:g}"
        for found in types(data, fields=fields)
        if not found.is_foot(scale)
        and found.size < (least := wanted.half if found.is_half else wanted.type) - ROUNDED
    ]


def small_targets(data: bytes, wanted: Wanted) -> list[str]:
    """Name the widgets of a sheet that are too small, or that show or take too small type."""
    faults = []
    for found in targets(data):
        what = f"page {found.page}: {found.name} {found.state}".rstrip()
        half = bool(HALF_STATE.fullmatch(found.state))
        score = half or bool(re.fullmatch("[0-4]", found.state))
        if found.is_text:
            side, size = 0.0, wanted.answer
        elif score:
            side = wanted.half_score if half else wanted.score
            size = wanted.half if half else wanted.type
        else:
            side, size = wanted.target, wanted.type
        if found.side < side - ROUNDED:
            faults.append(f"{what} is {found.side:.2f} mm, not {side:g}")
        faults += [
            f"{what} has type of {shown:g} pt, not {size:g}"
            for shown in found.sizes
            if shown < size - ROUNDED
        ]
    return faults


# What stands in the way ---------------------------------------------------------------------------


def shared(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """How many pt two boxes reach into each other, on the side where they do least."""
    return min(
        min(one[2], other[2]) - max(one[0], other[0]),
        min(one[3], other[3]) - max(one[1], other[1]),
    )


def crosses(words: Type, target: Target) -> bool:
    """Whether words stand in a text field, or are cut by the edge of a button.

    The number of a score stands inside its own button.
    """
    if shared(words.box, target.box) <= TOUCHING:
        return False
    left, bottom, right, top = target.box
    inside = (
        left - TOUCHING <= words.box[0]
        and bottom - TOUCHING <= words.box[1]
        and words.box[2] <= right + TOUCHING
        and words.box[3] <= top + TOUCHING
    )
    return target.is_text or not inside
