"""Spots with the features of ordinary marks, for tests of the rules.

The numbers are the medians of simulated marks in a ball pen on a grey scan of 200 dpi.
"""

from __future__ import annotations

from dataclasses import replace

from mlmp_print.scanner.cell_features import CellFeatures

EMPTY = CellFeatures("0", "score", 4.0)
CROSS = replace(
    EMPTY,
    core=0.58,
    inside=0.39,
    open=0.3,
    dark=0.55,
    steep=0.46,
    ring=0.33,
    ring_dark=0.5,
    ring_own=1.0,
    outside=0.02,
    own=1.0,
    held=1.0,
    reach=1.2,
    through=1.0,
    slim=0.46,
    off=0.1,
)
FILLED = replace(CROSS, core=1.0, inside=0.86, open=0.0, dark=0.65, ring=0.9, outside=0.03)
PRINTED = replace(FILLED, outside=0.1, ring=0.98, reach=1.04, off=0.05, compact=0.94)
CIRCLE = replace(
    EMPTY,
    open=0.95,
    ring=1.0,
    ring_dark=0.5,
    ring_own=1.0,
    outside=0.4,
    own=1.0,
    held=1.0,
    reach=1.4,
    through=1.3,
    slim=0.8,
)
CROSSED_OUT = replace(FILLED, inside=0.93, dark=0.8, ring=1.0, outside=0.35, reach=1.65)
SCRIBBLED = replace(CROSSED_OUT, core=0.5, inside=0.45, open=0.25, dark=0.5, outside=0.16)
RUBBED_OUT = replace(CROSS, core=0.3, inside=0.16, open=0.55, dark=0.1, steep=0.28, ring=0.0)
SMALL_DOT = replace(CROSS, core=0.07, inside=0.03, open=0.9, ring=0.0, reach=0.4, off=0.3)
LINE_THROUGH = replace(CROSS, core=0.3, inside=0.2, slim=0.08, reach=5.0, through=3.5, off=0.5)
END_OF_WORD = replace(CROSS, off=1.3, held=0.4, reach=3.0, through=0.6)
NEAR = replace(EMPTY, ring=0.4, ring_dark=0.5, ring_own=1.0, outside=0.14)
FELT_CROSS = replace(CROSS, core=0.87, inside=0.7, open=0.08, dark=0.82, steep=0.37, outside=0.2)
FAINT_CROSS = replace(CROSS, core=0.29, inside=0.2, open=0.5, dark=0.14, steep=0.5, ring=0.1)
PENCIL_CROSS = replace(CROSS, core=0.4, inside=0.25, open=0.45, dark=0.27, steep=0.55)


def row(**marks: CellFeatures) -> list[CellFeatures]:
    """A question with scores 0 to 4; `row(s3=CROSS)` is one with a cross on the 3."""
    return [replace(marks.get(f"s{state}", EMPTY), state=str(state)) for state in range(5)]


def tick(mark: CellFeatures) -> list[CellFeatures]:
    """A box to tick."""
    return [replace(mark, state="Yes", kind="tick", radius=3.0)]
