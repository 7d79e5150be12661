"""What a person was asked before pages were moved or put aside.

Who answers everything on the review page also answers what another answer makes needless: a doubt
of two pages that differ, and which of the two counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .copies import differs, merged, paths_of
from .panels import ReadPanel, ScanFile
from .review_data import ItemKey
from .sheets import PanelSet


def asked_before(sets: Iterable[PanelSet], scans: Sequence[ScanFile]) -> Iterator[ItemKey]:
    """Yield the key of each question to mark or to type that is open on sheets as they lie."""
    for sheet in sets:
        for copies in sheet.copies.values():
            doubtful = [path for path in paths_of(copies) if is_doubtful(path, copies)]
            for panel in copies:
                for path in (*doubtful, *panel.written):
                    yield ItemKey(scans[panel.place.scan].digest, panel.place.page, path)


def is_doubtful(path: str, copies: Sequence[ReadPanel]) -> bool:
    """Whether a question to mark has no sure answer on the copies of a panel."""
    _, cell = merged(path, copies)
    return bool(cell.doubt) or isinstance(cell.value, tuple) or differs(path, copies)
