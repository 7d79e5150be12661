"""A batch on a cluster: dask's executor gives the same folder as this process does."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

import mlmp_print as mlmp

PEOPLE = 40
FAULTY = 23  # one whose score is not on the scale


@pytest.fixture(scope="module")
def cluster() -> Iterator[Executor]:
    """Two worker processes on this machine, reached over the loopback interface only."""
    import distributed  # takes half a second, and only slow tests need it

    quiet = {
        "dashboard": False,
        "dashboard_address": "127.0.0.1:0",
    }  # its small web server takes any free port
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", scheduler_kwargs=quiet
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client.get_executor()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [
            [
                f"Åse {number}",
                f"mål {number} " * (60 if number % 10 == 3 else 1),
                "9" if number == FAULTY else number % 5,
            ]
            for number in range(PEOPLE)
        ]
        csv.writer(file, delimiter=";").writerows(
            [["name", "goals.1.text", "goals.1.score_now"], *rows]
        )
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_a_batch_on_a_cluster_is_the_one_of_this_process(cluster, table, tmp_path):
    here = mlmp.batch("visual-plan", table, tmp_path / "here", report=tmp_path / "here.csv")
    there = mlmp.batch(
        "visual-plan", table, tmp_path / "there", executor=cluster, report=tmp_path / "there.csv"
    )
    assert (
        (there.written, there.failed, there.note_count + there.fit_count)
        == (here.written, here.failed, here.note_count + here.fit_count)
        == (PEOPLE - 1, 1, 3)
    )
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()
    assert mlmp.read(tmp_path / "there" / "2.pdf").answers["name"] == "Åse 0"
