"""Where a person marks and writes on a panel, and the digest that its codes carry of it.

A reader of scans draws what a code names, and compares the digests: so no page is read with the
geometry of another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import floor

from ..draw.drawing import Button, Drawing, PictureField, TextField
from ..draw.geometry import DISC, MM, SQUARE, Box
from ..draw.variant import SheetVariant
from ..look.wording import Wording
from ..model.kinds import Kind
from ..model.sheet_ids import ALPHABET
from .sheet_codes import DIGEST_LETTERS, NO_DIGEST, PanelKey

AREA_KINDS = ("text", "date", "name", "picture")
SHAPES = (DISC, SQUARE)
NAME = "name"  # the path of the question for the person's name
DECIMALS = 3  # of a millimetre in a layout
STEPS = 10  # of a millimetre that a digest tells apart
_NUDGE = 1e-6  # steps: a half goes up, whatever its sum of floats is off


@dataclass(frozen=True)
class Target:
    """The spot where a person marks one answer.

    Lengths are in mm on the panel as designed, from its top left corner.

    Attributes:
        path: The question.
        state: The answer.
        kind: The kind of the question's values: "score", "theme", "choice", "tick".
        shape: One of SHAPES: "disc" or "square".
        x, y: The middle.
        radius: Of a square half its side.
    """

    path: str
    state: str
    kind: str
    shape: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Area:
    """Where a person writes an answer, or where a picture goes. `kind`: one of AREA_KINDS."""

    path: str
    kind: str
    box: Box


@dataclass(frozen=True)
class PanelLayout:
    """Everything that can be filled in on one panel.

    Attributes:
        size: Width and height of the panel as designed, mm.
        scale: How much the panel is enlarged on its page.
        page_index: The page, from 0.
        origin: The left and top of the panel on its page, mm.
    """

    key: PanelKey
    size: tuple[float, float]
    scale: float
    page_index: int
    origin: tuple[float, float]
    targets: tuple[Target, ...] = ()
    areas: tuple[Area, ...] = ()

    @cached_property
    def digest(self) -> str:
        """The digest of what can be filled in and of the panel's size, in four letters."""
        if not self.targets and not self.areas:
            return NO_DIGEST
        lines = sorted(self._places())
        content = "\n".join([" ".join(map(_steps, self.size)), *lines])
        whole = int.from_bytes(hashlib.sha256(content.encode()).digest())
        count: int = len(ALPHABET) ** DIGEST_LETTERS
        rest = whole % (count - 1) + 1  # 0 is NO_DIGEST
        return "".join(
            ALPHABET[rest // len(ALPHABET) ** place % len(ALPHABET)]
            for place in reversed(range(DIGEST_LETTERS))
        )

    def _places(self) -> Iterator[str]:
        """Everything that can be filled in as a line of text: path, state, and where."""
        for target in self.targets:
            where = map(_steps, (target.x, target.y, target.radius))
            yield " ".join((target.path, target.state, *where))
        for area in self.areas:
            box = area.box
            yield " ".join((area.path, "-", *map(_steps, (box.x, box.y, box.w, box.h))))


def panel_layouts(drawing: Drawing, wording: Wording) -> tuple[PanelLayout, ...]:
    """Return the layout of every panel of a form as drawn.

    >>> from mlmp_print.definitions.load import load
    >>> from mlmp_print.draw.draw import draw
    >>> from mlmp_print.look.look import load as load_look
    >>> look = load_look("da")
    >>> form = load("visual-plan", look)
    >>> layouts = panel_layouts(draw(form, look), Wording(form, look))
    >>> [(layout.key.place, len(layout.targets)) for layout in layouts]
    [('1/2', 0), ('2/2', 81)]
    """
    form, paper = wording.form, drawing.paper
    variant = str(SheetVariant.of(form, wording.look, paper.name))
    fields: list[TextField | PictureField] = [*drawing.texts, *drawing.pictures]
    layouts = []
    for number in range(1, drawing.panels + 1):
        panel = paper.panel_at(number)
        left, bottom = (edge / MM for edge in panel.origin)
        top = paper.height - bottom - panel.box.h * panel.scale
        layouts.append(
            PanelLayout(
                key=PanelKey(form.code, form.version, variant, number, drawing.panels),
                size=paper.panel,
                scale=panel.scale,
                page_index=panel.page_index,
                origin=(round(left, DECIMALS), abs(round(top, DECIMALS))),
                targets=tuple(_target(field) for field in drawing.buttons if field.panel == number),
                areas=tuple(_area(field) for field in fields if field.panel == number),
            )
        )
    return tuple(layouts)


def _target(button: Button) -> Target:
    place, spot = button.place, button.spot
    x, y, radius = (round(length, DECIMALS) for length in (spot.x, spot.y, spot.radius))
    return Target(place.path, button.state, place.kind.name, spot.shape, x, y, radius)


def _area(field: TextField | PictureField) -> Area:
    place, area = field.place, field.area
    box = Box(*(round(length, DECIMALS) for length in (area.x, area.y, area.w, area.h)))
    return Area(place.path, _area_kind(place.path, place.kind), box)


def _area_kind(path: str, kind: Kind) -> str:
    """The kind of an area. A question called “name” asks for the person's name on every form."""
    if kind.is_picture:
        return "picture"
    if kind.is_day:
        return "date"
    return "name" if path == NAME else "text"


def _steps(length: float) -> str:
    """A length in mm, in whole steps."""
    return str(floor(length * STEPS + 0.5 + _NUDGE))
