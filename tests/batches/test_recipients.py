"""A batch's files into a zip or to a function: all or nothing, in order, in flat memory."""

from __future__ import annotations

import csv
import gc
import io
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import mlmp_print as mlmp
from mlmp_print.cli.commands import main

CANARY = "Kanarie-Hemmelig-77"
BAD = {"id": 99, "name": CANARY, "goals.1.score_now": 9}


def rows(count: int) -> list[dict[str, Any]]:
    return [{"id": number, "name": f"Åse {number}"} for number in range(count)]


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template("visual-plan")


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def unpacked(source: Any) -> dict[str, bytes]:
    with zipfile.ZipFile(source) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


# Zip ----------------------------------------------------------------------------------------------


def test_a_path_that_ends_in_zip_becomes_a_zip_of_the_same_files(tmp_path, template):
    outcome = mlmp.batch(template, rows(20), tmp_path / "plans.ZIP")
    assert outcome.written == 20 and listed(tmp_path) == ["plans.ZIP"]
    assert (tmp_path / "plans.ZIP").stat().st_mode & 0o777 == 0o600
    mlmp.batch(template, rows(20), tmp_path / "plans")
    files = {path.name: path.read_bytes() for path in (tmp_path / "plans").glob("*.pdf")}
    found = unpacked(tmp_path / "plans.ZIP")
    assert found == files and list(found) == [f"{number}.pdf" for number in range(20)]


def test_the_same_rows_give_the_same_zip_with_any_number_of_workers(tmp_path, template):
    zips = [tmp_path / f"{number}.zip" for number in range(3)]
    mlmp.batch(template, rows(50), zips[0])
    mlmp.batch(template, rows(50), zips[1], jobs=2)
    with ThreadPoolExecutor(4) as executor:
        mlmp.batch(template, rows(50), zips[2], executor=executor)
    assert zips[0].read_bytes() == zips[1].read_bytes() == zips[2].read_bytes()


