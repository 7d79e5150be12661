"""A folder is not called like a file, a file not like a folder, and a missing folder is named."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mlmp_print as mlmp
from mlmp_print.cli.commands import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text("Navn\nPeter\n", "utf-8")
    (tmp_path / "peter.json").write_text('{"name": "Peter"}', "utf-8")
    (tmp_path / "peter.pdf").write_bytes(mlmp.fill("wishing-well", {"name": "Peter"}).pdf)
    return tmp_path


def run(command: str) -> Result:
    result = CliRunner().invoke(main, shlex.split(command), prog_name="mlmp-print")
    assert isinstance(result.exception, (type(None), SystemExit)), result.exception
    return result


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


FOLDERS_WANTED = (
    "blank wishing-well parking-lot -o {}",
    "kit wishing-well -o {}",
    "batch wishing-well t.csv -o {}",
    "read peter.pdf --pictures {}",
)
FILES_WANTED = (
    "blank wishing-well -o {}",
    "fill wishing-well peter.json -o {}",
    "read peter.pdf -o {}",
    "read peter.pdf --report {}",
    "preview peter.pdf -o {}",
    "schema wishing-well -o {}",
    "schema wishing-well --columns -o {}",
    "batch wishing-well t.csv --print {}",
    "batch wishing-well t.csv -o plans --report {}",
    "batch wishing-well t.csv -o plans --sheet-ids {}",
)


ZIP_WANTED_TOO = FOLDERS_WANTED[2]  # a batch writes into a folder, or a zip
CALLED_LIKE_FILES = [
    (command, name)
    for command in FOLDERS_WANTED
    for name in ("one.pdf", "a.b/ONE.CSV", "one.xlsx", "one.json", "one.zip")
    if (command, name) != (ZIP_WANTED_TOO, "one.zip")
]


@pytest.mark.parametrize(("command", "name"), CALLED_LIKE_FILES)
def test_no_folder_is_made_with_the_name_of_a_file(folder, command, name):
    before = names(folder)
    result = run(command.format(name))
    assert (result.exit_code, names(folder)) == (2, before)
    assert f"{name} is the name of a file" in result.stderr
    assert f"such as {Path(name).with_suffix('')}." in result.stderr


@pytest.mark.parametrize("command", FOLDERS_WANTED)
def test_a_folder_that_is_called_like_a_file_already_is_used(folder, command):
    (folder / "one.pdf").mkdir()
    assert run(command.format("one.pdf")).exit_code == 0


@pytest.mark.parametrize("command", FOLDERS_WANTED)
def test_a_name_that_is_written_as_a_folders_is_one(folder, command):
    assert run(command.format("one/")).exit_code == 0
    assert "one" in names(folder) or "--pictures" in command  # that sheet has no pictures


@pytest.mark.parametrize("command", FILES_WANTED)
def test_no_file_is_written_with_the_name_of_a_folder(folder, command):
    before = names(folder)
    result = run(command.format("plans/"))
    assert (result.exit_code, names(folder)) == (2, before)
    assert "plans/ is the name of a folder" in result.stderr


@pytest.mark.parametrize("command", FILES_WANTED)
def test_a_folder_that_is_missing_is_named_with_what_to_do(folder, command):
    before = names(folder)
    ending = "csv" if "--sheet-ids" in command else "out"
    result = run(command.format(f"nodir/x.{ending}"))
    assert (result.exit_code, names(folder)) == (5, before)
    assert "there is no folder nodir. Make it first, or name another." in result.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [*FOLDERS_WANTED, *FILES_WANTED])
@pytest.mark.parametrize("name", ["{}.csv", "{}/", "{}/x.csv"])
def test_a_name_that_is_too_long_is_refused_in_words(command, name):
    result = run(command.format(name.format("o" * 300)))
    assert result.exit_code in (0, 2, 5) and "Unexpected" not in result.stderr
    assert result.exit_code or "--pictures" in command  # of which there are none


@pytest.mark.usefixtures("folder")
def test_a_file_in_place_of_the_folder_is_no_folder():
    result = run("blank wishing-well -o peter.json/x.pdf")
    assert result.exit_code == 5 and "there is no folder peter.json" in result.stderr
