"""What happens to a sheet before it is scanned. Lengths in mm from the page's top left corner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .pens import INCH
from .strokes import TURN, Generator

Polygon = np.ndarray  # points, mm


@dataclass
class Sheet:
    """A marked page. `gone` are parts of the paper that are missing, `hidden` parts under it."""

    pixels: np.ndarray
    dpi: float
    gone: list[Polygon] = field(default_factory=list)
    hidden: list[Polygon] = field(default_factory=list)

    @property
    def size(self) -> tuple[float, float]:
        high, wide = self.pixels.shape[:2]
        return wide / self.dpi * INCH, high / self.dpi * INCH

    def shade(self, draw: Callable[[ImageDraw.ImageDraw, float], None], blur: float = 0) -> None:
        """Darken the page where `draw` (mask, pixels a mm) draws light on a black mask."""
        mask = Image.new("L", self.pixels.shape[1::-1])
        scale = self.dpi / INCH
        draw(ImageDraw.Draw(mask), scale)
        box = mask.getbbox()
        if box is None:
            return
        margin = int(3 * blur * scale) + 2
        left, top = max(0, box[0] - margin), max(0, box[1] - margin)
        part = mask.crop((left, top, box[2] + margin, box[3] + margin))
        if blur:
            part = part.filter(ImageFilter.GaussianBlur(blur * scale))
        kept = 1 - np.asarray(part, np.float32) / np.float32(255)
        window = self.pixels[top : top + kept.shape[0], left : left + kept.shape[1]]
        kept = kept[: window.shape[0], : window.shape[1]]
        window[...] = (window * (kept[..., None] if window.ndim == 3 else kept)).astype(np.uint8)


Damage = Callable[[Sheet, Generator], None]


def circle(x: float, y: float, radius: float) -> Polygon:
    angles = np.linspace(0, TURN, 40, endpoint=False)
    return np.column_stack([x + radius * np.cos(angles), y + radius * np.sin(angles)])


def _corner(sheet: Sheet, rng: Generator) -> Polygon:
    """The triangle of a corner: its tip, then a point on each of its edges."""
    wide, high = sheet.size
    right, bottom = bool(rng.integers(2)), bool(rng.integers(2))
    across, down = rng.uniform(14, 34, 2)
    tip = np.array((wide if right else 0.0, high if bottom else 0.0))
    side = tip + np.array((-across if right else across, 0))
    edge = tip + np.array((0, -down if bottom else down))
    return np.array((tip, side, edge))


def torn_corner(sheet: Sheet, rng: Generator) -> None:
    tip, side, edge = _corner(sheet, rng)
    along = np.linspace(0, 1, 14)[:, None]
    tear = side + along * (edge - side)
    tear[1:-1] += rng.normal(0, 0.8, (12, 2))
    sheet.gone.append(np.vstack([tip[None], tear]))


def folded_corner(sheet: Sheet, rng: Generator) -> None:
    """A dog's ear: the corner lies on the page, its back up."""
    tip, side, edge = _corner(sheet, rng)
    sheet.gone.append(np.array((tip, side, edge)))
    way = (edge - side) / np.hypot(*(edge - side))
    foot = side + way * ((tip - side) @ way)
    ear = np.array((2 * foot - tip, side, edge))
    sheet.hidden.append(ear)
    scale = sheet.dpi / INCH
    picture = Image.fromarray(sheet.pixels)
    white = (245,) * 3 if sheet.pixels.ndim == 3 else 245
    ImageDraw.Draw(picture).polygon([tuple(point) for point in (ear * scale).tolist()], fill=white)
    sheet.pixels = np.array(picture)
    outline = [tuple(point) for point in (ear[[1, 0, 2]] * scale).tolist()]
    sheet.shade(lambda draw, _: draw.line(outline, fill=110, width=3), blur=0.25)


def holes(sheet: Sheet, rng: Generator) -> None:
    """Two or four holes at the left, sometimes two at the top as well."""
    wide, high = sheet.size
    apart = (-40, 40) if rng.random() < 0.7 else (-120, -40, 40, 120)
    x = 12 + rng.uniform(-3, 2)
    middle = high / 2 + rng.uniform(-4, 4)
    places = [(x, middle + offset) for offset in apart if 8 < middle + offset < high - 8]
    if rng.random() < 0.3:
        places += [(wide / 2 + offset, 12.0) for offset in (-40, 40)]
    sheet.gone += [circle(*place, 2.9) for place in places]


def staple(sheet: Sheet, rng: Generator) -> None:
    """A staple at the top left: two dark points and a wire, with its shadow."""
    x, y = rng.uniform(6, 22, 2)
    turn = rng.uniform(-1, 0.2)
    reach = 5.5 * np.array((np.cos(turn), np.sin(turn)))
    ends = [(x - reach[0], y - reach[1]), (x + reach[0], y + reach[1])]

    def draw(mask: ImageDraw.ImageDraw, scale: float) -> None:
        points = [(across * scale, down * scale) for across, down in ends]
        mask.line(points, fill=int(rng.uniform(110, 200)), width=max(2, round(0.5 * scale)))
        for across, down in points:
            reach = 0.45 * scale
            mask.ellipse((across - reach, down - reach, across + reach, down + reach), fill=220)

    sheet.shade(draw, blur=0.08)


def coffee(sheet: Sheet, rng: Generator) -> None:
    """The ring of a cup, and a pale pool in it."""
    wide, high = sheet.size
    x, y = rng.uniform((30, 40), (wide - 30, high - 40))
    radius, depth = rng.uniform(28, 38), rng.uniform(20, 55)
    start = rng.uniform(0, 360)

    def draw(mask: ImageDraw.ImageDraw, scale: float) -> None:
        box = [value * scale for value in (x - radius, y - radius, x + radius, y + radius)]
        mask.ellipse(box, fill=int(depth * 0.25))
        width = round(rng.uniform(1.2, 2.6) * scale)
        mask.arc(box, start, start + rng.uniform(200, 350), fill=int(depth), width=width)

    sheet.shade(draw, blur=0.5)


def creases(sheet: Sheet, rng: Generator) -> None:
    """The sheet was folded in two or three, for an envelope or a pocket."""
    wide, high = sheet.size
    parts = int(rng.integers(2, 4))

    def draw(mask: ImageDraw.ImageDraw, scale: float) -> None:
        for number in range(1, parts):
            y, lean = high * number / parts + rng.uniform(-4, 4), rng.uniform(-1, 1)
            ends = [(0, y * scale), (wide * scale, (y + lean) * scale)]
            mask.line(ends, fill=int(rng.uniform(12, 50)), width=max(1, round(0.4 * scale)))

    sheet.shade(draw, blur=0.15)
