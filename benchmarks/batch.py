"""Measure a table of people: from CSV to files, in wall and CPU time for each person.

The other rows of the result are what only writing the same bytes costs, and loops as people write
them with other libraries. A line below says how much faster two processes are than one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import clocks
import people
import ways
from clocks import Cost, least, timed

import mlmp_print as mlmp
from mlmp_print import files
from mlmp_print.batches.job import Batch
from mlmp_print.batches.workers import MANY_SHEETS

OURS = "mlmp_print"
TWO = f"{OURS}, 2 processes"
USUAL = f"{OURS}, as the command does it"  # with as many processes as are of use
ROWS, FULL_ROWS = MANY_SHEETS, 10_000
LOOPED = {"pypdf": 30, "pikepdf": 150}  # people of the loops
ROUNDS = 3  # taken in turns; the lowest counts
SAMPLE = 25  # files of each way that are read back
AT_ONCE = 64  # files in memory

Filler = Callable[[bytes, ways.Stored], bytes]
Contender = tuple[int, Callable[[Path], Cost]]  # number of people, and work in a folder


def run(*, full: bool) -> bool:
    """Print the table; return whether every file holds its row."""
    rows = FULL_ROWS if full else ROWS
    costs: dict[str, list[Cost]] = {}
    faults: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as place:
        contenders = make_contenders(Path(place), rows)
        for _ in range(1 if full else ROUNDS):
            for name, (people_, contender) in contenders.items():
                # All files stay until the end: ext4 makes new files slowly where others were
                # deleted in the last minutes, which would count against who comes next.
                folder = Path(tempfile.mkdtemp(dir=place))
                costs.setdefault(name, []).append(contender(folder))
                faults[name] = wrong(folder, people_)
    show(costs, faults, rows)
    return not any(faults.values())


def make_contenders(place: Path, rows: int) -> dict[str, Contender]:
    """Prepare the table and its files, and every way to make them."""
    template = mlmp.template(people.FORM, lang=people.LANG, size=people.SIZE)
    blank = template.fill({}).pdf
    table, ready = people.write_table(place / "people.csv", rows), place / "ready"
    mlmp.batch(template, table, ready, accept=people.ACCEPTED)

    def batch(folder: Path, jobs: int | None = 1) -> Cost:
        def run() -> None:
            Batch.of(template, table, accept=people.ACCEPTED).run(folder, jobs=jobs)

        return timed(run, rows)

    def looped(fill: Filler, count: int) -> Contender:
        return count, lambda folder: timed(lambda: loop(fill, blank, table, count, folder), count)

    replacing = partial(files.write, folder_later=True)
    contenders: dict[str, Contender] = {
        OURS: (rows, batch),
        TWO: (rows, partial(batch, jobs=2)),
        USUAL: (rows, partial(batch, jobs=None)),
        "only writing: open, write, close": (
            rows,
            lambda folder: only_written(ready, folder, Path.write_bytes),
        ),
        "only writing: temporary file, fsync, rename": (
            rows,
            lambda folder: only_written(ready, folder, replacing),
        ),
        "loop with pypdf": looped(ways.with_pypdf, LOOPED["pypdf"]),
    }
    if find_spec("pikepdf"):
        contenders["loop with pikepdf"] = looped(ways.with_pikepdf, LOOPED["pikepdf"])
    return contenders


def loop(fill: Filler, blank: bytes, table: Path, rows: int, folder: Path) -> None:
    """Read a row, fill the form, write the file: the usual script."""
    kinds = {place.path: place.kind for place in people.form().places()}
    for number, cells in enumerate(people.read_table(table, rows), people.FIRST_ROW):
        texts, states = {}, {}
        for path, cell in cells.items():
            stored = kinds[path].store(float(cell) if "score" in path else cell)
            (states if kinds[path].states else texts)[path] = stored
        (folder / f"{number}.pdf").write_bytes(fill(blank, ways.Stored(texts, states)))


def only_written(ready: Path, folder: Path, write: Callable[[Path, bytes], object]) -> Cost:
    """Write files that are ready under the same names; reading them is not timed."""
    names = sorted(path.name for path in ready.glob("*.pdf"))
    wall = cpu = 0.0
    for first in range(0, len(names), AT_ONCE):
        data = {name: (ready / name).read_bytes() for name in names[first : first + AT_ONCE]}

        def write_all(data: Mapping[str, bytes] = data) -> None:
            for name, pdf in data.items():
                write(folder / name, pdf)

        cost = timed(write_all, len(names))
        wall, cpu = wall + cost.wall, cpu + cost.cpu
    return Cost(wall, cpu)


def wrong(folder: Path, rows: int) -> list[str]:
    """Find files that do not read back as their row, and a wrong number of files."""
    form = people.form()
    found = sorted(folder.glob("*.pdf"), key=lambda path: int(path.stem))
    faults = [] if len(found) == rows else [f"{len(found)} files for {rows} people"]
    for path in found[:: max(1, len(found) // SAMPLE)]:
        plan = people.plan(int(path.stem) - people.FIRST_ROW)
        if ways.differences(form, path.read_bytes(), plan):
            faults.append(path.name)
    return faults


def show(
    costs: Mapping[str, Sequence[Cost]], faults: Mapping[str, Sequence[str]], rows: int
) -> None:
    """Print the table."""
    best = least(costs)
    lines = []
    for name, cost in best.items():
        lines.append([*clocks.times(name, cost, best[OURS]), "no" if faults[name] else "yes"])
    print(f"### {rows:,} people, from CSV to files\n")
    print("Each person; × is the time relative to that of mlmp_print in one process.\n")
    print(clocks.table(["", "ms wall", "×", "ms CPU", "×", "reads back"], lines))
    gain = best[OURS].wall / best[TWO].wall
    print(f"\nTwo processes are {gain:.2f} times as fast as one.")
    for name, found in faults.items():
        if found:
            print(f"\n{name}: {', '.join(found)}")
