"""Closed and full standard streams, empty names, and too little of what the system gives."""

from __future__ import annotations

import json
import os
import resource
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from marking import slow_unless
from processes import PATIENCE

import mlmp_print as mlmp
from mlmp_print import OutputError
from mlmp_print.batches.options import BatchOptions
from mlmp_print.batches.printer import FilePrinter
from mlmp_print.batches.report import Report
from mlmp_print.cli.commands import main
from mlmp_print.cli.output import Delivery

MAIN = f"{sys.executable} -m mlmp_print"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("peter.json").write_text('{"name": "Peter"}', "utf-8")
    Path("peter.pdf").write_bytes(mlmp.fill("wishing-well", {"name": "Peter"}).pdf)
    Path("people.csv").write_text("Navn\nPeter\nAnna\n", "utf-8")
    return tmp_path


def shell(command: str, **limits: int) -> subprocess.CompletedProcess[str]:
    """Run a command of the program in a shell, which closes and redirects streams."""

    def limit() -> None:
        for name, value in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))

    done = subprocess.run(
        ["bash", "-c", f"{MAIN} {command}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        preexec_fn=limit,
    )
    assert "Traceback" not in done.stderr and "This is a bug" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("--help >/dev/full", 5, "the disk is full"),
        ("--help >&-", 5, "stdout: cannot be written: it is closed"),
        slow_unless(False, "--version >&-", 5, "it is closed"),
        slow_unless(False, "forms >&-", 5, "it is closed"),
        ("read peter.pdf >&-", 5, "it is closed"),
        slow_unless(False, "read peter.pdf >/dev/full", 5, "the disk is full"),
        ("read gone.pdf >&- 2>&-", 4, ""),
        slow_unless(False, "read gone.pdf 2>/dev/full", 4, ""),
        ("blank 2>/dev/full", 2, ""),
        slow_unless(False, "blank 2>&-", 2, ""),
        ("fill wishing-well - <&- -o out.pdf", 4, "The file is empty"),
    ],
)
def test_a_closed_or_full_stream_ends_with_the_documented_code(command, code, told):
    done = shell(command)
    assert (done.returncode, told in done.stderr) == (code, True)


@pytest.mark.parametrize(
    "streams",
    [slow_unless(False, "<&-"), slow_unless(False, "2>&-"), "<&- 2>&-", "2>/dev/full"],
)
def test_a_result_is_whole_without_the_streams_that_it_does_not_need(streams):
    assert json.loads(shell(f"read peter.pdf {streams}").stdout) == {"name": "Peter"}


def test_a_file_never_takes_the_place_of_a_closed_stream():
    """Else what a library prints would stand in the file."""
    assert shell("fill wishing-well peter.json -o out.pdf >&- 2>&- <&-").returncode == 0
    assert mlmp.read("out.pdf").answers == {"name": "Peter"}


@pytest.mark.parametrize(
    "command",
    [
        "blank wishing-well -o ''",
        "fill wishing-well peter.json -o ''",
        "fill wishing-well ''",
        "read ''",
        "read peter.pdf -o ''",
        "read peter.pdf --report ''",
        "read peter.pdf --pictures ''",
        "preview peter.pdf -o ''",
        "batch wishing-well people.csv -o ''",
        "batch wishing-well people.csv --print ''",
        "batch wishing-well '' -o out",
        "batch wishing-well people.csv -o out --columns ''",
        "schema wishing-well -o ''",
        "kit wishing-well -o ''",
        "blank wishing-well --look ''",
    ],
)
def test_an_empty_name_is_refused(command):
    before = sorted(Path().iterdir())
    done = CliRunner().invoke(main, shlex.split(command), prog_name="mlmp-print")
    assert (done.exit_code, "is empty. Give a name" in done.stderr) == (2, True)
    assert sorted(Path().iterdir()) == before


def test_the_program_itself_refuses_an_empty_name():
    done = shell("blank wishing-well -o ''")
    assert (done.returncode, "is empty. Give a name" in done.stderr) == (2, True)


def test_too_few_file_handles_are_one_sentence():
    done = shell("batch wishing-well people.csv -o out --jobs 2", NOFILE=12)
    assert done.stderr == "Too many files are open at once. Close other programs.\n"
    assert done.returncode == 1


def test_too_little_memory_is_one_sentence():
    sentences = set()
    for megabytes in range(40, 90, 10):
        done = shell("blank wishing-well --large -o out.pdf", AS=megabytes * 2**20)
        if "object address" not in done.stderr and "Fatal Python error" not in done.stderr:
            sentences.add(done.stderr)  # else the interpreter itself had no room left
        assert Path("out.pdf").exists() == (done.returncode == 0)
        Path("out.pdf").unlink(missing_ok=True)
    sentence = "There is not enough memory for this. Close other programs.\n"
    assert sentence in sentences and sentences <= {sentence, ""}


def test_a_small_file_is_read_with_little_memory():
    assert shell("read peter.pdf", AS=180 * 2**20).returncode == 0


@pytest.mark.parametrize("kind", ["pipe", slow_unless(False, "device"), "deep"])
def test_what_stands_in_the_place_of_a_journal_is_not_followed(kind):
    Path("out").mkdir()
    journal = Path("out/.mlmp-print.jsonl")
    if kind == "pipe":
        os.mkfifo(journal)
    elif kind == "device":
        journal.symlink_to("/dev/zero")
    else:
        journal.write_text("[" * 100_000 + "]" * 100_000 + "\n")
    done = shell("batch wishing-well people.csv -o out --resume")
    if kind == "deep":  # a line of another format
        assert (done.returncode, done.stderr) == (0, "2 filled.\n")
    else:
        assert done.stderr.startswith("out/.mlmp-print.jsonl: cannot be read: it is no ordinary")
        assert done.returncode == 5


def test_of_two_commands_that_write_one_file_neither_is_lost(folder):
    """Both have looked before either began to write; a table is begun when all is read."""
    target = folder / "answers.csv"
    late, early = Delivery(target), Delivery(target)
    with early:
        early.add(b"early")
    with pytest.raises(OutputError, match="another program has made it meanwhile"), late:
        late.add(b"late")
    assert target.read_bytes() == b"early" and not list(folder.glob("*.part"))


@pytest.mark.parametrize("argument", ["report", "print_job", "zip"])
def test_of_two_batches_that_write_one_file_neither_is_lost(folder, argument):
    """Both have looked before either began to write; much of a batch lies between the two."""
    target = folder / f"one.{argument}"
    named = {} if argument == "zip" else {argument: target}
    late = BatchOptions.of(target if argument == "zip" else folder / "out", named)
    target.write_bytes(b"early")
    with pytest.raises(OutputError, match="another program has made it meanwhile"):
        if argument == "report":
            Report(late)
        elif argument == "zip":
            late.recipient()
        else:
            FilePrinter([], target, late.laying, was_free=target in late.free_names)
    assert target.read_bytes() == b"early" and not list(folder.glob(".*"))
