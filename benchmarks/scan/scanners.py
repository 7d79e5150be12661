"""Printers, copiers and scanners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .damage import Sheet
from .mesh import bent, field, fill_of, layered
from .pens import GREY, INCH
from .sensors import curve_of, jpeg, noisy, toned
from .strokes import TURN, Generator

BEDS = {1.0: 0.4, 0.93: 0.3, 0.12: 0.3}  # brightness of what lies behind the sheet, by share
SCREEN = 106 / INCH  # dots a mm of a laser printer's grey, across and down
BLACK, WHITE = 5, 250  # of 255: between them a printer sets dots
USUAL_SKEW = 0.5  # degrees
UNEVEN = 0.0015  # the drum of a printer and the feed of a scanner do not turn quite alike
TURNED = 0.2  # of all sheets lie upside down


def grey_of(pixels: np.ndarray) -> np.ndarray:
    """A grey picture of an RGB one."""
    if pixels.ndim == 2:
        return pixels
    return (pixels.astype(np.float32) @ GREY + np.float32(0.5)).astype(np.uint8)


def printer(pixels: np.ndarray, dpi: float, rng: Generator, *, grey: bool) -> np.ndarray:
    """A page as a laser printer prints it: greys of dots, a little darker or paler.

    Scale and place come with the scan, which bends the page only once.
    """
    if grey and pixels.ndim == 3:
        pixels = np.repeat(grey_of(pixels)[..., None], 3, axis=2)
    gamma = rng.uniform(0.85, 1.2)  # more toner, or less
    made = np.array(toned(Image.fromarray(pixels), curve_of(gamma)))
    strength = rng.uniform(0, 0.22)
    grey_levels = made if made.ndim == 2 else made[..., 1]
    rows, columns = np.nonzero((grey_levels > BLACK) & (grey_levels < WHITE))
    levels = made[rows, columns].astype(np.float32) / 255
    dots = 4 * levels * (1 - levels)  # nothing on black and on white
    shown = levels + strength * layered(_screen(rows, columns, dpi, rng), made) * dots
    made[rows, columns] = np.clip(255 * shown + 0.5, 0, 255).astype(np.uint8)
    return made


def _screen(rows: np.ndarray, columns: np.ndarray, dpi: float, rng: Generator) -> np.ndarray:
    """Two crossed waves, as a scanner's sensor sees a screen of dots at 45°: −1 to 1."""
    wave = TURN * SCREEN * INCH / dpi * np.sqrt(0.5)
    seen = np.sinc(wave / TURN) ** 2  # a sensor's pixel averages over its own width
    down, across = rng.uniform(0, TURN, 2)
    # cos(a + b) + cos(a − b) = 2 cos a cos b
    return np.float32(seen) * np.cos(wave * rows + down) * np.cos(wave * columns + across)


def copier(pixels: np.ndarray, dpi: float, rng: Generator) -> np.ndarray:
    """One generation of a copier: harder contrast, uneven toner, specks. The copy is grey."""
    shape, scale = pixels.shape[:2], dpi / INCH
    soft = Image.fromarray(grey_of(pixels)).filter(ImageFilter.GaussianBlur(0.05 * scale))
    contrast, paler = rng.uniform(1.2, 1.7), rng.uniform(0, 0.06)
    levels = (np.linspace(0, 1, 256) - 0.5) * contrast + 0.5 + paler
    dark = 1 - np.clip(levels, 0, 1).astype(np.float32)[np.asarray(soft)]
    coarse = [max(2, round(length / (0.25 * scale))) for length in shape]
    toner = field(shape, rng.standard_normal(coarse, np.float32))
    toner = toner + 0.5 * field(shape, rng.standard_normal((9, 7), np.float32))
    dark *= np.clip(1.02 - 0.3 * np.clip(1.2 * toner - 1.0, 0, None), 0.25, 1)
    made = np.clip(255 * (1 - dark) + 0.5, 0, 255).astype(np.uint8)
    picture = Image.fromarray(made)
    draw = ImageDraw.Draw(picture)
    wide, high = picture.size
    for _ in range(rng.poisson(rng.uniform(10, 90))):
        x, y, reach = rng.uniform(0, wide), rng.uniform(0, high), rng.uniform(0.3, 0.12 * scale)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=int(rng.uniform(0, 140)))
    made = np.array(picture)
    return np.repeat(made[..., None], 3, axis=2) if pixels.ndim == 3 else made


