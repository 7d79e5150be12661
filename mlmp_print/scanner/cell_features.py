"""What was measured in and around one spot to mark, and what is known of the whole picture.

Shares and darknesses are 0 to 1. Distances count from the middle of the spot in its own radii: 1 is
its outline. In a square they count along the sides, so that its corners belong to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class CellFeatures:
    """One spot on one picture; without other values it is empty.

    Attributes:
        state: The answer that the spot stands for.
        kind: `score`, `theme`, `choice` or `tick`.
        radius: Of the spot on the paper, mm.
        core: How much of its middle is ink.
        inside: How much of all that is within its outline is ink.
        open: How much of all that is within its outline has no ink within a third of a mm.
        dark: How much darker than the blank the ink in it is.
        ring: How far round there is ink on or about its outline.
        ring_dark: How dark that ink is.
        ring_own: How much of it is of strokes that have most of their ink in or about this spot.
        around: How far round it there is ink of strokes that are at home here, on its outline or
            farther out.
        ringed: How far round it there goes a single stroke that is at home elsewhere.
        outside: How much ink there is just outside its outline.
        printed: How much of its own print the picture shows.
        seen: How much of it is so light that ink is seen on it.
        own: How much of the ink in it is of strokes that have most of their ink in or about it.
        arms: How often the strokes in it leave it.
        held: How much of the main stroke in it lies in or near it.
        reach: How far the main stroke goes from the middle, where it goes farthest.
        through: How far it goes to the opposite side.
        slim: How wide the main stroke is across its direction, within the spot.
        tilt: How far the main stroke leans from the edges of the sheet: the sine of the angle.
        off: How far the middle of the main stroke lies from the middle of the spot.
        dim: How much of the ink in and about it lies in a narrow shadow, or what may be one.
        steep: How sharp the edges of the ink are: its steepest slope, as a share of its darkness
            a pixel. Shadows and rubbed-out pencil are soft.
        aside: How large the largest stroke is, across or down, that lies in or about the spot and
            nowhere else, in radii.
        compact: How compact the ink of its strokes lies, wherever their middle is: 1 is a disc as
            large as the spot, and what is larger, or goes farther to some sides, has less.
        between: How near to their middle they leave paper on a fifth of all sides, as between the
            arms of a cross: 1 is up to the middle, 0 as far off as the spot's outline.
        met: How many strokes a line through it meets, in the direction in which it meets most.
        beside: How much of the line on which a box to tick stands has ink of no spot: a word, of
            which a part may lie in the box.
        middle: How far the middle of all strokes that are at home here lies from the spot's.
        far: How far these go from the middle, where they go farthest.
        bend: How far they go aside from the straight line between their two ends.
        hook: How much farther they do so to one side than to the other, as ticks do.
        off_tick: How far they lie from the arms of a tick that turns here and goes far up to the
            right; infinite if they have no such arms.
        trace: How much of it and of what is about it is a little darker than the paper there, as a
            share of its area: what is left of a stroke that is too pale to be ink.
    """

    state: str
    kind: str
    radius: float
    core: float = 0.0
    inside: float = 0.0
    open: float = 1.0
    dark: float = 0.0
    ring: float = 0.0
    ring_dark: float = 0.0
    ring_own: float = 0.0
    around: float = 0.0
    ringed: float = 0.0
    outside: float = 0.0
    printed: float = 1.0
    seen: float = 1.0
    own: float = 0.0
    arms: int = 0
    held: float = 0.0
    reach: float = 0.0
    through: float = 0.0
    slim: float = 0.0
    tilt: float = 0.0
    off: float = 0.0
    dim: float = 0.0
    steep: float = 0.0
    aside: float = 0.0
    compact: float = 0.0
    between: float = 1.0
    met: float = 0.0
    beside: float = 0.0
    middle: float = 0.0
    far: float = 0.0
    bend: float = 0.0
    hook: float = 0.0
    off_tick: float = inf
    trace: float = 0.0


@dataclass(frozen=True)
class PageFacts:
    """What the rules must know of the whole picture.

    Attributes:
        bilevel: The picture has only black and white.
        pale_lost: Pale print of the blank came out white, so pale marks may have, too; or it has no
            such print, so that nobody knows.
        pale_known: Whether it has such print.
        pale_gone: It came out quite white: faint pencil is gone as well.
        faint_kept: Tints of the blank that are as pale as faint pencil are seen: such a stroke has
            left a trace at least. Not known of a blank without such tints.
        written: How dark the writing in the places for texts is; 0 if there is none.
    """

    bilevel: bool = False
    pale_lost: bool = False
    pale_known: bool = True
    pale_gone: bool = False
    faint_kept: bool = False
    written: float = 0.0
