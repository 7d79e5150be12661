"""A sheet is read from bytes and from open files as from a file under its path."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

import mlmp_print as mlmp
from mlmp_print.model.limits import PDF_BYTES

FORM = "wishing-well"
CANARY = "Kanarie-Hemmelig-77"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return mlmp.fill(FORM, {"name": "Åse"}).pdf


def in_zip(pdf: bytes) -> Any:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", pdf)
    return zipfile.ZipFile(out).open("a.pdf")


def temporary(pdf: bytes) -> Any:
    file = tempfile.SpooledTemporaryFile()  # noqa: SIM115 - the test closes it
    file.write(pdf)
    file.seek(0)
    return file


class OnlyRead:
    """What has a method `read`, as an upload of a web server does, and gives a little at a time."""

    def __init__(self, data: bytes) -> None:
        self.stream = io.BytesIO(data)

    def read(self, size: int, /) -> bytes:
        return self.stream.read(min(size, 1000))


@pytest.mark.parametrize("opened", [io.BytesIO, in_zip, temporary, OnlyRead])
def test_an_open_file_is_read_from_where_it_stands(pdf, opened):
    file = opened(pdf)
    assert mlmp.read(file).answers == {"name": "Åse"}
    getattr(file, "close", int)()


def test_a_file_on_the_disk_stays_open(pdf, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"skipped" + pdf)
    with path.open("rb") as file:
        file.seek(7)
        assert mlmp.read(file).answers == {"name": "Åse"}
        assert not file.closed


def test_of_an_endless_file_only_enough_is_read():
    class Endless:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += min(size, 2**20)
            return bytes(min(size, 2**20))

    endless = Endless()
    with pytest.raises(mlmp.PdfError, match="64 MB"):
        mlmp.read(endless)
    assert endless.given == PDF_BYTES + 1


class Failing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self, _: int, /) -> bytes:
        raise self.error


def text_file(tmp_path: Path, pdf: bytes) -> Any:
    (tmp_path / "t.pdf").write_bytes(pdf)
    return (tmp_path / "t.pdf").open(encoding="latin-1")


def closed_file(_: Path, pdf: bytes) -> Any:
    file = io.BytesIO(pdf)
    file.close()
    return file


def write_only(tmp_path: Path, _: bytes) -> Any:
    return (tmp_path / "w.pdf").open("wb")


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (text_file, mlmp.UsageError, "opened as text"),
        (closed_file, mlmp.UsageError, "is a closed file"),
        (write_only, mlmp.UsageError, "is not open for reading"),
        (lambda *_: io.StringIO("%PDF"), mlmp.UsageError, "opened as text"),
        (lambda *_: Failing(OSError(5, "x")), mlmp.PdfError, "cannot be read"),
        (lambda *_: Failing(RuntimeError(CANARY)), mlmp.PdfError, "cannot be read: RuntimeError"),
        (lambda *_: io.BytesIO(), mlmp.PdfError, "not a PDF"),
        (lambda *_: gzip.GzipFile(fileobj=io.BytesIO(b"no gzip")), mlmp.PdfError, "BadGzipFile"),
    ],
)
@pytest.mark.parametrize("function", [mlmp.read, mlmp.preview])
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, pdf, make, error, says, function):
    file = make(tmp_path, pdf)
    with pytest.raises(error, match=says) as caught:
        function(file)
    assert CANARY not in str(caught.value)
    if not isinstance(file, Failing):
        file.close()


def test_many_are_read_from_memory_one_after_another(pdf, tmp_path):
    """Of bytes that a generator gives, the next are asked for when the last are read."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    other = mlmp.fill(FORM, {"name": "Bo"}).pdf
    asked: list[int] = []

    def given() -> Any:
        for number, source in enumerate([path, b"broken", other, str(path), io.BytesIO(pdf)], 1):
            asked.append(number)
            yield source

    received = mlmp.read_many(given())
    assert next(received).file == path and asked == [1, 2]
    rest = list(received)
    assert [str(one.file) for one in rest] == ["#2", "#3", str(path), "#5"]
    names = [one.read and one.read.answers["name"] for one in rest]
    assert names == [None, "Bo", "Åse", "Åse"]
    assert "are the same as in" in str(rest[-1].notes[0])


def test_an_open_file_of_many_is_called_by_its_name(pdf, tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf)
    descriptor = os.open(tmp_path / "a.pdf", os.O_RDONLY)
    with (tmp_path / "a.pdf").open("rb") as named, os.fdopen(descriptor, "rb") as nameless:
        received = list(mlmp.read_many([named, nameless]))
    assert [str(one.file) for one in received] == [str(tmp_path / "a.pdf"), "#2"]


def test_a_closed_file_among_many_stops_none(pdf):
    received = list(mlmp.read_many([closed_file(Path(), pdf), pdf]))
    assert isinstance(received[0].error, mlmp.UsageError) and received[1].read


@pytest.mark.parametrize("wrong", [5, None, io.StringIO("x"), bytearray(b"%PDF"), "a\0b"])
def test_what_is_no_sheet_among_many_is_a_wrong_argument(pdf, wrong):
    with pytest.raises(mlmp.UsageError, match="argument sources"):
        list(mlmp.read_many([pdf, wrong]))
