"""Measure one filled plan: CPU time per file, for several ways to fill the same blank."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import clocks
import people
import ways

from mlmp_print.model.form import Form

PLANS = [people.plan(number) for number in range(4)]
SECONDS = 0.2  # of CPU time that one measurement takes at least
ROUNDS, LEAST = 7, 2  # measurements of each way, taken in turns; the lowest counts
BUDGET = 6.0  # seconds for one way; a slow one is measured less often


def run() -> bool:
    """Print the table; return whether every way's files hold the answers."""
    form = people.form()
    with tempfile.TemporaryDirectory() as folder:
        contenders = ways.installed(Path(folder))
        plans = {way.name: [way.store(plan) for plan in PLANS] for way in contenders}
        files = {way.name: [way.fill(plan) for plan in plans[way.name]] for way in contenders}
        costs = measure(contenders, plans)
    faults = {name: wrong(form, pdfs) for name, pdfs in files.items()}
    ours = costs[contenders[0].name]
    what = f"{people.FORM}, {len(form.places())} questions, {len(PLANS)} people in turns"
    print(f"### One plan\n\nCPU time for one filled plan ({what}), one core.\n")
    rows = []
    for way in contenders:
        cost = costs[way.name]
        times = [f"{cost * 1000:.2f}", f"{cost / ours:,.0f}"]
        right = "no" if faults[way.name] else "yes"
        rows.append([way.name, *times, f"{len(files[way.name][0]):,}", right, way.does])
    print(clocks.table(["", "ms", "×", "bytes", "reads back", "what it does"], rows))
    for name, paths in faults.items():
        if paths:
            print(f"\n{name}: other answers than were filled in at {', '.join(paths)}")
    return not any(faults.values())


def measure(
    contenders: Sequence[ways.Way], plans: Mapping[str, Sequence[object]]
) -> dict[str, float]:
    """The lowest cost of each way, in CPU seconds for one plan."""
    costs: dict[str, list[float]] = {way.name: [] for way in contenders}
    spent = dict.fromkeys(costs, 0.0)
    for number in range(ROUNDS):
        for way in contenders:
            if number < LEAST or spent[way.name] < BUDGET:
                start = clocks.cpu()
                costs[way.name].append(one_cost(way, plans[way.name]))
                spent[way.name] += clocks.cpu() - start
    return {name: min(found) for name, found in costs.items()}


def one_cost(way: ways.Way, plans: Sequence[Any]) -> float:
    """Fill the plans for at least `SECONDS`; return the CPU seconds of one."""
    gc.collect()
    passes, start = 0, clocks.cpu()
    while (spent := clocks.cpu() - start) < SECONDS:
        for plan in plans:
            way.fill(plan)
        passes += 1
    return spent / passes / len(plans)


def wrong(form: Form, files: Sequence[bytes]) -> list[str]:
    """The paths at which a file does not hold its plan's answer."""
    found: set[str] = set()
    for pdf, plan in zip(files, PLANS, strict=True):
        found.update(ways.differences(form, pdf, plan))
    return sorted(found)
