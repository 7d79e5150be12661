"""A browser with the built page in it: one Python for the whole session, since it takes seconds.

All of these tests are slow. `make check-page` keeps a file in one process, and so in one session.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opened_page import FILE, FOLDER, Opened, elsewhere, opened_at, started, web_server
from repository import ROOT

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before those that are slow are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of these tests as slow."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def built() -> Path:
    """The page, built now. `PAGE_BUILT=1` takes the one that is there, which saves a minute."""
    if os.environ.get("PAGE_BUILT"):
        return FILE
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_page.py")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stdout + done.stderr
    return FILE


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    pytest.importorskip("playwright.sync_api", reason="install .[page-test]")
    with started() as found:
        if found is None:
            pytest.skip("there is no chromium")
        yield found


@pytest.fixture(scope="session")
def opened(browser: Any, built: Path) -> Opened:
    """The one file, opened from the disk in Danish, with the session's Python."""
    return opened_at(browser, built.as_uri())


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:  # noqa: ARG001 - it builds the folder too
    """The address of the folder on a web server of this machine."""
    with web_server(FOLDER) as address:
        yield address


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test: the session's page has asked for nothing and complained of nothing."""
    yield
    if "opened" not in request.fixturenames:
        return
    opened, built = request.getfixturevalue("opened"), request.getfixturevalue("built")
    asked, complaints = elsewhere(opened.requests, built.as_uri()), [*opened.complaints]
    opened.requests.clear()
    opened.complaints.clear()
    assert (asked, complaints) == ([], [])
