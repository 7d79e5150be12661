"""Time the page in Chromium, beside the command line on the same machine in the same run.

    make page
    .venv/bin/pip install '.[page-test]'
    .venv/bin/python benchmarks/page.py [--people 200] [--runs 3]

Each run opens the one file in a browser that was closed before, and measures the time until Python
has started, then the first sheet, filling one plan, and plans for a table of people. A window of
its own has the first sheet of somebody who looked at the page for three seconds first.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from clocks import table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from opened_page import FILE, Opened, opened_at, started  # noqa: E402

FORM = "visual-plan"
EXPORT = ROOT / "examples" / "case-export-wide.csv"
MAP = EXPORT.with_suffix(".toml")
PLAN = json.loads((ROOT / "examples" / "peter.json").read_text("utf-8"))
FILLS = 20
LOOKED = 3_000  # ms that somebody looks at the page before asking for a sheet
PHASES = (
    "Python has started",
    "first sheet, at once",
    "first fill",
    "a fill after it",
    "{people} plans",
    "first sheet, after 3 s",
)

Seconds = dict[str, float]


def people(count: int) -> bytes:
    """Return the example table with its people repeated, each under a number of its own."""
    head, *rows = csv.reader(io.StringIO(EXPORT.read_text("utf-8-sig")), delimiter=";")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    for number in range(count):
        writer.writerow([str(10_000 + number), *rows[number % len(rows)][1:]])
    return out.getvalue().encode()


def in_page(browser: Any, count: int) -> Seconds:
    """Return the seconds of each phase, in a window of its own."""
    start = time.perf_counter()
    opened = opened_at(browser, FILE.as_uri())
    opened.ready()
    found = {PHASES[0]: time.perf_counter() - start}
    found[PHASES[1]] = took(opened, "blank", {}, forms=[FORM])
    fills = [took(opened, "fill", {}, form=FORM, answers=PLAN) for _ in range(FILLS)]
    found[PHASES[2]], found[PHASES[3]] = fills[0], statistics.median(fills[1:])
    files = {"people.csv": people(count), "map.toml": MAP.read_bytes()}
    arguments = {"table": "people.csv", "map": "map.toml", "accept": ["same-name"]}
    found[PHASES[4]] = took(opened, "batch", files, form=FORM, output="zip", **arguments)
    opened.page.context.close()
    found[PHASES[5]] = looked_at_first(browser)
    return found


def looked_at_first(browser: Any) -> float:
    """Return the seconds of the first sheet, when nothing was asked for a while."""
    opened = opened_at(browser, FILE.as_uri())
    opened.ready()
    opened.page.wait_for_timeout(LOOKED)
    seconds = took(opened, "blank", {}, forms=[FORM])
    opened.page.context.close()
    return seconds


def took(opened: Opened, name: str, files: dict[str, bytes], **arguments: Any) -> float:
    """Return the seconds of a call. Exits if it fails."""
    answer = opened.call(name, files, **arguments)
    if "error" in answer:
        sys.exit(f"{name}: {answer['error']['text']}")
    return float(answer["took"]) / 1000


def on_the_command_line(count: int) -> Seconds:
    """Return the seconds of each phase, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed, plan = folder / "people.csv", folder / "plan.json"
        listed.write_bytes(people(count))
        plan.write_text(json.dumps(PLAN), "utf-8")
        return {
            PHASES[0]: run("forms"),
            PHASES[1]: run("blank", FORM, "-o", folder / "blank.pdf"),
            PHASES[2]: run("fill", FORM, plan, "-o", folder / "plan.pdf"),
            PHASES[4]: run("batch", FORM, listed, "--columns", MAP, "-o", folder / "plans",
                           "--accept", "same-name"),
        }  # fmt: skip


def run(*arguments: object) -> float:
    """Return the seconds of a command. Exits if it fails."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mlmp_print", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return time.perf_counter() - start


def middle(runs: list[Seconds], phase: str) -> str:
    """Return the median of a phase in seconds, or a dash."""
    found = [run[phase] for run in runs if phase in run]
    return f"{statistics.median(found):.3g}" if found else "–"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    if not FILE.exists():
        sys.exit(f"{FILE} is not there: run `make page`")
    pages, commands = [], []
    for _ in range(args.runs):
        with started() as browser:
            if browser is None:
                sys.exit("There is no chromium.")
            pages.append(in_page(browser, args.people))
            version = browser.version
        commands.append(on_the_command_line(args.people))
    rows = [
        [phase.format(people=args.people), middle(pages, phase), middle(commands, phase)]
        for phase in PHASES
    ]
    print(table(["", "page, s", "command, s"], rows))
    size = FILE.stat().st_size / 1e6
    print(f"\n{FILE.name}: {size:.1f} MB · Chromium {version} · {args.runs} runs, medians")


if __name__ == "__main__":
    main()
