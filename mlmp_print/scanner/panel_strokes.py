"""The strokes of one panel: in which spot each is at home, how far it goes, and how it bends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .bands import bands
from .mark_shape import MarkShape
from .shapes import reaches as reaches_of
from .strokes import STEP, Labels, Mask, count_pieces, darkest, find_strokes, halved
from .windows import middle_of, part_around, share, window_on

if TYPE_CHECKING:
    from ..pdf.panel_layout import Target
    from .flat import FlatPanel

# All in radii of a spot.
INSIDE = 0.93
RING = (0.80, 1.42)  # where a circle that a person draws around the spot passes
ROUND = (0.80, 2.1)  # the same of a wide circle
BOX_ARMS = (1.12, 1.45)  # beyond a box to tick: strokes that leave it pass here
ARMS = (1.3, 1.55)  # the same of other spots, which are filled at times: fillings end nearer
ASIDE = 3.0  # radii: a mark between two spots goes no farther from them
FAR = 2.6  # radii: strokes that go farther are followed to here
LINE = (1.3, 4.5)  # beside a box to tick: a word of which a part lies in it goes on here
OTHER_INK = 0.35  # of a mark's darkness: what is paler is a stain, or shines through the paper


class PanelStrokes:
    """The strokes of a panel. Spots are told apart by their numbers in the layout."""

    def __init__(
        self, flat: FlatPanel, targets: Sequence[Target], visible: NDArray[np.bool_], scale: float
    ) -> None:
        """Find the strokes, and where they are at home.

        Args:
            flat: The panel, laid on its blank.
            targets: The spots.
            visible: Where ink can be seen.
            scale: Pixels a mm.
        """
        self.targets, self.step = targets, scale / STEP
        ink, hidden, self.depths, self.even = _halves(flat, visible)
        self.strokes = find_strokes(ink, hidden)
        self.darks = self._darks()
        self.homes = self._homes()
        self.at_edge = self._at_edge()

    def _homes(self) -> Labels:
        """The spot in or about which each stroke has most of its ink, by number; -1 is none."""
        sizes = self.strokes.sizes
        homes, most = np.full(len(sizes), -1), np.zeros(len(sizes), np.intp)
        for number, target in enumerate(self.targets):
            pieces, counts = np.unique(self.labels_in(target, RING[1]), return_counts=True)
            better = counts > most[pieces]
            homes[pieces[better]], most[pieces[better]] = number, counts[better]
        return homes

    def _at_edge(self) -> NDArray[np.bool_]:
        """Which strokes run off the panel: what lies behind the sheet, or its torn edge."""
        labels = self.strokes.labels
        found = np.zeros(len(self.homes), bool)
        for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
            found[edge] = True
        return found

    def _darks(self) -> NDArray[np.float64]:
        """How dark each stroke is in the mean, where print does not hide it."""
        inked = self.strokes.inked
        labels, depths = self.strokes.labels.ravel()[inked], self.depths.ravel()[inked]
        seen = np.bincount(labels, depths > 0, minlength=1)
        total = np.bincount(labels, depths, minlength=1)
        darks: NDArray[np.float64] = total / np.maximum(seen, 1)
        return darks

    def labels_in(self, target: Target, most: float, least: float = -1) -> Labels:
        """The strokes' numbers at the points of a spot that have ink, out to `most` radii."""
        part = part_around(target, self.step, self.strokes.labels.shape, most)
        labels = self.strokes.labels[part]
        if not labels.any():
            return labels[:0, 0]
        here = window_on(target, self.step, part).between(least, most)
        found: Labels = labels[here & (labels > 0)]
        return found

    def own(self, number: int, labels: Labels) -> float:
        """How much of some ink is of strokes that have their home in a spot."""
        return float((self.homes[labels] == number).mean()) if labels.size else 0.0

    def homely(self, number: int, target: Target) -> Labels:
        """The strokes that are at home in or about a spot."""
        about = np.unique(self.labels_in(target, RING[1]))
        found: Labels = about[self.homes[about] == number]
        return found

    def reaches(self, target: Target, pieces: Labels) -> NDArray[np.float64]:
        """How far strokes of a spot go to each side."""
        part = part_around(target, self.step, self.strokes.labels.shape, FAR)
        window = window_on(target, self.step, part)
        rows, columns = np.nonzero(np.isin(self.strokes.labels[part], pieces))
        return reaches_of(window.x[0, columns], window.y[rows, 0])

    def arms(self, target: Target, pieces: Labels) -> int:
        """How often strokes of a spot leave it: a cross does so four times at most."""
        band = BOX_ARMS if target.kind == "tick" else ARMS
        part = part_around(target, self.step, self.strokes.labels.shape, band[1])
        beyond = window_on(target, self.step, part).between(*band)
        return count_pieces(beyond & np.isin(self.strokes.labels[part], pieces))

    def aside(self, number: int, target: Target) -> float:
        """How large the largest stroke is that lies about a spot's outline, and nowhere else."""
        pieces = np.unique(self.labels_in(target, RING[1], INSIDE))
        middle_row, middle_column = middle_of(target, self.step)
        radius = target.radius * self.step
        largest = 0.0
        for piece in pieces[self.homes[pieces] == number].tolist():
            rows, columns = self.strokes.points(piece)
            away = np.hypot(columns - middle_column, rows - middle_row) / radius
            if away.max() < ASIDE:
                size = max(np.ptp(rows), np.ptp(columns)) / radius
                largest = max(largest, float(size))
        return largest

    def beside(self, target: Target, dark: float) -> float:
        """How much of the line of a box to tick has ink of no spot, where the blank is even.

        Strokes that are far paler than the ink in the box are not of the same word, and nobody
        writes off the sheet.
        """
        if target.kind != "tick":
            return 0.0
        part = part_around(target, self.step, self.strokes.labels.shape, LINE[1])
        window = window_on(target, self.step, part)
        on_line = (abs(window.y) < 1) & (abs(window.x) > LINE[0]) & self.even[part]
        labels = self.strokes.labels[part]
        is_word = (self.homes < 0) & (self.darks > OTHER_INK * dark) & ~self.at_edge
        return share((labels > 0) & is_word[labels], on_line)

    def shape(self, target: Target, pieces: Labels, dark: float) -> MarkShape:
        """The shape of strokes of a spot together.

        What is far paler than its mark is not of it: a stain runs into the mark.
        """
        if not pieces.size:
            return MarkShape()
        places = [self.places(target, piece, OTHER_INK * dark) for piece in pieces.tolist()]
        return MarkShape.of(*np.concatenate(places, axis=1))

    def around(self, target: Target, pieces: Labels) -> float:
        """How far round a spot its strokes are seen, on its outline or farther out."""
        if not pieces.size:
            return 0.0
        part = part_around(target, self.step, self.strokes.labels.shape, ROUND[1])
        window = window_on(target, self.step, part)
        is_of_them = np.isin(self.strokes.labels[part], pieces)
        return window.covered(window.between(*ROUND) & is_of_them)

    def ringed(self, number: int, target: Target) -> float:
        """How far one stroke that is at home elsewhere goes round a spot: circles in two rows that
        touch are one stroke.
        """
        band = self.labels_in(target, ROUND[1], ROUND[0])
        pieces, counts = np.unique(band, return_counts=True)
        is_long = counts > target.radius * self.step  # a circle is longer than its radius
        others = pieces[is_long & (self.homes[pieces] != number)]
        return max((self.around(target, piece[None]) for piece in others), default=0.0)

    def places(self, target: Target, piece: int, least: float = -1) -> NDArray[np.float64]:
        """Where a stroke's points lie that are so dark, in radii from a spot's middle."""
        rows, columns = self.strokes.points(piece)
        depths = self.depths[rows, columns]
        alike = (depths > least) | (depths == 0)  # of what print hides, it is not known
        rows, columns = rows[alike], columns[alike]
        middle_row, middle_column = middle_of(target, self.step)
        away = np.stack([columns - middle_column, rows - middle_row])
        radii: NDArray[np.float64] = away / (target.radius * self.step)
        return radii


def _halves(flat: FlatPanel, visible: Mask) -> tuple[Mask, Mask, NDArray[np.float32], Mask]:
    """In half the detail: where there is ink, where none can be seen, how dark it is, and where all
    is even.
    """
    parts = []
    for rows in bands(len(visible)):
        seen, depths = visible[rows], flat.ink[rows]
        ink = halved((depths > flat.threshold) & seen)
        uneven = halved(~(flat.flat[rows] & seen))
        parts.append((ink, halved(~seen), darkest(np.where(seen, depths, 0)), ~uneven))
    inks, hidden, darks, even = zip(*parts, strict=True)
    return np.concatenate(inks), np.concatenate(hidden), np.concatenate(darks), np.concatenate(even)
