"""Cut out of a picture what a person is to look at: rows in doubt, and what was written."""

from __future__ import annotations

import io
import zlib
from typing import NamedTuple

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..draw.geometry import Box
from ..pdf.panel_layout import Area, PanelLayout, Target
from .flat import FlatPanel
from .panels import RowSpot
from .scan_files import CROP_MARK

AROUND_ROW, AROUND_AREA = 8.0, 3.0  # mm
BESIDE = 1.0  # mm that a row is larger than its spots: marks are
WORDS = 36.0  # mm on the right of a spot
SCORE = "score"  # the kind of spots with their answers in them
SMALL = 420  # pixels, the longer side of a thumbnail
WIDEST = 1800  # pixels of a crop: 210 mm at 215 dpi
# How crops are squeezed: looking for more takes three times as long, and saves a twentieth. In grey
# there is nothing to be found in a scanner's noise but runs of the same.
_SQUEEZED = {"compress_level": 2}
_SQUEEZED_GRAY = {"compress_type": zlib.Z_RLE}


class RowCrop(NamedTuple):
    """The picture of a row.

    Attributes:
        picture: A PNG.
        spot: Where in it the question itself stands: left, top, right and bottom, as parts of its
            width and height.
    """

    picture: bytes
    spot: RowSpot


def area_crop(flat: FlatPanel, area: Area) -> bytes:
    """The picture (PNG) of an area."""
    return _png(flat.crop(_within(flat, area.box.inset(-AROUND_AREA))))


def row_crop(flat: FlatPanel, path: str) -> RowCrop:
    """The picture of all spots of a question, with the words beside them."""
    row = _row(flat.layout, path)
    shown = _within(flat, row.inset(-AROUND_ROW))
    left, top = (row.x - shown.x) / shown.w, (row.y - shown.y) / shown.h
    right, bottom = (row.right - shown.x) / shown.w, (row.bottom - shown.y) / shown.h
    spot = max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)
    return RowCrop(_png(flat.crop(shown)), spot)


def _row(layout: PanelLayout, path: str) -> Box:
    """Where a question stands on a panel: its spots, and the words on the right of the last."""
    spots = [target for target in layout.targets if target.path == path]
    left = min(spot.x - spot.radius for spot in spots)
    top = min(spot.y - spot.radius for spot in spots)
    right = max(spot.x + _reach(spot) for spot in spots)
    bottom = max(spot.y + spot.radius for spot in spots)
    return Box(left, top, min(right, layout.size[0]) - left, bottom - top).inset(-BESIDE)


def _reach(spot: Target) -> float:
    """How far to the right of its middle a spot and its words go. Scores have theirs inside."""
    return spot.radius + (0.0 if spot.kind == SCORE else WORDS)


def thumbnail(picture: Image.Image) -> bytes:
    """A small picture (PNG) of a whole page."""
    small = picture.convert("L")
    small.thumbnail((SMALL, SMALL))
    return _png(small)


def _within(flat: FlatPanel, box: Box) -> Box:
    """The part of a box that lies on the panel."""
    wide, high = flat.layout.size
    left, top = max(box.x, 0.0), max(box.y, 0.0)
    return Box(left, top, min(box.right, wide) - left, min(box.bottom, high) - top)


def _png(picture: Image.Image) -> bytes:
    """The pixels as a PNG, and nothing else of the scan: its colour profile is anybody's bytes."""
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, max(picture.height * WIDEST // picture.width, 1)))
    out = io.BytesIO()
    mark = PngInfo()
    mark.add_text("Software", CROP_MARK)
    squeezed = _SQUEEZED_GRAY if picture.mode == "L" else _SQUEEZED
    picture.save(out, "PNG", icc_profile=None, pnginfo=mark, **squeezed)
    return out.getvalue()
