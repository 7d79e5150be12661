"""Find a black square on white near a place, and say exactly where its middle is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..pdf.mark_positions import SQUARE
from .homography import Matrix, Points, moved

FINENESS = 5  # samples a mm
RING = 1.4  # mm of white around a square that is compared with it
CONTRAST_LEAST = 25.0  # grey levels between the square and the paper around it
SCORE_LEAST = 10.0  # the same, less for uneven ink and paper
SIZES = (0.75, 1.3)  # a square's area, of the area that it should have
PALE = 0.4  # of a square's darkness: less does not belong to it

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Square:
    """A square that was found.

    Attributes:
        middle: Where its middle is, pixels of the picture.
        edge: How wide its edges are on the picture, mm: from black to white at their steepest.
    """

    middle: Points
    edge: float


def find_square(
    picture: NDArray[np.uint8], matrix: Matrix, middle: tuple[float, float], radius: float
) -> Square | None:
    """Look for a square around its place.

    Args:
        picture: In grey.
        matrix: From mm on the panel to pixels of the picture, about.
        middle: Where the square's middle is on the panel, mm.
        radius: How far its window reaches to each side, mm.
    """
    samples = _window(picture, matrix, middle, radius)
    side, ring = round(SQUARE * FINENESS), round(RING * FINENESS)
    outer = side + 2 * ring
    if len(samples) <= outer:
        return None
    row, column, contrast, paper, score = _best(samples, side, ring)
    if contrast <= CONTRAST_LEAST or score <= SCORE_LEAST:
        return None
    part = samples[row : row + outer, column : column + outer]
    darkness = np.clip((paper - part) / contrast, 0, 1)
    darkness[darkness < PALE] = 0
    total = float(darkness.sum())
    if not SIZES[0] < total / side**2 < SIZES[1]:
        return None
    places = np.arange(outer)
    x = column + float((darkness.sum(0) * places).sum()) / total
    y = row + float((darkness.sum(1) * places).sum()) / total
    start = np.array(middle) - radius
    on_panel = start + np.array([x, y]) / FINENESS
    return Square(moved(matrix, on_panel)[0], _edge(part, paper, contrast))


def _window(
    picture: NDArray[np.uint8], matrix: Matrix, middle: tuple[float, float], radius: float
) -> Samples:
    """The picture around a place, laid out in the panel's own directions."""
    count = round(2 * radius * FINENESS) + 1
    steps = np.linspace(-radius, radius, count)
    x, y = np.meshgrid(middle[0] + steps, middle[1] + steps)
    points = moved(matrix, np.column_stack([x.ravel(), y.ravel()]))
    return interpolated(picture, points).reshape(count, count)


def interpolated(picture: NDArray[np.uint8], points: Points) -> Samples:
    """The shades of a picture at points between its pixels; middle grey beside the picture."""
    high, wide = picture.shape
    x, y = points[:, 0] - 0.5, points[:, 1] - 0.5  # the middle of the first pixel is (0.5, 0.5)
    inside = (x >= 0) & (y >= 0) & (x < wide - 1) & (y < high - 1)
    if wide < 2 or high < 2 or not inside.any():
        return np.full(len(points), 128, np.float32)
    x, y = np.clip(x, 0, wide - 1.01), np.clip(y, 0, high - 1.01)
    column, row = x.astype(np.intp), y.astype(np.intp)
    right, down = x - column, y - row
    pixels, place = picture.ravel(), row * wide + column
    left = 1 - right
    above = pixels[place] * left + pixels[place + 1] * right
    below = pixels[place + wide] * left + pixels[place + wide + 1] * right
    return np.where(inside, above * (1 - down) + below * down, 128).astype(np.float32)


def _best(samples: Samples, side: int, ring: int) -> tuple[int, int, float, float, float]:
    """Where a dark square stands out most from an even ring around it.

    Returns:
        The top row and left column of the ring, the contrast, the shade of the ring, the score.
    """
    outer = side + 2 * ring
    inner_area, ring_area = side * side, outer * outer - side * side
    sums, squares = _integral(samples), _integral(samples * samples)
    trim = slice(ring, -ring)
    inner, inner_squares = (_boxes(part, side)[trim, trim] for part in (sums, squares))
    around, around_squares = (
        _boxes(sums, outer) - inner,
        _boxes(squares, outer) - inner_squares,
    )
    ink, ink_deviation = _mean_and_deviation(inner, inner_squares, inner_area)
    paper, paper_deviation = _mean_and_deviation(around, around_squares, ring_area)
    contrast = paper - ink
    scores = contrast - 0.7 * ink_deviation - 0.5 * paper_deviation
    row, column = (int(index) for index in np.unravel_index(scores.argmax(), scores.shape))
    at = row, column
    return row, column, float(contrast[at]), float(paper[at]), float(scores[at])


def _integral(samples: Samples) -> NDArray[np.float64]:
    return np.pad(samples.astype(np.float64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _boxes(integral: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """The sums of all boxes of a side."""
    return (
        integral[side:, side:]
        - integral[:-side, side:]
        - integral[side:, :-side]
        + integral[:-side, :-side]
    )


def _mean_and_deviation(
    sums: NDArray[np.float64], squares: NDArray[np.float64], area: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    mean = sums / area
    return mean, np.sqrt(np.maximum(squares / area - mean**2, 0))


def _edge(part: Samples, paper: float, contrast: float) -> float:
    """How wide the edges of a square are, mm: on average of the two blurrier of its four sides."""
    shade = (paper - part) / contrast
    middle = slice(len(part) // 3, -(len(part) // 3))
    across, down = shade[middle].mean(0), shade[:, middle].mean(1)
    slopes = [float(abs(np.diff(profile)).max()) for profile in (across, down)]
    return 1 / max(min(slopes), 1e-3) / FINENESS
