"""Which panels make up a sheet: by their sheet id, and without one by how they lie in the scans.

Panels with one sheet id are of one sheet of each form, wherever they lie. Panels without an id are
of one sheet while the pages follow one another and the numbers of the panels rise: a number that
repeats or falls begins the next sheet. So does a page that was refused, unless a panel is missing
there that it can be: nobody can tell whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..model.kinds import Kind
from ..model.paths import without_positions
from ..model.sheet_ids import NO_ID
from ..pdf.sheet_codes import PanelKind
from ..reader.sheet import Read
from .panels import ReadPanel, ScanFile, ScannedPage, ScanPlace

Paper = tuple[str, str, int]  # sheet id, what the code says of the form, and its number of panels


@dataclass
class PanelSet:
    """The panels of one sheet, in the order of the scans.

    Attributes:
        panels: Those to fill in; one may be there several times.
        continuations: The pages on which long answers go on.
    """

    panels: list[ReadPanel] = field(default_factory=list)
    continuations: list[ReadPanel] = field(default_factory=list)

    @property
    def first(self) -> ReadPanel:
        """The first panel."""
        return (self.panels or self.continuations)[0]

    @property
    def sheet_id(self) -> str:
        """The id of the sheet; NO_ID without one."""
        return self.first.code.sheet_id

    @property
    def about(self) -> Read:
        """What its sheet says of itself: what all panels can be of, or else most of them."""
        every = [panel.abouts for panel in self.panels or self.continuations]
        known = [about for abouts in sorted(every, key=len) for about in abouts]
        return max(known, key=lambda about: sum(about in abouts for abouts in every))

    @property
    def kinds(self) -> dict[str, Kind]:
        """Path → kind, for every question on the panels."""
        usual, found = self.about, dict[str, Kind]()
        for panel in self.panels:
            own = usual if usual in panel.abouts else panel.abouts[0]
            for path in (*panel.cells, *panel.written):
                found[path] = own.kinds[without_positions(path)]
        return found

    @property
    def copies(self) -> dict[int, list[ReadPanel]]:
        """Number of a panel → the scans of it; usually one."""
        found: dict[int, list[ReadPanel]] = {}
        for panel in sorted(self.panels, key=lambda panel: (panel.key.panel, panel.place)):
            found.setdefault(panel.key.panel, []).append(panel)
        return found

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the panels that are not there; of a sheet of continuations only, none."""
        there = {panel.key.panel for panel in self.panels}
        most = self.panels[0].key.panels if self.panels else 0
        return tuple(number for number in range(1, most + 1) if number not in there)

    @property
    def pages(self) -> tuple[ScanPlace, ...]:
        """Where the panels stand, in the order of the sheet."""
        order = [panel.place for copies in self.copies.values() for panel in copies]
        return (*order, *(panel.place for panel in self.continuations))


def panel_sets(pages: Iterable[ScannedPage], scans: Sequence[ScanFile]) -> list[PanelSet]:
    """Sort the panels of all pages by the sheets that they are of.

    Args:
        pages: In the order of the scans.
        scans: The files with scans; a page's place says in which it stands.

    Returns:
        The sheets, in the order in which their first panels stand in the scans.
    """
    by_id: dict[Paper, PanelSet] = {}
    found: list[PanelSet] = []
    run = _Run(scans)
    for page in pages:
        if page.is_back:
            continue
        run.refuse(len(page.refused))
        for panel in sorted(page.panels, key=lambda one: (one.key.kind, one.key.panel)):
            if panel.key.kind is PanelKind.COURSE_LIST:
                continue
            if panel.code.sheet_id == NO_ID:
                here = run.sheet_of(panel)
            else:
                run.end()
                here = by_id.setdefault(_paper(panel), PanelSet())
            if not here.panels and not here.continuations:
                found.append(here)
            is_own = panel.key.kind is PanelKind.FORM
            (here.panels if is_own else here.continuations).append(panel)
    return _with_continuations(found)


def _paper(panel: ReadPanel) -> Paper:
    """What panels of one sheet have in common; continuations are counted for themselves."""
    key = panel.key
    is_own = key.kind is PanelKind.FORM
    return panel.code.sheet_id, key.paper, key.panels if is_own else 0


@dataclass
class _Run:
    """The sheet without an id of which the last panels were.

    Attributes:
        scans: All files with scans.
        sheet: The sheet; None before the first, and after a panel of another.
        abouts: What its panels can be of.
        last: Its last panel.
        refused: How many pages have been refused since.
    """

    scans: Sequence[ScanFile]
    sheet: PanelSet | None = None
    abouts: tuple[Read, ...] = ()
    last: ReadPanel | None = None
    refused: int = 0

    def end(self) -> None:
        """Begin a new sheet with the next panel."""
        self.sheet = self.last = None
        self.refused = 0

    def refuse(self, count: int) -> None:
        """Take note of pages that were not read."""
        self.refused += count

    def sheet_of(self, panel: ReadPanel) -> PanelSet:
        """The sheet that a panel is of, which may be a new one."""
        shared = tuple(about for about in self.abouts if about in panel.abouts)
        goes_on = self.last is not None and self._goes_on(self.last, panel)
        if self.sheet is None or not goes_on or not shared:
            self.sheet, shared = PanelSet(), panel.abouts
        self.abouts, self.last, self.refused = shared, panel, 0
        return self.sheet

    def _goes_on(self, last: ReadPanel, panel: ReadPanel) -> bool:
        if not self._follows(last.place, panel.place):
            return False
        if panel.key.kind is not last.key.kind:  # continuations come after the form's own
            is_behind = panel.key.kind is PanelKind.CONTINUATION
            return is_behind and panel.key.paper == last.key.paper and not self.refused
        between = panel.key.panel - last.key.panel - 1
        return _paper(panel) == _paper(last) and between >= self.refused

    def _follows(self, last: ScanPlace, place: ScanPlace) -> bool:
        """Whether two pages are of one file, or of a row of files that are a page each."""
        if last.scan == place.scan:
            return True
        between = self.scans[last.scan : place.scan + 1]
        folders = {scan.file.parent for scan in between}
        return all(scan.single for scan in between) and len(folders) == 1


def _with_continuations(found: list[PanelSet]) -> list[PanelSet]:
    """Put the continuations with a sheet id to the sheet of that id, where it is there."""
    owners = {
        (one.sheet_id, one.first.key.paper): one
        for one in found
        if one.panels and one.sheet_id != NO_ID
    }
    kept: list[PanelSet] = []
    for one in found:
        owner = owners.get((one.sheet_id, one.first.key.paper))
        if one.panels or owner is None:
            kept.append(one)
        else:
            owner.continuations += one.continuations
    return kept


def missing_panels(sets: Iterable[PanelSet]) -> Iterator[tuple[PanelSet, tuple[int, ...]]]:
    """Yield the sheets that lack panels, and the numbers of these."""
    for one in sets:
        if one.missing:
            yield one, one.missing
