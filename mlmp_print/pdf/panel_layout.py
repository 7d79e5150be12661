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

from ..draw.geometry import Box
from ..model.sheet_ids import ALPHABET
from .sheet_codes import DIGEST_LETTERS, NO_DIGEST, PanelKey

TARGET_KINDS = ("score", "theme", "choice", "tick")
AREA_KINDS = ("text", "date", "name", "picture")
SHAPES = ("disc", "square")
STEPS = 10  # of a millimetre that a digest tells apart
_NUDGE = 1e-6  # steps: a half goes up, whatever its sum of floats is off


@dataclass(frozen=True)
class Target:
    """The spot where a person marks one answer.

    Lengths are in mm on the panel as designed, from its top left corner.

    Attributes:
        path: The question.
        state: The answer.
        kind: One of TARGET_KINDS.
        shape: A "disc" or a "square".
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


def _steps(length: float) -> str:
    """A length in mm, in whole steps."""
    return str(floor(length * STEPS + 0.5 + _NUDGE))
