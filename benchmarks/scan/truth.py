"""What really stands on a simulated picture, as plain data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

EMPTY, MARKED, STRUCK, ERASED = "empty", "marked", "struck", "erased"
Value = str | bool | list[str] | None


@dataclass
class PanelTruth:
    """One panel of a sheet.

    Attributes:
        key: what its code says before the sheet id: `M2:VPLAN1.DAA4L.K7Q2:12/14`.
        cells: path → state → `EMPTY`, `MARKED`, `STRUCK` or `ERASED`.
        values: path → what a careful person reads: a state, True or False for a tick, None for
            nothing marked.
        must_doubt: paths that nobody can read for sure, such as two marks in a row, and why.
        may_doubt: paths that may be doubted without blame, and why.
        written: paths of text and picture areas with something in them.
    """

    key: str
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    must_doubt: dict[str, str] = field(default_factory=dict)
    may_doubt: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)


@dataclass
class Truth:
    """One picture: where it comes from, who filled it in, and its panels."""

    sheet: str
    page_index: int
    condition: str
    seed: int
    pen: str = ""
    style: str = ""
    tremor: float = 0.0
    large: bool = False  # marks larger than their cells
    notes: list[str] = field(default_factory=list)
    panels: list[PanelTruth] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.sheet}-{self.page_index + 1}-{self.condition}-{self.seed}"

    @property
    def faint(self) -> bool:
        return self.pen == "faint"

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def from_json(text: str) -> Truth:
    """The truth that `Truth.as_json` wrote."""
    found: dict[str, Any] = json.loads(text)
    panels = [PanelTruth(**panel) for panel in found.pop("panels")]
    return Truth(panels=panels, **found)
