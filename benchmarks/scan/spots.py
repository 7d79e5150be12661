"""Where the targets of a panel lie on its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mlmp_print.pdf.panel_layout import PanelLayout


@dataclass(frozen=True)
class Spot:
    """A target where it lies on its page."""

    path: str
    state: str
    kind: str
    x: float
    y: float
    radius: float


def spots(layout: PanelLayout) -> list[Spot]:
    """The targets of a panel in mm on its page."""
    left, top = layout.origin
    scale = layout.scale
    return [
        Spot(
            target.path,
            target.state,
            target.kind,
            left + scale * target.x,
            top + scale * target.y,
            scale * target.radius,
        )
        for target in layout.targets
    ]


def rows(found: Iterable[Spot]) -> dict[str, list[Spot]]:
    """The spots of each path."""
    together: dict[str, list[Spot]] = {}
    for spot in found:
        together.setdefault(spot.path, []).append(spot)
    return together
