"""A phone that photographs a sheet on a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .damage import Sheet
from .mesh import bent, field, fill_of
from .pens import INCH
from .scanners import grey_of
from .sensors import jpeg, noisy
from .strokes import Generator

AROUND = 55.0  # mm of table around the sheet
TABLES = {"dark": 0.4, "wood": 0.4, "white": 0.2}
WOOD = (0.55, 0.38, 0.24)
FOCUS = 1.15  # focal length, in lengths of the picture's longer side
SIDES = (2100, 2400, 2700)  # pixels of the longer side
ASPECT = 0.75
COARSE = 4  # pixels of the scene for one of the table
SHARPENED = 0.5  # of the pictures, by the phone


Depth = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Surface:
    """How the sheet lies: height above the table in mm over the page, both from 0 to 1."""

    bow: float  # it arches across
    corner: float  # a corner stands up
    fold: float  # it was folded across the middle
    upright: bool  # the fold runs down

    def height(self, u: np.ndarray, v: np.ndarray) -> np.ndarray:
        u, v = np.clip(u, 0, 1), np.clip(v, 0, 1)
        bow = self.bow * np.sin(np.pi * u)
        corner = 4 * self.corner * np.clip(u + v - 1.2, 0, None) ** 2
        fold = 2 * self.fold * np.abs((u if self.upright else v) - 0.5)
        return bow + corner + fold


@dataclass(frozen=True)
class Phone:
    """A phone and how it is held.

    Attributes:
        tilt: the largest, in degrees, about both axes.
        sides: pixels of the longer side, one by chance.
        table: "dark", "wood", "white", or by chance.
        shadow: how often a hand or the phone throws a shadow, and how deep it may be.
        motion: least and largest way of a shaking hand, in pixels of a picture of 3,000.
        bow, corner, fold: mm; how far the sheet is from flat.
        color: whether the picture has colour.
    """

    tilt: float = 10.0
    sides: tuple[int, ...] = SIDES
    table: str = ""
    shadow: tuple[float, float] = (0.2, 0.35)
    motion: tuple[float, float] | None = None
    bow: float = 1.2
    corner: float = 1.0
    fold: float = 0.0
    color: bool = True

    def __call__(self, sheet: Sheet, rng: Generator) -> Image.Image:
        """Photograph a sheet."""
        pixels = sheet.pixels if self.color else grey_of(sheet.pixels)
        surface = Surface(
            bow=rng.normal(0, self.bow),
            corner=abs(rng.normal(0, self.corner)),
            fold=rng.normal(0, self.fold),
            upright=bool(rng.random() < 0.5),
        )
        scene = self._scene(pixels, sheet, surface, rng)
        wide, high = sheet.size
        longer = int(rng.choice(self.sides))
        size = (longer, round(ASPECT * longer)) if wide > high else (round(ASPECT * longer), longer)
        picture = self._seen_from(scene, sheet, size, surface, rng)
        shown = self._developed(self._lit(picture, rng), longer, rng)
        turned = np.ascontiguousarray(np.rot90(shown, int(rng.choice((0, 0, 0, 1, 2, 3)))))
        return jpeg(turned, int(rng.integers(55, 89)))

    # The scene ------------------------------------------------------------------------------------

    def _scene(
        self, pixels: np.ndarray, sheet: Sheet, surface: Surface, rng: Generator
    ) -> Image.Image:
        """The sheet on its table, from above, `AROUND` mm wider on every side."""
        scale = sheet.dpi / INCH
        margin = round(AROUND * scale)
        high, wide = pixels.shape[:2]
        whole = (high + 2 * margin, wide + 2 * margin)
        picture = self._table(whole, self.color, rng)
        paper = Image.new("L", (wide, high), 255)
        draw = ImageDraw.Draw(paper)
        for part in sheet.gone:
            draw.polygon([tuple(point) for point in (part * scale).tolist()], fill=0)
        soft = Image.new("L", whole[::-1])
        soft.paste(paper, (margin, margin))
        soft = soft.reduce(8).filter(ImageFilter.GaussianBlur(0.25 * scale))
        soft = soft.resize(whole[::-1], Image.Resampling.BILINEAR)
        picture.paste(0, (0, 0), soft.point(lambda value: int(0.25 * value)))
        picture.paste(self._shaded(pixels, surface, sheet), (margin, margin), paper)
        return picture

    def _table(self, shape: tuple[int, int], color: bool, rng: Generator) -> Image.Image:
        kind = self.table or str(rng.choice(list(TABLES), p=list(TABLES.values())))
        high, wide = (length // COARSE for length in shape)
        if kind == "wood":
            grain = field((high, wide), rng.normal(0, 1, (shape[0] // 40, max(2, shape[1] // 400))))
            surface = np.array(WOOD, np.float32) * (1 + 0.18 * grain[..., None])
        else:
            level = rng.uniform(0.08, 0.25) if kind == "dark" else rng.uniform(0.86, 0.97)
            surface = np.full((1, 1, 3), level, np.float32)
        rough = 0.02 * rng.standard_normal((high, wide, 1), np.float32)
        pixels = (255 * np.clip(surface + rough, 0, 1)).astype(np.uint8)
        table = Image.fromarray(pixels if color else grey_of(pixels))
        return table.resize(shape[::-1], Image.Resampling.BILINEAR)

    @staticmethod
    def _shaded(pixels: np.ndarray, surface: Surface, sheet: Sheet) -> Image.Image:
        """The page, lighter where it faces the light and darker where it turns away."""
        wide, high = sheet.size
        across, down = np.meshgrid(np.linspace(0, 1, 60), np.linspace(0, 1, 80))
        slope_down, slope_across = np.gradient(surface.height(across, down), high / 80, wide / 60)
        light = 1 + np.clip(0.9 * (slope_across - slope_down), -0.25, 0.1)
        return lighted(Image.fromarray(pixels), light / light.max())

    # The lens -------------------------------------------------------------------------------------

    def _seen_from(
        self,
        scene: Image.Image,
        sheet: Sheet,
        size: tuple[int, int],
        surface: Surface,
        rng: Generator,
    ) -> Image.Image:
        """What a lens above the table sees: rays from it meet the sheet where it lies."""
        wide, high = sheet.size
        about_x, about_y = self.tilt * rng.choice((-1, 1), 2) * rng.uniform(0.2, 1, 2)
        turn = _turned(*np.radians((about_x, about_y, rng.normal(0, 2.5))).tolist())
        focus = FOCUS * max(size)
        away = max(wide / size[0], high / size[1]) * focus * rng.uniform(1.1, 1.22)
        lens = np.array((wide / 2, high / 2, 0.0)) - away * turn[:, 2]
        barrel = rng.normal(0, 0.02)
        scale = sheet.dpi / INCH

        def on_scene(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            across, down = x - size[0] / 2, y - size[1] / 2
            outward = (across**2 + down**2) / (max(size) / 2) ** 2
            straight = 1 + barrel * outward
            rays = np.stack(
                [across * straight / focus, down * straight / focus, np.ones_like(x)], -1
            )
            rays = rays @ turn.T
            at_x, at_y = _meets(lens, rays, partial(_height, surface, wide, high))
            return (at_x + AROUND) * scale, (at_y + AROUND) * scale

        return bent(scene, size, on_scene, fill_of(0.3, np.asarray(scene)))

    # The sensor -----------------------------------------------------------------------------------

    def _lit(self, picture: Image.Image, rng: Generator) -> Image.Image:
        """The picture in uneven, coloured light, maybe with a shadow."""
        rows, columns = np.linspace(-1, 1, 200)[:, None], np.linspace(-1, 1, 150)[None]
        lean = rng.uniform(-0.25, 0.25, 2)
        light = 1 + lean[0] * rows + lean[1] * columns - 0.12 * (rows**2 + columns**2)
        light *= rng.uniform(0.75, 1.0) / light.max()  # nothing is overexposed
        often, deep = self.shadow
        if rng.random() < often:
            light *= 1 - rng.uniform(0.2, deep) * self._shadow(rng)
        lamp = rng.uniform(0, 1)  # from daylight to a warm bulb
        warm = np.array((1, 1 - 0.06 * lamp + rng.normal(0, 0.01), 1 - 0.22 * lamp))
        return lighted(picture, light[..., None] * warm if self.color else light)

    @staticmethod
    def _shadow(rng: Generator) -> np.ndarray:
        """A hand that reaches in from an edge, with a sharp edge or a soft one: 0 to 1."""
        wide, high = 150, 200
        mask = Image.new("L", (wide, high))
        draw = ImageDraw.Draw(mask)
        tip = rng.uniform(0.1, 0.9, 2) * (wide, high)
        edges = ((-20, tip[1]), (wide + 20, tip[1]), (tip[0], -20), (tip[0], high + 20))
        elbow = np.array(edges[int(rng.integers(4))]) + rng.normal(0, 15, 2)
        draw.line([tuple(tip), tuple(elbow)], fill=255, width=int(rng.uniform(0.15, 0.4) * wide))
        away = (tip - elbow) / (np.hypot(*(tip - elbow)) + 1)
        for _ in range(4):
            finger = tip + away * rng.uniform(8, 30) + rng.normal(0, 8, 2)
            draw.line([tuple(tip), tuple(finger)], fill=255, width=int(rng.uniform(4, 9)))
        mask = mask.filter(ImageFilter.GaussianBlur(rng.uniform(1, 8)))
        return np.asarray(mask) / 255

    def _developed(self, picture: Image.Image, longer: int, rng: Generator) -> np.ndarray:
        """Out of focus, in motion, noisy, then sharpened by the phone."""
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.3) * longer / 3000))
        if self.motion:
            picture = _moved(picture, rng.uniform(*self.motion) * longer / 3000, rng)
        noise = rng.uniform(0.006, 0.022)
        if rng.random() < SHARPENED:
            percent = int(rng.uniform(20, 80))
            picture = picture.filter(ImageFilter.UnsharpMask(1.5, percent, threshold=0))
        return noisy(picture, noise, rng, coarse=2)


def lighted(picture: Image.Image, light: np.ndarray) -> Image.Image:
    """A picture in a light of some values (0 to 1) that are stretched over it."""
    coarse = Image.fromarray(np.clip(255 * light + 0.5, 0, 255).astype(np.uint8))
    if coarse.mode != picture.mode:
        coarse = coarse.convert(picture.mode)
    return ImageChops.multiply(picture, coarse.resize(picture.size, Image.Resampling.BILINEAR))


def _turned(about_x: float, about_y: float, roll: float) -> np.ndarray:
    """The matrix of a camera that is tilted about both axes and rolled; radians."""
    sin, cos = np.sin, np.cos
    first = np.array(((1, 0, 0), (0, cos(about_x), -sin(about_x)), (0, sin(about_x), cos(about_x))))
    second = np.array(
        ((cos(about_y), 0, sin(about_y)), (0, 1, 0), (-sin(about_y), 0, cos(about_y)))
    )
    third = np.array(((cos(roll), -sin(roll), 0), (sin(roll), cos(roll), 0), (0, 0, 1)))
    return first @ second @ third


def _height(surface: Surface, wide: float, high: float, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Depth of the sheet at a place in mm; the lens is above, where depth is negative."""
    return -surface.height(x / wide, y / high)


def _meets(lens: np.ndarray, rays: np.ndarray, depth: Depth) -> tuple[np.ndarray, np.ndarray]:
    """Where rays meet a surface: first the table, then closer and closer."""
    reach = -lens[2] / rays[..., 2]
    for _ in range(6):
        x, y = lens[0] + reach * rays[..., 0], lens[1] + reach * rays[..., 1]
        reach = (depth(x, y) - lens[2]) / rays[..., 2]
    return lens[0] + reach * rays[..., 0], lens[1] + reach * rays[..., 1]


def _moved(picture: Image.Image, length: float, rng: Generator) -> Image.Image:
    """The mean of the picture along a short straight way, of `length` pixels."""
    count = max(2, round(length))
    angle = rng.uniform(0, np.pi)
    pixels = np.asarray(picture)
    total = np.zeros(pixels.shape, np.uint16)
    for step in np.linspace(-0.5, 0.5, count) * length:
        offset = round(step * np.sin(angle)), round(step * np.cos(angle))
        total += np.roll(pixels, offset, (0, 1))
    return Image.fromarray((total // count).astype(np.uint8))
