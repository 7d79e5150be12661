"""What is marked on a panel."""

from __future__ import annotations

from .cells import features, page_facts
from .flat import FlatPanel
from .rules import PanelMark, decide


def read_marks(flat: FlatPanel) -> dict[str, PanelMark]:
    """Read every question of a panel that is answered by a mark, by its path."""
    return decide(features(flat, flat.layout), page_facts(flat))
