"""Settings and fixtures for all tests."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import PROGRAM, Browser
from hypothesis import HealthCheck, settings

# In CI every program is installed, so that a skipped test means that one is missing.
CI = bool(os.environ.get("CI"))

# A shell starts background jobs with SIGINT ignored, `nohup` with SIGHUP, and every child inherits
# that. Then the tests that send these signals to a child would wait in vain. A child of a process
# that has a handler starts with the default action instead; this one hears a hang-up and goes on.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda *_: None)


# Messages are in English, whatever the language of the system. Children inherit it.
for name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"


# The tests start the program hundreds of times, and without byte code each start compiles it anew.
# That takes a third of the time of all tests, so they write it where an environment forbids it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


# No example of a property is too slow: on a busy machine each may take a second. Hypothesis itself
# thinks so only where a variable names a CI.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_collection_finish() -> None:
    """Have the collector of garbage pass over the tests themselves: they stay until the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """Make a skipped test a failure in CI."""
    return _not_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[Any]:
    """Make a skipped module a failure in CI."""
    return _not_skipped((yield))


def _not_skipped(report: Any) -> Any:
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which is a failure in CI: {report.longrepr[2]}"
    return report


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all processes of this test run share, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, one for each module of tests."""
    if PROGRAM is None:
        pytest.skip("Chromium is not installed")  # a failure in CI, see above
    found = Browser(tmp_path_factory.mktemp("profile"))
    yield found
    found.close()
