"""Measure reading: a filled sheet as each program saves it, and a folder of many.

One file is compared with `pypdf.get_fields`, which checks and mends nothing, and with pikepdf,
which is written in C++ and only lists what is in the fields. The files are read in turns, so that
whatever else the machine does falls on all of them; the lowest time counts.
"""

from __future__ import annotations

import gc
import io
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import clocks
import people
import pypdf

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.model.answers import check

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

EXAMPLES = Path(__file__).parents[1] / "examples"
FORMS = {"visual-plan": "peter", "plan-agreement": "plan-agreement", "status-sheet": "status-sheet"}
TYPED = {"name": "Åse Łukasz"}  # in each viewer, before it saves
UNTYPED = ("pypdf",)  # it fills every field whose name ends so, also in lists
MADE, PACKED = "as made", "object streams"
ROUNDS = 15  # of each file and way
GOAL = 0.6  # of the time of get_fields, in this process

FILES, MEASURED_FILES = 2000, (1, 2000)
JOBS = (1, 2)
FOLDER_ROUNDS = 3

Reader = Callable[[bytes], object]


def run(*, full: bool) -> bool:
    """Print the tables; return whether everything was read right, and as fast as it should be."""
    logging.disable()
    good = one_file()
    print()
    good &= many_files(rounds=FOLDER_ROUNDS if full else 1)
    print()
    memory()
    logging.disable(logging.NOTSET)
    return good


# One file -----------------------------------------------------------------------------------------


def savers() -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Each program that can save a filled sheet here, as the tests of viewers drive it."""
    yield MADE, bytes
    import pytest  # noqa: PLC0415 - the tests need more than `mlmp_print`
    import viewers  # noqa: PLC0415

    for name in ("pdfium", "poppler", "pikepdf", "pypdf"):
        try:
            viewers.VIEWERS[name]([viewers.Visit(mlmp.fill("wishing-well", {}).pdf, TYPED)])
        except pytest.skip.Exception:
            continue
        yield name, partial(saved_by, name)
    yield PACKED, packed


def saved_by(name: str, pdf: bytes) -> bytes:
    import viewers  # noqa: PLC0415

    visit = viewers.Visit(pdf, {} if name in UNTYPED else TYPED)
    (saved,) = viewers.VIEWERS[name]([visit])
    return saved


def packed(pdf: bytes) -> bytes:
    import pikepdf  # noqa: PLC0415

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def get_fields(data: bytes) -> object:
    return pypdf.PdfReader(io.BytesIO(data)).get_fields()


def with_pikepdf(data: bytes) -> object:
    import pikepdf  # noqa: PLC0415
    import pikepdf.form  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(data)) as document:
        fields = pikepdf.form.Form(document).items()
        return {name: getattr(field, "value", None) for name, field in fields}


def one_file() -> bool:
    """Print what one file takes; return whether every saver's file holds what was typed."""
    ways: dict[str, Reader] = {
        "trusted": partial(mlmp.read, trusted=True),
        "sandbox": mlmp.read,
        "get_fields": get_fields,
    }
    if find_spec("pikepdf"):
        ways["pikepdf"] = with_pikepdf
    print("### One filled sheet, read\n\nMilliseconds. × is relative to pypdf's `get_fields`.\n")
    lines, good = [], True
    for form, example in FORMS.items():
        answers = json.loads((EXAMPLES / f"{example}.json").read_bytes())
        made = mlmp.fill(form, answers, EXAMPLES).pdf
        for saver, save in savers():
            data = save(made)
            typed = {} if saver in (MADE, PACKED, *UNTYPED) else TYPED
            right = values(form, mlmp.read(data).answers) == values(form, {**answers, **typed})
            times = in_turns(ways, data)
            share = times["trusted"] / times["get_fields"]
            good &= right and share <= GOAL
            cells = [f"{times[way] * 1000:.2f}" for way in ways]
            verdict = ("yes" if right else "no") + ("" if share <= GOAL else ", and too slow")
            lines.append([form, saver, *cells, f"{share:.2f}", verdict])
    print(clocks.table(["form", "saved by", *ways, "trusted ×", "reads back"], lines))
    return good


def values(name: str, answers: Mapping[str, object]) -> Mapping[str, object]:
    """The answers to a form, checked, by path."""
    return check(forms.load(name, looks.load(people.LANG)), answers)


def in_turns(ways: Mapping[str, Reader], data: bytes) -> dict[str, float]:
    """The least time of each way: CPU time in this process, or wall time with another one."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, read in ways.items():
            gc.collect()
            clock = time.perf_counter if name == "sandbox" else time.process_time
            began = clock()
            read(data)
            best[name] = min(best[name], clock() - began)
    return best


# Many files ---------------------------------------------------------------------------------------


def write_plans(folder: Path, count: int) -> None:
    template = mlmp.template(people.FORM, lang=people.LANG, size=people.SIZE)
    for number in range(count):
        (folder / f"{number:06}.pdf").write_bytes(template.fill(people.plan(number)).pdf)


def many_files(rounds: int) -> bool:
    """Print what a folder takes as one CSV, program start included; True if all are the same."""
    costs: dict[str, list[clocks.Cost]] = {}
    tables: set[bytes] = set()
    with tempfile.TemporaryDirectory() as place:
        folder, table = Path(place) / "returned", Path(place) / "answers.csv"
        folder.mkdir()
        write_plans(folder, FILES)
        for _ in range(rounds):
            for jobs in JOBS:
                command = [sys.executable, "-m", "mlmp_print", "read", folder, "-o", table]
                command += ["--force", "--jobs", str(jobs)]
                work = partial(subprocess.run, command, check=True, capture_output=True)
                costs.setdefault(f"`--jobs {jobs}`", []).append(clocks.timed(work, FILES))
                tables.add(table.read_bytes())
    best = clocks.least(costs)
    first = best["`--jobs 1`"]
    lines = [[*clocks.times(name, cost, first), ""] for name, cost in best.items()]
    print(f"### {FILES:,} returned plans, read into one CSV\n\nMilliseconds for each file.\n")
    print(clocks.table(["", "ms wall", "×", "ms CPU", "×", ""], lines))
    return len(tables) == 1


def memory() -> None:
    """Print the peak of the process that reads, and of those that parse for it."""
    print("### Memory of reading\n\nPeak of a fresh process, and of its largest child.\n")
    lines = []
    with tempfile.TemporaryDirectory() as place:
        write_plans(Path(place), max(MEASURED_FILES))
        for jobs in JOBS:
            for count in MEASURED_FILES:
                command = [sys.executable, __file__, place, str(count), str(jobs)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                own, child = (int(size) / 1e6 for size in done.stdout.split())
                lines.append([f"{count:,} files, {jobs} jobs", f"{own:.1f}", f"{child:.1f}", ""])
    print(clocks.table(["", "MB", "MB of a child", ""], lines))


def measured(folder: str, count: str, jobs: str) -> None:
    """Read some files of a folder in the process that is measured, and print the two peaks."""
    import resource  # noqa: PLC0415 - not on every system

    from mlmp_print.sandbox import sandbox  # noqa: PLC0415

    files = sorted(Path(folder).glob("*.pdf"))[: int(count)]
    if any(received.error for received in mlmp.read_many(files, jobs=int(jobs))):
        sys.exit("a file was not read")
    sandbox.stop()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(clocks.peak_memory(), children * (1 if sys.platform == "darwin" else 1024))


if __name__ == "__main__":
    measured(*sys.argv[1:])
