"""The way of a pen's tip: marks, letters and drawings as lines of points in mm.

A stroke is an array of points, one row each. Every function takes the random generator it draws
from, so that the same seed gives the same strokes.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Generator = np.random.Generator
Stroke = np.ndarray  # of shape (points, 2), mm
STEP = 0.3  # mm between the points of a stroke that is drawn
TURN = 2 * np.pi


def line(*points: tuple[float, float]) -> Stroke:
    return np.array(points, float)


def evenly(stroke: Stroke, step: float = STEP) -> Stroke:
    """The same way with a point every `step` mm."""
    lengths = np.hypot(*np.diff(stroke, axis=0).T)
    way = np.concatenate([[0.0], lengths.cumsum()])
    along = np.linspace(0, way[-1], max(2, int(way[-1] / step) + 1))
    return np.column_stack([np.interp(along, way, stroke[:, axis]) for axis in (0, 1)])


def shaken(stroke: Stroke, tremor: float, rng: Generator) -> Stroke:
    """A stroke as a hand draws it: it drifts, and trembles every 3 to 7 mm.

    Args:
        stroke: points every `STEP` mm.
        tremor: 0.3 is a steady hand, 1 an ordinary one, 2.2 a shaking one.
        rng: where the chance comes from.
    """
    count = len(stroke)
    if count < 4:
        return stroke
    drift = rng.normal(0, 0.05, (count, 2)).cumsum(axis=0)
    drift -= np.linspace(0, 1, count)[:, None] * drift[-1]  # a person aims at the end
    wave = TURN * STEP * np.arange(count) / rng.uniform(3, 7)
    swing = rng.normal(0, 0.07, (2, 2))
    trembling = np.sin(wave)[:, None] * swing[0] + np.cos(1.7 * wave)[:, None] * swing[1]
    return stroke + tremor * (drift + trembling)


# Marks ------------------------------------------------------------------------------------------
# Each takes the middle and the radius of a cell, and how large the mark is beside it.


def cross(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    a, b, c, d = 0.8 * radius * rng.uniform(0.75, 1.1, 4)
    skew = radius * rng.normal(0, 0.08)
    return [
        line((x - a, y - a + skew), (x + b, y + b)),
        line((x + c, y - c), (x - d, y + d + skew)),
    ]


def plus(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    """A cross that stands upright."""
    a, b, c, d = 0.9 * radius * rng.uniform(0.7, 1.1, 4)
    skew = radius * rng.normal(0, 0.1, 2)
    return [line((x - a, y + skew[0]), (x + b, y)), line((x + skew[1], y - c), (x, y + d))]


def tick(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    across, up = rng.uniform(0.8, 1.3), rng.uniform(0.8, 1.4)
    bend = x - 0.15 * radius, y + 0.6 * radius
    return [line((x - 0.7 * radius, y), bend, (x + across * radius, y - up * radius))]


def slash(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    reach = 0.75 * radius * rng.uniform(0.85, 1.2)
    lean = rng.uniform(-0.3, 0.15) * radius
    return [line((x - reach - lean, y + reach), (x + reach + lean, y - reach))]


def filled(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    """A zigzag that leaves little paper; `paper_marks` fits the number of turns to the pen."""
    return [zigzag(x, y, radius, int(rng.integers(7, 11)), rng)]


def zigzag(x: float, y: float, radius: float, turns: int, rng: Generator) -> Stroke:
    points = []
    for number in range(turns + 1):
        depth = -0.88 * radius + 1.76 * radius * number / turns
        half = 0.94 * np.sqrt(max(0.05, radius**2 - depth**2))
        left, right = half * rng.uniform(0.8, 1.06, 2)
        points += [(x - left, y + depth), (x + right, y + depth + 0.6 * radius / turns)]
    return np.array(points)


def circle(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    """A ring around the cell; it may stay open, or run past its beginning."""
    angles = rng.uniform(0, TURN) + np.linspace(0, TURN * rng.uniform(0.92, 1.15), 50)
    wide, spiral = rng.uniform(0.92, 1.12), np.linspace(1, rng.uniform(0.95, 1.12), 50)
    reach = radius * rng.uniform(1.05, 1.3) * spiral * (1 + 0.04 * np.sin(3 * angles))
    return [np.column_stack([x + reach * wide * np.cos(angles), y + reach / wide * np.sin(angles)])]


def dot(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    """A thick point of 1.5 mm and more, whatever the size of the cell."""
    angles = np.linspace(0, 2.5 * TURN, 24)
    reach = np.linspace(0.15, min(radius, rng.uniform(0.55, 0.9)), 24)
    return [np.column_stack([x + reach * np.cos(angles), y + reach * np.sin(angles)])]


Mark = Callable[[float, float, float, Generator], list[Stroke]]
MARKS: dict[str, Mark] = {
    "cross": cross,
    "plus": plus,
    "tick": tick,
    "fill": filled,
    "circle": circle,
    "slash": slash,
    "dot": dot,
}


# Taking a mark back -----------------------------------------------------------------------------


def scribble(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    """A dense scribble over a mark, back and forth."""
    reach, turns = radius * rng.uniform(1.0, 1.35), int(rng.integers(7, 13))
    lean = rng.uniform(-0.5, 0.5)
    sides = np.where(np.arange(turns) % 2, 1, -1)
    across = reach * rng.uniform(0.8, 1.15, turns) * sides
    down = np.linspace(-0.8, 0.8, turns) * reach
    back_and_forth = np.column_stack(
        [
            x + across * np.cos(lean) - down * np.sin(lean),
            y + across * np.sin(lean) + down * np.cos(lean),
        ]
    )
    return [back_and_forth, back_and_forth[::-1] + np.array((0.2, 0.5))]


def hatching(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    """Three to five lines through a mark, which go well beyond the cell."""
    count, lean = int(rng.integers(3, 6)), rng.uniform(-0.25, 0.25)
    lines = []
    for offset in np.linspace(-0.55, 0.55, count) + rng.normal(0, 0.08, count):
        a, b = radius * rng.uniform(1.2, 1.7, 2)
        middle = y + offset * radius
        lines.append(line((x - a, middle + lean * a), (x + b, middle - lean * b)))
    return lines


def crossing(x: float, y: float, radius: float, rng: Generator) -> list[Stroke]:
    """Two or three large crosses over a filled cell, which a scribble would only fill more."""
    strokes = []
    for _ in range(rng.integers(2, 4)):
        a, b, c, d = radius * rng.uniform(1.3, 2.0, 4)
        tilt = radius * rng.normal(0, 0.25, 2)
        strokes.append(line((x - a, y - a + tilt[0]), (x + b, y + b)))
        strokes.append(line((x + c, y - c), (x - d, y + d + tilt[1])))
    return strokes


# Writing and drawing ----------------------------------------------------------------------------


def writing(x: float, baseline: float, width: float, size: float, rng: Generator) -> list[Stroke]:
    """A line that looks like handwriting; one stroke a word. `size` is the height of capitals."""
    words, end = [], x + width
    while x < end - size:
        letters = []
        for _ in range(rng.integers(2, 9)):
            letters.append(_letter(x, baseline, size, rng))
            x += letters[-1][-1, 0] - letters[-1][0, 0]
            if x > end:
                break
        words.append(np.concatenate(letters))
        x += size * rng.uniform(0.35, 0.7)
    return words


def _letter(x: float, baseline: float, size: float, rng: Generator) -> Stroke:
    """An arch or a loop of 0.3 to 0.5 of the size, sometimes tall or below the line."""
    tall = rng.random() < 0.22
    high = size * (rng.uniform(0.9, 1.15) if tall else rng.uniform(0.35, 0.55))
    deep = size * rng.uniform(0.3, 0.5) if rng.random() < 0.15 else 0.0
    wide = size * rng.uniform(0.3, 0.5)
    turn = np.linspace(0, TURN, 10)
    rise = high * (0.5 - 0.5 * np.cos(turn))
    drop = np.where(turn > 3.1, deep * 1.8 * np.sin(turn / 2) ** 2, 0)
    across = x + wide * turn / TURN + 0.35 * wide * np.sin(turn) + 0.12 * rise
    return np.column_stack([across, baseline - rise + drop])


def drawing(x: float, y: float, wide: float, high: float, rng: Generator) -> list[Stroke]:
    """A house, a person and a sun inside a box."""
    unit = min(wide, high) * rng.uniform(0.3, 0.45)
    left, floor = x + wide * rng.uniform(0.05, 0.3), y + high * rng.uniform(0.8, 0.97)
    wall = floor - unit * rng.uniform(0.7, 1.0)
    right, eaves = left + unit, wall - unit / 2
    house = line((left, floor), (right, floor), (right, wall), (left, wall), (left, floor))
    roof = line((left - 0.1 * unit, wall), (left + unit / 2, eaves), (right + 0.1 * unit, wall))
    middle = min(left + 1.7 * unit, x + 0.95 * wide)
    hip, shoulder, hand = floor - 0.25 * unit, floor - 0.7 * unit, floor - 0.5 * unit
    body = line((middle, hip), (middle, shoulder))
    legs = line((middle - 0.15 * unit, floor), (middle, hip), (middle + 0.15 * unit, floor))
    arms = line((middle - 0.2 * unit, hand), (middle + 0.2 * unit, hand))
    head = circle(middle, floor - 0.82 * unit, 0.1 * unit, rng)
    sun = circle(x + wide * rng.uniform(0.6, 0.9), y + 0.2 * high, 0.13 * unit, rng)
    return [house, roof, body, legs, arms, *head, *sun]


def across_page(wide: float, high: float, rng: Generator) -> Stroke:
    """A pen that slipped: a stroke of a few centimetres anywhere on the page."""
    start = rng.uniform((15, 20), (wide - 15, high - 20))
    end = start + rng.normal(0, 18, 2)
    return np.array([start, (start + end) / 2 + rng.normal(0, 3, 2), end])
