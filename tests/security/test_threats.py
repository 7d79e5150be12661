"""Hostile input and hostile circumstances that the other files do not try.

Every limit, every way to stop a run, and no way out to the network or to other folders.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from processes import PATIENCE, needs_proc, needs_two_processors, wait_for_files, workers
from repository import ROOT, TESTS
from sheets import PETER, pdfium_words
from spreadsheets import opendocument, spreadsheet
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.batches.job import Batch
from mlmp_print.batches.journal import NAME
from mlmp_print.cli.commands import main
from mlmp_print.look.look import load
from mlmp_print.look.pictures import normal
from mlmp_print.look.ready_pictures import normal as ready_normal
from mlmp_print.look.ready_pictures import png as plain_png
from mlmp_print.model import limits
from mlmp_print.model.answers import parse
from mlmp_print.model.errors import (
    AnswersError,
    DefinitionError,
    InvalidValue,
    MlmpError,
    OutputError,
    PdfError,
)
from mlmp_print.pdf.preview import png
from mlmp_print.text.unicode import normalized

CANARY = "Kanariefugl"


def run(*args: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, list(map(str, args)), input=stdin, prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def script(*args: object) -> list[str]:
    return [sys.executable, "-c", "from mlmp_print.cli.commands import run; run()", *map(str, args)]


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template("visual-plan")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples of a property."""
    return tmp_path_factory.mktemp("place")


def refused(action: Callable[[], Any]) -> str:
    """What is said of something that one of our errors refuses."""
    with pytest.raises((MlmpError, InvalidValue)) as caught:
        action()
    return f"{caught.value} {getattr(caught.value, 'todo', '')}"


