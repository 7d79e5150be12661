"""A batch that is killed twenty times, and gone on with each time, is as if it never stopped."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import TESTS

import mlmp_print as mlmp

PEOPLE, KILLS = 130, 20


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_batch_killed_twenty_times_and_resumed_is_as_if_it_never_stopped(tmp_path):
    table, clean, out = tmp_path / "people.csv", tmp_path / "clean", tmp_path / "out"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = [
            [f"Åse {number}", "mål", "9" if number % 50 == 7 else number % 5]
            for number in range(PEOPLE)
        ]
        csv.writer(file, delimiter=";").writerows(
            [["name", "goals.1.text", "goals.1.score_now"], *rows]
        )
    mlmp.batch("visual-plan", table, clean, report=clean.with_suffix(".csv"))
    good = len(list(clean.glob("*.pdf")))
    args = [
        sys.executable,
        TESTS / "support" / "killing.py",
        table,
        clean,
        out,
        str(good),
        str(KILLS),
    ]
    done = subprocess.run(args, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["broken"] == []
    assert (
        len(found["there"]) == KILLS
        and found["there"] == sorted(found["there"])
        and found["there"][-1] < good
    ), "each went on from the one before"
    outcome = mlmp.batch("visual-plan", table, out, resume=True, report=out.with_suffix(".csv"))
    assert 0 < outcome.written < good and outcome.skipped == good - outcome.written
    assert contents(out) == contents(clean)
    assert out.with_suffix(".csv").read_bytes() == clean.with_suffix(".csv").read_bytes()
