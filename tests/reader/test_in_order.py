"""Several files are read at the same time, and nothing is different for it."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager, suppress
from pathlib import Path

import hostile
import pytest
from click.testing import CliRunner
from marking import slow_unless
from patience import patient_sandbox
from processes import (
    PATIENCE,
    children,
    cpu_seconds,
    needs_proc,
    needs_two_processors,
    seen,
    wait_until,
)

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.model.limits import PDF_BYTES
from mlmp_print.reader.in_order import MANY_FILES
from mlmp_print.reader.many import read_many, read_sources
from mlmp_print.reader.sources import find
from mlmp_print.sandbox import sandbox

SCRIPT = [sys.executable, "-P", "-c", "from mlmp_print.cli.commands import run; run()"]
NAMES = ["Anna", "Bo", "Carl", "Dorte", "Erik", "Freja"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What came back: good sheets, the same again, and files that are none of ours."""
    folder = tmp_path_factory.mktemp("back")
    template = mlmp.template("wishing-well")
    for number, name in enumerate(NAMES):
        (folder / f"{number}.pdf").write_bytes(template.fill({"name": name}).pdf)
    (folder / "1a-again.pdf").write_bytes((folder / "1.pdf").read_bytes())
    (folder / "2a-broken.pdf").write_bytes(hostile.without_xref())
    (folder / "3a-shut.pdf").write_bytes(mlmp.encrypt(hostile.small(), "secret"))
    (folder / "3b-nested.pdf").write_bytes(hostile.deep())
    (folder / "4a-page.pdf").write_bytes(b"<html>")
    return folder


def shown(received: Iterator[mlmp.Received]) -> list[tuple[object, ...]]:
    """All there is to a result; an error by its text."""
    return [(each.file, each.read, str(each.error), each.notes) for each in received]


class Lent(Executor):
    """An executor of nobody's: it does the work when it is asked for the result."""

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future:
        future: Future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def processes() -> Executor:
    return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))


EXECUTORS = {"threads": lambda: ThreadPoolExecutor(3), "processes": processes, "another": Lent}


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[tuple[object, ...]]:
    """What one job reads from the folder."""
    return shown(read_many([folder]))


@pytest.mark.parametrize("jobs", [2, slow_unless(False, 7)])
def test_any_number_of_jobs_gives_the_same_in_the_same_order(folder, expected, jobs):
    assert len(expected) == len(NAMES) + 5
    assert shown(read_many([folder], jobs=jobs)) == expected


@pytest.mark.parametrize("name", EXECUTORS)
def test_so_does_any_executor(folder, expected, name):
    with EXECUTORS[name]() as executor:
        assert shown(read_many([folder], executor=executor)) == expected


def test_bytes_and_open_files_are_read_so_too(folder):
    with (folder / "1.pdf").open("rb") as file:
        sources = [(folder / "0.pdf").read_bytes(), folder / "2.pdf", file, folder]
        received = list(read_many(sources, jobs=2))
    assert [each.file.name for each in received[:3]] == ["#1", "2.pdf", "1.pdf"]
    assert [each.read.answers["name"] for each in received[:3] if each.read] == [
        "Anna",
        "Carl",
        "Bo",
    ]
    assert len(received) == 3 + len(NAMES) + 5


def test_there_is_a_process_at_least(folder):
    with pytest.raises(mlmp.UsageError, match="jobs must be a whole number"):
        list(read_many([folder], jobs=0))


@pytest.mark.slow
def test_a_file_that_takes_its_time_costs_no_other_its_answers(folder, expected, tmp_path):
    (tmp_path / "slow.pdf").write_bytes(hostile.shared_annotations())
    slow, *others = read_many([tmp_path, folder], jobs=2)
    assert "more than 5 seconds" in str(slow.error)
    assert shown(iter(others)) == expected


# Only a few ahead ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "most"), [(10, 4), (PDF_BYTES // 2, 3), (PDF_BYTES, 2)])
def test_few_files_are_in_memory_however_many_there_are(tmp_path, size, most):
    """At most two for each job, and no more bytes than one file may have, beside the next one."""
    taken: list[Path] = []

    def content(path: Path) -> bytes:
        taken.append(path)
        return bytes(size)

    for number in range(9):
        (tmp_path / f"{number}.pdf").touch()
    results = read_sources(find([tmp_path]), jobs=2, content=content)
    next(results)
    assert len(taken) == most
    results.close()
    assert len(taken) == most


@needs_proc
def test_who_wants_no_more_is_left_with_one_process(folder):
    results = read_many([folder], jobs=2)
    next(results)
    results.close()
    assert not [each for each in threading.enumerate() if each.name.startswith("mlmp-read")]
    workers = [each for each in children(os.getpid()) if "mlmp_print.sandbox" in each.command]
    assert len(workers) == 1


# Ended from outside -------------------------------------------------------------------------------


