"""Read a picture as the package does, and hold what came out as plain data.

The scanner's own functions are called in this process: no files, no sandbox.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from PIL import Image

from mlmp_print.pdf.sheet_codes import SheetCode
from mlmp_print.scanner.blank import Blank
from mlmp_print.scanner.cells import features, page_facts
from mlmp_print.scanner.flat import FlatPanel, Refusal, RefusedError
from mlmp_print.scanner.picture_page import flat_panels
from mlmp_print.scanner.rules import decide

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


class Blanks:
    """Finds the blank that a code names, among those of some sheets."""

    def __init__(self, sheets: Iterable[Sheet]):
        self.by_code = {
            sheet.code(layout): Blank(layout, sheet.blank)
            for sheet in sheets
            for layout in sheet.layouts
        }

    def __call__(self, code: SheetCode) -> Blank:
        """Raises RefusedError if no sheet has such a panel."""
        found = self.by_code.get(code_text(code))
        if found is None:
            raise RefusedError(Refusal.LAYOUT_UNKNOWN, code=code)
        return found


@cache
def all_blanks() -> Blanks:
    """The blanks of every sheet that is measured."""
    return Blanks(SHEETS.values())


def read_picture(picture: Image.Image, blanks: Blanks) -> PictureReading:
    """Read all panels on a picture."""
    began = time.process_time()
    panels, flats = [], []
    for found in flat_panels(picture, blanks):
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
    for path, reading in decide(features(flat, flat.layout), page_facts(flat)).items():
        value = list(reading.value) if isinstance(reading.value, tuple) else reading.value
        if reading.doubt:
            panel.doubts[path] = (reading.doubt, reading.guess)
        else:
            panel.values[path] = value
