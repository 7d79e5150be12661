"""Find where a panel lies on a picture, by its codes and its corner squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..pdf.mark_positions import QR, SQUARE, MarkPositions
from .codes import PanelCodes
from .flat import Refusal, RefusedError
from .homography import Matrix, Points, affine, fitted, moved
from .squares import Square, find_square

NEAR = 5.5  # mm around a square's place in which it is looked for, once the panel is in place
FARTHER = 8.0  # likewise, by both codes alone
BY_ONE_CODE = (6.0, 12.0, 45.0, 25.0)  # likewise, by one code: the nearest square first
CODE_WEIGHT, SQUARE_WEIGHT = 0.1, 1.0  # a code's corners are known to a pixel, squares to a tenth
FOUND_ENOUGH = 3  # marks: a code that lacks its partner needs three squares
RESIDUAL_MOST = 4.5  # mm a mark may lie from its place: curled paper has 2.3, another paper 5.7


@dataclass(frozen=True)
class PanelPlace:
    """Where a panel lies on a picture.

    Attributes:
        homography: From mm on the panel as designed to pixels of the picture.
        residual: How far a mark lies from its place, most, mm.
        squares: How many corner squares were found.
        sharpness: The width of a square's edge, mm.
    """

    homography: Matrix
    residual: float
    squares: int
    sharpness: float


@dataclass(frozen=True)
class _Guess:
    """The corners of codes: on the panel, mm, and on the picture, pixels."""

    panel: Points
    picture: Points

    @property
    def has_both(self) -> bool:
        return len(self.panel) > 4

    def affine(self) -> Matrix:
        return affine(self.panel, self.picture)

    def misfit(self) -> float:
        """How far the corners are off an affine map, most, pixels."""
        off = moved(self.affine(), self.panel) - self.picture
        return float(np.abs(off).max())


def find_place(
    picture: NDArray[np.uint8], codes: PanelCodes, size: tuple[float, float]
) -> PanelPlace:
    """Find where a panel lies.

    Args:
        picture: In grey.
        codes: One or both of its codes, as they were found.
        size: Width and height of the panel, mm as designed.

    Raises:
        RefusedError: Its corner squares are not found, or its marks do not fit.
    """
    marks = MarkPositions(*size)
    places = [_place(picture, guess, marks) for guess in _guesses(codes, marks)]
    known = [place for place in places if place is not None]
    if not known:
        raise RefusedError(Refusal.NO_CORNERS, code=codes.code)
    best = max(known, key=lambda place: (place.squares, -place.residual))
    if best.residual > RESIDUAL_MOST:
        raise RefusedError(Refusal.MARKS_DO_NOT_FIT, code=codes.code)
    return best


def _guesses(codes: PanelCodes, marks: MarkPositions) -> list[_Guess]:
    """Which code is which: the likelier order of both, or either place for a single one."""
    printed = [_corners(corner, QR) for corner in marks.codes]
    if len(codes.found) == 1:
        return [_Guess(corners, codes.found[0].corners) for corners in printed]
    picture = np.vstack([code.corners for code in codes.found])
    orders = [_Guess(np.vstack(order), picture) for order in (printed, printed[::-1])]
    return [min(orders, key=_Guess.misfit)]


def _place(picture: NDArray[np.uint8], guess: _Guess, marks: MarkPositions) -> PanelPlace | None:
    """Find the squares by a guess, and fit the panel to them; None if too few are there."""
    middles = [(x + SQUARE / 2, y + SQUARE / 2) for x, y in marks.squares]
    if guess.has_both:
        matrix = fitted(guess.panel, guess.picture, np.ones(len(guess.panel)))
        found = _find_squares(picture, matrix, middles, FARTHER)
    else:
        matrix, found = _by_one_code(picture, guess, middles)
    for _ in range(2):
        if len(found) + (2 if guess.has_both else 0) < FOUND_ENOUGH:
            return None
        matrix = _fit(guess, middles, found)
        again = _find_squares(picture, matrix, middles, NEAR)
        found = again if len(again) >= len(found) else found
    matrix = _fit(guess, middles, found)
    residual = _residual(matrix, guess, middles, found)
    edges = [square.edge for square in found.values()]
    return PanelPlace(matrix, residual, len(found), float(np.median(edges)))


def _by_one_code(
    picture: NDArray[np.uint8], guess: _Guess, middles: list[tuple[float, float]]
) -> tuple[Matrix, dict[int, Square]]:
    """Find the squares one by one, the nearest to the code first, each with those before it."""
    matrix, found = guess.affine(), dict[int, Square]()
    code = guess.panel.mean(0)
    order = sorted(range(len(middles)), key=lambda index: np.hypot(*(middles[index] - code)))
    for index, radius in zip(order, BY_ONE_CODE, strict=True):
        square = find_square(picture, matrix, middles[index], radius)
        if square is not None:
            found[index] = square
            matrix = _fit(guess, middles, found, flat=len(found) < FOUND_ENOUGH)
    return matrix, found


def _find_squares(
    picture: NDArray[np.uint8],
    matrix: Matrix,
    middles: list[tuple[float, float]],
    radius: float,
) -> dict[int, Square]:
    tried = {
        index: find_square(picture, matrix, middle, radius) for index, middle in enumerate(middles)
    }
    return {index: square for index, square in tried.items() if square is not None}


def _fit(
    guess: _Guess,
    middles: list[tuple[float, float]],
    found: dict[int, Square],
    *,
    flat: bool = False,
) -> Matrix:
    """Fit the panel to codes and squares; `flat`: without perspective, for too few of them."""
    panel = np.vstack([guess.panel, *(np.array([middles[index]]) for index in found)])
    picture = np.vstack([guess.picture, *(square.middle[None] for square in found.values())])
    if flat:
        return affine(panel, picture)
    weights = [CODE_WEIGHT] * len(guess.panel) + [SQUARE_WEIGHT] * len(found)
    return fitted(panel, picture, weights)


def _residual(
    matrix: Matrix, guess: _Guess, middles: list[tuple[float, float]], found: dict[int, Square]
) -> float:
    """How far a mark lies from its place, most, mm."""
    back = np.linalg.inv(matrix)
    panel = np.vstack([guess.panel, *(np.array([middles[index]]) for index in found)])
    picture = np.vstack([guess.picture, *(square.middle[None] for square in found.values())])
    off = moved(np.asarray(back), picture) - panel
    return float(np.hypot(*off.T).max())


def _corners(corner: tuple[float, float], side: float) -> Points:
    """The corners of a code from its top left one, clockwise, mm."""
    x, y = corner
    return np.array([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
