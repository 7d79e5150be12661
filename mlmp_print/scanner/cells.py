"""Measure what a picture shows in and around each spot to mark; `rules` decides from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .cell_features import CellFeatures, PageFacts
from .limits import LIMITS
from .panel_strokes import INSIDE, RING, PanelStrokes
from .shapes import compactness, room_between_arms, strokes_met
from .strokes import grown
from .traces import Squares, squares, traces
from .windows import Window, middle_of, part_around, share, window_on
from .writing import PEN, written_darkness

if TYPE_CHECKING:
    from ..pdf.panel_layout import PanelLayout, Target
    from .flat import FlatPanel

HIDDEN = 0.45  # of the paper's white: no ink can be seen on print that may be darker than this
CORE, PRINT, OUTSIDE = 0.62, 1.15, (1.05, 1.5)  # radii
NEAR = 1.6  # a stroke within this distance belongs to the spot
PALER = 0.05  # … or paler
DARKER = 0.12  # at most so much may a coloured disc be printed darker than its blank …
TINT_SHARE = 30  # percentile: a third of the disc is free of pictogram and of pen
FEW = 20  # pixels of print say nothing
GAP = 2  # pixels, a third of a mm: gaps of a scribble are smaller, those of a cross are not
PALE_LEAST = 0.18  # scans show a pale tint at 0.19 to 0.32, copies of them at 0.0 to 0.17
PALE_GONE = 0.06  # a copy that shows a pale tint no darker has lost strokes of faint pencil
FAINTEST_LEAST = 0.045  # what faint pencil leaves shows so much, or a scan may have lost it
STEEP = 90  # percentile of the slopes


def page_facts(flat: FlatPanel) -> PageFacts:
    """What the rules must know of the whole picture."""
    return PageFacts(
        bilevel=flat.bilevel,
        pale_lost=flat.pale is None or loses_pale(flat),
        pale_known=flat.pale is not None,
        pale_gone=flat.pale is not None and flat.pale < PALE_GONE,
        faint_kept=flat.faintest > FAINTEST_LEAST,
        written=written_darkness(flat),
    )


def loses_pale(flat: FlatPanel) -> bool:
    """Whether pale print of the blank came out white."""
    return flat.pale is not None and flat.pale < PALE_LEAST


def may_lose_pale(flat: FlatPanel) -> bool:
    """Whether a picture may lose texts in pencil: neither pale print nor a text shows that it does
    not.
    """
    return flat.pale is None and written_darkness(flat) <= LIMITS.written


def features(flat: FlatPanel, layout: PanelLayout) -> dict[str, list[CellFeatures]]:
    """Measure each spot to mark on a panel.

    Args:
        flat: The panel, laid on its blank.
        layout: Where the spots are.

    Returns:
        The spots of each question, by its path, as the layout has them.
    """
    return _Measuring(flat, layout).all()


class _Measuring:
    """Measures the spots of one panel."""

    def __init__(self, flat: FlatPanel, layout: PanelLayout) -> None:
        self.flat, self.layout = flat, layout
        self.scale = flat.shade.shape[1] / layout.size[0]  # pixels a mm
        self.visible = flat.expected > HIDDEN
        self.tints = self._tints()
        self.strokes = PanelStrokes(flat, layout.targets, self.visible, self.scale)

    def all(self) -> dict[str, list[CellFeatures]]:
        """The features of each spot, by path."""
        rows: dict[str, list[CellFeatures]] = defaultdict(list)
        left = traces([self._squares(target) for target in self.layout.targets])
        for number, (target, trace) in enumerate(zip(self.layout.targets, left, strict=True)):
            rows[target.path].append(replace(self._cell(number, target), trace=trace))
        return dict(rows)

    def _squares(self, target: Target) -> Squares:
        """The small squares of a spot, to find a trace in."""
        part = part_around(target, self.scale, self.flat.shade.shape, OUTSIDE[1])
        window = window_on(target, self.scale, part)
        plain = self.flat.flat[part] & self.visible[part]
        return squares(self._depth(target, window), plain, window.away, target.radius * self.scale)

    def _depth(self, target: Target, window: Window) -> NDArray[np.float32]:
        """How much darker than the blank each pixel is, and than what a theme's tint adds."""
        depth = self.flat.ink[window.part]
        if target.kind != "theme":
            return depth
        tint = self._tint_here(window, self.tints[target.state])
        return np.asarray(depth - tint, np.float32)

    def _tints(self) -> Mapping[str, float]:
        """How much darker each theme's disc is than its blank: as the same discs of a page show.

        A coloured disc is not trusted to the tone curve: printers differ in their colours.
        """
        found: dict[str, list[float]] = defaultdict(list)
        for target in self.layout.targets:
            if target.kind == "theme":
                found[target.state].append(self._tint(target))
        middle = {state: _low_median(tints) for state, tints in found.items()}
        return {state: min(max(tint, -PALER), DARKER) for state, tint in middle.items()}

    def _tint(self, target: Target) -> float:
        part = part_around(target, self.scale, self.flat.shade.shape, 1)
        window = window_on(target, self.scale, part)
        plain = self.flat.flat[window.part] & (window.away < INSIDE)
        ink = self.flat.ink[window.part][plain]
        return float(np.percentile(ink, TINT_SHARE)) if ink.size else 0.0

    def _tint_here(self, window: Window, tint: float) -> NDArray[np.float64]:
        """What a disc's tint adds to the ink: on its plain parts, and beside its pictogram if it
        is darker than expected. There the blank is taken for the darkest that is near.
        """
        plain = self.flat.flat[window.part]
        return np.where(window.away < INSIDE, np.where(plain, tint, max(tint, 0)), 0)

    def _cell(self, number: int, target: Target) -> CellFeatures:
        flat = self.flat
        part = part_around(target, self.scale, flat.shade.shape, OUTSIDE[1])
        window = window_on(target, self.scale, part)
        depth = self._depth(target, window)
        visible = self.visible[part]
        ink = (depth > flat.threshold) & visible
        within = window.away < INSIDE
        printed = self._printed(part, flat.print[part] & (window.away < PRINT))
        empty = CellFeatures(
            target.state,
            target.kind,
            target.radius * self.layout.scale,
            printed=printed,
            seen=share(visible, within),
        )
        if not ink.any():
            return empty
        round_about = window.between(*RING) & ink
        inked = replace(
            empty,
            core=share(ink, (window.away < CORE) & visible),
            inside=share(ink, within & visible),
            open=share(~grown(ink, GAP), within & visible),
            dark=_depth(depth[within & ink]),
            steep=_steepness(depth, within & ink),
            ring=window.covered(round_about),
            ring_dark=_depth(depth[round_about]),
            ring_own=self.strokes.own(number, self.strokes.labels_in(target, RING[1], INSIDE)),
            outside=share(ink, window.between(*OUTSIDE) & visible),
            met=self._met(ink, visible, target, part),
            dim=share(flat.dim[part], ink),
            aside=self.strokes.aside(number, target),
        )
        return self._with_main_stroke(inked, number, target)

    def _printed(self, part: tuple[slice, slice], own_print: NDArray[np.bool_]) -> float:
        """How much of a spot's print is seen."""
        if own_print.sum() < FEW:
            return 1.0
        return share(self.flat.shade[part] < (1 + self.flat.black) / 2, own_print)

    def _met(
        self,
        ink: NDArray[np.bool_],
        visible: NDArray[np.bool_],
        target: Target,
        part: tuple[slice, slice],
    ) -> float:
        """How many strokes a line through a spot meets; the ink is that of a part around it."""
        row, column = middle_of(target, self.scale)
        rows, columns = part
        middle = row - rows.start, column - columns.start
        return strokes_met(ink, visible, middle, target.radius * self.scale)

    def _with_main_stroke(self, cell: CellFeatures, number: int, target: Target) -> CellFeatures:
        """Add where the stroke comes from that has most ink in a spot."""
        homely = self.strokes.homely(number, target)
        shape = self.strokes.shape(target, homely, cell.dark or cell.ring_dark)
        cell = replace(
            cell,
            around=self.strokes.around(target, homely),
            ringed=self.strokes.ringed(number, target),
            middle=shape.middle,
            far=shape.far,
            bend=shape.bend,
            hook=shape.hook,
            off_tick=shape.off_tick,
        )
        found = self.strokes.labels_in(target, INSIDE)
        if not found.size:
            return cell
        x, y = self.strokes.places(target, int(np.bincount(found).argmax()))
        reach, through, slim, tilt = _extent(x, y)
        pieces = np.unique(found)
        to_each_side = self.strokes.reaches(target, np.union1d(pieces, homely))
        return replace(
            cell,
            own=self.strokes.own(number, found),
            arms=self.strokes.arms(target, pieces),
            compact=compactness(to_each_side),
            between=room_between_arms(to_each_side),
            held=float((np.hypot(x, y) < NEAR).mean()),
            reach=reach,
            through=through,
            slim=slim,
            tilt=tilt,
            off=float(np.hypot(x.mean(), y.mean())),
            beside=self.strokes.beside(target, cell.dark),
        )


