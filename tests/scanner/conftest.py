"""Blanks that scans of the tests are laid on, each drawn once, and where scans are read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from scans import ScannedBlank

from mlmp_print.sandbox.elsewhere import run_by, run_here


@pytest.fixture(scope="session")
def plan() -> ScannedBlank:
    """The second page of the visual plan: scores, themes and places to write."""
    return ScannedBlank.drawn("visual-plan", page_index=1)


@pytest.fixture(scope="session")
def wide_plan() -> ScannedBlank:
    """The visual plan on A3, with both its panels on one page."""
    return ScannedBlank.drawn("visual-plan", page_index=0, size="a3")


@pytest.fixture(scope="session")
def faces() -> ScannedBlank:
    """The evaluation: faces to mark, twice as large as a score."""
    return ScannedBlank.drawn("evaluation", page_index=0)


@pytest.fixture
def read_here() -> Iterator[None]:
    """Read scans in this process, which keeps the blanks that it has drawn.

    A process of the sandbox starts for each scan and draws them anew, which takes longer than to
    read a page; `test_scan_sandbox` is about it.
    """
    with run_by(run_here):
        yield
