"""A batch does every good row and names every bad one.

It can be stopped at any moment and go on, and is the same whatever the number of processes.
"""

from __future__ import annotations

import csv
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from marking import slow_unless
from processes import (
    PATIENCE,
    in_session,
    needs_proc,
    needs_two_processors,
    wait_for_files,
    wait_until,
    workers,
)
from repository import ROOT, TESTS

import mlmp_print as mlmp
from mlmp_print import files
from mlmp_print.batches import file_names as naming
from mlmp_print.batches import workers as working
from mlmp_print.batches.job import Batch
from mlmp_print.batches.journal import NAME, alone
from mlmp_print.cli.commands import main
from mlmp_print.cli.output import ProgressBar
from mlmp_print.model.errors import OutputError, UsageError
from mlmp_print.model.phrases import PhraseTemplate
from mlmp_print.sandbox.processors import usual_jobs

WIDE = ROOT / "examples" / "case-export-wide.toml"
CANARY = "Kanarie-Hemmelig-77"
HEADINGS = [
    "Sagsnr",
    "Borgers navn",
    "Dato",
    "Indsatsmål 1",
    "Tema 1",
    "Score nu 1",
    "Uenig 1",
    "Noter",
]
GOOD = [
    "9001",
    f"Åse {CANARY}",
    "19-04-2026",
    "bage brød",
    "Praktiske opgaver",
    "2 - Moderat nedsat funktionsevne",
    "Nej",
    "=kort",
]
ID_ONLY = 'id = "Sagsnr"\n'