@dataclass(frozen=True)
class Lie:
    """How a print lies on its paper, and the paper on the glass; lengths in pixels.

    Attributes:
        size: of the picture.
        turn: of the paper, in radians.
        across, down: the print's size beside the design.
        print_off, paper_off: from where they should lie.
        wobble: how far an uneven feed moves rows, at most.
        waves: how often it does so from top to bottom.
    """

    size: tuple[int, int]
    turn: float
    across: float
    down: float
    print_off: np.ndarray
    paper_off: np.ndarray
    wobble: np.ndarray
    waves: float

    def on_print(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The place in the print of a place on the glass."""
        middle, wave = np.array(self.size) / 2, np.sin(TURN * self.waves * y / self.size[1])
        right, below = x - middle[0] - self.paper_off[0], y - middle[1] - self.paper_off[1]
        along = np.cos(self.turn) * right + np.sin(self.turn) * below - self.print_off[0]
        down = np.cos(self.turn) * below - np.sin(self.turn) * right - self.print_off[1]
        return (
            along / self.across + middle[0] + self.wobble[0] * wave,
            down / self.down + middle[1] + self.wobble[1] * wave,
        )

    def on_glass(self, points: np.ndarray) -> list[tuple[float, float]]:
        """The places on the glass of points of the paper."""
        middle = np.array(self.size) / 2
        right, below = (points - middle).T
        x = np.cos(self.turn) * right - np.sin(self.turn) * below
        y = np.sin(self.turn) * right + np.cos(self.turn) * below
        places = np.column_stack([x, y]) + middle + self.paper_off
        return [(float(x), float(y)) for x, y in places]


@dataclass(frozen=True)
class Scanner:
    """A scanner with its settings.

    Attributes:
        color: whether the picture has colour.
        bilevel: whether it is only black and white.
        as_jpeg: whether such a picture is saved as JPEG: others are.
        clean: no blur, no noise, no uneven tone.
        skew: the least and the largest turn in degrees; None is about half a degree.
        scale: the least and the largest size of the print beside the design.
        quality: the least and the highest JPEG quality.
        copies: how many times the marked sheet was copied before.
        bed: brightness behind the sheet; None takes one by chance.
        turned: how many sheets lie upside down, by share.
        streak: whether dust on the glass draws a line down the picture.
        clips: how many of the pictures have all that is nearly white made white, by share.
        through: how strongly the other side shows through.
    """

    color: bool = False
    bilevel: bool = False
    as_jpeg: bool = False
    clean: bool = False
    skew: tuple[float, float] | None = None
    scale: tuple[float, float] = (0.96, 1.005)
    quality: tuple[int, int] = (55, 85)
    copies: int = 0
    bed: float | None = None
    turned: float = TURNED
    streak: bool = False
    clips: float = 0.3
    through: float = 0.0

    def __call__(self, sheet: Sheet, rng: Generator) -> Image.Image:
        """Scan a sheet."""
        pixels = sheet.pixels if self.color else grey_of(sheet.pixels)
        for _ in range(self.copies):
            pixels = copier(pixels, sheet.dpi, rng)
        if self.through:
            pixels = self._other_side(pixels, sheet.dpi, rng)
        picture = self._laid(pixels, sheet, rng)
        if rng.random() < self.turned:
            picture = picture.transpose(Image.Transpose.ROTATE_180)
        if self.clean:
            return picture
        seen = self._seen(picture, sheet.dpi, rng)
        if self.bilevel:
            level = 255 * rng.uniform(0.5, 0.68)
            seen = np.where(grey_of(seen) > level, 255, 0).astype(np.uint8)
            if not self.as_jpeg:
                return Image.fromarray(seen)
        low, high = self.quality
        return jpeg(seen, int(rng.integers(low, high + 1)))

    def _other_side(self, pixels: np.ndarray, dpi: float, rng: Generator) -> np.ndarray:
        """The page with another one, here itself upside down, seen through thin paper."""
        back = Image.fromarray(np.ascontiguousarray(pixels[::-1]))
        back = back.filter(ImageFilter.GaussianBlur(0.25 * dpi / INCH))
        depth = np.float32(self.through * rng.uniform(0.6, 1.2) / 255)
        kept = 1 - depth * (255 - np.asarray(back, np.float32))
        return (pixels * kept).astype(np.uint8)

    def _laid(self, pixels: np.ndarray, sheet: Sheet, rng: Generator) -> Image.Image:
        """The print at its scale on the paper, and the paper askew on the glass."""
        lie = self._lie(pixels.shape[1::-1], sheet.dpi / INCH, rng)
        white = fill_of(1.0, pixels)
        laid = bent(Image.fromarray(pixels), lie.size, lie.on_print, white)
        bed = 1.0 if self.clean else self.bed
        if bed is None:
            bed = float(rng.choice(list(BEDS), p=list(BEDS.values())))
        paper = Image.new("L", lie.size)
        draw = ImageDraw.Draw(paper)
        wide, high = lie.size
        draw.polygon(lie.on_glass(np.array(((0, 0), (wide, 0), (wide, high), (0, high)))), fill=255)
        for part in sheet.gone:
            draw.polygon(lie.on_glass(part * sheet.dpi / INCH), fill=0)
        return Image.composite(laid, Image.new(laid.mode, laid.size, fill_of(bed, pixels)), paper)

    def _lie(self, size: tuple[int, int], scale: float, rng: Generator) -> Lie:
        """By chance; `scale` is pixels a mm."""
        degrees = rng.normal(0, USUAL_SKEW)
        if self.skew:
            degrees = rng.choice((-1, 1)) * rng.uniform(*self.skew)
        across = rng.uniform(*self.scale)
        return Lie(
            size=size,
            turn=np.radians(degrees),
            across=across,
            down=across * (1 + rng.normal(0, UNEVEN)),
            print_off=rng.normal(0, 1, 2) * scale,
            paper_off=rng.normal(0, 1.2, 2) * scale,
            wobble=rng.normal(0, 0.06, 2) * scale,
            waves=rng.uniform(0.6, 2),
        )

    def _seen(self, picture: Image.Image, dpi: float, rng: Generator) -> np.ndarray:
        """What the sensor and the scanner's own software make of it."""
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.03, 0.09) * dpi / INCH))
        levels = 0.04 + curve_of(rng.uniform(0.75, 1.3)) * rng.uniform(0.9, 0.97)
        if rng.random() < self.clips:
            levels = (levels - 0.06) / rng.uniform(0.82, 0.9)
        picture = toned(picture, levels)
        if self.streak:
            picture = self._streak(picture, rng)
        return noisy(picture, rng.uniform(0.004, 0.025), rng)

    @staticmethod
    def _streak(picture: Image.Image, rng: Generator) -> Image.Image:
        """Dust on the glass of a feeder: one to three thin lines from top to bottom."""
        pixels = np.array(picture)
        for _ in range(rng.integers(1, 4)):
            column, wide = int(rng.integers(pixels.shape[1] - 2)), int(rng.integers(1, 3))
            line = pixels[:, column : column + wide]
            line[...] = line * rng.uniform(0.6, 0.93)
        return Image.fromarray(pixels)
