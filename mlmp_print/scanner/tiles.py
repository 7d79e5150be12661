"""How far each tile of a picture lies from the same tile of the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .relief import Relief
from .warp import Displacement

WEAKEST_PEAK = 0.25  # correlation: below this, a tile says nothing
STRONGEST_PEAK = 0.85  # above this, it says no more
ENOUGH_PRINT = 40.0  # relief squared, summed over a tile: more print says no more
ROUNDS = 5  # of fitting, each with less weight for what does not fit
DEGREE = 3  # of the polynomial that paper bends by
BELIEVED = 0.3  # of the median weight: how much a tile alone needs to move its place

Values = NDArray[np.float64]
Spectra = NDArray[np.complexfloating[Any, Any]]


@dataclass(frozen=True)
class Tiling:
    """Tiles over a picture.

    Attributes:
        side: Of a tile, pixels.
        step: From one to the next, pixels.
        reach: How far a tile is looked for on each side, pixels.
        smoothness: How far a tile's word counts for its neighbours, tiles.
    """

    side: int
    step: int
    reach: int
    smoothness: float


@dataclass(frozen=True)
class SoughtTiles:
    """The tiles of a reference, as they are looked for on every picture of it.

    Attributes:
        tiling: How they lie.
        rows, columns: Where their middles lie, pixels.
        spectrum: Of each tile, conjugated.
        energy: Of each tile: its relief squared and summed, less towards its edges.
    """

    tiling: Tiling
    rows: Values
    columns: Values
    spectrum: Spectra
    energy: NDArray[np.float32]


@dataclass(frozen=True)
class Shifts:
    """How far tiles lie off, in pixels; `weight` is 0 where a tile says nothing."""

    rows: Values
    columns: Values
    down: Values
    right: Values
    weight: Values
    peak: Values

    @property
    def likeness(self) -> float:
        """The median correlation of the tiles that say something; 0 if none does."""
        told = self.peak[self.weight > 0]
        return float(np.median(told)) if told.size else 0.0


def sought_tiles(reference: Relief, tiling: Tiling) -> SoughtTiles:
    """Cut a reference in tiles."""
    high, wide = reference.shape
    side = tiling.side
    window = np.hanning(side + 2)[1:-1].astype(np.float32)
    fading = np.sqrt(np.outer(window, window))
    rows = np.arange(0, high - side + 1, tiling.step) + side / 2
    columns = np.arange(0, wide - side + 1, tiling.step) + side / 2
    shape = len(rows), len(columns)
    spectrum = np.empty((*shape, side, side // 2 + 1), np.complex64)
    energy = np.empty(shape, np.float32)
    for row, tiles in _tile_rows(reference, tiling):
        wanted = tiles * fading
        spectrum[row] = np.conj(np.fft.rfft2(wanted))
        energy[row] = (wanted**2).sum((1, 2))
    return SoughtTiles(tiling, rows, columns, spectrum, energy)


def measure_shifts(sought: SoughtTiles, picture: Relief) -> Shifts:
    """Find for each tile of a reference where a picture of the same size has it."""
    reach, energy = sought.tiling.reach, sought.energy
    seen_energy = np.zeros_like(energy)
    near = np.zeros((*energy.shape, 2 * reach + 1, 2 * reach + 1), np.float32)
    for place, tiles in _tile_rows(picture, sought.tiling):
        spectrum = np.fft.rfft2(tiles)
        spectrum *= sought.spectrum[place]
        near[place] = _correlation(spectrum, sought.tiling)
        seen_energy[place] = (tiles**2).sum((1, 2))
    row, column, value = _peaks(near)
    peak = value / np.sqrt(energy * seen_energy + 1e-9)
    at_edge = (row % (2 * reach) == 0) | (column % (2 * reach) == 0)
    trust = np.clip(peak - WEAKEST_PEAK, 0, STRONGEST_PEAK - WEAKEST_PEAK)
    down, right = _refined(near, row, column)
    return Shifts(
        rows=sought.rows,
        columns=sought.columns,
        down=down - reach,
        right=right - reach,
        weight=np.where(at_edge, 0, trust) * np.sqrt(np.minimum(energy, ENOUGH_PRINT)),
        peak=peak,
    )


def smoothed(shifts: Shifts, smoothness: float) -> Displacement:
    """A smooth displacement that most tiles agree with.

    A polynomial over the panel, fitted with less and less weight for tiles that are off it, and on
    it what tiles and their neighbours say together.
    """
    offsets = np.stack([shifts.down.ravel(), shifts.right.ravel()], 1)
    weight = shifts.weight.ravel()
    terms = _terms(shifts.rows, shifts.columns)
    believed, base = weight.copy(), np.zeros_like(offsets)
    for _ in range(ROUNDS):
        root = np.sqrt(believed)[:, None]
        fitted = np.linalg.lstsq(terms * root, offsets * root, rcond=1e-6)[0]
        base = terms @ fitted
        off = np.hypot(*(offsets - base).T)
        usual = float(np.median(off[weight > 0])) if (weight > 0).any() else 1.0
        believed = weight / (1 + (off / max(0.7, 2.5 * usual)) ** 4)
    shape = shifts.weight.shape
    counted = believed.reshape(shape)
    down_kernel = _kernel(len(shifts.rows), smoothness)
    right_kernel = _kernel(len(shifts.columns), smoothness)
    told = counted[counted > 0]
    needed = BELIEVED * float(np.median(told)) if told.size else 1.0
    spread = down_kernel @ counted @ right_kernel + needed
    smooth = [
        base[:, axis].reshape(shape)
        + down_kernel @ ((offsets - base)[:, axis].reshape(shape) * counted) @ right_kernel / spread
        for axis in range(2)
    ]
    return Displacement(shifts.rows, shifts.columns, *smooth)


def _tile_rows(values: Relief, tiling: Tiling) -> Iterator[tuple[int, Relief]]:
    """Yield the tiles, each with a mean of 0, row by row: columns × side × side, with their number.

    What is worked out of one row stays in the processor's cache, which halves the time.
    """
    every = sliding_window_view(values, (tiling.side, tiling.side))
    for row, tiles in enumerate(every[:: tiling.step, :: tiling.step]):
        yield row, np.asarray(tiles - tiles.mean((1, 2), keepdims=True), np.float32)


def _correlation(spectrum: Spectra, tiling: Tiling) -> NDArray[np.float32]:
    """How like two tiles are at each shift up to `reach`, from -`reach`; only these are worked out.

    A transform back of two dimensions is one down and then one across (`numpy.fft.irfft2`).
    """
    down = _nearest(np.fft.ifft(spectrum, axis=1), tiling.reach, 1)
    across = np.fft.irfft(down, tiling.side, axis=2)
    return _nearest(across, tiling.reach, 2).astype(np.float32, copy=False)


def _nearest(values: NDArray[Any], reach: int, axis: int) -> NDArray[Any]:
    """The values that lie within `reach` of the first one; those before it stand at the end."""
    count = values.shape[axis]
    return np.asarray(np.take(values, np.arange(-reach, reach + 1) % count, axis))


def _peaks(
    near: NDArray[np.float32],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """The row, the column and the value of each tile's highest correlation."""
    width = near.shape[-1]
    flat = near.reshape(*near.shape[:2], -1)
    index = flat.argmax(-1)
    return index // width, index % width, np.take_along_axis(flat, index[..., None], -1)[..., 0]


