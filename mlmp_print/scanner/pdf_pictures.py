"""The pages of a PDF as pictures: the page's own, if it is a scan, or else as it is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

from ..model.errors import EncryptedError, PdfError
from ..model.limits import SCAN_PIXELS
from ..model.phrases import Phrase

DRAWN_AT = 200  # dpi: a page without a picture of its own
DRAWN_MOST = 300  # dpi: more shows no more of a pen's stroke
COVERS = 0.02  # of the page's sides: how far a picture's edge may lie from the page's
_POINTS = 72  # an inch
_INVISIBLE = 3  # a text's render mode (ISO 32000-2, 9.3.6): what a scanner has read of its own
_DEEPEST = 2  # form XObjects within each other: a scanner's page has none, or one around it all
_PROOF = 160  # pixels: the longer side of the page, drawn small to compare
_ALIKE, _ALIKE_AT_MOST = 6, 60  # grey levels: on average, and of all but 1 % of the pixels


class PdfPictures:
    """The pages of a PDF."""

    single = False

    def __init__(self, source: Path | bytes) -> None:
        """Open a PDF.

        Raises:
            PdfError: It is none, or broken.
            EncryptedError: It needs a password.
        """
        try:
            self._document = pdfium.PdfDocument(source)
        except pdfium.PdfiumError as error:
            if "password" not in str(error).lower():
                raise PdfError(Phrase("is not a PDF, or broken")) from None
            raise EncryptedError.for_password(None) from None
        self._document.init_forms()  # without it, pdfium draws no fields

    @property
    def pages(self) -> int:
        """As `Pictures.pages`."""
        return len(self._document)

    def picture(self, page: int) -> Image.Image:
        """As `Pictures.picture`."""
        try:
            shown = self._document[page - 1]
            try:
                return _own_picture(shown) or _drawn(shown)
            finally:
                shown.close()
        except pdfium.PdfiumError:
            raise PdfError(Phrase("has a page that cannot be drawn")) from None

    def close(self) -> None:
        """As `Pictures.close`."""
        self._document.close()


def _own_picture(page: Any) -> Image.Image | None:
    """The picture that covers a page, turned as the page is; None if there is more on the page."""
    image = _covering(page)
    if image is None or pdfium_c.FPDFPage_GetAnnotCount(page):
        return None
    turned = _turn(image.get_matrix().get(), page.get_rotation())
    if turned is None:
        return None
    _check_pixels(*image.get_px_size())
    picture = image.get_bitmap().to_pil()
    plain: Image.Image = picture.convert("L" if picture.mode == "L" else "RGB")
    for transpose in turned:
        plain = plain.transpose(transpose)
    return plain if _is_seen_so(page, plain) else None


def _is_seen_so(page: Any, picture: Image.Image) -> bool:
    """Tell whether a page looks like a picture.

    It does not if the page's picture has a mask, or means the shades the other way round.
    """
    scale = _PROOF / max(page.get_size())
    drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
    small = picture.convert("L").resize(drawn.size, Image.Resampling.BOX)
    counts = ImageChops.difference(drawn, small).histogram()
    every = sum(counts)
    total = sum(level * count for level, count in enumerate(counts))
    return total < _ALIKE * every and sum(counts[_ALIKE_AT_MOST:]) < every / 100


def _covering(page: Any) -> Any:
    """The one picture on a page, if it covers the page and nothing else is seen; else None."""
    found = None
    for item in page.get_objects(max_depth=_DEEPEST):
        if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if pdfium_c.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE:
                return None
        elif item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE and found is None and item.level == 0:
            found = item
        else:
            return None
    if found is None:
        return None
    box = page.get_cropbox()
    slack = COVERS * max(box[2] - box[0], box[3] - box[1])
    off = [abs(one - other) for one, other in zip(found.get_bounds(), box, strict=True)]
    return found if max(off) <= slack else None


def _turn(matrix: Sequence[float], rotation: int) -> list[Image.Transpose] | None:
    """How a picture is turned on a page that is turned itself, clockwise; None if askew.

    A picture lies upright in the unit square of its own space (ISO 32000-2, 8.9.5.2).

    >>> _turn((600, 0, 0, 800, 0, 0), 0), _turn((600, 0, 0, 800, 0, 0), 180)
    ([], [<Transpose.ROTATE_180: 3>])
    """
    a, b, c, d = matrix[:4]
    straight = abs(b) + abs(c) < 1e-3 * (abs(a) + abs(d))
    crossed = abs(a) + abs(d) < 1e-3 * (abs(b) + abs(c))
    if not straight and not crossed:
        return None
    steps = []
    if a * d - b * c < 0:  # mirrored: as if the picture lay on its face
        steps.append(Image.Transpose.FLIP_TOP_BOTTOM)
        c, d = -c, -d
    quarter = round(math.degrees(math.atan2(b, a)) / 90)  # anticlockwise
    turn = (quarter * 90 - rotation) % 360
    turns = {
        90: Image.Transpose.ROTATE_90,
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_270,
    }
    return steps + ([turns[turn]] if turn else [])


def _drawn(page: Any) -> Image.Image:
    """Draw a page as finely as its finest picture, if it has any that is large."""
    width, height = (side / _POINTS for side in page.get_size())
    if width * height <= 0:
        raise PdfError(Phrase("has nothing to draw: the page has no size"))
    finest = max((_dpi(item) for item in _large_pictures(page)), default=DRAWN_AT)
    fits = math.sqrt(SCAN_PIXELS / (width * height))
    dpi = min(max(finest, DRAWN_AT), DRAWN_MOST, fits)
    picture: Image.Image = page.render(scale=dpi / _POINTS, may_draw_forms=True).to_pil()
    return picture.convert("RGB")


def _large_pictures(page: Any) -> list[Any]:
    """The pictures that take a quarter of a page or more, and are not too large to decode."""
    width, height = page.get_size()
    found = []
    for item in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        _check_pixels(*item.get_px_size())
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > width * height / 4:
            found.append(item)
    return found


def _dpi(image: Any) -> float:
    """The dots an inch of a picture on its page."""
    left, bottom, right, top = image.get_bounds()
    width, height = image.get_px_size()
    area = (right - left) * (top - bottom) / _POINTS**2
    return math.sqrt(width * height / area) if area > 0 else DRAWN_AT


def _check_pixels(width: int, height: int) -> None:
    """Raises PdfError for a picture that is too large to decode."""
    if width * height <= SCAN_PIXELS:
        return
    raise PdfError(
        Phrase(
            "has a picture of {width} × {height} pixels; at most {most} million are read. "
            "Scan the sheet with 200 or 300 dots an inch",
            width=width,
            height=height,
            most=SCAN_PIXELS // 10**6,
        )
    )
