"""Tell what is darker than the blank on a flattened picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ..pdf.mark_positions import CELLS, MarkPositions
from .bands import bands, looked_up
from .paper_shade import paper_shade
from .reference import BLACKEST, Grays, Mask, Reference
from .stains import without_stains
from .streaks import without_streaks
from .warp import PIXELS_PER_MM

SHADE_MOST = 1.15  # of the paper's: a highlight says no more
FAINT = 225  # grey level of the blank: a tint as pale as the strokes of a faint pencil
FAINT_BETWEEN = 20  # levels between two tints: the curve is straight enough
SEEN = 0.015  # shade: a tint that is darker was not clipped, and a darker tint is seen, too …
GENTLEST = 0.7  # … by so much more, times of a straight curve
STEEPEST = 1.3  # times steeper than straight: copies of pale tints are no darker
PALE = 200  # grey level of the blank: a pale tint, and about what a faint pencil leaves
EDGES_KEPT = 0.185  # from white to black: where pale tints are lost, pale edges reach 0.18
PALE_WITHIN = 25  # grey levels: a tint that is nearer tells of it
BLACK_USUALLY = 0.15  # the shade of black where a blank has none
FILLED_TONE = 0.7  # from black to where a tone should be: tints lie from 0.85, filled ones to 0.6
NOISE_USUALLY = 0.02
NOISE_MOST = 0.12  # of a pixel: more is a mark, or dirt
SMOOTHED_BY = 0.7  # pixels: ink is wider
INK_SCALE, INK_ZERO = 170, 85  # of a byte: shades from -0.5 to 1
THRESHOLD_LEAST = 0.075  # shade: ink is darker
THRESHOLD_NOISES = 1.92  # standard deviations of smoothed paper
THRESHOLD_BILEVEL = 0.3
CELL_INSIDE = 1.6  # mm: the part of a control cell within its outline
BLACK_CELL_MOST, WHITE_CELL_LEAST = 0.62, 0.75  # shade

Shades = NDArray[np.float32]


@dataclass(frozen=True)
class Inked:
    """What stands on a flattened picture; the names are those of `FlatPanel`."""

    shade: Shades
    expected: Shades
    ink: Shades
    dim: Mask
    black: float
    pale: float | None
    faintest: float
    noise: float
    threshold: float
    missing: float
    streaks: int


def measure_ink(picture: Image.Image, reference: Reference, *, bilevel: bool) -> Inked:
    """Compare a flattened picture with its blank.

    Args:
        picture: In grey, of the reference's size.
        reference: The blank.
        bilevel: The picture had only black and white.
    """
    grays = np.asarray(picture)
    paper = paper_shade(grays, reference)
    shade = _shade(grays, paper.level)
    noise = _noise(shade, reference)
    tones, black = _tone_curve(shade, reference, bilevel=bilevel)
    expected = looked_up(tones, reference.darkest_far if bilevel else reference.darkest)
    printed = shade[reference.print]
    ink, streaks = _smoothed(expected, shade), 0
    if not bilevel:  # there a line is as black as a pen's
        ink, streaks = without_streaks(ink, reference.flat)
        ink = without_stains(ink, reference.flat)
    missing = float((printed > (1 + black) / 2).mean()) if printed.size else 1.0
    return Inked(
        shade=shade,
        expected=expected,
        ink=ink,
        dim=paper.dim,
        black=black,
        pale=_pale(shade, tones, black, reference),
        faintest=_faintest(tones, reference),
        noise=noise,
        threshold=_threshold(noise, bilevel=bilevel),
        missing=missing,
        streaks=streaks,
    )


def wrong_cells(shade: Shades, size: tuple[float, float]) -> list[int]:
    """The control cells that do not read as they are printed, counted from 0.

    Args:
        shade: Of a flattened picture.
        size: Width and height of the panel, mm.
    """
    wrong = []
    for index, (x, y) in enumerate(MarkPositions(*size).cells):
        inside = shade[disc(x, y, CELL_INSIDE, shade.shape)]
        mean = float(inside.mean()) if inside.size else 0.5
        is_black = index % CELLS == 0
        if mean > BLACK_CELL_MOST if is_black else mean < WHITE_CELL_LEAST:
            wrong.append(index)
    return wrong


def disc(
    x: float, y: float, radius: float, shape: tuple[int, ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows and columns of the pixels in a disc of a panel, mm."""
    left, right = ((x + side) * PIXELS_PER_MM for side in (-radius, radius))
    top, bottom = ((y + side) * PIXELS_PER_MM for side in (-radius, radius))
    rows = np.arange(max(int(top), 0), min(int(bottom) + 1, shape[0]))
    columns = np.arange(max(int(left), 0), min(int(right) + 1, shape[1]))
    down = (rows + 0.5) / PIXELS_PER_MM - y
    across = (columns + 0.5) / PIXELS_PER_MM - x
    inside_rows, inside_columns = np.nonzero(
        np.hypot(*np.meshgrid(down, across, indexing="ij")) < radius
    )
    return rows[inside_rows], columns[inside_columns]


