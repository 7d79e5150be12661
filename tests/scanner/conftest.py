"""Blanks that scans of the tests are laid on, each drawn once."""

from __future__ import annotations

import pytest
from scans import ScannedBlank


@pytest.fixture(scope="session")
def plan() -> ScannedBlank:
    """The second page of the visual plan: scores, themes and places to write."""
    return ScannedBlank.drawn("visual-plan", page_index=1)


@pytest.fixture(scope="session")
def wide_plan() -> ScannedBlank:
    """The visual plan on A3, with both its panels on one page."""
    return ScannedBlank.drawn("visual-plan", page_index=0, size="a3")
