"""Draw parts of the pages of a PDF as PNGs, such as what somebody drew beside a field."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from ..model.limits import PREVIEW_PIXELS
from ..sandbox import sandbox
from .bitmaps import png_of

DRAW = f"{__name__}:draw_packed"  # what the sandbox runs
_DPI = 144
_MARGIN = 6  # pt around a part, so that its edge is seen

Box = tuple[float, float, float, float]  # left, bottom, right, top in pt
Place = tuple[int, Box]  # a page, from 1, and a part of it


def crops(data: bytes, places: Sequence[Place], password: str | None = None) -> list[bytes]:
    """Draw parts of a PDF from anywhere, in the sandbox.

    Returns:
        A PNG for each place; no bytes for one that cannot be drawn.

    Raises:
        PdfError: the file takes too much time or memory, or the worker answers nonsense.
    """
    numbers = [[page, *box] for page, box in places]
    head, pictures = sandbox.run(DRAW, data, places=numbers, password=password)
    sizes = head.get("sizes")
    if not isinstance(sizes, list) or len(sizes) != len(places):
        return [b""] * len(places)
    found, start = [], 0
    for size in sizes:
        length = size if isinstance(size, int) and 0 <= size <= len(pictures) - start else 0
        found.append(pictures[start : start + length])
        start += length
    return found


def draw_packed(
    data: bytes, places: Sequence[Sequence[Any]], password: str | None
) -> tuple[dict[str, Any], bytes]:
    """Draw as `draw_crops`, and return what crosses from the sandbox."""
    found = draw_crops(data, [(place[0], tuple(place[1:])) for place in places], password)
    return {"sizes": list(map(len, found))}, b"".join(found)


def draw_crops(data: bytes, places: Sequence[Place], password: str | None = None) -> list[bytes]:
    """Draw parts of pages in this process; only for files of our own. Each page is drawn once."""
    import pypdfium2 as pdfium  # heavy: only the process that draws loads it

    found = [b""] * len(places)
    try:
        with pdfium.PdfDocument(data, password=password) as document:
            document.init_forms()  # without it, pdfium draws no fields
            for page in sorted({page for page, _ in places}):
                if 0 < page <= len(document):
                    wanted = {i: box for i, (number, box) in enumerate(places) if number == page}
                    found_here = _of_page(document, page, list(wanted.values()))
                    for index, picture in zip(wanted, found_here, strict=False):
                        found[index] = picture
    except pdfium.PdfiumError:
        return found
    return found


def _of_page(document: Any, page: int, boxes: Sequence[Box]) -> Iterator[bytes]:
    """Draw a page, and cut the boxes out of it; nothing if it cannot be drawn."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    width, height = document.get_page_size(page - 1)
    scale = _DPI / 72
    if not 0 < width * height * scale**2 <= PREVIEW_PIXELS:
        return
    try:
        shown = document[page - 1]
        picture = shown.render(scale=scale, may_draw_forms=True)
    except pdfium.PdfiumError:
        return

    def pixel(x: float, y: float) -> tuple[int, int]:
        """Where a point of the page is in the picture, however the page is turned and cut."""
        across, down = ctypes.c_int(), ctypes.c_int()
        size = picture.width, picture.height
        to = ctypes.byref(across), ctypes.byref(down)
        raw.FPDF_PageToDevice(shown, 0, 0, *size, 0, x, y, *to)
        return across.value, down.value

    for left, bottom, right, top in boxes:
        corners = (
            pixel(left - _MARGIN, bottom - _MARGIN),
            pixel(right + _MARGIN, top + _MARGIN),
        )
        columns, rows = (sorted(side) for side in zip(*corners, strict=True))
        first = max(columns[0], 0), max(rows[0], 0)
        last = min(columns[1], picture.width), min(rows[1], picture.height)
        if first[0] >= last[0] or first[1] >= last[1]:
            yield b""
            continue
        yield png_of(picture, (*first, *last))
