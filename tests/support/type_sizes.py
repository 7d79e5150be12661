"""Measure a sheet as it is printed: the size of all type, how large targets are, what lies on what.

pdfium finds what is drawn on a page, pikepdf what a button shows once it is chosen. Sizes are those
on the paper: what stands on an enlarged panel is measured enlarged.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import hypot

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw
from sheets import MM, Letters, letters

ROUNDED = 0.05  # pt and mm, forgiven to numbers that were rounded
TOUCHING = 0.6  # pt that the boxes of words may share: they are higher than most letters
EDGE = 8.0  # mm around a page that nothing is printed in
FOOT = 22.0  # mm from the bottom of a panel, in which its footer and sheet id stand
FOOT_SIZES = (9.0, 10.0)  # pt, of footer and sheet id
HALF = re.compile(r"[0-4]?½")  # the number of a half score
WHOLE_STATE, HALF_STATE = re.compile(r"[0-4]"), re.compile(r"[0-4]\.5")

Box = tuple[float, float, float, float]  # left, bottom, right and top, pt


@dataclass(frozen=True)
class Wanted:
    """The least sizes of a print: type in pt, targets in mm.

    Attributes:
        type: Of all type but the footer.
        half: Of the number of a half score.
        answer: Of an answer before it shrinks.
        target: Of the button of anything but a score.
        score, half_score: Of the button of a whole and of a half score.
    """

    type: float
    half: float
    answer: float
    target: float
    score: float
    half_score: float


USUAL = Wanted(type=9, half=9, answer=12, target=6, score=7, half_score=7)
LARGE = Wanted(type=14, half=13, answer=16, target=7, score=11, half_score=7)


@dataclass(frozen=True)
class Target:
    """A widget: its field's name, its state if it is a button, its box, and its type sizes, pt.

    Those are of what a button shows when it is chosen, and of what is typed into a text field.
    """

    name: str
    state: str
    box: Box
    sizes: tuple[float, ...]
    is_text: bool

    def __str__(self) -> str:
        return f"{self.name} {self.state}".rstrip()

    @property
    def side(self) -> float:
        """The shorter side, mm."""
        left, bottom, right, top = self.box
        return min(right - left, top - bottom) / MM


@dataclass(frozen=True)
class Measured:
    """A page: its words and its widgets."""

    number: int  # from 1
    size: tuple[float, float]  # width and height, pt
    words: tuple[Letters, ...]
    targets: tuple[Target, ...]


def pages(data: bytes, *, shown: bool = False) -> Iterator[Measured]:
    """Measure every page of a sheet.

    Args:
        shown: Measure also the words that fields show.
    """
    with pdfium.PdfDocument(data) as document, pikepdf.open(io.BytesIO(data)) as objects:
        if shown:
            document.init_forms()
        for index, page in enumerate(objects.pages):
            if shown:
                assert document[index].flatten() != raw.FLATTEN_FAIL
            widgets = [found for found in page.get("/Annots", []) if found.Subtype == "/Widget"]
            words = tuple(letters(document[index]))
            size = document[index].get_size()
            yield Measured(index + 1, size, words, tuple(map(_target, widgets)))


def _target(widget: pikepdf.Object) -> Target:
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    parts, field = [], widget
    while field is not None:
        parts += [str(field.T)] if "/T" in field else []
        field = field.get("/Parent")
    name = ".".join(reversed(parts))
    box = left, bottom, right, top
    if widget.get("/FT") == "/Tx":
        _, size, *_ = str(widget.DA).split()
        return Target(name, "", box, (float(size),), is_text=True)
    states = widget.AP.N
    state = next((key[1:] for key in states.keys() if key != "/Off"), "")  # noqa: SIM118
    sizes = _type_sizes(states[f"/{state}"], right - left, top - bottom) if state else set()
    return Target(name, state, box, tuple(sizes), is_text=False)


def _type_sizes(appearance: pikepdf.Object, wide: float, high: float) -> set[float]:
    """The sizes of type in an appearance, which is stretched over its widget (12.5.5)."""
    left, bottom, right, top = (float(edge) for edge in appearance.BBox)
    stretched = min(wide / (right - left), high / (top - bottom))
    found, scales, font = set(), [stretched], 0.0
    for operands, operator in pikepdf.parse_content_stream(appearance):
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


def small_type(page: Measured, wanted: Wanted, scale: float) -> Iterator[str]:
    """Name the type on a page that is too small, but for the footer.

    Args:
        page: The page.
        wanted: The least sizes.
        scale: How much the page's panels are enlarged.
    """
    for words in page.words:
        least = wanted.half if HALF.fullmatch(words.text) else wanted.type
        if words.size < least - ROUNDED and not _is_foot(words, scale):
            yield f"page {page.number}: {words.text!r} has {words.size:.2f} pt, not {least:g}"


def _is_foot(words: Letters, scale: float) -> bool:
    own_size = words.size / scale
    is_low = words.top < FOOT * MM * scale
    return is_low and any(abs(own_size - size) < ROUNDED for size in FOOT_SIZES)


def small_targets(page: Measured, wanted: Wanted) -> Iterator[str]:
    """Name the widgets of a page that are too small, or whose type is."""
    for target in page.targets:
        side, size = _least(target, wanted)
        if target.side < side - ROUNDED:
            yield f"page {page.number}: {target} is {target.side:.2f} mm, not {side:g}"
        for shown in target.sizes:
            if shown < size - ROUNDED:
                yield f"page {page.number}: {target} has type of {shown:g} pt, not {size:g}"


def _least(target: Target, wanted: Wanted) -> tuple[float, float]:
    """The least side of a widget in mm, and the least size of its type in pt."""
    if target.is_text:
        return 0.0, wanted.answer
    if HALF_STATE.fullmatch(target.state):
        return wanted.half_score, wanted.half
    if WHOLE_STATE.fullmatch(target.state):
        return wanted.score, wanted.type
    return wanted.target, wanted.type


# What lies on what --------------------------------------------------------------------------------


def off_paper(page: Measured) -> Iterator[str]:
    """Name the words that stand where office printers do not print."""
    wide, high = page.size
    for words in page.words:
        if min(words.left, words.bottom, wide - words.right, high - words.top) < EDGE * MM:
            yield f"page {page.number}: {words.text!r} runs off the paper"


def shared(one: Box, other: Box) -> float:
    """How many pt two boxes reach into each other, on the side where they do least."""
    return min(
        min(one[2], other[2]) - max(one[0], other[0]),
        min(one[3], other[3]) - max(one[1], other[1]),
    )


def collisions(page: Measured) -> Iterator[str]:
    """Name the words of a page that lie on each other, or on a widget that is not their own."""
    for one, other in combinations(page.words, 2):
        if shared(one[1:5], other[1:5]) > TOUCHING:
            yield f"page {page.number}: {one.text!r} lies on {other.text!r}"
    for target in page.targets:
        for words in page.words:
            if _crosses(words[1:5], target):
                yield f"page {page.number}: {words.text!r} crosses the field {target}"
    for first, second in combinations(page.targets, 2):
        if shared(first.box, second.box) > ROUNDED:
            yield f"page {page.number}: the fields {first} and {second} lie on each other"


def _crosses(words: Box, target: Target) -> bool:
    """Whether words stand in a text field, or are cut by the edge of a button.

    The number of a score stands inside its own button.
    """
    if shared(words, target.box) <= TOUCHING:
        return False
    left, bottom, right, top = target.box
    inside = (
        left - TOUCHING <= words[0]
        and bottom - TOUCHING <= words[1]
        and words[2] <= right + TOUCHING
        and words[3] <= top + TOUCHING
    )
    return target.is_text or not inside