def row(number: int, **other: str) -> list[str]:
    return [
        other.get(heading.replace(" ", "_"), f"{9000 + number}" if heading == "Sagsnr" else cell)
        for heading, cell in zip(HEADINGS, GOOD, strict=True)
    ]


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADINGS, *rows])
    path.with_suffix(".toml").write_text(ID_ONLY)
    return path


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def run(*args: object) -> Result:
    result = CliRunner().invoke(
        main, ["batch", "visual-plan", *map(str, args)], prog_name="mlmp-print"
    )
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert CANARY not in result.output
    return result


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template("visual-plan")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Good rows and one of each fault."""
    return write(tmp_path / "export.csv", [
        row(1),
        row(2, Score_nu_1="7"),
        row(3, Dato="31-02-2026"),
        row(4, Tema_1="Rumfart"),
        row(5, Borgers_navn=""),
        row(6, Score_nu_1="1½", Dato="1/5-26"),
        row(7, Indsatsmål_1="meget langt mål " * 90),
        row(8, Noter="\0"),
        row(9)[:4],
        row(10, Score_nu_1="måske", Uenig_1="måske"),
    ])  # fmt: skip


FAULTY = [
    ["3", "Score nu 1", "goals.1.score_now"],
    ["4", "Dato", "date"],
    ["5", "Tema 1", "goals.1.theme"],
    ["6", "Borgers navn", "name"],
    ["9", "Noter", "notes"],
    ["10", "", ""],
    ["11", "Score nu 1", "goals.1.score_now"],
    ["11", "Uenig 1", "goals.1.disagrees"],
]


def test_every_fault_is_named_by_row_column_and_path_and_the_good_rows_are_done(mixed, tmp_path):
    result = run(
        mixed,
        "--columns",
        mixed.with_suffix(".toml"),
        "-o",
        tmp_path / "out",
        "--report",
        tmp_path / "report.csv",
    )
    assert result.exit_code == 3
    report = read_csv(tmp_path / "report.csv")
    assert report[0] == ["row", "column", "path", "message"]
    assert [line[:3] for line in report[1:] if not line[3].startswith("Note: ")] == FAULTY
    assert [line[:3] for line in report if "all of it is on page" in line[3]] == [
        ["8", "Indsatsmål 1", "goals.1.text"]
    ]
    assert {path.name for path in (tmp_path / "out").glob("*.pdf")} == {
        "9001.pdf",
        "9006.pdf",
        "9007.pdf",
    }
    assert "row 3, column “Score nu 1”: is not on the scale" in result.stderr
    assert "3 filled, 7 not: see" in result.stderr
    assert mlmp.read(tmp_path / "out" / "9006.pdf").answers["goals"][0]["score_now"] == 1.5


def test_the_rows_that_failed_can_be_mended_and_run_again(mixed, tmp_path):
    out = tmp_path / "out"
    run(mixed, "--columns", mixed.with_suffix(".toml"), "-o", out)
    failed = read_csv(out / "failed-rows.csv")
    assert failed[0][1:] == HEADINGS and [line[1] for line in failed[1:]] == [
        "9002",
        "9003",
        "9004",
        "9005",
        "9008",
        "9009",
        "9010",
    ]
    scale = "0, ½, 1, 1½, 2, 2½, 3, 3½, 4"
    assert failed[1][0] == f"Score nu 1: is not on the scale. Write one of {scale}."
    assert failed[1][-1] == "'=kort", "no formula for a spreadsheet"
    mended = tmp_path / "mended.csv"
    mended.write_bytes((out / "failed-rows.csv").read_bytes().replace(b";7;", b";3;", 1))
    again = run(mended, "--columns", mixed.with_suffix(".toml"), "-o", tmp_path / "again")
    assert "1 filled, 6 not" in again.stderr and "why not" not in again.stderr
    read = mlmp.read(tmp_path / "again" / "9002.pdf").answers
    assert (read["notes"], read["goals"][0]["score_now"]) == ("=kort", 3)
    assert (
        run(
            out / "failed-rows.csv", "--columns", mixed.with_suffix(".toml"), "-o", out, "--force"
        ).exit_code
        == 5
    ), "an input is not written over"


def test_a_file_holds_the_same_as_fill_makes(tmp_path, template):
    table = write(tmp_path / "export.csv", [row(1)])
    Batch.of(template, table, table.with_suffix(".toml")).run(tmp_path / "out")
    answers = {
        "name": f"Åse {CANARY}",
        "date": "2026-04-19",
        "notes": "=kort",
        "goals": [{"text": "bage brød", "theme": "practical_tasks", "score_now": 2}],
    }
    assert (tmp_path / "out" / "9001.pdf").read_bytes() == template.fill(answers).pdf
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


def test_a_dry_run_shows_the_match_and_all_errors_and_writes_nothing(mixed, tmp_path):
    before = contents(tmp_path)
    result = run(mixed, "--dry-run")
    assert result.exit_code == 3 and contents(tmp_path) == before
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()[:3]]
    assert lines[0] == "Sagsnr → id whole numbers"
    assert lines[1:] == ["Borgers navn → name one of a few words", "Dato → date one of a few words"]
    assert (
        "row 11, column “Uenig 1”: is neither yes nor no. "
        "Write ja or nej (yes or no)." in result.stderr
    )
    assert "3 would be filled, 7 not." in result.stderr


def test_a_dry_run_shows_every_error_and_so_has_no_report(tmp_path, monkeypatch):
    table = write(tmp_path / "export.csv", [row(number, Score_nu_1="9") for number in range(60)])
    assert run(table, "--dry-run").stderr.count("is not on the scale") == 60
    assert run(table, "-o", tmp_path / "out").stderr.count("is not on the scale") == 50
    monkeypatch.setattr("mlmp_print.batches.report.FAULTS_TRIED", 55)
    assert run(table, "--dry-run").stderr.splitlines()[-2:] == [
        "… and 5 more.",
        "0 would be filled, 60 not.",
    ]
    result = run(table, "--dry-run", "--report", tmp_path / "report.csv")
    assert (
        result.exit_code == 2
        and "A dry run writes nothing" in result.stderr
        and not (tmp_path / "report.csv").exists()
    )
    with pytest.raises(UsageError, match="A dry run writes nothing"):
        mlmp.batch("visual-plan", table, dry_run=True, report=tmp_path / "report.csv")


def test_the_number_of_processes_and_the_kind_of_executor_change_nothing(mixed, tmp_path, template):
    found = Batch.of(template, mixed, mixed.with_suffix(".toml"))
    for name, how in (("one", {}), ("two", {"jobs": 2})):
        found.run(tmp_path / name, report=tmp_path / f"{name}.csv", **how)
    with ThreadPoolExecutor(2) as threads:
        found.run(tmp_path / "threads", report=tmp_path / "threads.csv", executor=threads)
    assert (
        contents(tmp_path / "one") == contents(tmp_path / "two") == contents(tmp_path / "threads")
    )
    assert (
        (tmp_path / "one.csv").read_bytes()
        == (tmp_path / "two.csv").read_bytes()
        == (tmp_path / "threads.csv").read_bytes()
    )


@pytest.mark.slow
def test_a_batch_that_takes_the_usual_number_of_processes_is_that_of_one(tmp_path):
    rows = [row(number) for number in range(working.MANY_SHEETS + 40)]
    rows[1] = row(1, Score_nu_1="9")
    rows[-2] = row(len(rows) - 2, Tema_1="Rumfart")
    table = write(tmp_path / "export.csv", rows)
    report, found = tmp_path / "report.csv", []
    args = [table, "--columns", table.with_suffix(".toml"), "--report", report, "--force"]
    for name, how_many in (("one", ["--jobs", 1]), ("usual", [])):
        out = tmp_path / name
        result = run(*args, *how_many, "-o", out, "--print", tmp_path / "course.pdf")
        said = result.output.replace(str(out), "out")
        printed = (tmp_path / "course.pdf").read_bytes()
        found.append((result.exit_code, said, report.read_bytes(), printed, contents(out)))
    assert found[0] == found[1]
    assert len(found[0][-1]) == len(rows)  # 2 fail; their list, and the journal


def test_processes_start_when_a_table_turns_out_to_be_long():
    with ExitStack() as stack:
        workers = working.Workers(None, None, stack, many=3)
        workers.expect(2)
        assert workers.processes is None
        workers.expect(3)
        started = workers.processes
        assert (started.number if started else 1) == usual_jobs(3, 3)
        workers.expect(4)
        assert workers.processes is started


@needs_two_processors
def test_two_people_with_many_sheets_are_worth_processes():
    with ExitStack() as stack:
        workers = working.Workers(None, None, stack, work=50, many=100)
        workers.expect(1)
        assert workers.processes is None
        workers.expect(2)
        assert workers.processes


@pytest.mark.slow
@needs_two_processors
def test_a_system_that_has_no_more_processes_makes_a_long_table_in_one(tmp_path):
    """Nobody asked for them."""
    table = write(tmp_path / "export.csv", [row(n) for n in range(working.MANY_SHEETS)])
    args = command(table, "--columns", table.with_suffix(".toml"), "-o", tmp_path / "out")
    args[2] = "import sys; sys.modules['_multiprocessing'] = None\n" + args[2]
    done = subprocess.run(args, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.pdf"))) == working.MANY_SHEETS


def test_nothing_is_written_over_and_nothing_written_before_that_is_known(tmp_path):
    table = write(tmp_path / "export.csv", [row(1), row(2)])
    (tmp_path / "9002.pdf").write_text("older")
    result = run(table, "--columns", table.with_suffix(".toml"), "-o", tmp_path)
    assert result.exit_code == 5 and not (tmp_path / "9001.pdf").exists()
    assert (
        run(table, "--columns", table.with_suffix(".toml"), "-o", tmp_path, "--resume").exit_code
        == 5
    ), "it is none of ours"
    assert (
        run(table, "--columns", table.with_suffix(".toml"), "-o", tmp_path, "--force").exit_code
        == 0
    )
    assert (tmp_path / "9002.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_folder_a_table_or_rows_it_says_so(tmp_path):
    table = write(tmp_path / "export.csv", [])
    assert (
        run(table).exit_code,
        run(table, "--dry-run").exit_code,
        run(tmp_path / "no.csv", "-o", tmp_path).exit_code,
    ) == (2, 4, 4)
    assert "has no rows below its headings" in run(table, "-o", tmp_path / "out").stderr


def test_the_library_has_one_call(tmp_path):
    table = write(tmp_path / "export.csv", [row(1)])
    outcome = mlmp.batch(
        "visual-plan",
        table,
        tmp_path / "out",
        columns=table.with_suffix(".toml"),
        lang="en",
        filename="{form}-{row}",
    )
    assert (
        outcome.written,
        outcome.failed,
        [path.name for path in (tmp_path / "out").glob("*.pdf")],
    ) == (1, 0, ["visual-plan-2.pdf"])
    assert mlmp.read(tmp_path / "out" / "visual-plan-2.pdf").language == "en"


def test_pictures_are_looked_for_beside_the_table(tmp_path):
    shutil.copy(next((ROOT / "examples" / "pictures").glob("*.png")), tmp_path / "a.png")
    (tmp_path / "t.json").write_text(
        json.dumps(
            [
                {"name": "Åse", "can": {"picture": "a.png"}},
                {"name": "Bo", "can": {"picture": "b.png"}},
            ]
        )
    )
    outcome = mlmp.batch("preparation-sheet", tmp_path / "t.json", tmp_path / "out")
    assert (
        outcome.written,
        [(trouble.where.row, trouble.path) for trouble in outcome.troubles],
    ) == (
        1,
        [(2, "can.picture")],
    )
    assert mlmp.read(tmp_path / "out" / "1.pdf").pictures


# Stopped, and gone on with --------------------------------------------------------------------


def command(*args: object) -> list[str]:
    return [
        sys.executable,
        "-c",
        "from mlmp_print.cli.commands import run; run()",
        "batch",
        "visual-plan",
        *map(str, args),
    ]


MORE = 30  # files that a batch may name after those that a test waits for


def stopped(args: list[object], out: Path, files_there: int, how: int) -> subprocess.Popen[bytes]:
    """A batch that gets a signal as soon as so many files are there, and waits for that."""
    waits = (
        f"import sys; sys.path.append({str(TESTS / 'support')!r}); "
        f"from waiting import wait_at; wait_at({files_there + MORE}, sys.stdin.fileno()); "
    )
    program = command(*args)
    program[2] = waits + program[2]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(program, **pipes, start_new_session=True) as process:
        wait_for_files(process, out, files_there)
        process.send_signal(how)
        process.communicate(timeout=PATIENCE)  # which closes the pipe for which it waits
    return process


@pytest.fixture(scope="module")
def long_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A table with 250 people, some of them faulty; and what a clean run makes of it."""
    folder = tmp_path_factory.mktemp("long")
    table = write(
        folder / "export.csv",
        [row(number, **({"Score_nu_1": "9"} if number % 50 == 7 else {})) for number in range(250)],
    )
    mlmp.batch(
        "visual-plan",
        table,
        folder / "clean",
        columns=table.with_suffix(".toml"),
        report=folder / "clean.csv",
    )
    return table, folder / "clean"