def table(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def dry(template: mlmp.Template, path: Path) -> Any:
    return Batch.of(template, path).run(path.parent / "out", dry_run=True)


def troubles(template: mlmp.Template, path: Path) -> list[str]:
    return [str(trouble) for trouble in dry(template, path).troubles]


# Limits -------------------------------------------------------------------------------------------


def with_part(book: Path, name: str, old: bytes, new: bytes) -> Path:
    """The spreadsheet with something in one of its parts changed."""
    with zipfile.ZipFile(book) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    assert old in parts[name]
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, data in parts.items():
            packed.writestr(each, data.replace(old, new) if each == name else data)
    return book


def said_to_be(book: Path, size: int) -> Path:
    """The spreadsheet with a part more that is said to unpack to so many bytes."""
    with zipfile.ZipFile(book, "a") as packed:
        packed.writestr("xl/large.xml", b"x")
        packed.filelist[-1].file_size = size
    return book


def look_of_themes(folder: Path, count: int) -> Path:
    """A look with so many life themes of its own."""
    lines = (f'[themes.t{number}]\nfill = "#FFFFFF"\n' for number in range(count))
    return table(folder, "".join(lines), "look.toml")


def look_of_pictures(folder: Path, count: int) -> Path:
    """A look with so many files in its folder of pictures for questions."""
    (folder / "symbols").mkdir()
    for number in range(count):
        (folder / "symbols" / f"{number}.png").touch()
    return table(folder, '[pictures]\nfolder = "symbols"\n', "look.toml")


def endless(line: bytes, size: int) -> bytes:
    return line * (size // len(line) + 1)


def wide_png(width: int, height: int) -> bytes:
    """A PNG of one pixel that says it is so large."""
    small = plain_png(1, 1, bytes(3))
    return small[:16] + width.to_bytes(4) + height.to_bytes(4) + small[24:]


OVER: dict[str, Callable[[Path, mlmp.Template], Any]] = {
    "TEXT_LETTERS": lambda _, t: t.fill({"notes": "x" * (limits.TEXT_LETTERS + 1)}),
    "JSON_BYTES": lambda *_: parse(b'"' + bytes(limits.JSON_BYTES)),
    "PDF_BYTES": lambda *_: mlmp.read(b"%PDF-1.7" + bytes(limits.PDF_BYTES)),
    "PICTURE_BYTES": lambda folder, _: mlmp.fill(
        "mood-board", picture(table(folder, bytes(limits.PICTURE_BYTES + 1), "x.png")), folder
    ),
    "PICTURE_PIXELS": lambda *_: normal(wide_gif(8001, 5000)),
    "PICTURE_PAGE_PIXELS": lambda *_: ready_normal(wide_png(2001, 1000)),
    "PREVIEW_PIXELS": lambda *_: png(huge_page(), 1, 600),
    "FORM_NUMBER": lambda folder, _: mlmp.template(
        str(table(folder, FORM.replace("most = 12", "most = 1001"), "form.toml"))
    ),
    "TOML_BYTES": lambda folder, _: load(
        file=table(folder, endless(b"# x\n", limits.TOML_BYTES), "look.toml")
    ),
    "THEMES_LEAST": lambda folder, _: load(file=look_of_themes(folder, limits.THEMES_LEAST - 1)),
    "THEMES_MOST": lambda folder, _: load(file=look_of_themes(folder, limits.THEMES_MOST + 1)),
    "QUESTION_PICTURES": lambda folder, _: load(
        file=look_of_pictures(folder, limits.QUESTION_PICTURES + 1)
    ),
    "TABLE_BYTES": lambda folder, t: dry(
        t, said_to_be(spreadsheet(folder / "t.xlsx"), limits.TABLE_BYTES)
    ),
    "TABLE_COLUMNS": lambda folder, t: dry(
        t, table(folder, "Navn" + "".join(f";k{n}" for n in range(limits.TABLE_COLUMNS)) + "\nBo\n")
    ),
    "TABLE_CELLS": lambda folder, t: dry(
        t,
        with_part(
            spreadsheet(folder / "t.xlsx"), SHEET, b'r="6"><c r="C6"', b'r="200006"><c r="Z200006"'
        ),
    ),
    "TABLE_MEMORY": lambda folder, t: dry(
        t, with_part(spreadsheet(folder / "t.xlsx"), SHEET, b'r="D6"', b'r="XFD1048576"')
    ),
    "TABLE_CELL_LETTERS": lambda folder, t: dry(
        t, table(folder, "Navn\n" + "x" * (limits.TABLE_CELL_LETTERS + 1) + "\n")
    ),
    "TABLE_ROW_LETTERS": lambda folder, t: dry(
        t, table(folder, "Navn;Noter\nBo;" + "x;" * (limits.TABLE_ROW_LETTERS // 2))
    ),
}
SHEET = "xl/worksheets/sheet1.xml"
NAMED = {  # how the error says the limit, where that is not the number
    "PDF_BYTES": "64 MB",
    "PICTURE_BYTES": "20 MB",
    "PICTURE_PIXELS": "40 million",
    "PICTURE_PAGE_PIXELS": "2 million",
    "PREVIEW_PIXELS": "too large to draw at 600 dpi",
    "TABLE_MEMORY": "512 MB",
}
ELSEWHERE = {
    "EACH_MOST": "test_each: test_more_of_them_than_any_sheet_has_are_refused",
    "FAULTS_TRIED": "test_batch: test_a_dry_run_shows_every_error_and_so_has_no_report",
    "FAULTS_SHOWN": "test_cli: test_of_very_many_faults_the_first_are_shown_and_the_rest_counted",
    "PICTURE_SCANS": "test_pictures: "
    "test_a_progressive_jpeg_is_read_unless_it_has_scans_without_end",
    "PICTURE_PARTS": "test_pictures: test_a_file_of_very_many_parts_is_refused",
    "TABLE_SECONDS": "test_a_spreadsheet_that_hangs_its_reader_is_cut_off",
    "TABLE_HEADING_SEARCH": "test_table_part: test_headings_are_looked_for_in_the_first_rows_only",
    "TABLE_HEADING_ROW": "test_table_part: test_a_wrong_key_of_the_map_is_refused",
    "TABLE_SHEETS": "test_table_part: test_a_spreadsheet_of_very_many_sheets_is_refused",
    "TABLE_LOST_RESULTS": "test_formula_results: test_more_than_anybody_mends_are_refused_at_once",
    "REGISTER_BYTES": "test_returns: test_a_register_over_its_limits_is_refused",
    "REGISTER_CELL_LETTERS": "test_returns: test_a_register_over_its_limits_is_refused",
    "TABLE_DEPTH": "test_a_record_nested_deep_is_one_bad_row",
    "PASSWORD_LETTERS": "test_cli: test_a_password_may_be_long_but_not_without_end",
    "EXPORT_PARTS": "test_hostile_exports: test_what_no_export_has_is_one_clear_error",
    **dict.fromkeys(
        ("BATCH_JOBS", "PRINT_COPIES", "SPARE_SETS"), "test_an_option_over_its_limit_is_refused"
    ),
    "SCAN_PIXELS": "test_pictures: the bomb among what is refused with a sentence",
    "SCAN_PICTURE_BYTES": "test_pictures: a picture of more bytes than are read",
    **dict.fromkeys(
        ("SCAN_BYTES", "SCAN_PAGES"),
        "test_scan_sandbox: test_files_and_pages_over_the_limits_are_left_out",
    ),
    **dict.fromkeys(
        ("SCAN_SECONDS", "SCAN_MEMORY", "SCAN_LOSSES"),
        "test_scan_sandbox: test_a_page_that_never_ends_is_named",
    ),
    **dict.fromkeys(
        ("SCAN_PANELS", "SCAN_CROPS"),
        "test_scan_sandbox: test_a_page_of_very_many_parts_is_refused",
    ),
    **dict.fromkeys(
        ("PREVIEW_DPI_LEAST", "PREVIEW_DPI_MOST"),
        "test_arguments: test_a_wrong_argument_is_refused_in_a_sentence_that_names_it",
    ),
}
UNTRIED_HERE = re.compile("PDF_(?!BYTES)|READ_")  # those of the PDF reader: see its own tests


def picture(path: Path) -> dict[str, Any]:
    """Answers with the picture at the first place for one."""
    place = next(path for path, kind in _kinds("mood-board").items() if kind == "picture")
    head, _, rest = place.partition(".")
    return {head: [{rest: path.name}]} if "." in place else {place: path.name}


def _kinds(name: str) -> dict[str, str]:
    from mlmp_print.model.schema import kinds_in

    return {pattern: kind.name for pattern, kind in kinds_in(mlmp.schema(name)).items()}


def wide_gif(width: int, height: int) -> bytes:
    """The header of a GIF: no more is needed to know its size."""
    return (
        b"GIF89a"
        + width.to_bytes(2, "little")
        + height.to_bytes(2, "little")
        + b"\x00\x00\x00,\x00\x00\x00\x00"
        + b"\xff" * 6
        + b"\x08\x00;"
    )


def huge_page() -> bytes:
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_000, 14_000))
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", OVER)
def test_what_is_over_a_limit_is_refused_with_the_limit(name, tmp_path, template, monkeypatch):
    # On a busy machine the time of a spreadsheet may be up first.
    monkeypatch.setattr("mlmp_print.tables.spreadsheet.TABLE_SECONDS", PATIENCE)
    assert NAMED.get(name, f"{getattr(limits, name):,}") in refused(
        lambda: OVER[name](tmp_path, template)
    )


@pytest.mark.parametrize(
    ("option", "limit"),
    [
        ("--jobs", limits.BATCH_JOBS),
        ("--copies", limits.PRINT_COPIES),
        ("--spare", limits.SPARE_SETS),
    ],
)
def test_an_option_over_its_limit_is_refused(option, limit, tmp_path):
    people = table(tmp_path, "Navn\nBo\n")
    result = run("batch", "visual-plan", people, "--print", tmp_path / "job.pdf", option, limit + 1)
    assert result.exit_code == 2 and f"<={limit}" in result.stderr
    assert not (tmp_path / "job.pdf").exists()


def test_every_limit_is_tried_and_told():
    """The table in SECURITY.md has every limit as it is in the code."""
    known = {name: getattr(limits, name) for name in vars(limits) if name.isupper()}
    assert {
        name for name in known if not UNTRIED_HERE.match(name)
    } == OVER.keys() | ELSEWHERE.keys()
    rows = re.findall(
        r"^\| `([A-Z_]+)` \| ([0-9,.]+)(?: (KiB|MiB|GiB))? \|",
        (ROOT / "SECURITY.md").read_text("utf-8"),
        re.MULTILINE,
    )
    units = {"": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
    assert {
        name: float(number.replace(",", "")) * units[unit] for name, number, unit in rows
    } == known


def test_a_cell_far_out_does_not_end_the_program(tmp_path):
    """calamine reserves memory for all cells up to the last, and aborts if there is none."""
    far = with_part(spreadsheet(tmp_path / "t.xlsx"), SHEET, b'r="D6"', b'r="XFD1048576"')
    done = subprocess.run(
        script("batch", "visual-plan", far, "--dry-run"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 4 and len(done.stderr.splitlines()) == 1, done.stderr


def test_a_spreadsheet_that_hangs_its_reader_is_cut_off(tmp_path, template, monkeypatch):
    """calamine never returns from a sheet without an end. The test shortens the limit of 20 s."""
    monkeypatch.setattr("mlmp_print.tables.spreadsheet.TABLE_SECONDS", 2)
    path = with_part(
        opendocument(tmp_path / "t.ods"),
        "content.xml",
        b"</table:table></office:spreadsheet></office:body></office:document-content>",
        b"",
    )
    with_part(path, "content.xml", b"<office:spreadsheet>", b"<oqfice:spreadsheet>")
    said = refused(lambda: dry(template, path))
    assert "2 seconds" in said or "more than 512 MB" in said, "whichever limit it meets first"


BROKEN_ARCHIVES = [
    pytest.param(lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x00"), id="directory"),
    pytest.param(
        lambda data: data.replace(b"PK\x01\x02\x14", b"PK\x01\x02\x6c").replace(
            b"\x14\x00\x00\x00", b"\x6c\x00\x00\x00"
        ),
        id="version",
    ),
    pytest.param(lambda data: data[:-30], id="end"),
    pytest.param(lambda data: data[: len(data) // 2], id="half"),
]


@pytest.mark.parametrize("broken", BROKEN_ARCHIVES)
def test_a_broken_archive_is_a_broken_spreadsheet(broken, tmp_path, template):
    path = spreadsheet(tmp_path / "t.xlsx")
    path.write_bytes(broken(path.read_bytes()))
    answered(
        lambda: dry(template, path)
    )  # some say that they are odd, and can be read all the same


# JSON and tables ----------------------------------------------------------------------------------


def test_a_key_twice_at_any_depth_of_a_record_is_one_bad_row(tmp_path, template):
    lines = '{"name": "Bo", "goals": [{"text": "a", "text": "b"}]}\n{"name": "a", "name": "b"}\n'
    lines += '{"form": "visual-plan", "answers": {"name": "a", "name": "b"}}\n'
    wheres = [
        line.partition(":")[0] for line in troubles(template, table(tmp_path, lines, "t.jsonl"))
    ]
    assert wheres == [
        "row 1, column “text”",
        "row 2, column “name”, “Navn”",
        "row 3, column “name”, “Navn”",
    ]


def test_an_answer_given_in_two_ways_is_one_bad_row(tmp_path, template):
    lines = (
        '{"goals.1.text": "a", "goals": [{"text": "b"}]}\n'
        '{"name": "a", "": {"name": "b"}}\n'
        '{"name": "Bo"}\n'
    )
    assert [line[:5] for line in troubles(template, table(tmp_path, lines, "t.jsonl"))] == [
        "row 1",
        "row 2",
    ]


def test_numbers_that_are_none_are_refused_in_a_table_too(tmp_path, template):
    lines = (
        '{"name": NaN}\n'
        '{"name": "Bo", "notes": 1e400}\n'
        '{"name": "Eva", "goals": [{"score_now": -Infinity}]}\n'
    )
    found = troubles(template, table(tmp_path, lines, "t.jsonl"))
    assert [line.partition(":")[0] for line in found] == [
        "row 1, column “name”, “Navn”",
        "row 2, column “notes”, “Noter”",
        "row 3, column “goals.1.score_now”, “Score nu 1”",
    ]


def test_a_record_nested_deep_is_one_bad_row(tmp_path, template):
    deep = (
        "".join(f'{{"a{n}": ' for n in range(limits.TABLE_DEPTH + 1))
        + "1"
        + "}" * (limits.TABLE_DEPTH + 1)
    )
    lines = f'{deep}\n{"[" * 100_000}\n{{"name": {"1" * 5_000}}}\n{{"name": "Bo"}}\n'
    found = troubles(template, table(tmp_path, lines, "t.jsonl"))
    assert [line[:5] for line in found] == [
        "row 1",
        "row 2",
        "row 3",
    ] and f"more than {limits.TABLE_DEPTH} deep" in found[0]


def test_a_line_that_is_too_long_is_one_bad_row(tmp_path, template):
    with (tmp_path / "t.jsonl").open("wb") as file:
        file.writelines(
            [
                b'{"name": "Bo"}\n{"name": "',
                b"x" * (limits.JSON_BYTES * 2),
                b'"}\n{"name": "Eva"}\n',
            ]
        )
    found = dry(template, tmp_path / "t.jsonl")
    assert (
        found.written == 2
        and "more than 16,777,216 bytes" in str(found.troubles[0])
        and found.failed == 1
    )


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\x7f", "\x85", "\ud800"], ids=ascii)
def test_what_no_field_may_hold_is_refused_from_every_kind_of_input(letter, tmp_path, template):
    written = json.dumps(f"a{letter}b")
    assert "name" in refused(lambda: template.fill(parse(b'{"name": %s}' % written.encode())))
    assert troubles(template, table(tmp_path, f'{{"name": {written}}}', "t.jsonl"))[0].startswith(
        "row 1, column “name”, “Navn”: "
    )
    assert "heading" in refused(
        lambda: dry(template, table(tmp_path, f'[{{"name": "Bo", {written}: 1}}]', "t.json"))
    )
    if letter != "\ud800":
        assert (
            "row 2, column “Navn”"
            in troubles(template, table(tmp_path, f"Navn;Noter\na{letter}b;\n"))[0]
        )


SEEN_BY_NOBODY = {
    "bidi": "abc\u202edef",
    "zero width": "ab\u200bc",
    "mark": "\ufeffabc",
    "isolate": "\u2066abc\u2069",
    "NFD": "A\u030angstrom",
}


@pytest.mark.parametrize("text", SEEN_BY_NOBODY.values(), ids=SEEN_BY_NOBODY)
def test_what_nobody_sees_is_kept_and_noted_and_never_in_a_file_name(text, tmp_path, template):
    filled = template.fill({"name": text})
    assert mlmp.read(filled.pdf).answers["name"] == text
    assert [note.path for note in filled.notes] == ["name"] and text not in str(filled.notes[0])
    path = table(tmp_path, json.dumps([{"name": "Bo", "id": text}]), "t.json")
    outcome = mlmp.batch(template, path, tmp_path / "out")
    (made,) = (tmp_path / "out").glob("*.pdf")
    assert (
        outcome.written == 1
        and made.name.isprintable()
        and unicodedata.is_normalized("NFC", made.name)
    )


def test_usual_texts_are_not_noted(template):
    assert (
        template.fill({"name": "Åse Đặng", "purpose": "Привет “İ”\tsam\u00ad\u200dmen ½"}).notes
        == ()
    )


@pytest.mark.parametrize("told", ['sep="', "sep=\0", "sep=\x1b", "sep=", "sep=;;"], ids=ascii)
def test_a_separator_that_can_be_none_declares_nothing_and_is_named(told, tmp_path, template):
    outcome = dry(template, table(tmp_path, f"{told}\nNavn;Noter\nBo;\n"))
    assert [note.sentence for note in outcome.notes] == [
        "row 1 above the headings in row 2 is not read"
    ]
    assert outcome.written == 1


def test_leading_zeros_stay(tmp_path, template):
    mlmp.batch(template, table(tmp_path, "id;Noter\n0012;007\n"), tmp_path / "out")
    assert mlmp.read(tmp_path / "out" / "0012.pdf").answers == {"notes": "007"}


FORMULAS = [
    "=1+1",
    "+45 12345678",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    '=HYPERLINK("http://x")',
    "'",
    "''=x",
]


def test_formulas_are_guarded_in_csv_only_and_come_back_as_they_were(tmp_path, template):
    rows = [{"name": text, "date": "nej"} for text in FORMULAS]
    mlmp.batch(template, table(tmp_path, json.dumps(rows), "t.json"), tmp_path / "out")
    with (tmp_path / "out" / "failed-rows.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row[1] for row in csv.reader(file, delimiter=";")][1:]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    assert [row.cells[1] for row in mlmp_table(tmp_path / "out" / "failed-rows.csv")] == FORMULAS
    (tmp_path / "a.pdf").write_bytes(template.fill({"name": "=1+1"}).pdf)
    assert json.loads(run("read", tmp_path / "a.pdf").stdout) == {"name": "=1+1"}


def mlmp_table(path: Path) -> list[Any]:
    from mlmp_print.tables.table import Table

    return list(Table(path).rows())


MARKUP = (
    '<img src="/etc/passwd"/><b>fed</b> &amp; '
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e; {name} %s ${HOME} \\input{x}'
)


def test_markup_is_words(template):
    pdf = template.fill({"purpose": MARKUP}).pdf
    assert mlmp.read(pdf).answers == {"purpose": MARKUP}
    shown = "".join("".join(pdfium_words(pdf)).split())
    assert "".join(MARKUP.split()) in shown


def test_a_table_is_a_file(tmp_path, template):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe.csv", "zero.csv", "folder.csv", "/dev/zero"):
        assert "is no file" in refused(lambda name=name: dry(template, tmp_path / name))


def test_an_input_without_an_end_is_refused(tmp_path):
    assert run("fill", "visual-plan", "/dev/zero", "-o", tmp_path / "x.pdf").exit_code == 4
    assert run("read", "/dev/zero").exit_code == 4
    assert (
        run("blank", "visual-plan", "--look", "/dev/zero", "-o", tmp_path / "x.pdf").exit_code == 2
    )
    assert "64 MB" in refused(lambda: mlmp.read("/dev/zero"))
    assert list(tmp_path.iterdir()) == []


MARKS = "\u0300\u0316"  # above and below: each pair must change places
CPU_SECONDS = 200  # of each process; an algorithm that is quadratic in the marks takes hours


def soon(folder: Path, *args: object) -> subprocess.CompletedProcess[str]:
    """Run a command whose processes are ended by SIGXCPU once they have taken too much CPU time."""
    command = script(*args)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS},) * 2); "
    command[2] = limit + command[2]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@given(
    st.text(
        st.sampled_from(
            [*map(chr, range(0x300, 0x330)), *"aæ½ﬁ각\u0344\u0345\u0f73\u1100\u1161\ufe7a"]
        ),
        max_size=200,
    )
)
def test_a_normal_form_is_that_of_unicode_however_many_marks_there_are(text):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert normalized(form, text + MARKS * 20) == unicodedata.normalize(form, text + MARKS * 20)


@pytest.mark.slow
def test_a_letter_with_very_many_marks_is_soon_read(tmp_path):
    heading = "a" + MARKS * 150_000
    (tmp_path / "x.jsonl").write_text(
        json.dumps({"Navn": "Bo", heading: "x"}) + "\n", encoding="utf-8"
    )
    assert soon(tmp_path, "batch", "visual-plan", "x.jsonl", "--dry-run").returncode == 0
    rows = [
        ["id", "Navn", "Tema 1"],
        *([f"a{MARKS * 60_000}{number}", "Bo", f"a{MARKS * 60_000}"] for number in range(4)),
    ]
    with (tmp_path / "x.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    (tmp_path / "map.toml").write_text(
        'id = "id"\n[columns]\n"Navn" = "name"\n"Tema 1" = "goals.1.theme"\n', encoding="utf-8"
    )
    done = soon(tmp_path, "batch", "visual-plan", "x.csv", "--columns", "map.toml", "--dry-run")
    assert "is not one of the life themes" in done.stderr
    text = "a" + MARKS * 9_999
    (tmp_path / "x.json").write_text(json.dumps({"notes": text}), encoding="utf-8")
    assert soon(tmp_path, "fill", "visual-plan", "x.json", "-o", "x.pdf").returncode == 0
    assert json.loads(soon(tmp_path, "read", "x.pdf", "--check").stdout) == {"notes": text}


@pytest.mark.slow
def test_a_key_that_stands_in_very_many_paths_is_one_bad_row(tmp_path):
    """A terabyte of paths, if all were written out."""
    lines = [{"Navn": "Bo"}, {"k" * 5_000_000: {str(number): "x" for number in range(300_000)}}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2 << 30,) * 2); "
    command = script("batch", "visual-plan", "x.jsonl", "--dry-run")
    command[2] = limited + command[2]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 3
    assert "row 2" in done.stderr and "letters of keys" in done.stderr


# Found by the fuzzer ------------------------------------------------------------------------------

FORM = (ROOT / "forms" / "visual-plan.toml").read_text("utf-8")
BAD_FORMS = {
    "deep": "x = " + "[" * 5_000,
    "long number": f"x = {'9' * 5_000}",
    "per an unknown setting": FORM.replace('per = "goals_per_page"', 'per = "nothing"'),
    "per a setting of words": FORM.replace('per = "goals_per_page"', 'per = "score"'),
    "per a table": FORM.replace('per = "goals_per_page"', "per = { a = 1 }"),
    "per less than nothing": FORM.replace('per = "goals_per_page"', "per = -3"),
    "settings a number": FORM.replace("[set]\n", "[sett]\n").replace(
        "version =", "set = 5\nversion ="
    ),
    "a setting a number": FORM.replace('score = ["numbers", "words"]', "score = 5"),
    "a setting without end": FORM.replace("normal = [3, 2, 1]", f"normal = [{'9' * 30}, 1]"),
    "lines without end": FORM.replace("lines = 2\n", f"lines = {'9' * 30}\n"),
    "a setting without choices": FORM.replace('score = ["numbers", "words"]', "score = []"),
    "a setting of tables": FORM.replace('score = ["numbers", "words"]', "score = [{ a = 1 }]"),
}


@pytest.mark.parametrize("text", BAD_FORMS.values(), ids=BAD_FORMS)
def test_a_faulty_definition_is_a_definition_error(text, tmp_path):
    assert text != FORM
    with pytest.raises(DefinitionError, match=r"form\.toml"):
        mlmp.template(str(table(tmp_path, text, "form.toml")))


@pytest.mark.parametrize(
    "text", [BAD_FORMS["deep"], BAD_FORMS["long number"]], ids=["deep", "long number"]
)
def test_a_faulty_look_or_map_is_a_definition_error(text, tmp_path, template):
    path = table(tmp_path, text, "file.toml")
    with pytest.raises(DefinitionError):
        load(file=path)
    with pytest.raises(DefinitionError):
        Batch.of(template, ROOT / "examples" / "case-export-wide.csv", path)


def test_a_heading_is_shown_so_that_a_terminal_does_not_obey_it(tmp_path, template):
    path = table(tmp_path, "Navn;a\u202eb;b\nBo;;\n")
    (tmp_path / "map.toml").write_text('id = "nothing"')
    assert "a\\u202eb" in refused(lambda: Batch.of(template, path, tmp_path / "map.toml"))


def test_a_file_name_is_shown_so_that_a_terminal_does_not_obey_it(tmp_path):
    name = tmp_path / "a\x1b[2Jb\u202ec.pdf"
    name.write_text("x")
    for command in (
        ["read", name],
        ["preview", name, "-o", tmp_path / "x.png"],
        ["fill", "visual-plan", name],
    ):
        said = run(*command).stderr
        assert "\x1b" not in said and "\u202e" not in said and "a\\u001b[2Jb\\u202ec.pdf" in said


# Any change to a good table -----------------------------------------------------------------------

CELLS = [
    "Navn", "Dato", "Mål 1", "Tema 1", "Score nu 1", "Bo", "1/5-26", "31-02-2026", "Mobilitet",
    "2 - Moderat", "1½", "", " ", '"', "\x00", "=1", "ja", "NaN", "x" * 300, "\ud7ff", "İ",
]  # fmt: skip
GRID = st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=6), min_size=1, max_size=6)


@runs(120)
@given(
    GRID,
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-16-le"]),
    st.booleans(),
)
def test_any_cells_are_a_table_or_refused(place, template, grid, delimiter, encoding, quoted):
    rows = (delimiter.join(f'"{cell}"' if quoted else cell for cell in row) for row in grid)
    text = "\r\n".join(["Navn" + delimiter + "Score nu 1", *rows]).encode(encoding, "replace")
    answered(lambda: dry(template, table(place, text)))


JSON_KEYS = ["name", "goals", "text", "goals.1.text", "answers", "form", "", "1", "Navn", "id"]
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.sampled_from(["", "Bo", "health", "\ud800", "\x00", "2026-11-22", 10**300]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(JSON_KEYS), inner, max_size=4)
    ),
    max_leaves=10,
)


@runs(150)
@given(st.lists(JSON, max_size=4), st.booleans())
def test_any_records_are_a_table_or_refused(place, template, records, lines):
    text = "\n".join(map(json.dumps, records)) if lines else json.dumps(records)
    answered(lambda: dry(template, table(place, text, "t.jsonl" if lines else "t.json")))


def answered(action: Callable[[], Any]) -> None:
    """It is done, or one of our errors says why not."""
    try:
        action()
    except MlmpError as error:
        assert error.exit_code in (2, 4) and str(error)


# Pictures -----------------------------------------------------------------------------------------


def test_samples_without_a_scale_are_refused():
    out = io.BytesIO()
    Image.new("F", (9, 9)).save(out, "TIFF")
    assert "a picture of the format TIFF" in refused(lambda: normal(out.getvalue()))


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs the Linux kernel's own count"
)
def test_a_large_picture_takes_little_memory(tmp_path):
    """The largest picture allowed, 40 million pixels with transparency: 160 MB of samples alone."""
    Image.new("RGBA", (8000, 5000), (200, 30, 30, 90)).save(tmp_path / "x.png", compress_level=1)
    program = r"""
import re, sys
from mlmp_print.look.pictures import normal
normal(open(sys.argv[1], "rb").read(), (60, 45))
print(re.search(r"VmHWM:\s+(\d+) kB", open("/proc/self/status").read())[1])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "x.png"],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert 150_000 < int(done.stdout) < 800_000  # KiB


# Output files -------------------------------------------------------------------------------------


def test_a_link_in_the_folder_leads_nothing_out(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "theirs.txt").write_text("theirs")
    (tmp_path / "out" / "1.pdf").symlink_to(tmp_path / "theirs.txt")
    (tmp_path / "out" / "2.pdf").symlink_to(tmp_path / "new.txt")
    path = table(tmp_path, "id;Navn\n1;Bo\n2;Eva\n")
    assert run("batch", "visual-plan", path, "-o", tmp_path / "out").exit_code == 5
    assert run("batch", "visual-plan", path, "-o", tmp_path / "out", "--force").exit_code == 0
    assert (tmp_path / "theirs.txt").read_text() == "theirs" and not (tmp_path / "new.txt").exists()
    assert not (tmp_path / "out" / "1.pdf").is_symlink()


def test_the_journal_follows_no_link(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "theirs.txt").write_text("theirs")
    (tmp_path / "out" / NAME).symlink_to(tmp_path / "theirs.txt")
    assert (
        run("batch", "visual-plan", table(tmp_path, "Navn\nBo\n"), "-o", tmp_path / "out").exit_code
        == 5
    )
    assert (tmp_path / "theirs.txt").read_text() == "theirs"


def test_all_that_is_made_is_its_owners_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = os.umask(0o022)
    try:
        table(tmp_path, "Navn;Dato\nBo;\nEva;nej\n")
        run("blank", "visual-plan", "wishing-well", "-o", "blanks/all")
        run("batch", "visual-plan", "table.csv", "-o", "out/plans", "--report", "report.csv")
        run("schema", "visual-plan", "-o", "schema.json")
    finally:
        os.umask(before)
    made = [path for path in tmp_path.rglob("*") if path.name != "table.csv"]
    assert len(made) == 11
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()} == {0o700}


@pytest.mark.slow
def test_two_batches_at_once_spoil_nothing(tmp_path):
    path = table(tmp_path, "id;Navn\n" + "".join(f"{n};Bo {n}\n" for n in range(120)))
    command = script("batch", "visual-plan", path, "-o", tmp_path / "out", "--resume")
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=PATIENCE)[1] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([0, 5], [0, 0]), said
    assert codes == [0, 0] or "another batch is writing into it" in "".join(said)
    made = list((tmp_path / "out").iterdir())
    assert len(made) == 121 and not [each for each in made if each.suffix == ".part"]
    assert all(each.read_bytes().endswith(b"%%EOF\n") for each in made if each.suffix == ".pdf")
    assert mlmp.read(tmp_path / "out" / "77.pdf").answers == {"name": "Bo 77"}


# Stopped from outside -----------------------------------------------------------------------------


ROWS = 8000  # so many that a batch is still at work when a busy machine lets the test look


@pytest.mark.parametrize(
    ("how", "jobs", "group"),
    [
        (signal.SIGTERM, 1, False),
        pytest.param(signal.SIGTERM, 2, True, marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, None, True, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, 1, False, marks=pytest.mark.slow),
    ],
)
def test_being_asked_to_end_leaves_whole_files_and_no_others(how, jobs, group, tmp_path):
    """Row 3 is bad, so that there is something to report."""
    rows = (f"{number};Bo {CANARY};{'nej' if number == 3 else ''}\n" for number in range(ROWS))
    path = table(tmp_path, "id;Navn;Dato\n" + "".join(rows))
    out, report = tmp_path / "out", tmp_path / "report.csv"
    how_many = ["--jobs", jobs] if jobs else []  # else as many as are of use
    command = script("batch", "visual-plan", path, "-o", out, "--report", report, *how_many)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    wait_for_files(process, out, 40)
    os.killpg(process.pid, how) if group else process.send_signal(how)
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 143
    assert said.splitlines()[-1] == "Ended from outside."
    assert "Traceback" not in said
    assert not list(tmp_path.rglob("*.part"))
    pdfs = list(tmp_path.rglob("*.pdf"))
    assert 40 <= len(pdfs) < ROWS - 1
    assert all(pdf.read_bytes().endswith(b"%%EOF\n") for pdf in pdfs)
    assert report.exists() and (out / "failed-rows.csv").exists()


def test_whatever_ends_the_program_it_takes_its_temporary_file_along(tmp_path):
    program = """
