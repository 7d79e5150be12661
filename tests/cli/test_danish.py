"""The command line in Danish: what a case worker reads has no English left in it."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from repository import EXAMPLES, ROOT

from mlmp_print.cli.commands import main

DANISH = ROOT / "assets" / "messages" / "da" / "LC_MESSAGES" / "mlmp_print.po"
EXPORT, MAP = EXAMPLES / "case-export-wide.csv", EXAMPLES / "case-export-wide.toml"
GOOD = {
    "Sagsnr": "7101",
    "Borgers navn": "Åse Ødegård",
    "Dato for handleplan": "19-04-2026",
    "Indsatsmål 1": "bage brød",
    "Tema 1": "Praktiske opgaver",
    "Score nu 1": "2",
}
BAD = [
    {"Score nu 1": "7"},
    {"Score nu 1": "meget"},
    {"Dato for handleplan": "31-02-2026"},
    {"Tema 1": "Rumfart"},
    {"Uenig 1": "måske"},
    {"Borgers navn": ""},
    {"Noter": "a\0b"},
    {"Noter": "#REF!"},
]
NOTED = [{"Indsatsmål 1": "gå tur hver dag " * 60}]
HELP = [[*filter(None, [command]), "--help"] for command in ("", *main.commands)]
WRONG_USAGE = [
    ["fill"],
    ["fill", "visual-plan", "--foo"],
    ["batch", "visual-plan", "t.csv", "-o", "out", "--jobs", "many"],
    ["batch", "visual-plan", "t.csv", "-o", "out", "--copies", "0"],
    ["read", "--format", "xml", "a.pdf"],
    ["kit", "-o", str(MAP)],
    ["foo"],
]
# What commands say that run one after another in a process, which takes long to start.
SEVERAL = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from mlmp_print.cli.commands import main

def said(arguments):
    code, out, err = 0, io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(arguments, prog_name="mlmp-print")
        except SystemExit as end:
            code = end.code
    return code, out.getvalue(), err.getvalue()

print(json.dumps([said(arguments) for arguments in json.loads(sys.argv[1])]))
"""


