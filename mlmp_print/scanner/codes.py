"""Find the QR codes of our sheets on a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, product

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from ..pdf.sheet_codes import CodeError, CodeFault, SheetCode, parse_code
from .extremes import median
from .flat import Refusal, RefusedError
from .homography import Points

CODES = 2  # on each panel
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_SIDE = 2400  # pixels: a code's modules are still three wide on A4 of this height
_SMALL_SIDE = 1500
QUARTER = 0.55  # of a picture's sides: its corners overlap
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
    for view in _views(picture):
        for code in view.codes():
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


@dataclass(frozen=True)
class _View:
    """A part of a picture, as it may be read: `scale` times as large, from `left`, `top`."""

    picture: Image.Image
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def codes(self) -> Iterator[FoundCode]:
        """The codes on it, with their places on the whole picture."""
        for code in zxingcpp.read_barcodes(np.asarray(self.picture), formats=_QR, try_invert=False):
            place = code.position
            corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
            points = np.array([(corner.x, corner.y) for corner in corners], np.float64)
            yield FoundCode(code.text, points / self.scale + (self.left, self.top))

    def scaled(self, scale: float) -> _View:
        """The same, `scale` times as large."""
        if scale == 1:
            return self
        wide, high = (max(1, round(side * scale)) for side in self.picture.size)
        picture = self.picture.resize((wide, high), Image.Resampling.BILINEAR)
        return _View(picture, self.scale * scale, self.left, self.top)

    def filtered(self, way: ImageFilter.Filter) -> _View:
        """The same, blurred or sharpened."""
        return replace(self, picture=self.picture.filter(way))

    def without_specks(self) -> _View:
        """The same, each pixel like most of those around it."""
        return replace(self, picture=Image.fromarray(median(np.asarray(self.picture))))

    def corners(self) -> Iterator[_View]:
        """Its four quarters, which overlap; a code stands out more on its own."""
        wide, high = self.picture.size
        part_wide, part_high = (max(1, round(QUARTER * side)) for side in (wide, high))
        for left, top in product((0, wide - part_wide), (0, high - part_high)):
            part = self.picture.crop((left, top, left + part_wide, top + part_high))
            yield _View(
                part, self.scale, self.left + left / self.scale, self.top + top / self.scale
            )


def _views(picture: Image.Image) -> Iterator[_View]:
    """The picture as it may be read, the likeliest first and the quickest of them."""
    whole = _View(picture)
    longest = max(picture.size)
    usual = whole.scaled(min(1.0, _SIDE / longest))
    yield usual
    yield from usual.corners()
    yield whole.scaled(min(1.0, _SMALL_SIDE / longest))
    yield usual.filtered(ImageFilter.GaussianBlur(1.2))
    doubled: list[_View] = []
    for part in usual.corners():
        doubled.append(part.scaled(2))
        yield doubled[-1]
    yield usual.scaled(0.75).without_specks().filtered(ImageFilter.UnsharpMask(2, 200, 0))
    sharpened = ImageFilter.UnsharpMask(6, 150, 0)  # against motion
    yield from (part.filtered(sharpened) for part in doubled)


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
