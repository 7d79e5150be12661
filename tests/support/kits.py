"""Kits that several tests look at. Each is built once in a test run."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from mlmp_print.kit.kit import Kit

# Pages in a row on A3, a page on its side, a poster, steps with ticks, one open box.
FORMS = ("visual-plan", "score-card", "wheel-poster", "goal-staircase", "parking-lot")


def built_once(folder: Path, name: str, plan: Callable[[], Kit]) -> dict[str, bytes]:
    """Build a kit, or wait for the process that builds it. `folder` belongs to this test run."""
    contents = folder / f"{name}.pickle"
    with FileLock(folder / f"{name}.lock"):
        if not contents.exists():
            contents.write_bytes(pickle.dumps(plan().build()))
    return pickle.loads(contents.read_bytes())
