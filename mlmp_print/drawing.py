"""What drawing a form yields, before it is a PDF: content streams, fields with their boxes, and the structure tree.

Lengths here are points, from the bottom left of the paper, as PDF has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import MM, Place
from .typeset import Frame

Rect = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Paper:
    """A size of paper and where the A4 panels of a form lie on it: offsets of their top left corners in mm."""

    name: str
    width: float
    height: float
    panels: tuple[tuple[float, float], ...]


# A3 is two A4 panels side by side: folded, it is an A4 folder (DESIGN §7).
PAPERS = {
    "a4": Paper("a4", 210, 297, ((0, 0),)),
    "a3": Paper("a3", 420, 297, ((0, 0), (210, 0))),
}
PANEL = (210.0, 297.0)  # mm


@dataclass(eq=False)
class Element:
    """A structure element (ISO 32000-1 14.7.2). `kids`: elements, marked content ids on `sheet`, or one field's widget."""

    tag: str
    sheet: int
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Element | int | Words | Button] = field(default_factory=list)
    box: Rect | None = None  # of a Figure


@dataclass(frozen=True, eq=False)
class Words:
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
class Reaction:
    """Ink that follows an answer: the resource `name` on the page is the sticker of the chosen state, or of ""."""

    name: str
    place: Place
    stickers: dict[str, int]


@dataclass(frozen=True)
class Sticker:
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
    words: list[Words]
    buttons: list[Button]
    reactions: list[Reaction]
    stickers: list[Sticker]
    bold_letters: set[str]

    @property
    def sheet_size(self) -> tuple[float, float]:
        """Width and height of a sheet in pt."""
        return round(self.paper.width * MM, 3), round(self.paper.height * MM, 3)


def marks_name(panel: int) -> str:
    """The resource name of a panel's marks (squares, codes, footer): an object of its own, because page counts change."""
    return f"M{panel}"
