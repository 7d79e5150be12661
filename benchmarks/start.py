"""Measure whole processes, from start to end: one sheet, prepared and drawn anew.

The two ways are taken in turns, so that whatever else the machine does meets both. What counts is
CPU time, that of the sandbox included: it is nearly the wall time of an idle machine, and hardly
another on a busy one. ReportLab's canvas, imported and not used, is the yardstick.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import clocks
import people

import mlmp_print as mlmp
from mlmp_print.api.prepared_blanks import PreparedBlank, prepare

ROUNDS = 15
YARDSTICK = "importing ReportLab's canvas"
CANVAS = "import reportlab.pdfgen.canvas"
# The command line, with what is prepared in the folder of the first argument, or without it.
PROGRAM = """
import sys
from pathlib import Path
from mlmp_print.cli.commands import main
from mlmp_print.prepared import store
with store.using(Path(sys.argv[1]) if sys.argv[1] else None):
    main(sys.argv[2:], prog_name="mlmp-print")
"""


def run() -> bool:
    """Print the table; return whether a prepared blank is the one drawn anew."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ready = folder / "prepared"
        prepare(ready, [PreparedBlank(people.FORM, "da", "a4", "color")], times=True)
        commands = arguments(folder)
        programs = {YARDSTICK: [CANVAS]}
        for name, command in commands.items():
            programs[f"{name}, drawn anew"] = [PROGRAM, "", *command]
            programs[name] = [PROGRAM, str(ready), *command]
        costs = measure(programs)
        same = blank(folder, str(ready)) == blank(folder, "")
    print(f"### Start\n\nCPU time of a whole process: the lowest of {ROUNDS} rounds, in turns.\n")
    rows = [[YARDSTICK, milliseconds(costs[YARDSTICK]), "", "1.0", ""]]
    rows += [row(name, costs) for name in commands]
    headings = ["", "ms", "ms, drawn anew", "× the import", "median of prepared : drawn anew"]
    print(clocks.table(headings, rows))
    if not same:
        print("\nA prepared blank has other bytes than one that is drawn anew.")
    return same


def arguments(folder: Path) -> dict[str, list[str]]:
    """The commands, by what they do. Their files lie in the folder."""
    answers, filled = folder / "answers.json", folder / "filled.pdf"
    answers.write_text(json.dumps(people.plan(0)), "utf-8")
    filled.write_bytes(mlmp.fill(people.FORM, people.plan(0)).pdf)
    out = ["--force", "-o", str(folder / "out.pdf")]
    return {
        "`blank`": ["blank", people.FORM, *out],
        "`fill`": ["fill", people.FORM, str(answers), *out],
        "`read`": ["read", str(filled), "--force", "-o", str(folder / "out.json")],
    }


def measure(programs: Mapping[str, Sequence[str]]) -> dict[str, list[float]]:
    """Run every program in each round; return the CPU seconds of each."""
    costs: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(ROUNDS + 1):
        for name, program in programs.items():
            command = [sys.executable, "-c", *program]
            cost = clocks.timed(lambda command=command: subprocess.run(command, check=True), 1)
            if number:  # the first finds nothing in the system's cache
                costs[name].append(cost.cpu)
    return costs


def row(name: str, costs: Mapping[str, Sequence[float]]) -> list[str]:
    """A row of the table; the ratio is the median of those of all rounds."""
    ready, anew = costs[name], costs[f"{name}, drawn anew"]
    times = min(ready) / min(costs[YARDSTICK])
    ratio = statistics.median(one / other for one, other in zip(ready, anew, strict=True))
    return [name, milliseconds(ready), milliseconds(anew), f"{times:.1f}", f"{ratio:.2f}"]


def milliseconds(seconds: Sequence[float]) -> str:
    """The lowest, as a cell."""
    return f"{min(seconds) * 1000:.0f}"


def blank(folder: Path, ready: str) -> bytes:
    """The bytes of a blank that a process draws, or takes from a folder."""
    path = folder / "blank.pdf"
    command = [sys.executable, "-c", PROGRAM, ready, "blank", people.FORM, "-o", str(path)]
    subprocess.run([*command, "--force"], check=True)
    return path.read_bytes()


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
