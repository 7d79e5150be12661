"""What is marked on a panel. (Stand-in until `h-rules` is merged: reads nothing as sure.)"""

from __future__ import annotations

from dataclasses import dataclass

from .flat import FlatPanel


@dataclass(frozen=True)
class PanelMark:
    """One question."""

    path: str
    value: str | bool | None = None
    doubt: str = ""
    guess: str | bool | None = None
    corrected: str | None = None


def read_marks(flat: FlatPanel) -> dict[str, PanelMark]:
    """Return the darkest spot of each question."""
    found: dict[str, PanelMark] = {}
    best: dict[str, float] = {}
    for target in flat.layout.targets:
        scale = flat.shade.shape[1] / flat.layout.size[0]
        radius = target.radius * scale * 0.6
        x, y = target.x * scale, target.y * scale
        part = flat.ink[int(y - radius) : int(y + radius), int(x - radius) : int(x + radius)]
        share = float((part > flat.threshold).mean())
        is_tick = target.kind == "tick"
        if share > max(best.get(target.path, 0), 0.09):
            best[target.path] = share
            found[target.path] = PanelMark(target.path, True if is_tick else target.state)
        else:
            found.setdefault(target.path, PanelMark(target.path, False if is_tick else None))
    return found
