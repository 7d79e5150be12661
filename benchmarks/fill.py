"""What does one filled plan cost? CPU time per document, of several ways to fill the same blank with the same plans."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

import clocks
import people
import ways

PLANS = [people.plan(number) for number in range(4)]
SECONDS = 0.2  # of CPU time for one measurement, at least
ROUNDS, LEAST = 7, 2  # measurements of each way, taken in turns; the best one counts
BUDGET = 6.0  # seconds for a way; a slow one is measured less often


def cost(way: ways.Way, given: list[object]) -> float:
    """CPU seconds of one filling, from as many passes over the plans as take `SECONDS`."""
    gc.collect()
    passes, start = 0, clocks.cpu()
    while (spent := clocks.cpu() - start) < SECONDS:
        for plan in given:
            way.fill(plan)
        passes += 1
    return spent / passes / len(given)


def run() -> bool:
    """Print the table; False if a way's file does not hold the answers asked for."""
    form = people.form()
    with tempfile.TemporaryDirectory() as folder:
        contenders = ways.installed(Path(folder))
        given = {way.name: [way.store(plan) for plan in PLANS] for way in contenders}
        filled = {way.name: [way.fill(plan) for plan in given[way.name]] for way in contenders}
        faults = {
            name: sorted(
                {
                    path
                    for pdf, plan in zip(pdfs, PLANS, strict=True)
                    for path in ways.differences(form, pdf, plan)
                }
            )
            for name, pdfs in filled.items()
        }
        costs: dict[str, list[float]] = {way.name: [] for way in contenders}
        spent = dict.fromkeys(costs, 0.0)
        for round_ in range(ROUNDS):
            for way in contenders:
                if round_ < LEAST or spent[way.name] < BUDGET:
                    start = clocks.cpu()
                    costs[way.name].append(cost(way, given[way.name]))
                    spent[way.name] += clocks.cpu() - start
    best = {name: min(found) for name, found in costs.items()}
    ours = best[contenders[0].name]
    print(
        f"### One plan\n\nCPU time for one filled plan ({people.FORM}, {len(form.places())} questions, {len(PLANS)} people in turns), one core.\n"
    )
    rows = []
    for way in contenders:
        spent_, size, verdict = (
            best[way.name],
            len(filled[way.name][0]),
            "no" if faults[way.name] else "yes",
        )
        rows.append(
            [
                way.name,
                f"{spent_ * 1000:.2f}",
                f"{spent_ / ours:,.0f}",
                f"{size:,}",
                verdict,
                way.does,
            ]
        )
    print(clocks.table(["", "ms", "×", "bytes", "reads back", "what it does"], rows))
    for name, paths in faults.items():
        if paths:
            print(f"\n{name}: other answers than asked for at {', '.join(paths)}")
    return not any(faults.values())