import sys
from pathlib import Path
from mlmp_print.files import AtomicFile
AtomicFile(Path(sys.argv[1])).add(b"half")
raise SystemExit(3)
"""
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "x.pdf"], check=False)
    assert done.returncode == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@needs_proc
@pytest.mark.parametrize(
    ("rows", "how_many"),
    [(1500, ["--jobs", 2]), pytest.param(ROWS, [], marks=needs_two_processors)],
    ids=["chosen", "usual"],
)
def test_a_process_of_a_batch_that_is_killed_is_said_so(tmp_path, rows, how_many):
    path = table(tmp_path, "id;Navn\n" + "".join(f"{n};Bo\n" for n in range(rows)))
    out = tmp_path / "out"
    process = subprocess.Popen(
        script("batch", "visual-plan", path, "-o", out, *how_many),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for_files(process, out, 40)
    os.kill(workers(process.pid)[0].number, signal.SIGKILL)
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 1
    assert said.splitlines()[-1].startswith("A process of the batch was ended from outside")
    assert "Traceback" not in said
    assert run("batch", "visual-plan", path, "-o", out, "--resume").exit_code == 0
    assert len(list(out.iterdir())) == rows + 1


@pytest.mark.slow
def test_a_write_that_is_killed_leaves_the_old_file_or_the_new(tmp_path):
    sys.path.append(str(TESTS / "fuzz"))
    from kills import kills

    found = kills(tmp_path / "x.pdf", 12)
    assert (found["whole"], found["broken"]) == (12, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


# No way out ---------------------------------------------------------------------------------------

WATCHED = """
import os, sys, runpy
allowed, seen = sys.argv.pop(1), []

