"""What the picture of a panel shows, laid on the blank, or why it was refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..draw.geometry import Box
from ..model.messages import NOTHING
from ..model.phrases import Phrase
from ..pdf.panel_layout import PanelLayout
from ..pdf.sheet_codes import SheetCode
from .warp import PIXELS_PER_MM, Warp

Shades = NDArray[np.float32]
Mask = NDArray[np.bool_]


class Refusal(Enum):
    """Why a picture, or a panel on it, is not read. The value is what a person is told."""

    value: Phrase

    NO_CODE = Phrase("has no code of ours that can be read")
    NEWER_SCHEME = Phrase("has a code of a newer version of this program")
    DAMAGED_CODE = Phrase("has a code that is damaged, or was made by somebody else")
    LAYOUT_UNKNOWN = Phrase("is a sheet that we do not know")
    TWO_SHEETS = Phrase("shows two sheets; scan each on its own")
    NO_CORNERS = Phrase("does not show the black squares in the sheet's corners")
    MARKS_DO_NOT_FIT = Phrase("is bent or folded so much that its marks do not fit")
    WRONG_CELLS = Phrase("has control cells that do not read as they are printed")
    PRINT_MISSING = Phrase(
        "lacks print of the sheet that its code names: something covers it, or it was printed in "
        "another look"
    )
    TOO_COARSE = Phrase("has fewer than 100 dots an inch; scan it with 200")
    BLURRED = Phrase("is too blurred")


class RefusedError(Exception):
    """A picture, or a panel on it, is not read."""

    def __init__(
        self, refusal: Refusal, *, code: SheetCode | None = None, why: Phrase = NOTHING
    ) -> None:
        super().__init__(refusal.value)
        self.refusal, self.code, self.why = refusal, code, why


@dataclass(frozen=True)
class RefusedPanel:
    """A panel, or a whole picture, that is not read.

    Attributes:
        refusal: The reason.
        code: What its codes say, if they were read.
        why: What a person is told; it may say more than the reason does.
    """

    refusal: Refusal
    code: SheetCode | None
    why: Phrase


@dataclass(frozen=True)
class FlatPanel:
    """What a picture shows of one panel, laid on the blank at 150 dpi.

    The arrays have one shape. Shades are 0 for black and 1 for the white of the paper.

    Attributes:
        code: What the panel's codes say.
        layout: Where a person marks and writes on it.
        shade: How bright the paper is here, 0 to 1.15; brightness that varies over the paper is
            taken out.
        expected: How dark the blank's own print may be here, at most, as this copy of it shows it;
            print may lie a pixel off.
        ink: How much darker this is than the blank: `expected` - `shade`, smoothed.
        dim: It is darker here than around, with no edge in it: perhaps a narrow shadow, as of a
            finger, and no mark. Only where the light is uneven; a mark here is a doubt.
        flat: The blank is even here, with no edge within two pixels.
        print: The blank has black print here.
        black: The shade of the blank's black print on this picture.
        pale: How dark a pale tint of the blank is on this picture, from white, 0, to its black, 1;
            as printed it is 0.22. Copiers lose such tints, and faint pencil with them. None if the
            blank has no such tint.
        faintest: How much darker than paper a tint is that is as pale as faint pencil; 0 if that
            is not known.
        noise: The standard deviation of the paper's shade.
        threshold: Ink above this is ink.
        bilevel: The picture has only black and white.
        missing: How much of the blank's black print is not on the picture, 0 to 1.
        streaks: How many lines dust on the scanner's glass drew over the page; `ink` has none.
        moved: How far paper was moved, most, after its marks were in place, mm.
        residual: How far a mark lies from its place, most, mm.
        sharpness: The width of an edge on the picture, mm.
        dpi: Dots per inch of the picture.
        image: The straightened picture in grey.
        warp: Where each point of the panel lies on `source`.
        source: The picture as it was given.
    """

    code: SheetCode
    layout: PanelLayout
    shade: Shades
    expected: Shades
    ink: Shades
    dim: Mask
    flat: Mask
    print: Mask
    black: float
    pale: float | None
    noise: float
    threshold: float
    bilevel: bool
    missing: float
    streaks: int
    moved: float
    residual: float
    sharpness: float
    dpi: float
    image: NDArray[np.uint8]
    warp: Warp
    source: Image.Image
    faintest: float = 0.0

    def window(self, box: Box) -> tuple[slice, slice]:
        """The rows and columns of the arrays that show a box of the panel, mm.

        >>> import numpy as np
        >>> window_of(Box(25.4, 0, 25.4, 50.8), (500, 250))
        (slice(0, 300, None), slice(150, 250, None))
        """
        return window_of(box, self.shade.shape)

    def crop(self, box: Box) -> Image.Image:
        """A box of the panel (mm), straightened, in the picture's own colours and resolution."""
        return self.warp.crop(self.source, box, self.dpi)


def window_of(box: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The rows and columns of an array of a panel that show a box, mm."""
    high, wide = shape[:2]
    scale = PIXELS_PER_MM
    top, bottom = (min(max(round(y * scale), 0), high) for y in (box.y, box.bottom))
    left, right = (min(max(round(x * scale), 0), wide) for x in (box.x, box.right))
    return slice(top, bottom), slice(left, right)
