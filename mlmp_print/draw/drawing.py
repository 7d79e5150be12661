"""What drawing a form yields, before it is a PDF: content streams, fields with their boxes, and the structure tree.

Lengths here are points, from the bottom left of the paper, as PDF has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ..model.errors import DefinitionError, quoted
from ..model.form import Form, Place
from ..text.typeset import Frame
from .paper import Paper, Rect

LEAST, SLACK = 10.0, 0.01  # pt: the smallest side of a field; what two may overlap by rounding


@dataclass(eq=False)
class Element:
    """A structure element (ISO 32000-1 14.7.2). `kids`: elements, marked content ids on `sheet`, or one field's widget.

    `attributes` are entries of the element itself (Alt, ActualText), and for a TH its `Scope`: Column or Row (14.8.5.7)."""

    tag: str
    sheet: int
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Element | int | TextField | Button | PictureField] = field(default_factory=list)
    box: Rect | None = None  # of a Figure


@dataclass(frozen=True, eq=False)
class TextField:
    """A text field."""

    place: Place
    sheet: int
    panel: int
    rect: Rect
    frame: Frame
    paper: str


@dataclass(frozen=True, eq=False)
class Button:
    """One button of a choice; `chosen` is the number of the sticker that shows it on."""

    place: Place
    state: str
    sheet: int
    rect: Rect
    chosen: int


@dataclass(frozen=True, eq=False)
class PictureField:
    """Room for a picture: `box` is its size in print, mm."""

    place: Place
    sheet: int
    rect: Rect
    box: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Reaction:
    """Ink that follows answers: the resource `name` on the page is the sticker of the states chosen ("" is none)."""

    name: str
    places: tuple[Place, ...]
    stickers: dict[tuple[str, ...], int]


@dataclass(frozen=True, eq=False)
class Echo:
    """Ink that repeats a text answer on one line: the resource `name` on the page."""

    name: str
    place: Place
    frame: Frame


@dataclass(frozen=True)
class Appearance:
    """A small drawing of its own: width and height in pt, and its content stream."""

    width: float
    height: float
    content: bytes


@dataclass
class Drawing:
    """A form as drawn: per sheet of paper its content, and all that lies on it."""

    paper: Paper
    panels: int
    contents: list[bytes]
    root: Element
    words: list[TextField]
    buttons: list[Button]
    rooms: list[PictureField]
    reactions: list[Reaction]
    echoes: list[Echo]
    stickers: list[Appearance]
    bold_letters: set[str]

    def proven(self, form: Form) -> Drawing:
        """The drawing itself, if every question stands on it once, in a block for its kind, on the paper and off the others, under
        headings that skip no level.

        Raises DefinitionError.
        """
        if (
            fault := self._of_a_wrong_kind()
            or self._not_once(form)
            or self._off_the_paper()
            or self._on_each_other()
            or self._headings()
        ):
            raise DefinitionError(f"{form.name}.toml: {fault}")
        return self

    @property
    def fields(self) -> list[TextField | Button | PictureField]:
        """Everything that can be filled in."""
        return [*self.words, *self.buttons, *self.rooms]

    def _of_a_wrong_kind(self) -> str:
        for each in self.words:
            if each.place.kind.states or each.place.kind.is_picture:
                return f"the question {quoted(each.place.path)} is a {each.place.kind.name}, but stands in a block for text"
            if each.frame.rules and each.frame.rules[0] <= 0:
                return f"the box of {quoted(each.place.path)} is too low for so many writing lines"
        return ""

    def _not_once(self, form: Form) -> str:
        placed = Counter((each.place.path, getattr(each, "state", "")) for each in self.fields)
        for place in form.places():
            for state in place.kind.states or ("",):
                if placed[place.path, state] != 1:
                    return f"the question {quoted(place.path)} stands {'more than once' if placed[place.path, state] else 'nowhere'} on the sheet"
        return ""

    def _off_the_paper(self) -> str:
        wide, high = self.paper.size
        for each in self.fields:
            left, bottom, right, top = each.rect
            if (
                left < 0
                or bottom < 0
                or right > wide
                or top > high
                or right - left < LEAST
                or top - bottom < LEAST
            ):
                return f"the field of {quoted(each.place.path)} is too small, or lies off the paper"
        return ""

    def _headings(self) -> str:
        levels = [int(tag[1]) for tag in _tags(self.root) if tag in ("H1", "H2", "H3", "H4")]
        if levels[:1] != [1] or levels.count(1) > 1:
            return "the first heading, and only that, must have the tag H1"
        if any(after > before + 1 for before, after in pairwise(levels)):
            return "a heading skips a level: after an H1 comes an H2, then an H3"
        return ""

    def _on_each_other(self) -> str:
        fields = sorted(self.fields, key=lambda each: (each.sheet, each.rect[0]))
        for number, one in enumerate(fields, 1):
            for other in fields[number:]:
                if other.sheet != one.sheet or other.rect[0] >= one.rect[2] - SLACK:
                    break
                if min(one.rect[3], other.rect[3]) - max(one.rect[1], other.rect[1]) > SLACK:
                    return f"the fields of {quoted(one.place.path)} and {quoted(other.place.path)} lie on each other"
        return ""


def _tags(element: Element) -> Iterator[str]:
    """The tags of an element and all in it, in the order they are read."""
    yield element.tag
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _tags(kid)


LOGO_NAME = "Logo"  # the resource name of a logo that is a picture


def marks_name(panel: int) -> str:
    """The resource name of a panel's marks (squares, codes, footer): an object of its own, because page counts change."""
    return f"M{panel}"