def _refined(
    near: NDArray[np.float32], row: NDArray[np.intp], column: NDArray[np.intp]
) -> tuple[Values, Values]:
    """The peaks between the pixels: of a parabola through each peak and its neighbours."""
    i, j = np.indices(row.shape)
    last = near.shape[-1] - 2
    y, x = np.clip(row, 1, last), np.clip(column, 1, last)
    middle = near[i, j, y, x]
    down = _vertex(near[i, j, y - 1, x], middle, near[i, j, y + 1, x])
    right = _vertex(near[i, j, y, x - 1], middle, near[i, j, y, x + 1])
    return row + down, column + right


def _vertex(
    before: NDArray[np.float32], middle: NDArray[np.float32], after: NDArray[np.float32]
) -> Values:
    bend = 2.0 * middle - before - after
    safe = np.where(np.abs(bend) > 1e-9, bend, 1.0)
    return np.where(np.abs(bend) > 1e-9, 0.5 * (after - before) / safe, 0.0).clip(-0.5, 0.5)


def _terms(rows: Values, columns: Values) -> Values:
    """The powers of a place's row and column up to `DEGREE`, for each place."""
    unit_rows, unit_columns = (2 * line / max(line[-1], 1) - 1 for line in (rows, columns))
    y, x = np.meshgrid(unit_rows, unit_columns, indexing="ij")
    powers = [(i, j) for i in range(DEGREE + 1) for j in range(DEGREE + 1 - i)]
    return np.stack([(x**i * y**j).ravel() for i, j in powers], 1)


def _kernel(count: int, smoothness: float) -> Values:
    """How much each of a line of tiles counts for each other one."""
    place = np.arange(count)
    apart = place[:, None] - place
    return np.asarray(np.exp(-0.5 * (apart / smoothness) ** 2))
