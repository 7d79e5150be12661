"""A batch that is killed and gone on with is as if it never stopped, and nobody's work is lost."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from processes import PATIENCE
from repository import TESTS

import mlmp_print as mlmp

PEOPLE, KILLS = 130, 20
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def kill(*args: object) -> dict[str, Any]:
    """What `killing.py` finds."""
    done = subprocess.run(
        [sys.executable, TESTS / "support" / "killing.py", *map(str, args)],
        capture_output=True,
        text=True,
        timeout=3 * PATIENCE,  # a batch is run up to seventy times
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
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
    found = kill("repeat", table, clean, out, good, KILLS)
    there = found["there"]
    assert found["broken"] == []
    assert len(there) == KILLS and there == sorted(there), "each went on from the one before"
    assert there[0] < good  # the last kill may come after the last file
    outcome = mlmp.batch("visual-plan", table, out, resume=True, report=out.with_suffix(".csv"))
    assert outcome.written == good - there[-1] and outcome.skipped == there[-1]
    assert contents(out) == contents(clean)
    assert out.with_suffix(".csv").read_bytes() == clean.with_suffix(".csv").read_bytes()


def tables(folder: Path, people: int) -> Path:
    """Two tables of the same people with other answers, and a map; how their names begin."""
    (folder / "people.toml").write_text('id = "Sagsnr"\n')
    for number in range(2):
        rows = [f"{1000 + row};Åse {row};{number}" for row in range(people)]
        text = "\n".join(["Sagsnr;Navn;Score nu 1", *rows])
        (folder / f"people{number}.csv").write_text(text, "utf-8")
    return folder / "people"


@pytest.mark.parametrize(
    ("executor", "kills"), [pytest.param("1", 12, marks=pytest.mark.slow), ("2", 6)]
)
def test_what_somebody_writes_into_any_file_after_a_kill_is_never_lost(tmp_path, executor, kills):
    found = kill("edits", tables(tmp_path, 150), tmp_path, executor, kills)
    assert (found["lost"], found["stale"]) == ([], [])
    assert found["edits"]


@pytest.mark.slow
def test_what_somebody_writes_after_a_kill_on_a_cluster_is_never_lost(tmp_path):
    import distributed  # takes half a second, and only slow tests need it

    quiet = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", scheduler_kwargs=quiet
    ) as cluster:
        found = kill("edits", tables(tmp_path, 150), tmp_path, cluster.scheduler_address, 3)
    assert (found["lost"], found["stale"]) == ([], [])
    assert found["edits"]


@pytest.mark.slow
def test_a_kill_before_any_change_of_the_folder_loses_no_edit_and_accuses_nobody(tmp_path):
    found = kill("steps", tables(tmp_path, 18), tmp_path)
    assert found["steps"] > 40
    assert (found["lost"], found["stale"], found["failed"]) == ([], [], [])