def watch(event, args):
    if event.startswith(("socket.connect", "socket.bind", "socket.getaddr", "socket.gethost",
                         "socket.send", "urllib", "http", "ftplib", "smtplib", "webbrowser",
                         "os.system", "os.exec", "os.startfile", "tempfile")):
        seen.append((event, str(args)[:200]))
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    if event == "open" and isinstance(args[0], str) and args[2] & writing:
        path = os.path.abspath(args[0])
        compiled = path.endswith(".pyc") or "__pycache__" in path
        if not path.startswith(allowed) and path != os.devnull and not compiled:
            seen.append((event, path))

sys.addaudithook(watch)
from mlmp_print.cli.commands import main
for line in open(sys.argv[1]).read().splitlines():
    try:
        main(line.split("\\t"), standalone_mode=False)
    except SystemExit:
        pass
print(seen)
"""


def test_no_command_reaches_for_the_network_or_for_other_folders(tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    (work / "peter.json").write_text(json.dumps(PETER))
    (work / "secret.txt").write_text("hemmelig")
    table(work, "Navn;Dato\nBo;\nEva;nej\n")
    spreadsheet(work / "t.xlsx")
    commands = [
        "forms",
        "schema visual-plan -o schema.json",
        "blank visual-plan -o blank.pdf",
        "fill visual-plan peter.json -o open.pdf",
        "fill visual-plan peter.json --lock -o locked.pdf",
        "fill visual-plan peter.json --password-file secret.txt -o shut.pdf",
        "fill status-sheet --from open.pdf -o status.pdf",
        "fill preparation-sheet EXAMPLES/preparation-sheet.json -o four.pdf",
        "read four.pdf --pictures pictures -o four.json",
        "read open.pdf locked.pdf shut.pdf --password-file secret.txt --format jsonl -o all.jsonl",
        "read peter.json",
        "preview open.pdf -o page.png",
        "batch visual-plan table.csv -o out --report report.csv",
        "batch visual-plan t.xlsx -o out2",
        "kit wishing-well --lang da --size a4 -o kit",
        "blank visual-plan --look LOOKS/strandby/look.toml -o own.pdf",
    ]
    told = (
        "\n".join(commands)
        .replace("EXAMPLES", str(ROOT / "examples"))
        .replace("LOOKS", str(ROOT / "assets/looks"))
        .replace(" ", "\t")
    )
    (tmp_path / "commands").write_text(told)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, work, tmp_path / "commands"],
        cwd=work,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
    assert len(list(work.rglob("*"))) > 25, done.stderr


def test_only_aes_256_is_written():
    out = mlmp.encrypt(mlmp.blank("wishing-well"), "hemmelig")
    with pikepdf.open(io.BytesIO(out), password="hemmelig") as document:
        told = document.encryption
        assert (told.R, told.V, told.bits, told.stream_method.name, told.string_method.name) == (
            6,
            5,
            256,
            "aesv3",
            "aesv3",
        )
    assert "password" not in {
        option.name for command in main.commands.values() for option in command.params
    }, "a password on the command line is seen by all"


SYNTAX = [
    ") Tj ET (",
    "\\",
    "endstream endobj",
    "%%EOF",
    "<< /JS (x) >>",
    "/V 5 0 R",
    "\\)",
    "((",
    "þÿ",
    "stream\r\n",
    "xref\n0 1",
    "]>>",
]


def test_pdf_syntax_in_an_answer_changes_nothing_else(template):
    """The file has as many objects as with a plain answer, and the page's drawing is the same."""

    def drawing(pdf: bytes) -> tuple[int, list[bytes]]:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return len(document.objects), [page.Contents.read_bytes() for page in document.pages]

    plain = drawing(template.fill({"name": "Bo"}).pdf)
    for text in SYNTAX:
        pdf = template.fill({"name": text.replace("\r\n", " ").replace("\n", " ")}).pdf
        assert drawing(pdf) == plain
        assert mlmp.read(pdf).answers == {"name": text.replace("\r\n", " ").replace("\n", " ")}


def test_errors_of_ours_are_one_family():
    assert {AnswersError, DefinitionError, OutputError, PdfError} <= set(MlmpError.__subclasses__())
