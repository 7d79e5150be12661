"""Where each point of a panel lies on its picture, and the picture laid out by it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..draw.geometry import Box
from .homography import Matrix, moved

DPI = 150  # of everything that is laid on a blank
PIXELS_PER_MM = DPI / 25.4

Field = NDArray[np.float64]  # a value for each crossing of a grid


@dataclass(frozen=True)
class Displacement:
    """How far paper lies from where its marks say, on a grid over the panel.

    Attributes:
        rows: Where the grid's lines lie, pixels at `DPI` from the top.
        columns: Likewise, from the left.
        down: How far, at each crossing, in pixels at `DPI`.
        right: Likewise.
    """

    rows: NDArray[np.float64]
    columns: NDArray[np.float64]
    down: Field
    right: Field

    @property
    def farthest(self) -> float:
        """How far the paper is moved, most, mm."""
        return float(np.hypot(self.down, self.right).max() / PIXELS_PER_MM)

    def on_grid(self, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Displacement:
        """The same displacement on another grid."""
        return Displacement(
            rows,
            columns,
            _resampled(self.down, self.rows, self.columns, rows, columns),
            _resampled(self.right, self.rows, self.columns, rows, columns),
        )

    def __add__(self, other: Displacement) -> Displacement:
        """Both together, on the grid of the other one."""
        here = self.on_grid(other.rows, other.columns)
        return Displacement(
            other.rows, other.columns, here.down + other.down, here.right + other.right
        )


def _resampled(
    field: Field,
    rows: NDArray[np.float64],
    columns: NDArray[np.float64],
    new_rows: NDArray[np.float64],
    new_columns: NDArray[np.float64],
) -> Field:
    """Interpolate between the lines of a grid; beyond them, the last line goes on."""
    wide = np.array([np.interp(new_columns, columns, line) for line in field])
    return np.array([np.interp(new_rows, rows, line) for line in wide.T]).T


@dataclass(frozen=True)
class Warp:
    """From mm on the panel to pixels on its picture; the middle of the first pixel is (0.5, 0.5).

    Attributes:
        homography: As if the paper were flat.
        displacement: What its bends and curls add, or None.
    """

    homography: Matrix
    displacement: Displacement | None = None

    def flattened(self, picture: Image.Image, size: tuple[int, int]) -> Image.Image:
        """Lay a picture out as the blank lies, at `DPI`.

        Args:
            picture: The picture, of any mode that can be interpolated.
            size: Width and height of the panel, pixels.
        """
        white = 255 if picture.mode == "L" else (255,) * len(picture.getbands())
        if self.displacement is None:
            return picture.transform(
                size,
                Image.Transform.PERSPECTIVE,
                self._coefficients(),
                Image.Resampling.BILINEAR,
                fillcolor=white,
            )
        return picture.transform(
            size,
            Image.Transform.MESH,
            self._mesh(self.displacement, size),
            Image.Resampling.BILINEAR,
            fillcolor=white,
        )

    def on_picture(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of the panel, mm, lie on the picture, pixels."""
        if self.displacement is None:
            return moved(self.homography, points)
        shift = self.displacement
        here = np.asarray(points, np.float64)
        offsets = [
            [
                _resampled(field, shift.rows, shift.columns, y, x)[0, 0] / PIXELS_PER_MM
                for field in (shift.right, shift.down)
            ]
            for x, y in (np.split(point * PIXELS_PER_MM, 2) for point in here)
        ]
        return moved(self.homography, here + np.array(offsets))

    def crop(self, picture: Image.Image, box: Box, dpi: float) -> Image.Image:
        """Straighten a box of the panel (mm), at `dpi` dots an inch."""
        corners = np.array(
            [(box.x, box.y), (box.x, box.bottom), (box.right, box.bottom), (box.right, box.y)]
        )
        size = max(1, round(box.w * dpi / 25.4)), max(1, round(box.h * dpi / 25.4))
        quad = [float(value) for value in self.on_picture(corners).ravel()]
        white = 255 if picture.mode == "L" else (255,) * len(picture.getbands())
        return picture.transform(
            size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=white
        )

    def _coefficients(self) -> list[float]:
        """What Pillow takes for a perspective: from pixels of the result to those of the source."""
        matrix = self.homography @ np.diag([1 / PIXELS_PER_MM, 1 / PIXELS_PER_MM, 1.0])
        return [float(value) for value in (matrix / matrix[2, 2]).ravel()[:8]]

    def _mesh(
        self, shift: Displacement, size: tuple[int, int]
    ) -> list[tuple[tuple[int, int, int, int], tuple[float, ...]]]:
        """For each box of the grid, the corners of its quadrilateral on the source."""
        rows = np.concatenate([[0], shift.rows, [size[1]]])
        columns = np.concatenate([[0], shift.columns, [size[0]]])
        down, right = (np.pad(field, 1, mode="edge") for field in (shift.down, shift.right))
        y, x = np.meshgrid(rows, columns, indexing="ij")
        points = np.column_stack([(x + right).ravel(), (y + down).ravel()]) / PIXELS_PER_MM
        source = moved(self.homography, points).reshape(*y.shape, 2).tolist()
        tops, lefts = [round(row) for row in rows], [round(column) for column in columns]
        return [
            (
                (lefts[j], tops[i], lefts[j + 1], tops[i + 1]),
                (*source[i][j], *source[i + 1][j], *source[i + 1][j + 1], *source[i][j + 1]),
            )
            for i, j in product(range(len(rows) - 1), range(len(columns) - 1))
        ]
