"""A picture that is ready for a PDF, and how many pixels print needs."""

from __future__ import annotations

from dataclasses import dataclass

DPI = 200  # at print size; more is not seen on paper
_MM_PER_INCH = 25.4


@dataclass(frozen=True)
class PictureData:
    """A picture ready to be embedded: RGB, 8 bits, `width` × `height` pixels.

    Attributes:
        filter: DCTDecode: `data` is a JPEG file. FlateDecode: `data` is raw samples, which whoever
            writes the PDF compresses.
    """

    width: int
    height: int
    filter: str
    data: bytes

    @property
    def ending(self) -> str:
        """The ending of the picture's file when it is read out again."""
        return ".jpg" if self.filter == "DCTDecode" else ".png"


def pixels_in(box: tuple[float, float]) -> tuple[int, int]:
    """Return the width and height in pixels of a box (mm) in print.

    >>> pixels_in((25.4, 50.8))
    (200, 400)
    """
    width, height = (int(side / _MM_PER_INCH * DPI) for side in box)
    return width, height


def size_in(size: tuple[int, int], box: tuple[float, float] | None) -> tuple[int, int]:
    """Return the size in pixels that a picture needs in a box (mm), if it is larger."""
    if box is None:
        return size
    ratio = min(1.0, *(most / pixels for most, pixels in zip(pixels_in(box), size, strict=True)))
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))
