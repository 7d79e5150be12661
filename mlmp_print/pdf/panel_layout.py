"""Stand-in until the new codes are merged: where a person marks and writes on a panel."""

from __future__ import annotations

from dataclasses import dataclass

from ..draw.geometry import Box
from .sheet_codes import PanelKey


@dataclass(frozen=True)
class Target:
    """One spot to mark; mm on the panel as designed, from its top left corner."""

    path: str
    state: str
    kind: str  # "score" | "theme" | "choice" | "tick"
    shape: str  # "disc" | "square"
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Area:
    """A box to write or draw in."""

    path: str
    kind: str  # "text" | "date" | "name" | "picture"
    box: Box


@dataclass(frozen=True)
class PanelLayout:
    """One panel: its size as designed (mm), and where it lies on its page."""

    key: PanelKey
    size: tuple[float, float]
    scale: float
    page_index: int
    origin: tuple[float, float]
    targets: tuple[Target, ...] = ()
    areas: tuple[Area, ...] = ()
    digest: str = "0000"
