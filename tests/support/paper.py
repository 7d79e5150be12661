"""Panels of paper as if they had been read, for tests that need no picture."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlmp_print.model.kinds import Choice, Score, Text, Tick
from mlmp_print.model.phrases import Phrase
from mlmp_print.model.sheet_ids import NO_ID
from mlmp_print.pdf.sheet_codes import PanelKey, PanelKind, SheetCode
from mlmp_print.reader.sheet import Read
from mlmp_print.scanner.given_corrections import GivenCorrections
from mlmp_print.scanner.panels import (
    MarkedCell,
    ReadPanel,
    RefusedScan,
    ScanFile,
    ScannedPage,
    ScanPlace,
    StoredCrop,
    WrittenArea,
)
from mlmp_print.scanner.review_data import Correction, ItemKey, Value

PANELS = 3
KINDS = {
    "score": Score(),
    "choice": Choice(("yes", "no")),
    "tick": Tick(),
    "text": Text(),
    **{f"mark_{number}": Choice(("a", "b")) for number in range(1, PANELS + 1)},
}
THUMBNAIL = StoredCrop(0, 9)
ABOUT = Read("test-form", 1, "da", {}, kinds=KINDS)


@dataclass(frozen=True)
class Paper:
    """One side of paper.

    Attributes:
        panel: Its number.
        cells: What is marked; without it, mark_N says whose it is.
        sheet_id: Of the sheet.
        kind: What the panel is.
        variant: Of the form.
        abouts: What the sheets say of themselves that it can be of.
    """

    panel: int
    cells: Mapping[str, MarkedCell]
    sheet_id: str = NO_ID
    kind: PanelKind = PanelKind.FORM
    variant: str = "DAA4"
    written: Mapping[str, WrittenArea] = ()  # type: ignore[assignment]
    panels: int = PANELS
    abouts: tuple[Read, ...] = (ABOUT,)

    def read(self, place: ScanPlace) -> ReadPanel:
        """The panel as it was read."""
        key = PanelKey("TEST", 1, self.variant, self.panel, self.panels, self.kind)
        code = SheetCode(key, "K7Q2", self.sheet_id)
        return ReadPanel(
            place, code, self.abouts, self.cells, dict(self.written), thumbnail=THUMBNAIL
        )


BACK = "back"
REFUSED = "refused"
Side = Paper | str


def sheet(mark: str = "a", sheet_id: str = NO_ID, panels: Iterable[int] = (1, 2, 3)) -> list[Paper]:
    """The panels of one sheet; each has its own question, marked with `mark`."""
    return [Paper(number, {f"mark_{number}": MarkedCell(mark)}, sheet_id) for number in panels]


def pages(*files: Iterable[Side]) -> list[ScannedPage]:
    """Scans of papers, a file for each list."""
    found: list[ScannedPage] = []
    for number, file in enumerate(files):
        for page, side in zip(itertools.count(1), file, strict=False):
            place = ScanPlace(number, page)
            if side == BACK:
                found.append(ScannedPage(place, is_back=True))
            elif side == REFUSED:
                refused = RefusedScan(place, Phrase("is too blurred"))
                found.append(ScannedPage(place, refused=(refused,)))
            elif isinstance(side, Paper):
                found.append(ScannedPage(place, (side.read(place),)))
    return found


def scan_files(*files: Iterable[Side]) -> list[ScanFile]:
    """The files that `pages` are of."""
    return [
        ScanFile(Path("scans", f"{number}.pdf"), f"{number:064}", single=len(list(file)) == 1)
        for number, file in enumerate(files)
    ]


def corrected(*said: tuple[int, str, Value], scans: list[ScanFile]) -> GivenCorrections:
    """Corrections of the first scan: page, path and value."""
    given = [Correction(ItemKey(scans[0].digest, page, path), value) for page, path, value in said]
    return GivenCorrections.of(given, scans)
