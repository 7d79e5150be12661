"""Homographies: how flat paper lies on a picture, seen from any side."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]  # n × 2: x and y
Matrix = NDArray[np.float64]  # 3 × 3


def moved(matrix: Matrix, points: ArrayLike) -> Points:
    """Apply a homography to points.

    >>> moved(np.diag([2.0, 2.0, 1.0]), [(1, 2)])
    array([[2., 4.]])
    """
    flat = np.asarray(points, np.float64).reshape(-1, 2)
    lifted = np.column_stack([flat, np.ones(len(flat))]) @ matrix.T
    depth = lifted[:, 2:]
    return np.asarray(lifted[:, :2] / np.where(np.abs(depth) < 1e-12, 1e-12, depth))


def fitted(source: ArrayLike, target: ArrayLike, weights: ArrayLike) -> Matrix:
    """The homography that moves `source` to `target` best, for at least four points.

    Points are brought to the same scale first: without that the system is ill-conditioned
    (Hartley, In defense of the eight-point algorithm, 1997).

    Args:
        source: Points.
        target: As many points.
        weights: How much each pair counts.
    """
    from_points, to_points = np.asarray(source, np.float64), np.asarray(target, np.float64)
    root = np.sqrt(np.asarray(weights, np.float64))[:, None]
    from_unit, to_unit = _unit(from_points), _unit(to_points)
    (x, y), (u, v) = moved(from_unit, from_points).T, moved(to_unit, to_points).T
    zero, one = np.zeros_like(x), np.ones_like(x)
    rows_u = np.column_stack([x, y, one, zero, zero, zero, -u * x, -u * y, -u]) * root
    rows_v = np.column_stack([zero, zero, zero, x, y, one, -v * x, -v * y, -v]) * root
    smallest = np.linalg.svd(np.vstack([rows_u, rows_v]))[2][-1]
    return np.asarray(np.linalg.inv(to_unit) @ smallest.reshape(3, 3) @ from_unit)


def affine(source: ArrayLike, target: ArrayLike) -> Matrix:
    """The affine map that moves `source` to `target` best, for at least three points."""
    from_points = np.asarray(source, np.float64)
    lifted = np.column_stack([from_points, np.ones(len(from_points))])
    solved = np.linalg.lstsq(lifted, np.asarray(target, np.float64), rcond=None)[0].T
    return np.vstack([solved, [0.0, 0.0, 1.0]])


def scale_at(matrix: Matrix, point: ArrayLike) -> float:
    """How many units of length one unit becomes around a point, on average of all directions."""
    x, y = np.asarray(point, np.float64)
    here = moved(matrix, [(x, y), (x + 1, y), (x, y + 1)])
    across, down = here[1] - here[0], here[2] - here[0]
    return float(abs(across[0] * down[1] - across[1] * down[0]) ** 0.5)


def _unit(points: Points) -> Matrix:
    """What moves the middle of points to the origin, and makes them about 1 from it."""
    middle = points.mean(0)
    scale = 1.4 / (np.abs(points - middle).mean() + 1e-9)
    x, y = -scale * middle
    return np.array([[scale, 0.0, x], [0.0, scale, y], [0.0, 0.0, 1.0]])
