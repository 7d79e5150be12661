"""Put pages to the sheets that a person has named for them.

Pages without a sheet id are sorted by how they lie in the scans, and that may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model.errors import InvalidValue
from ..model.phrases import Phrase
from ..model.sheet_ids import NO_ID
from .given_corrections import GivenCorrections
from .panels import ReadPanel, ScanFile, ScanPlace
from .review_data import ALONE, KEEP, SKIP, ItemKey
from .sheets import PanelSet

_NO_SHEET = Phrase(
    "must be {keep}, {skip}, {alone}, or a sheet of the same form in these scans",
    keep=KEEP,
    skip=SKIP,
    alone=ALONE,
)


@dataclass(frozen=True)
class SortedPages:
    """The panels by sheets, before and after a person has moved pages.

    Attributes:
        scans: The files.
        found: The sheets as they were sorted.
        sets: The sheets after pages were moved.
    """

    scans: Sequence[ScanFile]
    found: Sequence[PanelSet] = field(repr=False)
    sets: Sequence[PanelSet] = field(repr=False)

    @classmethod
    def of(
        cls, found: Sequence[PanelSet], scans: Sequence[ScanFile], corrections: GivenCorrections
    ) -> SortedPages:
        """Move the pages of which a person has said where they belong."""
        before = cls(scans, found, found)
        moved = dict(before._moved(corrections))
        if not moved:
            return before
        sets = [PanelSet() for _ in found]
        alone: dict[ItemKey, PanelSet] = {}
        # A sheet's own pages come first: they say whose it is.
        panels = sorted(before._panels(), key=lambda one: before.key(one[2].place) in moved)
        for number, is_own, panel in panels:
            key = before.key(panel.place)
            target = moved.get(key, number)
            here = alone.setdefault(key, PanelSet()) if target is None else sets[target]
            (here.panels if is_own else here.continuations).append(panel)
        kept = [one for one in (*sets, *alone.values()) if one.panels or one.continuations]
        return cls(scans, found, sorted(kept, key=lambda one: min(one.pages)))

    def key(self, place: ScanPlace) -> ItemKey:
        """What corrections call a page."""
        return ItemKey(self.scans[place.scan].digest, place.page, "")

    def name(self, sheet: PanelSet) -> str:
        """What a correction calls a sheet, as it was sorted: its id, or where it begins."""
        if sheet.sheet_id != NO_ID:
            return sheet.sheet_id
        key = self.key(min(sheet.pages))
        return f"{key.scan}#{key.page}"

    def others(self, panel: ReadPanel) -> Iterator[PanelSet]:
        """Yield the sheets, as they were sorted, to which a panel could belong instead."""
        for sheet in self.found:
            if not _holds(sheet, panel) and _fits(panel, sheet):
                yield sheet

    def home(self, panel: ReadPanel) -> PanelSet:
        """The sheet to which a panel was sorted."""
        return next(sheet for sheet in self.found if _holds(sheet, panel))

    def _panels(self) -> Iterator[tuple[int, bool, ReadPanel]]:
        """Yield each panel, with the number of its sheet, and whether it is the form's own."""
        for number, sheet in enumerate(self.found):
            yield from ((number, True, panel) for panel in sheet.panels)
            yield from ((number, False, panel) for panel in sheet.continuations)

    def _moved(self, corrections: GivenCorrections) -> Iterator[tuple[ItemKey, int | None]]:
        """Yield each page that was moved, and the number of its sheet; None for one of its own."""
        done: set[ItemKey] = set()
        for number, _, panel in self._panels():
            key = self.key(panel.place)
            said = corrections.values.get(key)
            if key in done or said is None or said == SKIP:
                continue
            done.add(key)
            corrections.has(key)  # it was asked for
            if said == ALONE:
                yield key, None
            elif said != KEEP:
                target = self._named(panel, said)
                if target is None:
                    corrections.refuse(key, InvalidValue(_NO_SHEET))
                elif target != number:
                    yield key, target

    def _named(self, panel: ReadPanel, said: object) -> int | None:
        """The number of the sheet of a name to which a panel can belong."""
        for number, sheet in enumerate(self.found):
            if self.name(sheet) == said and _fits(panel, sheet):
                return number
        return None


def _holds(sheet: PanelSet, panel: ReadPanel) -> bool:
    return any(one.place == panel.place for one in (*sheet.panels, *sheet.continuations))


def _fits(panel: ReadPanel, sheet: PanelSet) -> bool:
    """Whether a panel can be of a sheet: both are of one form, drawn alike."""
    own, others = panel.key, sheet.first.key
    if own.kind is not others.kind:
        return own.paper == others.paper
    return (own.paper, own.panels) == (others.paper, others.panels)
