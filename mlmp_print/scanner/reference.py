"""What a panel looks like before anybody writes on it: what every picture of it is laid on."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .blank import Blank
from .extremes import highest, lowest
from .paper_blocks import PaperBlocks
from .relief import Relief, relief
from .tiles import SoughtTiles, Tiling, sought_tiles
from .warp import DPI, PIXELS_PER_MM

REFERENCES_KEPT = 10  # of 40 MB each for A4
OVERSAMPLED = 2  # times finer than `DPI`: an edge then lies where it is on paper
EVEN = 10  # grey levels that an even place may differ by
EVEN_WITHIN = 2  # pixels around it
BLACK = 90  # grey level: print that is darker is black
WHITE = 247  # grey level: paper that is lighter has no print
HALO = 3  # pixels: a phone that sharpens makes paper so far beside print too light, no farther
SOFTNESS = 0.8  # pixels: about what a scanner blurs
COARSE = Tiling(side=96, step=48, reach=14, smoothness=0.8)  # on half as many pixels
FINE = Tiling(side=88, step=88, reach=9, smoothness=0.7)
TONES = range(70, 250, 20)  # grey levels of the blank that its tone curve is measured at
PALE_EDGE = 190, 215  # grey levels of the blank, a little softened
TONE_PIXELS = 150  # that a tone needs to be measured
BLACKEST = 60  # grey level: black of the blank
PLAIN_WHITE = 250  # grey level of the blank: only paper
EVERY = 17  # pixels of paper: enough to know its noise

Grays = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Places = NDArray[np.int32]


@dataclass(frozen=True)
class Reference:
    """The blank's own picture, in grey at `DPI`.

    Attributes:
        gray: As it is drawn.
        darkest: The darkest within a pixel: print may lie that far off.
        darkest_far: The darkest within two pixels: in black and white, a line's edge frays.
        flat: No edge is near.
        print: Black print.
        paper: Where white paper is, by which its brightness on a picture is measured.
        relief: What `gray` is aligned by, see `relief`.
        coarse, fine: Its tiles, from afar and from near.
        blackest: The places of even black print, counted row by row.
        tones: Those of each even tone between black and white, by its grey level.
        pale_edges: Those at the edges of black print that are as pale as a pale tint.
        plain: Some of those of even white paper.
        beside: Another panel lies beside this one on its page.
    """

    gray: Grays
    darkest: Grays
    darkest_far: Grays
    flat: Mask
    print: Mask
    paper: PaperBlocks
    relief: Relief
    coarse: SoughtTiles
    fine: SoughtTiles
    blackest: Places
    tones: Mapping[float, Places]
    pale_edges: Places
    plain: Places
    beside: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        high, wide = self.gray.shape
        return wide, high


_one_at_a_time = threading.Lock()  # pdfium is not safe for threads


def reference(blank: Blank) -> Reference:
    """The reference of a blank; the last few are kept."""
    layout = blank.layout
    return _reference(blank.pdf, layout.page_index, layout.size, layout.origin, layout.scale)


@lru_cache(maxsize=REFERENCES_KEPT)
def _reference(
    pdf: bytes,
    page_index: int,
    size: tuple[float, float],
    origin: tuple[float, float],
    scale: float,
) -> Reference:
    page, beside = _panel_picture(pdf, page_index, size, origin, scale)
    width, height = (round(side / OVERSAMPLED) for side in page.size)
    return prepared(page.resize((width, height), Image.Resampling.BOX), beside=beside)


def prepared(picture: Image.Image, *, beside: bool = False) -> Reference:
    """Prepare the picture of a blank, in grey at `DPI`."""
    soft = picture.filter(ImageFilter.GaussianBlur(SOFTNESS))
    gray, softened = np.asarray(picture), np.asarray(soft)
    flat = highest(gray, EVEN_WITHIN) - lowest(gray, EVEN_WITHIN) < EVEN
    raised = relief(picture, PIXELS_PER_MM)
    return Reference(
        gray=gray,
        darkest=lowest(softened, 1),
        darkest_far=lowest(softened, 2),
        flat=flat,
        print=gray < BLACK,
        paper=PaperBlocks.of(softened > WHITE, lowest(softened, HALO) > WHITE),
        relief=raised,
        coarse=sought_tiles(relief(picture.reduce(2), PIXELS_PER_MM / 2), COARSE),
        fine=sought_tiles(raised, FINE),
        blackest=_places(flat & (gray < BLACKEST)),
        tones=_tones(gray, flat),
        pale_edges=_places(~flat & (softened >= PALE_EDGE[0]) & (softened < PALE_EDGE[1])),
        plain=_places(flat & (gray > PLAIN_WHITE))[::EVERY],
        beside=beside,
    )


def _tones(gray: Grays, flat: Mask) -> Mapping[float, Places]:
    """Where a blank has each tone, if it has enough of it."""
    found = {}
    for start in TONES:
        places = _places(flat & (gray >= start) & (gray < start + TONES.step))
        if places.size > TONE_PIXELS:
            found[start + TONES.step / 2] = places
    return found


def _places(mask: Mask) -> Places:
    return np.flatnonzero(mask).astype(np.int32)


def _panel_picture(
    pdf: bytes,
    page_index: int,
    size: tuple[float, float],
    origin: tuple[float, float],
    scale: float,
) -> tuple[Image.Image, bool]:
    """Draw a panel, and tell whether its page is wide enough for another one beside it."""
    dpi = DPI * OVERSAMPLED / scale  # as designed: an enlarged panel is drawn smaller
    with _one_at_a_time, pdfium.PdfDocument(pdf) as document:
        page = document[page_index]
        wide = page.get_width() / 72 * 25.4
        picture = page.render(scale=dpi / 72, may_draw_forms=False, grayscale=True).to_pil()
    pixels = dpi / 25.4
    left, top = (round(edge * pixels) for edge in origin)
    right = left + round(size[0] * scale * pixels)
    bottom = top + round(size[1] * scale * pixels)
    return picture.convert("L").crop((left, top, right, bottom)), wide > 1.5 * size[0] * scale
