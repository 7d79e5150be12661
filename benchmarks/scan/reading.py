"""Read a picture as the package does, and hold what came out as plain data.

The scanner's own functions are called in this process: no files, no sandbox.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from PIL import Image

from mlmp_print.draw.geometry import Box
from mlmp_print.pdf.sheet_codes import SheetCode
from mlmp_print.scanner.blank import Blank
from mlmp_print.scanner.flat import FlatPanel, Refusal, RefusedError
from mlmp_print.scanner.picture_page import flat_panels

from .sheets import SHEETS, Sheet, code_text
from .truth import Value


@dataclass
class PanelReading:
    """What was read of one panel.

    `values` are sure; `doubts` are the others, with the code of the reason and the guess.
    """

    key: str = ""
    refused: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    doubts: dict[str, tuple[str, Value]] = field(default_factory=dict)


@dataclass
class PictureReading:
    panels: list[PanelReading]
    seconds: float  # of CPU
    flats: list[FlatPanel] = field(default_factory=list)  # for looking at what went wrong


@cache
def all_blanks() -> dict[str, Blank]:
    """The blank of every panel that is measured, by what its code says."""
    return dict(_blanks(SHEETS.values()))


def _blanks(sheets: Iterable[Sheet]) -> Iterable[tuple[str, Blank]]:
    for sheet in sheets:
        for layout in sheet.layouts:
            yield sheet.code(layout), Blank(layout, sheet.blank)


def find_blank(code: SheetCode) -> Blank:
    """The blank that a code names. Raises RefusedError."""
    found = all_blanks().get(code_text(code))
    if found is None:
        raise RefusedError(Refusal.LAYOUT_UNKNOWN, code=code)
    return found


def read_picture(picture: Image.Image) -> PictureReading:
    """Read all panels on a picture."""
    began = time.process_time()
    panels, flats = [], []
    for found in flat_panels(picture, find_blank):
        panel = PanelReading(code_text(found.code) if found.code else "")
        panels.append(panel)
        if isinstance(found, FlatPanel):
            flats.append(found)
            _decide(found, panel)
        else:
            panel.refused = found.refusal.name.lower().replace("_", " ")
    return PictureReading(panels, time.process_time() - began, flats)


def _decide(flat: FlatPanel, panel: PanelReading) -> None:
    """Turn the marks of a panel into values and doubts."""
    try:
        from mlmp_print.scanner import cells, rules  # noqa: PLC0415
    except ImportError:
        _darkest(flat, panel)
        return
    measured = cells.features(flat, flat.layout)
    for path, reading in rules.decide(measured, cells.page_facts(flat)).items():
        value = list(reading.value) if isinstance(reading.value, tuple) else reading.value
        if reading.doubt:
            panel.doubts[path] = (reading.doubt, reading.guess)
        else:
            panel.values[path] = value


def _darkest(flat: FlatPanel, panel: PanelReading) -> None:
    """The darkest spot of each question, until there are rules."""
    shares: dict[str, dict[str, float]] = {}
    for target in flat.layout.targets:
        radius = 0.7 * target.radius
        box = Box(target.x - radius, target.y - radius, 2 * radius, 2 * radius)
        share = float((flat.ink[flat.window(box)] > flat.threshold).mean())
        shares.setdefault(target.path, {})[target.state] = share
        tick = target.kind == "tick"
        panel.values.setdefault(target.path, False if tick else None)
    for path, states in shares.items():
        marked = [state for state, share in states.items() if share > 0.12]
        if len(marked) == 1:
            panel.values[path] = marked[0] if len(states) > 1 else True
        elif marked:
            panel.doubts[path] = ("two-marks", None)
            del panel.values[path]
