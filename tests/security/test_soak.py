"""The large runs of `make soak`, made small, so that they still work when they are needed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from repository import TESTS


@pytest.mark.slow
def test_a_small_soak_keeps_every_promise():
    sizes = ["--rows", "30", "--files", "1", "--inputs", "2", "--kills", "1"]
    command = [sys.executable, TESTS / "soak", *sizes]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count("| yes |") == 13