def _extent(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """How far a stroke goes from a spot, how far to the other side, how wide it is there, and how
    far it leans from the edges of the sheet.
    """
    near = np.hypot(x, y) < OUTSIDE[1]
    px, py = x[near], y[near]
    if px.size < 3:
        return float(np.hypot(x, y).max(initial=0)), 0.0, 0.0, 0.0
    spread = np.cov(np.stack([px, py]))
    widths, directions = np.linalg.eigh(spread)
    along = x * directions[0, 1] + y * directions[1, 1]
    ends = sorted((float(along.max()), float(-along.min())))
    tilt = float(np.abs(directions[:, 1]).min())
    return ends[1], ends[0], float(np.sqrt(max(widths[0], 0))), tilt


def _steepness(depth: NDArray[np.float32], ink: NDArray[np.bool_]) -> float:
    """The steepest slope of ink, as a share of its darkness a pixel."""
    if ink.sum() <= 8:
        return 0.0
    slopes = np.hypot(*np.gradient(depth))[ink]
    return float(np.percentile(slopes, STEEP) / np.percentile(depth[ink], PEN))


def _low_median(values: Sequence[float]) -> float:
    return sorted(values)[(len(values) - 1) // 2]


def _depth(ink: NDArray[np.float32]) -> float:
    """How dark the middle of a stroke is; too few pixels say nothing."""
    return float(np.percentile(ink, PEN)) if ink.size > 8 else 0.0
