"""A little fuzzing with the same inputs every time. `make fuzz` goes on for as long as you like."""

from __future__ import annotations

import sys

import pytest
from repository import TESTS

sys.path.append(str(TESTS / "fuzz"))

import run
import targets

INPUTS = {
    "pdf": 50, "objects": 60, "description": 70, "answers": 400, "pictures-of-answers": 40,
    "table": 60, "grouped": 40, "map": 100, "xlsx": 10, "ods": 10, "look": 25, "form": 30,
    "logo": 200, "picture": 300,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", targets.TARGETS)
def test_any_bytes_are_understood_or_refused(name):
    result = run.plain(name, inputs=INPUTS[name])
    assert result.failures == {} and result.inputs == INPUTS[name]


def test_a_failure_is_found_and_kept(monkeypatch):
    def fragile(data: bytes) -> None:
        if b"\xff" in data:
            raise ZeroDivisionError

    monkeypatch.setitem(targets.TARGETS, "fragile", targets.Target(fragile, lambda: [bytes(20)]))
    (where,) = run.plain("fragile", inputs=300).failures
    assert where.startswith("ZeroDivisionError at test_fuzz.py")


def test_the_same_seed_gives_the_same_inputs():
    seen: list[list[bytes]] = []
    for seed in (1, 1, 2):
        chance = run.random.Random(seed)
        seen.append(
            [run.mutated([b"a seed 12", b"another"], targets.ODD, chance) for _ in range(20)]
        )
    assert seen[0] == seen[1] != seen[2]