def _shade(grays: Grays, level: Shades) -> Shades:
    """How bright each pixel is, of the white paper there."""
    shade = np.empty(grays.shape, np.float32)
    for rows in bands(len(grays)):
        np.divide(grays[rows], level[rows], out=shade[rows])
        np.clip(shade[rows], 0, SHADE_MOST, out=shade[rows])
    return shade


def _noise(shade: Shades, reference: Reference) -> float:
    """The standard deviation of plain paper, from the median, which marks do not move."""
    off = 1 - shade.ravel()[reference.plain]
    off = off[np.abs(off) < NOISE_MOST]
    if not off.size:
        return NOISE_USUALLY
    return float(1.48 * np.median(np.abs(off - np.median(off))))


def _tone_curve(shade: Shades, reference: Reference, *, bilevel: bool) -> tuple[Shades, float]:
    """For each grey level of the blank, how this print of it shows it; and the shade of black.

    Printers and scanners have tone curves of their own: a pale tint may come out as white. A tint
    that a person has filled is no part of the curve.
    """
    shades = shade.ravel()
    darkest = shades[reference.blackest]
    black = float(np.median(darkest)) if darkest.size else BLACK_USUALLY
    levels, seen = [float(BLACKEST)], [black]
    for level, places in reference.tones.items():
        levels.append(level)
        seen.append(float(np.median(shades[places])))
    if not bilevel:
        levels, seen = _without_filled(levels, seen)
    rising = np.maximum.accumulate(np.minimum([*seen, 1.0], 1.0))
    curve = np.interp(np.arange(256), [*levels, 255.0], rising).astype(np.float32)
    curve[:BLACKEST] = 0  # nothing is seen on black print, so nothing there is ink
    return curve, black


def _without_filled(
    levels: Sequence[float], seen: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Leave out tones that are far darker than those beside them: somebody has filled the only
    place that a blank has of such a tint.
    """
    kept = [0]
    for tone in range(1, len(levels)):
        other_levels = [*levels[:tone], *levels[tone + 1 :], 255.0]
        others_seen = [*seen[:tone], *seen[tone + 1 :], 1.0]
        between = float(np.interp(levels[tone], other_levels, others_seen))
        if seen[tone] - seen[0] > FILLED_TONE * (between - seen[0]):
            kept.append(tone)
    return [levels[tone] for tone in kept], [seen[tone] for tone in kept]


def _darkness(shade: float, black: float) -> float:
    """How dark a shade is, from white, 0, to the picture's black, 1."""
    return (1 - shade) / max(1 - black, 0.1)


def _pale(shade: Shades, tones: Shades, black: float, reference: Reference) -> float | None:
    """How dark a pale tint is on this picture, from white, 0, to its black, 1.

    A blank without such a tint shows it by a paler one, if that is seen, or by the pale edges of
    its black print; if these are lost, nobody knows how pale a tint would be.
    """
    is_there = any(abs(level - PALE) < PALE_WITHIN for level in reference.tones)
    paler = [1 - tones[round(level)] for level in reference.tones if level > PALE]
    if is_there or max(paler, default=0.0) > SEEN:
        return _darkness(float(tones[PALE]), black)
    edges = shade.ravel()[reference.pale_edges]
    is_kept = edges.size and _darkness(float(np.median(edges)), black) > EDGES_KEPT
    return _darkness(float(tones[PALE]), black) if is_kept else None


def _faintest(tones: Shades, reference: Reference) -> float:
    """How much darker than paper faint pencil is on this picture, at least; 0 if nobody knows.

    A paler tint that is seen shows that it is no paler. From a darker one a copier's curve may fall
    to white steeply.
    """
    seen = {level: float(1 - tones[round(level)]) for level in reference.tones}
    paler = {level: dark for level, dark in seen.items() if level >= FAINT}
    darker = {level: dark for level, dark in seen.items() if level < FAINT}
    if paler and darker and min(paler) - max(darker) <= FAINT_BETWEEN:
        return float(1 - tones[FAINT])
    bounds = [dark - STEEPEST * (FAINT - level) / 255 for level, dark in darker.items()]
    for level, dark in paler.items():
        more = GENTLEST * (level - FAINT) / 255 if dark > SEEN else 0
        bounds.append(dark + more)
    return max(bounds, default=0.0)


def _smoothed(expected: Shades, shade: Shades) -> Shades:
    """How much darker than expected a picture is, on average over a little more than a pixel; in
    bytes, since Pillow is quick at these.
    """
    coded = np.empty(shade.shape, np.uint8)
    for rows in bands(len(shade)):
        levels = np.clip(expected[rows] - shade[rows], -0.5, 1)
        levels *= INK_SCALE
        levels += INK_ZERO
        coded[rows] = levels
    smooth = Image.fromarray(coded).filter(ImageFilter.BoxBlur(SMOOTHED_BY))
    decoded = np.asarray((np.arange(256, dtype=np.float32) - INK_ZERO) / INK_SCALE, np.float32)
    return looked_up(decoded, np.asarray(smooth))


def _threshold(noise: float, *, bilevel: bool) -> float:
    return THRESHOLD_BILEVEL if bilevel else max(THRESHOLD_LEAST, THRESHOLD_NOISES * noise)
