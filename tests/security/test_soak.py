"""The large runs in small, so that they run when they are wanted: `make soak` is the rest."""

from __future__ import annotations

import subprocess
import sys

from repository import TESTS


def test_a_small_soak_keeps_every_promise():
    command = [
        sys.executable,
        TESTS / "soak",
        "--rows",
        "30",
        "--files",
        "1",
        "--inputs",
        "2",
        "--kills",
        "1",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count("| yes |") == 13
