"""Cut out of a picture what a person is to look at: rows in doubt, and what was written."""

from __future__ import annotations

import io

from PIL import Image

from ..draw.geometry import Box
from ..pdf.panel_layout import Area
from .flat import FlatPanel

AROUND_ROW, AROUND_AREA = 8.0, 3.0  # mm
WRITTEN = 30  # points of ink at 150 dpi: 0.9 mm², a comma
PALE = 0.6  # of the threshold of ink: faint writing is writing too
WRITTEN_PALE = 120  # points of that
EDGE = 0.8  # mm inside of an area: its frame may lie a little off
SMALL = 420  # pixels, the longer side of a thumbnail
WIDEST = 1800  # pixels of a crop: 210 mm at 215 dpi


def has_writing(flat: FlatPanel, area: Area) -> bool:
    """Whether something is written or drawn in an area."""
    rows, columns = flat.window(area.box.inset(EDGE))
    ink = flat.ink[rows, columns]
    if not ink.size:
        return False
    pale = flat.threshold * PALE
    return bool((ink > flat.threshold).sum() >= WRITTEN or (ink > pale).sum() >= WRITTEN_PALE)


def area_crop(flat: FlatPanel, area: Area) -> bytes:
    """The picture (PNG) of an area."""
    return _png(flat.crop(_within(flat, area.box.inset(-AROUND_AREA))))


def row_crop(flat: FlatPanel, path: str) -> bytes:
    """The picture (PNG) of all spots of a question."""
    spots = [target for target in flat.layout.targets if target.path == path]
    left = min(spot.x - spot.radius for spot in spots)
    top = min(spot.y - spot.radius for spot in spots)
    right = max(spot.x + spot.radius for spot in spots)
    bottom = max(spot.y + spot.radius for spot in spots)
    box = Box(left, top, right - left, bottom - top).inset(-AROUND_ROW)
    return _png(flat.crop(_within(flat, box)))


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
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, max(picture.height * WIDEST // picture.width, 1)))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
