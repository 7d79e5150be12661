"""What does a table cost? From CSV to files, in wall and CPU time for each person, beside only writing the same bytes, and beside usual loops."""

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

OURS = "mlmp_print"
ROWS, FULL_ROWS = 1000, 10_000
LOOPED = {"pypdf": 30, "pikepdf": 150}  # people of the usual loops
ROUNDS = 3  # taken in turns; the best one counts
SAMPLE = 25  # files of each way that are read back
AT_ONCE = 64  # files in memory


def loop(
    fill: Callable[[bytes, ways.Stored], bytes], blank: bytes, table: Path, rows: int, folder: Path
) -> None:
    """The usual script: read a row, fill the form, write the file."""
    kinds = {place.path: place.kind for place in people.form().places()}
    for number, cells in enumerate(people.read_table(table, rows), people.FIRST_ROW):
        said = {
            path: kinds[path].store(float(cell) if "score" in path else cell)
            for path, cell in cells.items()
        }
        given = ways.Stored(
            {path: said[path] for path in said if not kinds[path].states},
            {path: said[path] for path in said if kinds[path].states},
        )
        (folder / f"{number}.pdf").write_bytes(fill(blank, given))


def only_written(made: Path, folder: Path, write: Callable[[Path, bytes], object]) -> Cost:
    """The same bytes under the same names and nothing else. They are read before, a few files at a time, and only the writing counts."""
    names = sorted(path.name for path in made.glob("*.pdf"))
    wall = cpu = 0.0
    for first in range(0, len(names), AT_ONCE):
        data = {name: (made / name).read_bytes() for name in names[first : first + AT_ONCE]}
        cost = timed(
            lambda data=data: [write(folder / name, each) for name, each in data.items()],
            len(names),
        )
        wall, cpu = wall + cost.wall, cpu + cost.cpu
    return Cost(wall, cpu)


def wrong(folder: Path, rows: int) -> list[str]:
    """The files of a sample that do not read back as their row, and whether there are too few or too many."""
    form, found = people.form(), sorted(folder.glob("*.pdf"), key=lambda path: int(path.stem))
    sample = found[:: max(1, len(found) // SAMPLE)]
    faults = [
        path.name
        for path in sample
        if ways.differences(form, path.read_bytes(), people.plan(int(path.stem) - people.FIRST_ROW))
    ]
    return [*faults, *([f"{len(found)} files for {rows} people"] if len(found) != rows else [])]


def run(*, full: bool) -> bool:
    """Print the table; False if a file does not hold its row."""
    rows = FULL_ROWS if full else ROWS
    template = mlmp.template(people.FORM, lang=people.LANG, size=people.SIZE)
    blank = template.fill({}).pdf
    costs: dict[str, list[Cost]] = {}
    faults: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as place:
        table, made = people.write_table(Path(place) / "people.csv", rows), Path(place) / "made"
        mlmp.batch(template, table, made)

        def looped(
            name: str, fill: Callable[[bytes, ways.Stored], bytes]
        ) -> tuple[int, Callable[[Path], Cost]]:
            return LOOPED[name], lambda folder: timed(
                lambda: loop(fill, blank, table, LOOPED[name], folder), LOOPED[name]
            )

        contenders: dict[str, tuple[int, Callable[[Path], Cost]]] = {
            OURS: (rows, lambda folder: timed(lambda: mlmp.batch(template, table, folder), rows)),
            "mlmp_print, 2 processes": (
                rows,
                lambda folder: timed(lambda: mlmp.batch(template, table, folder, jobs=2), rows),
            ),
            "only writing: open, write, close": (
                rows,
                lambda folder: only_written(made, folder, Path.write_bytes),
            ),
            "only writing: temporary file, fsync, rename": (
                rows,
                lambda folder: only_written(made, folder, partial(files.write, folder_later=True)),
            ),
            "loop with pypdf": looped("pypdf", ways.with_pypdf),
            **(
                {"loop with pikepdf": looped("pikepdf", ways.with_pikepdf)}
                if find_spec("pikepdf")
                else {}
            ),
        }
        for _ in range(1 if full else ROUNDS):
            for name, (people_, contender) in contenders.items():
                with tempfile.TemporaryDirectory(dir=place) as folder:
                    costs.setdefault(name, []).append(contender(Path(folder)))
                    faults[name] = wrong(Path(folder), people_)
    show(costs, faults, rows)
    return not any(faults.values())


def show(
    costs: Mapping[str, Sequence[Cost]], faults: Mapping[str, Sequence[str]], rows: int
) -> None:
    """The table."""
    best = least(costs)
    ours = best[OURS]
    print(
        f"### {rows:,} people, from CSV to files\n\nEach person; × is the time beside that of mlmp_print in one process.\n"
    )
    lines = [
        [*clocks.times(name, cost, ours), "no" if faults[name] else "yes"]
        for name, cost in best.items()
    ]
    print(clocks.table(["", "ms wall", "×", "ms CPU", "×", "reads back"], lines))
    for name, found in faults.items():
        if found:
            print(f"\n{name}: {', '.join(found)}")
