"""What drawing a form returns: content streams, fields with their boxes, and the structure tree.

It is not a PDF yet. Lengths here are points from the bottom left of the paper, as in a PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.form import Place
from ..text.typeset import Frame
from .geometry import Box, Spot
from .paper import Paper, Rect

LOGO_NAME = "Logo"  # the resource name of a logo that is a picture


def question_picture_name(number: int) -> str:
    """Return the resource name of a look's picture of a question, by its place among them.

    >>> question_picture_name(0)
    'Q0'
    """
    return f"Q{number}"


def marks_name(panel: int) -> str:
    """Return the resource name of a panel's marks: its corner squares, codes and footer.

    The marks are an object of their own, because page counts change after the panel is drawn.

    >>> marks_name(2)
    'M2'
    """
    return f"M{panel}"


@dataclass(frozen=True, eq=False)
class SpokenLine:
    """One sentence about answers: “Goal 1: Last time 2, Now 1.”

    Attributes:
        start: What the answers are about.
        parts: Each question with the words for its states; "" is the state of no answer.
        nothing: The words while none of the questions is answered; "" says no sentence then.
        leads: Whether the figure shows nothing of the others while the first is not answered.
    """

    start: str
    parts: tuple[tuple[Place, Mapping[str, str]], ...]
    nothing: str = ""
    leads: bool = False


@dataclass(frozen=True, eq=False)
class SpokenAnswers:
    """What a Figure shows of answers, in words that follow its alternative text.

    `nothing` is the sentence while none of the questions is answered.
    """

    lines: tuple[SpokenLine, ...]
    nothing: str


@dataclass(eq=False)
class Element:
    """A structure element (ISO 32000-1 14.7.2).

    `kids` are elements, marked content ids (MCID) on its page, or the widget of one field.
    `attributes` are entries of the element itself: `Alt`, `ActualText`, and of a cell the `ColSpan`
    and of a TH the `Scope`, which is Column or Row (ISO 32000-1 14.8.5.7). `box` is where a Figure
    lies on its page, and `spoken` what it shows of answers. A `page_index`, here and in a field, is
    that of a page of the PDF and counts from 0.
    """

    tag: str
    page_index: int
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Element | int | TextField | Button | PictureField] = field(default_factory=list)
    box: Rect | None = None
    spoken: SpokenAnswers | None = None


@dataclass(frozen=True, eq=False)
class BesidePicture:
    """Where a text field lies while the question `picture` beside it has a picture."""

    picture: Place
    rect: Rect
    frame: Frame


@dataclass(frozen=True, eq=False)
class TextField:
    """A text field; `frame` is how text is set in it, `paper` the colour behind it.

    `area` is where it lies on its panel, mm. `beside` is for a field that makes way for a picture;
    None for a field that stays.
    """

    place: Place
    page_index: int
    panel: int
    area: Box
    rect: Rect
    frame: Frame
    paper: str
    beside: BesidePicture | None = None

    def rect_with(self, *, pictures: bool) -> Rect:
        """Return where the field lies, with or without pictures on the sheet."""
        return self.beside.rect if pictures and self.beside else self.rect


@dataclass(frozen=True, eq=False)
class Button:
    """One button of a choice.

    Attributes:
        spot: Where a person marks it on paper.
        chosen: The number of the appearance that shows it on.
        meaning: The words beside it that explain its state; "" without any.
    """

    place: Place
    state: str
    page_index: int
    panel: int
    spot: Spot
    rect: Rect
    chosen: int
    meaning: str = ""

    def rect_with(self, *, pictures: bool) -> Rect:  # noqa: ARG002 - other fields move
        """Return where the field lies, with or without pictures on the sheet."""
        return self.rect


@dataclass(frozen=True, eq=False)
class PictureField:
    """A field for a picture; `box` is its width and height in print, mm.

    `area` is where a picture goes on the panel, mm. `resting` is where the field lies while it has
    no picture, if that is elsewhere.
    """

    place: Place
    page_index: int
    panel: int
    area: Box
    rect: Rect
    box: tuple[float, float]
    resting: Rect | None = None

    def rect_with(self, *, pictures: bool) -> Rect:
        """Return where the field lies, with or without pictures on the sheet."""
        return self.rect if pictures or self.resting is None else self.resting


@dataclass(frozen=True, eq=False)
class Reaction:
    """Ink that follows answers: the resource `name` on the page is one of several appearances.

    `appearances` has the number of the appearance for the states chosen at `places`; a state is ""
    where nothing is chosen.
    """

    name: str
    places: tuple[Place, ...]
    appearances: dict[tuple[str, ...], int]


@dataclass(frozen=True, eq=False)
class Echo:
    """Ink that repeats a text answer on one line, under the resource `name` on the page."""

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
    """A form as drawn: the content of each page of the PDF, and the fields on it.

    `texts` are the text fields, `pictures` the picture fields.
    `bold_letters` are those that the file's bold font must have.
    """

    paper: Paper
    panels: int
    contents: list[bytes]
    root: Element
    texts: list[TextField]
    buttons: list[Button]
    pictures: list[PictureField]
    reactions: list[Reaction]
    echoes: list[Echo]
    appearances: list[Appearance]
    bold_letters: set[str]

    @property
    def fields(self) -> list[TextField | Button | PictureField]:
        """Everything that can be filled in."""
        return [*self.texts, *self.buttons, *self.pictures]
