"""What scanners and phones have in common: tone, noise, JPEG. Pictures are 8 bit."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from .strokes import Generator

LEVELS = 256


def toned(picture: Image.Image, curve: np.ndarray) -> Image.Image:
    """The picture with each of 256 levels replaced by one of the curve (0 to 1)."""
    levels = np.clip(255 * curve + 0.5, 0, 255).astype(int).tolist()
    return picture.point(levels * len(picture.getbands()))


def curve_of(gamma: float) -> np.ndarray:
    """256 levels, all darker (gamma above 1) or all lighter."""
    return np.linspace(0, 1, LEVELS) ** gamma


def noisy(picture: Image.Image, strength: float, rng: Generator, coarse: int = 1) -> np.ndarray:
    """The picture with noise of `strength` (0 to 1) in each pixel.

    Args:
        picture: grey, or RGB, whose colours have noise of their own if it is coarse.
        strength: the standard deviation.
        rng: where the chance comes from.
        coarse: how many pixels a grain is wide.
    """
    wide, high = picture.size
    bands = len(picture.getbands()) if coarse > 1 else 1
    shape = (high // coarse + 1, wide // coarse + 1, bands)
    grain = rng.standard_normal(shape, np.float32)
    grain *= np.float32(255 * strength)
    np.rint(grain, out=grain)
    if coarse > 1:
        levels = np.clip(grain + 128, 0, 255).astype(np.uint8)
        lifted = Image.fromarray(levels if bands > 1 else levels[..., 0])
        size = (coarse * shape[1], coarse * shape[0])
        wider = np.asarray(lifted.resize(size, Image.Resampling.BILINEAR))[:high, :wide]
        added = wider.astype(np.int16) - 128
    else:
        added = grain.astype(np.int16)[:high, :wide]
        if picture.mode == "L":
            added = added[..., 0]
    shown = np.asarray(picture).astype(np.int16)
    shown += added
    np.clip(shown, 0, 255, out=shown)
    return shown.astype(np.uint8)


def jpeg(pixels: np.ndarray, quality: int) -> Image.Image:
    """The picture after it was saved as JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=int(quality))
    picture = Image.open(buffer)
    picture.load()
    return picture
