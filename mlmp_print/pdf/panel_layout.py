"""Where a person marks and writes on a panel. (Stand-in until `h-marks` is merged.)"""

from __future__ import annotations

from dataclasses import dataclass

from ..draw.geometry import Box
from .sheet_codes import PanelKey


@dataclass(frozen=True)
class Target:
    """A spot to mark, in mm from the panel's top left corner."""

    path: str
    state: str
    kind: str
    shape: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Area:
    """A place to write or draw in."""

    path: str
    kind: str
    box: Box


@dataclass(frozen=True)
class PanelLayout:
    """All that can be filled in on one panel."""

    key: PanelKey
    size: tuple[float, float]
    scale: float
    page_index: int
    origin: tuple[float, float]
    targets: tuple[Target, ...]
    areas: tuple[Area, ...]
    digest: str
