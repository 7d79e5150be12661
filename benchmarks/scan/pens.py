"""Pens and pencils, and the paper they write on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .strokes import Generator, Stroke, evenly, shaken

FINE = 4  # strokes are drawn so many times finer than the page, then reduced
GREY = np.array((0.299, 0.587, 0.114), np.float32)  # what red, green and blue add to brightness
INCH = 25.4  # mm


@dataclass(frozen=True)
class Pen:
    """What a stroke looks like.

    `opacity` is how much of the paper's light the ink takes; `grain` how much of that the paper's
    roughness leaves out; `pressure` how much it varies along a stroke; `soft` mm of bleeding.
    """

    color: tuple[float, float, float]
    width: float  # mm
    opacity: float = 0.95
    grain: float = 0.1
    pressure: float = 0.1
    soft: float = 0.0

    @property
    def brightness(self) -> float:
        """Of its ink in a grey picture, on white paper."""
        return 1 - self.opacity * (1 - float(GREY @ np.array(self.color, np.float32)))


PENS = {
    "blue": Pen((0.13, 0.20, 0.58), 0.45, grain=0.13, pressure=0.15),
    "black": Pen((0.10, 0.10, 0.12), 0.45, grain=0.13, pressure=0.15),
    "gel": Pen((0.05, 0.05, 0.10), 0.65, opacity=1.0, grain=0.03, pressure=0.05),
    "felt": Pen((0.08, 0.08, 0.25), 1.2, opacity=0.92, grain=0.05, pressure=0.05, soft=0.12),
    "red": Pen((0.75, 0.12, 0.15), 0.5, grain=0.13, pressure=0.15),
    "green": Pen((0.10, 0.50, 0.25), 0.5, grain=0.13, pressure=0.15),
    "pencil": Pen((0.30, 0.30, 0.32), 0.6, opacity=0.8, grain=0.45, pressure=0.25),
    "faint": Pen((0.40, 0.40, 0.42), 0.5, opacity=0.42, grain=0.5, pressure=0.25),
}
SHARE = {  # of all people; how many take which
    "blue": 0.34, "black": 0.22, "gel": 0.08, "felt": 0.06,
    "red": 0.04, "green": 0.03, "pencil": 0.17, "faint": 0.06,
}  # fmt: skip


class Paper:
    """A printed page that pens write on: `pixels` are 8 bit, grey or RGB."""

    def __init__(self, pixels: np.ndarray, dpi: float, rng: Generator):
        self.pixels = pixels
        self.dpi = dpi
        self.rng = rng

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, mm."""
        high, wide = self.pixels.shape[:2]
        return wide / self.dpi * INCH, high / self.dpi * INCH

    def draw(
        self, stroke: Stroke, pen: Pen, tremor: float = 0.0, opacity: float | None = None
    ) -> Stroke:
        """Draw a stroke; return its points as the hand led them."""
        way = shaken(evenly(stroke), tremor, self.rng)
        taken, left, top = self._coverage(way, pen)
        if taken.size:
            high, wide = taken.shape
            window = self.pixels[top : top + high, left : left + wide]
            taken *= pen.opacity if opacity is None else opacity
            self._darken(window, taken, pen.color)
        return way

    def smudge(self, x: float, y: float, radius: float, depth: float) -> None:
        """Darken a round spot by `depth`, as a rubber leaves it."""
        scale = self.dpi / INCH
        reach = int(radius * scale)
        left, top = max(0, int(x * scale) - reach), max(0, int(y * scale) - reach)
        window = self.pixels[top : top + 2 * reach, left : left + 2 * reach]
        if not window.size:
            return
        rows, columns = np.ogrid[-1 : 1 : window.shape[0] * 1j, -1 : 1 : window.shape[1] * 1j]
        spot = np.exp(-2 * (rows**2 + columns**2)).astype(np.float32)
        grain = 1 + 0.5 * self._noise(window.shape[:2], 0.6)
        self._darken(window, depth * spot * np.clip(grain, 0, 2), (0.0, 0.0, 0.0))

    def _coverage(self, way: Stroke, pen: Pen) -> tuple[np.ndarray, int, int]:
        """How much ink a stroke leaves (0 to 1) in a window of the page, and where that begins."""
        scale = self.dpi / INCH
        wide = pen.width * self.rng.uniform(0.85, 1.2)
        margin = wide + 2 * pen.soft + 0.3
        high, across = self.pixels.shape[:2]
        left, top = (max(0, int(edge)) for edge in (way.min(axis=0) - margin) * scale)
        right, bottom = ((way.max(axis=0) + margin) * scale).astype(int) + 1
        right, bottom = min(right, across), min(bottom, high)
        if right - left < 2 or bottom - top < 2:
            return np.zeros((0, 0), np.float32), 0, 0
        mask = Image.new("L", (FINE * (right - left), FINE * (bottom - top)))
        self._line(mask, (way * scale - (left, top)) * FINE, wide * scale * FINE, pen)
        if pen.soft:
            mask = mask.filter(ImageFilter.GaussianBlur(pen.soft * scale * FINE))
        taken = np.asarray(mask.reduce(FINE), np.float32) / np.float32(255)
        roughness = 1.2 * pen.grain * np.clip(0.4 + self._noise(taken.shape, 0.09), 0, 2)
        return taken * np.clip(1 - roughness, 0, 1), left, top

    def _line(self, mask: Image.Image, points: np.ndarray, width: float, pen: Pen) -> None:
        """Draw a line whose pressure changes along its way; lengths in pixels of the mask."""
        draw = ImageDraw.Draw(mask)
        count = len(points)
        knots = self.rng.normal(0, pen.pressure, count // 8 + 3)
        pressure = 1 + np.interp(np.linspace(0, len(knots) - 1, count), range(len(knots)), knots)
        ink = np.clip(255 * np.minimum(pressure, 1), 60, 255).astype(int).tolist()
        widths = np.maximum(1, width * np.clip(pressure, 0.6, 1.25)).tolist()
        ways = points.tolist()
        for number in range(count):
            (x, y), half = ways[number], widths[number] / 2
            draw.ellipse((x - half, y - half, x + half, y + half), fill=ink[number])
            if number:
                ends = (*ways[number - 1], x, y)
                draw.line(ends, fill=ink[number], width=max(1, round(widths[number])))

    def _noise(self, shape: tuple[int, ...], size: float) -> np.ndarray:
        """Noise of deviation 1 with spots of about `size` mm."""
        step = max(1, round(size * self.dpi / INCH))
        rough = self.rng.standard_normal([length // step + 2 for length in shape], np.float32)
        if step == 1:
            return rough[: shape[0], : shape[1]]
        wide, high = (step * length for length in rough.shape[::-1])
        smooth = Image.fromarray(rough).resize((wide, high), Image.Resampling.BICUBIC)
        return 1.3 * np.asarray(smooth)[: shape[0], : shape[1]]

    def _darken(
        self, window: np.ndarray, taken: np.ndarray, color: tuple[float, float, float]
    ) -> None:
        """Take light from a window of the page, in place: all but the ink's own colour."""
        ink = np.array(color, np.float32)
        if window.ndim == 3:
            kept = 1 - taken[..., None] * (1 - ink)
        else:
            kept = 1 - taken * (1 - float(GREY @ ink))
        window[...] = (window * kept + 0.5).astype(np.uint8)