def in_danish(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a Danish user does."""
    return python_in_danish("-m", "mlmp_print", *map(str, arguments), cwd=cwd)


def python_in_danish(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANGUAGE": "da", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, tuple[int, str, str]]:
    """Exit code, stdout and stderr of each command, by its arguments."""
    calls = [*HELP, *WRONG_USAGE]
    folder = tmp_path_factory.mktemp("said")
    done = python_in_danish("-c", SEVERAL, json.dumps(calls), cwd=folder)
    assert done.returncode == 0, done.stderr
    return dict(zip(map(" ".join, calls), json.loads(done.stdout), strict=True))


def english_in(text: str) -> list[str]:
    """The English phrases, translated otherwise in Danish, that occur in a text."""
    return [
        english
        for english in _untranslated()
        if (literals := _literals(english))
        and all(literal in text for literal in literals)  # much quicker than any pattern
        and _pattern(literals).search(text)
    ]


@cache
def _untranslated() -> list[str]:
    """The English of every phrase that is another one in Danish."""
    with DANISH.open("rb") as file:
        catalog = read_po(file)
    return [
        english
        for message in catalog
        if message.id
        for english, danish in zip(_forms(message.id), _forms(message.string), strict=True)
        if english != danish
    ]


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


@cache
def _literals(template: str) -> list[str]:
    """What stands around the values of a template; nothing if that is hardly a word."""
    try:
        literals = [literal for literal, *_ in Formatter().parse(template)]
    except ValueError:  # a text without values may have any braces
        literals = [template]
    has_words = re.search("[A-Za-z]{3}", " ".join(literals))
    return [re.sub(r"\s+", " ", literal) for literal in literals] if has_words else []


def _pattern(literals: list[str]) -> re.Pattern[str]:
    """What finds a template with any values."""
    words = ".+?".join(map(re.escape, literals))
    return re.compile(rf"(?<![\w-]){words}(?![\w-])")


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """A folder with the outputs of a batch whose rows are nearly all bad, and what it said."""
    folder = tmp_path_factory.mktemp("danish")
    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file, delimiter=";"))
    with (folder / "bad.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, delimiter=";")
        writer.writeheader()
        for number, change in enumerate([*NOTED, *BAD]):
            writer.writerow({**GOOD, "Sagsnr": 7100 + number, **change})
        file.write("7999;Bo\r\n")  # too few cells
    options = ("--columns", MAP, "-o", "out", "--report", "report.csv")
    result = in_danish("batch", "visual-plan", "bad.csv", *options, cwd=folder)
    assert result.returncode == 3, result.stderr
    return folder, result.stderr


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_a_batch_of_bad_rows_says_in_danish_where_and_what_to_do(batch):
    _, stderr = batch
    for line in (
        "Bemærk: række 2, kolonne “Indsatsmål 1”: ",
        "række 3, kolonne “Score nu 1”: tallet er ikke på skalaen. Skriv et tal fra 0 til 4.",
        "række 5, kolonne “Dato for handleplan”: datoen findes ikke. Skriv dag-måned-år",
        "række 6, kolonne “Tema 1”: temaet er ikke et af livstemaerne. Du kan vælge mellem: ",
        "1 er udfyldt, 9 kunne ikke udfyldes: ret rækkerne i ",
    ):
        assert line in stderr
    assert english_in(" ".join(stderr.split())) == []


def test_a_theme_that_is_none_is_answered_with_the_names_on_the_sheet(batch):
    _, stderr = batch
    assert "Samfundsliv" in stderr and "society" not in stderr


def test_the_report_has_english_headings_and_danish_messages(batch):
    folder, _ = batch
    headings, *rows = rows_of(folder / "report.csv")
    assert headings == ["row", "column", "path", "message"]
    assert len(rows) > len(BAD) and ["6", "Tema 1", "goals.1.theme"] in [row[:3] for row in rows]
    assert [english_in(row[-1]) for row in rows] == [[] for _ in rows]


def test_the_failed_rows_have_an_english_heading_and_danish_reasons(batch):
    folder, _ = batch
    (reason, *headings), *rows = rows_of(folder / "out" / "failed-rows.csv")
    assert reason == "mlmp-print: why not" and headings[0] == "Sagsnr"
    assert len(rows) == len(BAD) + 1
    assert [english_in(row[0]) for row in rows] == [[] for _ in rows]


@pytest.mark.slow
def test_a_dry_run_and_processes_beside_each_other_speak_danish_too(batch):
    folder, _ = batch
    table = ("batch", "visual-plan", "bad.csv")
    dry_run = in_danish(*table, "--dry-run", cwd=folder)
    assert "Sagsnr " in dry_run.stdout and "klar til at blive udfyldt" in dry_run.stderr
    parallel = in_danish(*table, "--columns", MAP, "-o", "two", "--jobs", "2", cwd=folder)
    for result in (dry_run, parallel):
        assert english_in(" ".join(result.stderr.split())) == []


@pytest.mark.parametrize("arguments", HELP, ids=" ".join)
def test_the_help_of_every_command_is_in_danish(arguments, said):
    code, stdout, _ = said[" ".join(arguments)]
    lines = [line for line in stdout.splitlines() if not line.startswith("  mlmp-print ")]
    assert code == 0 and "Tilvalg:" in lines
    # What is typed is the same in every language: [file|person|goal].
    prose = re.sub(r"\[\w+(\|\w+)+\]", "", " ".join(lines))
    assert english_in(" ".join(prose.split())) == []


@pytest.mark.parametrize("arguments", WRONG_USAGE, ids=lambda arguments: " ".join(arguments[:3]))
def test_wrong_usage_is_told_in_danish(arguments, said):
    code, _, stderr = said[" ".join(arguments)]
    assert code == 2 and "Det gik ikke: " in stderr
    assert english_in(" ".join(stderr.split())) == []


def test_the_program_itself_says_it_in_danish_too(said, tmp_path):
    for arguments in (HELP[0], WRONG_USAGE[0]):
        result = in_danish(*arguments, cwd=tmp_path)
        assert [result.returncode, result.stdout, result.stderr] == said[" ".join(arguments)]


def test_an_english_phrase_would_be_found():
    assert english_in("row 3: is not a date we can read. Write it") != []
    assert english_in("række 3: det er ikke en dato, der kan læses. Udfyld cellen") == []
