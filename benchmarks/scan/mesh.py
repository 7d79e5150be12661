"""Bend a picture: a map from points of the new picture to points of the old one, in pieces."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

STEP = 64  # pixels between the points that are mapped; between them the map is bilinear
Fill = int | tuple[int, ...]
Map = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def bent(picture: Image.Image, size: tuple[int, int], to_old: Map, fill: Fill) -> Image.Image:
    """Make a picture of `size` pixels; `fill` stands where the old one has nothing."""
    across, down = (_ends(length) for length in size)
    x, y = to_old(*np.meshgrid(across.astype(float), down.astype(float)))
    pieces = []
    for row in range(len(down) - 1):
        for column in range(len(across) - 1):
            box = (
                int(across[column]),
                int(down[row]),
                int(across[column + 1]),
                int(down[row + 1]),
            )
            corners = ((row, column), (row + 1, column), (row + 1, column + 1), (row, column + 1))
            quad = tuple(float(axis[corner]) for corner in corners for axis in (x, y))
            pieces.append((box, quad))
    return picture.transform(
        size, Image.Transform.MESH, pieces, Image.Resampling.BICUBIC, fillcolor=fill
    )


def _ends(length: int) -> np.ndarray:
    return np.append(np.arange(0, length - STEP // 2, STEP), length)


def field(shape: tuple[int, int], coarse: np.ndarray) -> np.ndarray:
    """A few values stretched smoothly over a picture of `shape` (rows, columns)."""
    small = Image.fromarray(coarse.astype(np.float32))
    return np.asarray(small.resize(shape[::-1], Image.Resampling.BICUBIC))


def layered(values: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """A plane of values in the shape of a picture, grey or RGB."""
    return values[..., None] if pixels.ndim == 3 else values


def fill_of(brightness: float, pixels: np.ndarray) -> Fill:
    level = int(np.clip(255 * brightness, 0, 255))
    return (level,) * 3 if pixels.ndim == 3 else level