@contextmanager
def ended(how: signal.Signals) -> Iterator[None]:
    """The process of the sandbox is sent a signal while it reads, and may take its time for it."""
    with patient_sandbox():
        mlmp.read(hostile.small())
        process = sandbox._pool.idle[-1].process
        assert process
        number, before = process.pid, cpu_seconds(process.pid)

        def end_it_at_work() -> None:
            wait_until(lambda: cpu_seconds(number) > before + 0.2)
            os.kill(number, how)

        killer = threading.Thread(target=end_it_at_work)
        killer.start()
        yield
        killer.join()


@needs_proc
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
def test_a_process_that_was_ended_is_not_blamed_on_the_file(tmp_path, how):
    (tmp_path / "slow.pdf").write_bytes(hostile.shared_annotations())
    (tmp_path / "small.pdf").write_bytes(hostile.small())
    with ended(getattr(signal, how)):
        slow, small = read_many([tmp_path])
    assert str(slow.error) == (
        "was not read: the process that reads PDFs was ended from outside, perhaps for want of "
        "memory. Read it again"
    )
    assert small.read and small.read.answers == hostile.STEPS


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_an_executor_that_is_broken_is_one_sentence(folder):
    with processes() as executor:
        with suppress(BrokenExecutor):
            executor.submit(die, None).result()
        with pytest.raises(mlmp.MlmpError, match="process of the executor was ended"):
            list(read_many([folder], executor=executor))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "code", "words"),
    [("SIGINT", 130, "Interrupted.\n"), ("SIGTERM", 143, "Ended from outside.\n")],
)
@needs_proc
def test_a_command_that_is_asked_to_end_does_so_in_order(tmp_path, how, code, words):
    for number in range(4):
        (tmp_path / f"{number}.pdf").write_bytes(hostile.shared_annotations())
    child = subprocess.Popen(
        [*SCRIPT, "read", ".", "-o", "out.csv", "--report", "report.csv", "--jobs", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: len(children(child.pid)) == 2, child)
    workers = {each.number for each in children(child.pid)}
    os.killpg(child.pid, getattr(signal, how))
    assert (child.communicate(timeout=PATIENCE)[1], child.returncode) == (words, code)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.pdf" for n in range(4)]
    assert not workers & {each.number for each in seen()}


# On the command line ------------------------------------------------------------------------------


def test_the_command_gives_the_same_with_jobs(folder, tmp_path):
    results = []
    for jobs in ("1", "2"):
        report = tmp_path / f"report-{jobs}.csv"
        arguments = ["read", str(folder), "--format", "jsonl", "--report", str(report)]
        result = CliRunner().invoke(main, [*arguments, "--jobs", jobs], prog_name="mlmp-print")
        results.append((result.exit_code, result.stdout, result.stderr, report.read_bytes()))
    assert results[0] == results[1]
    assert [json.loads(line)["answers"]["name"] for line in results[0][1].splitlines()] == [
        *NAMES[:2],
        "Bo",
        *NAMES[2:],
    ]


@pytest.fixture(scope="module")
def many_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As many status sheets as are worth a second process, one of them twice and one broken."""
    folder = tmp_path_factory.mktemp("many")
    template = mlmp.template("status-sheet")
    goal = {"text": "cykle", "theme": "mobility", "score_then": 3}
    for number in range(MANY_FILES):
        goals = [{**goal, "score_now": number % 4}]
        pdf = template.fill({"name": f"Bo {number}", "goals": goals}).pdf
        (folder / f"{number:03}.pdf").write_bytes(pdf)
    (folder / "007a.pdf").write_bytes((folder / "007.pdf").read_bytes())
    (folder / "011a.pdf").write_bytes(hostile.without_xref())
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [["read", "--report", "report.csv", "-o", "out.jsonl"], ["effects", "-o", "out.json"]],
    ids=["read", "effects"],
)
def test_a_command_gives_the_same_with_the_usual_number_of_jobs(
    many_files, tmp_path, monkeypatch, command
):
    monkeypatch.chdir(tmp_path)
    results = []
    for how_many in (["--jobs", "1"], []):
        arguments = [*command, str(many_files), "--force", *how_many]
        result = CliRunner().invoke(main, arguments, prog_name="mlmp-print")
        written = {path.name: path.read_bytes() for path in Path().iterdir()}
        results.append((result.exit_code, result.output, written))
    assert results[0] == results[1]
    assert (results[0][0], command[-1] in results[0][2]) == (3, True)


@pytest.mark.slow
@needs_proc
@needs_two_processors
def test_many_files_are_read_by_several_processes_unasked(many_files):
    command = [*SCRIPT, "read", str(many_files), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        wait_until(lambda: len(children(child.pid)) > 1, child)
        assert child.poll() is None, "it never had a second process"
        child.communicate(timeout=PATIENCE)
    assert child.returncode == 3


def test_stdin_is_read_with_jobs_too(folder):
    sheet = (folder / "0.pdf").read_bytes()
    arguments = ["read", "-", str(folder / "1.pdf"), "--format", "jsonl", "--jobs", "2"]
    result = CliRunner().invoke(main, arguments, input=sheet, prog_name="mlmp-print")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["answers"]["name"] for line in lines] == NAMES[:2]
