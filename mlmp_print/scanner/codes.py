"""Find the QR codes of our sheets on a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from ..pdf.sheet_codes import CodeError, CodeFault, SheetCode, parse_code
from .flat import Refusal, RefusedError
from .homography import Points

CODES = 2  # on each panel
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_SIDE = 2400  # pixels: a code's modules are still three wide on A4 of this height
_SMALL_SIDE = 1500
_LARGE_SIDE = 3400
_REFUSALS = {
    CodeFault.NOT_OURS: Refusal.NO_CODE,
    CodeFault.NEWER_SCHEME: Refusal.NEWER_SCHEME,
    CodeFault.CHECK_CHARACTER: Refusal.DAMAGED_CODE,
    CodeFault.MALFORMED: Refusal.DAMAGED_CODE,
}


@dataclass(frozen=True)
class FoundCode:
    """A code on a picture.

    Attributes:
        text: What it says.
        corners: Its corners, pixels: top left, top right, bottom right, bottom left of the code.
    """

    text: str
    corners: Points

    @property
    def middle(self) -> Points:
        """Its middle, pixels."""
        return np.asarray(self.corners.mean(0))

    @property
    def diagonal(self) -> float:
        """How long its diagonal is, pixels."""
        return float(np.hypot(*(self.corners[0] - self.corners[2])))


@dataclass(frozen=True)
class PanelCodes:
    """The codes of one panel: one or both, which say the same."""

    code: SheetCode
    found: tuple[FoundCode, ...]


def find_codes(picture: Image.Image, *, thorough: bool = False) -> list[FoundCode]:
    """Find every QR code, ours or not, at several scales and sharpnesses.

    Args:
        picture: In grey.
        thorough: Try all of them, even if each text was found twice.
    """
    found: list[FoundCode] = []
    for scale, tried in _versions(picture):
        for code in _read(tried, scale):
            if not any(_same(code, known) for known in found):
                found.append(code)
        if not thorough and _is_complete(found):
            break
    return found


def panel_codes(found: list[FoundCode]) -> list[PanelCodes]:
    """Sort the codes of a picture by the panels whose they are; others' codes are left out.

    Raises:
        RefusedError: No code is ours, one is damaged, or one panel is there twice.
    """
    ours: list[tuple[SheetCode, FoundCode]] = []
    refused: list[Refusal] = []
    for code in found:
        try:
            ours.append((parse_code(code.text), code))
        except CodeError as error:
            refused.append(_REFUSALS[error.fault])
    worse = [refusal for refusal in refused if refusal is not Refusal.NO_CODE]
    if worse:
        raise RefusedError(worse[0])
    if not ours:
        raise RefusedError(Refusal.NO_CODE)
    panels = []
    ours.sort(key=lambda pair: str(pair[0]))
    for _, pairs in groupby(ours, key=lambda pair: str(pair[0])):
        codes = list(pairs)
        if len(codes) > CODES:
            raise RefusedError(Refusal.TWO_SHEETS, code=codes[0][0])
        panels.append(PanelCodes(codes[0][0], tuple(found for _, found in codes)))
    return sorted(panels, key=lambda panel: panel.code.key.panel)


def _versions(picture: Image.Image) -> Iterator[tuple[float, Image.Image]]:
    """The picture as it may be read, the likeliest first, and how much each is scaled."""
    longest = max(picture.size)
    usual = min(1.0, _SIDE / longest)
    yield usual, _scaled(picture, usual)
    small = min(1.0, _SMALL_SIDE / longest)
    yield small, _scaled(picture, small)
    yield usual, _scaled(picture, usual).filter(ImageFilter.GaussianBlur(1.2))
    large = min(1.0, _LARGE_SIDE / longest)
    yield large, _scaled(picture, large).filter(ImageFilter.GaussianBlur(1.2))
    sharpened = ImageFilter.UnsharpMask(2, 200, 0)
    specks_gone = _scaled(picture, 0.75 * usual).filter(ImageFilter.MedianFilter(3))
    yield 0.75 * usual, specks_gone.filter(sharpened)


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    if scale == 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BILINEAR)


def _read(picture: Image.Image, scale: float) -> Iterator[FoundCode]:
    read = zxingcpp.read_barcodes(np.asarray(picture), formats=_QR, try_invert=False)
    for code in read:
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        points = np.array([(corner.x, corner.y) for corner in corners], np.float64)
        yield FoundCode(code.text, points / scale)


def _same(one: FoundCode, other: FoundCode) -> bool:
    """Tell whether two findings are one code on the paper."""
    return float(np.hypot(*(one.middle - other.middle))) < other.diagonal / 2


def _is_complete(found: list[FoundCode]) -> bool:
    """Tell whether each of our texts was found as often as it is printed on a panel."""
    texts = [code.text for code in found if _is_ours(code.text)]
    return bool(texts) and all(texts.count(text) >= CODES for text in texts)


def _is_ours(text: str) -> bool:
    try:
        parse_code(text)
    except CodeError as error:
        return error.fault is not CodeFault.NOT_OURS
    return True
