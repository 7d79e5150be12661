"""Check a drawing, so that a mistake in a form definition is reported before a PDF is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product

from ..model.errors import DefinitionError
from ..model.form import Form
from ..model.messages import NOTHING, Message, Where, quoted
from ..model.phrases import Phrase
from .drawing import Button, Drawing, Element, PictureField, TextField
from .paper import Rect

SMALLEST_SIDE = 10.0  # pt, of a field
OVERLAP = 0.01  # pt: what two fields may share, since each edge is rounded
HEADINGS = ("H1", "H2", "H3", "H4")


def check_drawing(drawing: Drawing, form: Form) -> None:
    """Check that every question of a form has its fields, and that they lie well on the paper.

    Raises:
        DefinitionError: A question is drawn twice, not at all, or in a block for another kind; a
            field lies off the paper or on another field; a heading skips a level.
    """
    fault = (
        _wrong_kind(drawing)
        or _wrong_count(drawing, form)
        or _off_paper(drawing)
        or _overlap(drawing)
        or _wrong_heading(drawing.root)
    )
    if fault:
        raise DefinitionError(Message(Where(file=f"{form.name}.toml"), fault))


def _wrong_kind(drawing: Drawing) -> Phrase:
    for text in drawing.texts:
        place = text.place
        rules = text.frame.rules
        if place.kind.states or place.kind.is_picture or place.kind.describes:
            return Phrase(
                "the question {path} is a {kind}, but stands in a block for text",
                path=quoted(place.path),
                kind=place.kind.name,
            )
        if rules and rules[0] <= 0:
            return Phrase(
                "the box of {path} is too low for so many writing lines", path=quoted(place.path)
            )
    return NOTHING


def _wrong_count(drawing: Drawing, form: Form) -> Phrase:
    drawn = Counter((field.place.path, _state(field)) for field in drawing.fields)
    for place in form.places():
        if place.kind.describes:
            continue
        for state in place.kind.states or ("",):
            count = drawn[place.path, state]
            if count != 1:
                path = quoted(place.path)
                if count:
                    return Phrase(
                        "the question {path} stands more than once on the sheet", path=path
                    )
                return Phrase("the question {path} stands nowhere on the sheet", path=path)
    return NOTHING


def _state(field: TextField | Button | PictureField) -> str:
    return field.state if isinstance(field, Button) else ""


def _off_paper(drawing: Drawing) -> Phrase:
    width, height = drawing.paper.size
    for pictures, field in product((False, True), drawing.fields):
        left, bottom, right, top = field.rect_with(pictures=pictures)
        off = left < 0 or bottom < 0 or right > width or top > height
        small = min(right - left, top - bottom) < SMALLEST_SIDE
        if off or small:
            return Phrase(
                "the field of {path} is too small, or lies off the paper",
                path=quoted(field.place.path),
            )
    return NOTHING


def _overlap(drawing: Drawing) -> Phrase:
    """Look for fields that lie on each other, on a sheet without pictures and on one with all."""
    return _overlap_with(drawing, pictures=False) or _overlap_with(drawing, pictures=True)


def _overlap_with(drawing: Drawing, *, pictures: bool) -> Phrase:
    placed = [(field, field.rect_with(pictures=pictures)) for field in drawing.fields]
    placed.sort(key=lambda item: (item[0].page_index, item[1][0]))
    for number, (one, rect) in enumerate(placed, 1):
        for other, other_rect in placed[number:]:
            if other.page_index != one.page_index or other_rect[0] >= rect[2] - OVERLAP:
                break  # no field further right can overlap this one
            if _shared_height(rect, other_rect) > OVERLAP:
                return Phrase(
                    "the fields of {one} and {other} lie on each other",
                    one=quoted(one.place.path),
                    other=quoted(other.place.path),
                )
    return NOTHING


def _shared_height(one: Rect, other: Rect) -> float:
    return min(one[3], other[3]) - max(one[1], other[1])


def _wrong_heading(root: Element) -> Phrase:
    """A screen reader's list of headings has no gaps (ISO 14289-1 7.4.2)."""
    levels = [int(tag[1]) for tag in _tags(root) if tag in HEADINGS]
    if levels[:1] != [1] or levels.count(1) > 1:
        return Phrase("the first heading, and only that, must have the tag H1")
    if any(after > before + 1 for before, after in pairwise(levels)):
        return Phrase("a heading skips a level: after an H1 comes an H2, then an H3")
    return NOTHING


def _tags(element: Element) -> Iterator[str]:
    """The tags of an element and of all elements in it, in reading order."""
    yield element.tag
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _tags(kid)