@pytest.mark.parametrize(
    ("files_there", "jobs"),
    [slow_unless(case == (17, 2), *case) for case in ((0, 1), (1, 1), (90, 1), (17, 2), (150, 2))],
)
def test_a_batch_killed_at_any_moment_and_resumed_is_as_if_it_never_stopped(
    long_run, tmp_path, files_there, jobs
):
    table, clean = long_run
    out, report = tmp_path / "out", tmp_path / "report.csv"
    args = [
        table,
        "--columns",
        table.with_suffix(".toml"),
        "-o",
        out,
        "--report",
        report,
        "--jobs",
        jobs,
    ]
    process = stopped(args, out, files_there, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    wait_until(lambda: not in_session(process.pid))  # its workers notice, and end
    left = contents(out) if out.exists() else {}
    assert all(
        data == (clean / name).read_bytes() for name, data in left.items() if name.endswith(".pdf")
    ), "no half file"
    assert len(left) < len(contents(clean))
    resumed = run(*args, "--resume")
    assert resumed.exit_code == 3 and ("there already" in resumed.stderr or files_there < 64)
    assert contents(out) == contents(clean)
    assert report.read_bytes() == clean.with_suffix(".csv").read_bytes()


@pytest.mark.parametrize("jobs", [1, slow_unless(False, 2)])
def test_an_interrupted_batch_leaves_whole_files_and_a_usable_report(long_run, tmp_path, jobs):
    table, clean = long_run
    out, report = tmp_path / "out", tmp_path / "report.csv"
    process = stopped(
        [
            table,
            "--columns",
            table.with_suffix(".toml"),
            "-o",
            out,
            "--report",
            report,
            "--jobs",
            jobs,
        ],
        out,
        40,
        signal.SIGINT,
    )
    assert process.returncode == 130
    left = contents(out)
    assert 40 <= len([name for name in left if name.endswith(".pdf")]) < 245
    assert all(
        data == (clean / name).read_bytes() for name, data in left.items() if name.endswith(".pdf")
    )
    assert not [name for name in left if name.endswith(".part")]
    assert (
        read_csv(report)[0] == ["row", "column", "path", "message"]
        and "9007" in read_csv(out / "failed-rows.csv")[1]
    )


@pytest.mark.skipif(
    not hasattr(signal, "pthread_sigmask"),
    reason="Ctrl-C cannot be kept from processes that start on this system",
)
@needs_proc
@pytest.mark.parametrize(
    ("send", "begun"), [(os.kill, 1), (getattr(os, "killpg", None), 2)], ids=["alone", "group"]
)
def test_an_interruption_while_the_processes_start_shows_no_traceback(
    long_run, tmp_path, send, begun
):
    table, clean = long_run
    out = tmp_path / "out"
    args = command(table, "--columns", table.with_suffix(".toml"), "-o", out, "--jobs", 2)
    with subprocess.Popen(args, stderr=subprocess.PIPE, start_new_session=True) as process:
        wait_until(lambda: len(workers(process.pid)) >= begun, process)
        assert process.poll() is None, "it ended before its processes were seen to start"
        send(process.pid, signal.SIGINT)
        said = process.communicate(timeout=PATIENCE)[1].decode()
    assert (process.returncode, said) == (130, "Interrupted.\n")
    assert all(
        data == (clean / name).read_bytes()
        for name, data in (contents(out) if out.exists() else {}).items()  # it may have come early
        if name.endswith(".pdf")
    )


def test_resuming_makes_again_what_is_empty_missing_or_of_another_input(tmp_path, monkeypatch):
    table = write(tmp_path / "export.csv", [row(1), row(2), row(3), row(4)])
    args = [table, "--columns", table.with_suffix(".toml"), "-o", tmp_path / "out"]
    run(*args)
    clean = contents(tmp_path / "out")
    (tmp_path / "out" / "9001.pdf").write_bytes(b"")
    (tmp_path / "out" / "9002.pdf").unlink()
    for end in (".part", ".batch.part"):
        (tmp_path / "out" / f".{'0' * 16}{end}").write_bytes(b"of a killed run")
    written: list[str] = []
    add = files.BatchParts.add
    monkeypatch.setattr(
        files.BatchParts,
        "add",
        lambda parts, name, data: (written.append(name), add(parts, name, data))[1],
    )
    assert "2 filled, 2 there already" in run(*args, "--resume").stderr
    assert contents(tmp_path / "out") == clean and written == ["9001.pdf", "9002.pdf"]
    write(table, [row(1), row(2), row(3, Noter="andet"), row(4)])
    assert "1 filled, 3 there already" in run(*args, "--resume").stderr
    assert "4 filled" in run(*args, "--resume", "--ink", "gray").stderr, (
        "another look is another input"
    )


def test_resuming_with_a_mended_table_takes_the_list_of_failed_rows_away(tmp_path):
    table = write(tmp_path / "export.csv", [row(1), row(2, Score_nu_1="9")])
    args = [table, "--columns", table.with_suffix(".toml"), "-o", tmp_path / "out"]
    assert run(*args).exit_code == 3
    write(table, [row(1), row(2)])
    assert run(*args, "--resume").exit_code == 0
    assert set(contents(tmp_path / "out")) == {"9001.pdf", "9002.pdf", NAME}


def test_a_second_batch_in_the_same_folder_is_refused(tmp_path):
    table = write(tmp_path / "export.csv", [row(1)])
    (tmp_path / "out").mkdir()
    with alone(tmp_path / "out"):
        result = run(table, "-o", tmp_path / "out")
    assert result.exit_code == 5 and "another batch is writing into it" in result.stderr


@pytest.mark.parametrize("jobs", [1, slow_unless(False, 2)])
def test_a_full_disk_stops_the_batch_and_leaves_what_is_whole(long_run, tmp_path, jobs):
    table, _ = long_run
    args = command(
        table, "--columns", table.with_suffix(".toml"), "-o", tmp_path / "out", "--jobs", jobs
    )
    script = """
import resource, signal
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
"""
    args[2] = script + args[2]
    done = subprocess.run(args, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (
        done.returncode == 5
        and "cannot be written" in done.stderr
        and "Traceback" not in done.stderr
    )
    assert not list((tmp_path / "out").glob("*.p*"))


# Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ids", "made"),
    [
        (["../../etc/passwd", "/tmp/x", "a\\b", "C:x"], ["etc-passwd", "tmp-x", "a-b", "C-x"]),
        (["CON", "nul", "lpt1", "com²"], ["CON_", "nul_", "lpt1_", "com²_"]),
        (["Åse", "åse", "A\u030ase", "ÅSE"], ["Åse", "åse-2", "Åse-3", "ÅSE-4"]),
        (["1", "1-2", "1", "1"], ["1", "1-2", "1-3", "1-4"]),
        (["", " ", "..", "-rf", ".hidden", "x. "], ["2", "3", "row-4", "rf", "hidden", "x"]),
        (["a\u202eb\0c\n", "ﬁn", "fin"], ["a-b-c", "ﬁn", "fin-2"]),
    ],
)
def test_a_name_is_safe_on_every_system_and_unlike_every_other(ids, made):
    names = naming.FileNames("{id}")
    assert [names.take(id_, number, "visual-plan") for number, id_ in enumerate(ids, 2)] == [
        f"{name}.pdf" for name in made
    ]


def test_a_long_name_is_cut_and_a_faulty_pattern_refused():
    assert len(naming.FileNames("{id}.pdf").take("æ" * 500, 2, "f").encode()) <= 120
    assert naming.FileNames("{form}_{row}").take("x", 2, "f") == "f_2.pdf"
    refused = {
        "{name}": "nothing called “name”",
        "{id": "a brace too few",
        "{id.x}": "nothing called",
        "{}": "nothing called",
    }
    more = dict.fromkeys(("{id!r}", "{id:>9}"), "more than a name in a pair of braces. Write {id}")
    for pattern, said in {**refused, **more}.items():
        with pytest.raises(UsageError, match=said):
            naming.FileNames(pattern)


# Size and speed -------------------------------------------------------------------------------


def peak(table: Path, out: Path) -> int:
    """The most memory, in KiB, that a batch in a process of its own takes."""
    program = (
        "import resource, sys, mlmp_print as mlmp\n"
        "outcome = mlmp.batch('visual-plan', sys.argv[1], sys.argv[2])\n"
        "print(outcome.written, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, table, out],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return int(done.stdout.split()[1])


@pytest.mark.slow
def test_memory_is_flat_in_the_number_of_rows(tmp_path):
    few = peak(
        write(tmp_path / "few.csv", [row(number) for number in range(200)]), tmp_path / "few"
    )
    many = peak(
        write(tmp_path / "many.csv", [row(number) for number in range(2000)]), tmp_path / "many"
    )
    assert many - few < 6 * 1024


def test_the_bar_is_shown_on_a_terminal_only_after_two_seconds(monkeypatch):

    class Terminal:
        encoding = "utf-8"
        text = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None: ...

    shown: Any = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with ProgressBar(PhraseTemplate("Filling, {rate} a second")) as bar:
        bar(1, 10)
        assert shown.text == ""
        bar.began -= 3
        bar(6, 10)
    assert "Filling, 2 a second" in click.unstyle(shown.text) and "6/10" in click.unstyle(
        shown.text
    )


@needs_proc
def test_a_worker_ends_when_the_first_process_has_ended(long_run, tmp_path):
    table, _ = long_run
    out = tmp_path / "out"
    process = stopped([table, "-o", out, "--jobs", 2], out, 20, signal.SIGKILL)
    wait_until(lambda: not in_session(process.pid))


def test_an_error_of_writing_reaches_the_caller_through_a_process(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        order = working.Job((mlmp.template("visual-plan"),), tmp_path, tmp_path / "none")
        working.work("k", pickle.dumps(order), [working.Item(("a.pdf",), ({},))])
    assert not list(tmp_path.iterdir())