def test_failed_rows_are_in_the_zip_and_can_be_mended_there(tmp_path, template):
    outcome = mlmp.batch(template, [*rows(2), BAD], tmp_path / "plans.zip")
    assert (outcome.written, outcome.failed, str(outcome.failed_rows)) == (2, 1, "failed-rows.csv")
    found = unpacked(tmp_path / "plans.zip")
    assert list(found) == ["0.pdf", "1.pdf", "failed-rows.csv"]
    text = found["failed-rows.csv"].decode("utf-8-sig").replace("9\r\n", "2\r\n")
    (failed,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert failed["id"] == "99" and "is not on the scale" in failed["mlmp-print: why not"]
    assert mlmp.batch(template, io.StringIO(text), tmp_path / "mended.zip").written == 1


def test_only_failed_rows_are_a_zip_too(tmp_path, template):
    outcome = mlmp.batch(template, [BAD], tmp_path / "plans.zip")
    assert outcome.written == 0 and list(unpacked(tmp_path / "plans.zip")) == ["failed-rows.csv"]


def test_an_open_file_gets_a_zip_and_stays_open(template):
    file = io.BytesIO(b"before")
    file.seek(6)
    mlmp.batch(template, rows(2), file)
    assert list(unpacked(io.BytesIO(file.getvalue()))) == ["0.pdf", "1.pdf"]
    assert file.getvalue().startswith(b"before") and not file.closed


class Pipe(io.RawIOBase):
    """A file that cannot go back, and takes a few bytes at a time."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data[:1000])
        self.data += part
        return len(part)


def test_a_file_that_cannot_go_back_gets_a_whole_zip(template):
    pipe = Pipe()
    mlmp.batch(template, rows(2), pipe)
    assert list(unpacked(io.BytesIO(pipe.data))) == ["0.pdf", "1.pdf"]


def test_a_zip_of_the_programs_own_is_a_function(template):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("read-me.txt", "Plans")
        mlmp.batch(template, rows(1), archive.writestr)
    assert list(unpacked(out)) == ["read-me.txt", "0.pdf"]


def test_encrypted_locked_and_several_forms_go_into_a_zip(tmp_path, template):
    several = [template, mlmp.template("wishing-well")]
    mlmp.batch(several, rows(1), tmp_path / "a.zip", password="mange æbler")
    found = unpacked(tmp_path / "a.zip")
    assert list(found) == ["0-visual-plan.pdf", "0-wishing-well.pdf"]
    for pdf in found.values():
        assert mlmp.read(pdf, password="mange æbler").answers == {"name": "Åse 0"}
    mlmp.batch(template, rows(1), tmp_path / "b.zip", lock=True)
    assert b"pdfaid" in unpacked(tmp_path / "b.zip")["0.pdf"]


def breaking_off() -> Iterator[dict[str, Any]]:
    yield from rows(40)
    raise ConnectionError(CANARY)


class Disk(io.BytesIO):
    """A file that has room for so many bytes."""

    room = 20_000

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(data)


def test_a_full_disk_leaves_no_half_zip(template):
    file = Disk(b"before")
    file.seek(6)
    with pytest.raises(mlmp.OutputError, match="the open file: cannot be written"):
        mlmp.batch(template, rows(10), file)
    assert file.getvalue() == b"before"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_zip_that_cannot_be_written_leaves_the_old_one(tmp_path, template):
    import resource

    target = tmp_path / "plans.zip"
    target.write_bytes(b"old")
    with pytest.raises(mlmp.OutputError, match=r"plans.zip: is there already") as caught:
        mlmp.batch(template, rows(2), target)
    assert caught.value.code == "exists:output"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(mlmp.OutputError, match=r"plans.zip: cannot be written"):
            mlmp.batch(template, rows(100), target, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert target.read_bytes() == b"old" and listed(tmp_path) == ["plans.zip"]
    mlmp.batch(template, rows(2), target, force=True)
    assert len(unpacked(target)) == 2


@pytest.mark.parametrize("name", ["gone/plans.zip", "folder.zip", "t.zip"])
def test_a_zip_is_refused_before_anything_is_made(tmp_path, template, name):
    (tmp_path / "folder.zip").mkdir()
    table = tmp_path / "t.zip"
    table.write_text("name\nBo\n")
    with pytest.raises(mlmp.OutputError):
        mlmp.batch(template, table, tmp_path / name, force=True)
    assert listed(tmp_path) == ["folder.zip", "t.zip"]
    assert table.read_text() == "name\nBo\n"


def test_a_dry_run_makes_no_zip_and_calls_no_function(tmp_path, template):
    taken: dict[str, bytes] = {}
    for output in (tmp_path / "plans.zip", taken.__setitem__, io.BytesIO()):
        outcome = mlmp.batch(template, [*rows(2), BAD], output, dry_run=True)
        assert (outcome.written, outcome.failed) == (2, 1)
    assert not taken and listed(tmp_path) == []


@pytest.mark.parametrize("output", ["plans.zip", io.BytesIO(), lambda *_: None])
def test_only_a_folder_can_go_on(tmp_path, template, monkeypatch, output):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(mlmp.UsageError, match="Only a batch into a folder can go on"):
        mlmp.batch(template, rows(1), output, resume=True)
    assert listed(tmp_path) == []


def test_the_command_line_writes_a_zip_too(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("id;name;goals.1.score_now\n1;Bo;1\n2;Eva;9\n", "utf-8")
    arguments = ["batch", "visual-plan", str(table), "-o", str(tmp_path / "plans.zip")]
    first = CliRunner().invoke(main, arguments)
    assert first.exit_code == 3 and "1 filled, 1 not: see failed-rows.csv" in first.stderr
    assert list(unpacked(tmp_path / "plans.zip")) == ["1.pdf", "failed-rows.csv"]
    again = CliRunner().invoke(main, arguments)
    assert again.exit_code == 5 and "--force" in again.stderr and "with -o" in again.stderr
    assert CliRunner().invoke(main, [*arguments, "--force"]).exit_code == 3
    resumed = CliRunner().invoke(main, [*arguments, "--resume"])
    assert resumed.exit_code == 2 and "--resume" in resumed.stderr


# Function -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_function_is_called_in_the_order_of_the_rows(template, jobs):
    names: list[str] = []
    mlmp.batch(template, rows(70), lambda name, _: names.append(name), jobs=jobs)
    assert names == [f"{number}.pdf" for number in range(70)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_function_that_fails_ends_the_batch_in_words(tmp_path, template, jobs):
    names: list[str] = []

    def take(name: str, _: bytes) -> None:
        if len(names) == 20:
            raise RuntimeError(CANARY)
        names.append(name)

    with pytest.raises(mlmp.OutputError) as caught:
        mlmp.batch(
            template, rows(70), take, jobs=jobs,
            print_job=tmp_path / "job.pdf", report=tmp_path / "report.csv",
        )  # fmt: skip
    assert str(caught.value) == ("20.pdf: the function that takes the files failed (RuntimeError)")
    assert isinstance(caught.value.__cause__, RuntimeError) and len(names) == 20
    assert listed(tmp_path) == ["report.csv"], "as after any error"


def test_ctrl_c_in_a_function_is_no_error_of_the_function(template):
    def take(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mlmp.batch(template, rows(3), take)


def test_a_function_and_a_print_job_are_made_together(tmp_path, template):
    taken: dict[str, bytes] = {}
    outcome = mlmp.batch(
        template, [*rows(2), BAD], taken.__setitem__, print_job=tmp_path / "job.pdf",
        laying=mlmp.PrintLayout(copies=2),
    )  # fmt: skip
    assert len(taken) == 2 and outcome.pages > 4 and outcome.failed_rows is None
    assert listed(tmp_path) == ["job.pdf"]


@pytest.mark.slow
def test_memory_is_flat_however_many_files_there_are(template):
    """The files of 2,000 rows would take 100 MB."""

    def peak(count: int) -> int:
        gc.collect()
        tracemalloc.start()
        mlmp.batch(template, rows(count), lambda *_: None)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(20)
    assert peak(600) - peak(100) < 3_000_000
