"""The command line: every command, every exit code, both streams, and the files left behind."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shlex
import signal
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import pikepdf
import pypdf
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from processes import PATIENCE

import mlmp_print as mlmp
from mlmp_print import api
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as definitions
from mlmp_print.look.assets import languages
from mlmp_print.model.limits import PASSWORD_LETTERS

SCRIPT = Path(sys.executable).with_name("mlmp-print")
CANARY = "Kanarie-Hemmelig-77"  # stands for what a person told us; it must show up nowhere
ALLOWED_SILENCE = (type(None), SystemExit)  # what CliRunner holds when no exception got through


def run(*args: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(
        main, [str(arg) for arg in args], input=stdin, prog_name="mlmp-print"
    )
    assert isinstance(result.exception, ALLOWED_SILENCE), result.exception
    assert "Traceback" not in result.output
    return result


def script(*args: object, **kwargs: Any) -> subprocess.CompletedProcess[bytes]:
    given = {"stdin": subprocess.DEVNULL} if "input" not in kwargs and "stdin" not in kwargs else {}
    streams = {} if "stdout" in kwargs else {"stdout": subprocess.PIPE}
    return subprocess.run(
        [SCRIPT, *map(str, args)],
        stderr=subprocess.PIPE,
        check=False,
        timeout=PATIENCE,
        **given,
        **streams,
        **kwargs,
    )


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file below the folder, hidden ones too, with its bytes; folders with None."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def encrypted(pdf: bytes, password: str, *, owner: str | None = None) -> bytes:
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt(password, owner, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def with_date(pdf: bytes, typed: str) -> bytes:
    """The form as a viewer saves it after somebody typed `typed` into the date field."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        next(
            field for field in opened.Root.AcroForm.Fields if field.T == "date"
        ).V = pikepdf.String(typed)
        opened.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def example() -> dict[str, Any]:
    return json.loads(run("schema", "visual-plan", "--example").stdout)


@pytest.fixture(scope="session")
def filled_bytes(example: dict[str, Any]) -> bytes:
    return mlmp.fill("visual-plan", example).pdf


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: dict[str, Any], filled_bytes: bytes
) -> Path:
    """The current folder: answers, and the PDF filled with them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.json").write_text(json.dumps(example), "utf-8")
    (tmp_path / "filled.pdf").write_bytes(filled_bytes)
    return tmp_path


in_folder = pytest.mark.usefixtures("folder")


# forms, schema ------------------------------------------------------------------------------------


def test_forms_lists_every_form_with_its_languages():
    result = run("forms")
    assert (result.exit_code, result.stderr) == (0, "")
    for name in definitions.names():
        assert name in result.stdout
    assert "Den visuelle plan" in result.stdout and "The visual plan" in result.stdout


def test_forms_as_json():
    listed = json.loads(run("forms", "--json").stdout)
    assert [entry["name"] for entry in listed] == list(definitions.names())
    for entry in listed:
        assert entry["version"] >= 1 and entry["pages"] >= 1
        assert {"da", "en"} <= entry["languages"].keys()


def test_schema_knows_every_question():
    schema = json.loads(run("schema", "visual-plan").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"]) == [
        "name",
        "date",
        "purpose",
        "parking_lot",
        "wishing_well",
        "notes",
        "goals",
    ]
    assert schema["properties"]["goals"]["maxItems"] == 12


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("form", definitions.names())
def test_the_example_fills_and_reads_back_as_it_is(form, lang):
    example = run("schema", form, "--example", "--lang", lang).stdout_bytes
    filled = run("fill", form, "-", "--lang", lang, stdin=example)
    assert (filled.exit_code, filled.stderr) == (0, "")
    assert run("read", "-", stdin=filled.stdout_bytes).stdout_bytes == example


def test_an_empty_table_is_written_as_excel_reads_it_and_matches_the_form(tmp_path):
    assert run("schema", "visual-plan", "--columns", "-o", tmp_path / "t.csv").exit_code == 0
    data = (tmp_path / "t.csv").read_bytes()
    assert (
        data.startswith("\ufeffNavn;Dato;".encode())
        and data.endswith(b"\r\n")
        and data.count(b"\n") == 1
    )
    assert run("schema", "visual-plan", "--columns", "-o", tmp_path / "t.csv").exit_code == 5
    (tmp_path / "t.csv").write_bytes(data + "Åse".encode())
    shown = run("batch", "visual-plan", tmp_path / "t.csv", "--dry-run").stdout
    assert "–" not in shown and shown.count("→") == 6 + 3 * 6


def test_columns_are_one_line_of_csv_in_the_language():
    (danish,) = csv.reader(
        io.StringIO(run("schema", "visual-plan", "--columns").stdout), delimiter=";"
    )
    (english,) = csv.reader(
        io.StringIO(run("schema", "visual-plan", "--columns", "--lang", "en").stdout), delimiter=";"
    )
    assert {"Navn", "Mål 1", "Score nu 3"} <= set(danish) and {
        "Name",
        "Goal 1",
        "Current score 3",
    } <= set(english)
    assert len(danish) == len(english) == 6 + 3 * 6


# blank --------------------------------------------------------------------------------------------


def test_blank_to_a_file_and_to_stdout_is_the_same_blank(folder):
    assert run("blank", "visual-plan", "-o", "plan.pdf").exit_code == 0
    for args in ([], ["-o", "-"]):
        result = run("blank", "visual-plan", *args)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout_bytes == (folder / "plan.pdf").read_bytes()
    assert run("read", "plan.pdf").stdout == "{}\n"


def test_blank_writes_where_people_mark_it_alone_or_beside_the_blank(folder):
    before = contents(folder).keys()
    assert run("blank", "visual-plan", "--layout", "plan.json").exit_code == 0
    assert contents(folder).keys() - before == {"plan.json"}
    panels = json.loads((folder / "plan.json").read_text("utf-8"))["panels"]
    assert [panel["digest"] for panel in panels] == ["81F8", "VCPZ"]
    assert run("blank", "visual-plan", "--layout", "b.json", "-o", "b.pdf").exit_code == 0
    assert (folder / "b.json").read_bytes() == (folder / "plan.json").read_bytes()
    assert (folder / "b.pdf").read_bytes() == run("blank", "visual-plan").stdout_bytes
    assert run("blank", "visual-plan", "--layout", "-").stdout_bytes == mlmp.layouts("visual-plan")


def test_blank_writes_the_layouts_of_several_forms_into_one_file(folder):
    words = ("blank", "visual-plan", "agenda", "--size", "a3", "--layout", "all.json")
    assert run(*words).exit_code == 0
    panels = json.loads((folder / "all.json").read_text("utf-8"))["panels"]
    assert [panel["key"]["form"] for panel in panels] == ["VPLAN", "VPLAN", "AGENDA"]
    assert {panel["key"]["variant"] for panel in panels} == {"DAA3"}


def test_blank_with_layouts_writes_both_or_none(folder):
    (folder / "old.json").write_text("mine", "utf-8")
    before = contents(folder)
    for words, code in (
        (["--layout", "old.json", "-o", "new.pdf"], 5),
        (["--layout", "new.pdf", "-o", "./new.pdf"], 2),
        (["--layout", "-", "-o", "-"], 2),
        (["--layout", "new.json", "-o", "old.json"], 5),
        (["--layout", "new.json", "-o", "no/such/folder.pdf"], 5),
        (["--layout", "new.json", "--set", "goals=99"], 2),
    ):
        result = run("blank", "visual-plan", *words)
        assert result.exit_code == code, result.stderr
        assert "Traceback" not in result.stderr
        assert contents(folder) == before
    told = run("blank", "visual-plan", "--layout", "old.json").stderr
    assert "--force" in told and "--layout" in told
    assert run("blank", "visual-plan", "--layout", "old.json", "--force").exit_code == 0


def test_a_written_file_is_private_and_nothing_else_is_left(folder):
    before = contents(folder).keys()
    assert run("blank", "visual-plan", "-o", "plan.pdf").exit_code == 0
    assert contents(folder).keys() - before == {"plan.pdf"}
    assert stat.S_IMODE((folder / "plan.pdf").stat().st_mode) == 0o600


@in_folder
def test_language_size_ink_and_count_reach_the_sheet():
    assert (
        run(
            "blank",
            "visual-plan",
            "--lang",
            "en",
            "--size",
            "a3",
            "--ink",
            "gray",
            "--set",
            "goals=6",
            "-o",
            "plan.pdf",
        ).exit_code
        == 0
    )
    pdf = pypdf.PdfReader("plan.pdf")
    assert pdf.root_object["/Lang"] == "en-GB"
    assert [round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:]] == [420, 297]
    assert "goals.6.text" in pdf.get_fields() and "goals.7.text" not in pdf.get_fields()
    colours = set(pdf.pages[0].get_contents().get_data().split())
    assert b"g" in colours and not colours & {b"rg", b"RG"}


def test_several_forms_go_into_a_folder(folder):
    names = definitions.names()
    result = run("blank", *names, names[0], "--lang", "en", "-o", folder / "new" / "sheets")
    assert (result.exit_code, result.output) == (0, "")
    assert {path.name for path in (folder / "new" / "sheets").iterdir()} == {
        f"{name}-en-a4.pdf" for name in names
    }


def test_a_new_folder_is_private(folder):
    run("blank", "visual-plan", "visual-plan", "-o", folder / "sheets")
    assert stat.S_IMODE((folder / "sheets").stat().st_mode) == 0o700


def test_several_forms_are_written_all_or_none(folder):
    names = definitions.names()
    (folder / "sheets").mkdir()
    (folder / "sheets" / f"{names[-1]}-da-a4.pdf").write_text("old")
    before = contents(folder)
    assert run("blank", *names, names[0], "-o", "sheets").exit_code == 5
    assert contents(folder) == before
    assert run("blank", *names, names[0], "-o", "sheets", "--force").exit_code == 0


@pytest.mark.parametrize("output", ["answers.json", "answers.json/sheets", "dangling"])
def test_several_forms_do_not_go_where_no_folder_can_be(folder, output):
    (folder / "dangling").symlink_to("nowhere/at/all")
    before = contents(folder)
    result = run("blank", "visual-plan", "visual-plan", "-o", output)
    assert (result.exit_code, result.stdout) == (5, "")
    assert "Unexpected" not in result.stderr
    assert contents(folder) == before


# fill, read ---------------------------------------------------------------------------------------


def test_fill_from_file_or_stdin_to_file_or_stdout_is_the_same_pdf(folder, filled_bytes):
    data = (folder / "answers.json").read_bytes()
    runs = [
        run("fill", "visual-plan", "answers.json"),
        run("fill", "visual-plan", "answers.json", "-o", "-"),
        run("fill", "visual-plan", "-", stdin=data),
        run("fill", "visual-plan", stdin=data),
    ]
    assert [
        (result.exit_code, result.stderr, result.stdout_bytes == filled_bytes) for result in runs
    ] == [(0, "", True)] * 4
    assert run("fill", "visual-plan", "answers.json", "-o", "out.pdf").output == ""
    assert (folder / "out.pdf").read_bytes() == filled_bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_fill_reads_json_as_windows_programs_write_it(folder, filled_bytes, example, encoding):
    (folder / "saved.json").write_text(
        json.dumps(example, ensure_ascii=False).replace("\n", "\r\n"), encoding
    )
    assert run("fill", "visual-plan", "saved.json").stdout_bytes == filled_bytes


def test_read_prints_answers_ready_for_fill(folder, example):
    result = run("read", "filled.pdf")
    assert (result.exit_code, result.stderr, json.loads(result.stdout)) == (0, "", example)
    assert run("read", "filled.pdf", "-o", "again.json").output == ""
    assert (folder / "again.json").read_text("utf-8") == result.stdout


@in_folder
def test_read_of_several_gives_a_line_a_file(example):
    run("fill", "visual-plan", "-", "--lang", "en", "-o", "other.pdf", stdin=b'{"name": "Anna"}')
    result = run("read", "filled.pdf", "other.pdf", "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {
            "file": "filled.pdf",
            "form": "visual-plan",
            "version": 1,
            "language": "da",
            "answers": example,
        },
        {
            "file": "other.pdf",
            "form": "visual-plan",
            "version": 1,
            "language": "en",
            "answers": {"name": "Anna"},
        },
    ]


def test_one_bad_file_among_good_ones_is_reported_and_the_rest_is_read(folder):
    (folder / "bad.pdf").write_bytes(b"<html>log in</html>")
    (folder / "shut.pdf").write_bytes(encrypted((folder / "filled.pdf").read_bytes(), "secret"))
    result = run(
        "read",
        "bad.pdf",
        "filled.pdf",
        "missing.pdf",
        "shut.pdf",
        "answers.json",
        "--format",
        "jsonl",
        "-o",
        "all.jsonl",
    )
    assert (result.exit_code, result.stdout) == (3, "")
    assert [
        json.loads(line)["file"] for line in (folder / "all.jsonl").read_text("utf-8").splitlines()
    ] == ["filled.pdf"]
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "bad.pdf",
        "missing.pdf",
        "shut.pdf",
        "answers.json",
    ]


def test_all_bad_files_are_all_reported_and_nothing_is_written(folder):
    before = contents(folder)
    result = run("read", "missing.pdf", "answers.json", "--format", "jsonl", "-o", "all.jsonl")
    assert (result.exit_code, result.stdout) == (4, "")
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "missing.pdf",
        "answers.json",
    ]
    assert contents(folder) == before


def test_the_exit_code_does_not_depend_on_the_order_of_the_files(folder):
    (folder / "shut.pdf").write_bytes(encrypted((folder / "filled.pdf").read_bytes(), "secret"))
    codes = {
        run("read", *order, "--format", "jsonl").exit_code
        for order in (["shut.pdf", "answers.json"], ["answers.json", "shut.pdf"])
    }
    assert len(codes) == 1


def test_a_file_name_that_is_not_utf8_is_read_and_named(folder, example):
    name = os.fsdecode(b"b\xe6r.pdf")
    (folder / "filled.pdf").rename(name)
    (line,) = run("read", name, "--format", "jsonl").stdout_bytes.splitlines()
    assert json.loads(line) == {
        "file": name,
        "form": "visual-plan",
        "version": 1,
        "language": "da",
        "answers": example,
    }


@in_folder
def test_what_had_to_be_done_is_said_on_stderr_only():
    long = {"notes": f"{CANARY} " * 400, "goals": [{}, {}, {}, {"text": CANARY}]}
    result = run("fill", "visual-plan", stdin=json.dumps(long).encode())
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"%PDF-") and result.stdout_bytes.endswith(b"%%EOF\n")
    assert {line.split(":")[1].strip() for line in result.stderr.splitlines()} == {
        "“Noter” (notes)",
        "“Mål” (goals)",
    }
    assert CANARY not in result.stderr


def test_a_date_that_cannot_be_read_is_kept_and_noted_without_its_text(folder):
    (folder / "typed.pdf").write_bytes(with_date((folder / "filled.pdf").read_bytes(), CANARY))
    result = run("read", "typed.pdf")
    assert (result.exit_code, json.loads(result.stdout)["date"]) == (0, CANARY)
    assert "typed.pdf" in result.stderr and "date" in result.stderr and CANARY not in result.stderr


# preview ------------------------------------------------------------------------------------------


@in_folder
@pytest.mark.parametrize(("size", "dpi", "mm"), [("a4", 50, (210, 297)), ("a3", 96, (420, 297))])
def test_preview_is_a_png_of_the_page_at_the_resolution(size, dpi, mm):
    run("blank", "visual-plan", "--size", size, "-o", "sheet.pdf")
    assert run("preview", "sheet.pdf", "--dpi", dpi, "-o", "sheet.png").output == ""
    with Image.open("sheet.png", formats=["PNG"]) as picture:
        assert all(
            abs(pixels - side / 25.4 * dpi) <= 1
            for pixels, side in zip(picture.size, mm, strict=True)
        )


@in_folder
def test_preview_shows_what_was_filled_in_on_the_page_asked_for():
    run("blank", "visual-plan", "-o", "plan.pdf")
    pictures = {
        (name, page): run("preview", name, "--page", page, "--dpi", 50).stdout_bytes
        for name in ("plan.pdf", "filled.pdf")
        for page in (1, 2)
    }
    assert len(set(pictures.values())) == 4
    assert all(picture.startswith(b"\x89PNG") for picture in pictures.values())


@in_folder
def test_a_page_too_large_to_draw_is_refused():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(1e9, 1e9)
    writer.write("huge.pdf")
    result = run("preview", "huge.pdf", "-o", "huge.png")
    assert (result.exit_code, result.stdout) == (4, "")
    assert not Path("huge.png").exists()


# 2: wrong usage -----------------------------------------------------------------------------------

HINTS = [
    (["blank", "visual-plam"], "Did you mean “visual-plan”?"),
    (["fill", "visualplan", "answers.json"], "Did you mean “visual-plan”?"),
    (["schema", "Visual-Plan"], "Did you mean “visual-plan”?"),
    (["blank", "../forms/visual-plan"], "visual-plan"),
    (["blank", "visual-plan", "--lang", "daa"], "Did you mean “da”?"),
    (["schema", "visual-plan", "--lang", "../da"], ", ".join(languages())),
    (["blank", "visual-plan", "--size", "a5"], "a4"),
    (["fill", "visual-plan", "answers.json", "--ink", "grey"], "Did you mean “gray”?"),
    (["blank", "visual-plan", "--set", "goal=6"], "Did you mean “goals”?"),
    (["blank", "visual-plan", "--set", "goals=13"], "1 to 12"),
    (["blank", "visual-plan", "--set", "goals=0"], "1 to 12"),
    (["preview", "filled.pdf", "--page", "9"], "2 pages"),
]


@pytest.mark.parametrize(
    ("args", "hint"), HINTS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_usage_says_what_would_be_right(folder, args, hint):
    before = contents(folder)
    result = run(*args, *([] if args[0] == "schema" else ["-o", "out"]))
    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr
    assert contents(folder) == before


NO_COUNTS = [
    "goals",
    "goals=",
    "=3",
    "goals=three",
    "goals=-1",
    "goals=1.5",
    "goals=²",
    "goals=" + "9" * 5000,
]


@pytest.mark.parametrize("setting", NO_COUNTS, ids=lambda text: text[:12])
def test_a_setting_that_is_no_count_is_wrong_usage(setting):
    result = run("blank", "visual-plan", "--set", setting)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    "args",
    [
        ["blank"],
        ["bank", "visual-plan"],
        ["blank", "visual-plan", "--colour"],
        ["blank", "visual-plan", "visual-plan"],
        ["blank", "visual-plan", "visual-plan", "-o", "-"],
        ["read"],
        ["read", "filled.pdf", "missing.pdf"],
        ["read", "filled.pdf", "--format", "xml"],
        ["schema", "visual-plan", "--example", "--columns"],
        ["preview", "filled.pdf", "--page", "0"],
        ["preview", "filled.pdf", "--dpi", "5000"],
        ["read", "filled.pdf", "--password-file", "missing"],
    ],
    ids=" ".join,
)
def test_other_wrong_usage(folder, args):
    before = contents(folder)
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert contents(folder) == before


# 4: nothing usable in the input -------------------------------------------------------------------

PERSON = f'{{"name": "{CANARY}", '.encode()
BAD_ANSWERS = {
    "lists nested 10,000 deep": PERSON + b'"goals": ' + b"[" * 10_000,
    "objects nested 10,000 deep": PERSON
    + b'"goals": '
    + b'{"goals": ' * 10_000
    + b"1"
    + b"}" * 10_001,
    "cut short": PERSON,
    "a comma too many": PERSON + b"}",
    "a control character": f'{{"name": "{CANARY}\x01"}}'.encode(),
    "a bad escape": PERSON + rb'"notes": "\x"}',
    "text after the end": PERSON + f'"notes": ""}} {CANARY}'.encode(),
    "not UTF-8": PERSON.replace(b"Hem", b"\xe6") + b'"notes": ""}',
    "half of UTF-16": b"\xff\xfe{",
    "empty": b"",
    "HTML": f"<!doctype html><p>{CANARY}</p>".encode(),
    "a list": f'["{CANARY}"]'.encode(),
    "a text": f'"{CANARY}"'.encode(),
    "an unknown key": PERSON + b'"nmae": "Peter"}',
    "an unknown key of a goal": PERSON + f'"goals": [{{"scorenow": "{CANARY}"}}]}}'.encode(),
    "a key twice": PERSON + f'"name": "{CANARY} 2"}}'.encode(),
    "a key of a goal twice": f'{{"goals": [{{"text": "{CANARY}", "text": "{CANARY}"}}]}}'.encode(),
    "goals that are a text": f'{{"goals": "{CANARY}"}}'.encode(),
    "goals that are an object": f'{{"goals": {{"1": "{CANARY}"}}}}'.encode(),
    "a goal that is a text": f'{{"goals": ["{CANARY}"]}}'.encode(),
    "thirteen goals": json.dumps({"goals": [{"text": CANARY}] * 13}).encode(),
    "a text that is a list": f'{{"purpose": ["{CANARY}"]}}'.encode(),
    "a text that is a number": PERSON + b'"purpose": 7}',
    "a text that is NaN": PERSON + b'"purpose": NaN}',
    "half a character": rf'{{"name": "{CANARY}\ud800"}}'.encode(),
    "NUL": rf'{{"name": "{CANARY}\u0000"}}'.encode(),
    "a letter that no font has": f'{{"name": "{CANARY} \U0001d54f"}}'.encode(),
    "two lines for a name": rf'{{"name": "{CANARY}\n{CANARY}"}}'.encode(),
    "20,001 letters": json.dumps({"notes": (CANARY * 2000)[:20_001]}).encode(),
    "a date that is none": f'{{"date": "{CANARY}"}}'.encode(),
    "a day that does not exist": PERSON + b'"date": "2026-02-30"}',
    "a date with other digits": PERSON + '"date": "２０２６-01-01"}'.encode(),
    "a theme that is none": f'{{"goals": [{{"theme": "{CANARY}"}}]}}'.encode(),
    "a theme that is a list": f'{{"goals": [{{"theme": ["{CANARY}"]}}]}}'.encode(),
    "a score that is a text": f'{{"goals": [{{"score_now": "{CANARY}"}}]}}'.encode(),
    "a score off the scale": PERSON + b'"goals": [{"score_now": 2.25}]}',
    "a score of NaN": PERSON + b'"goals": [{"score_now": NaN}]}',
    "a score of -Infinity": PERSON + b'"goals": [{"score_now": -Infinity}]}',
    "a score of 1e400": PERSON + b'"goals": [{"score_now": 1e400}]}',
    "a score of 400 digits": PERSON + b'"goals": [{"score_now": 1' + b"0" * 400 + b"}]}",
    "a score of 5,000 digits": PERSON + b'"goals": [{"score_now": 1' + b"0" * 5000 + b"}]}",
    "a tick that is a text": f'{{"goals": [{{"disagrees": "{CANARY}"}}]}}'.encode(),
    "a tick that is a number": PERSON + b'"goals": [{"disagrees": 1}]}',
}


@pytest.mark.parametrize("data", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_bad_answers_are_refused_without_showing_or_writing_anything(folder, data):
    (folder / "bad.json").write_bytes(data)
    before = contents(folder)
    result = run("fill", "visual-plan", "bad.json", "-o", "out.pdf")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.endswith("\n") and len(result.stderr) < 500
    assert CANARY not in result.output
    assert contents(folder) == before


@in_folder
def test_the_pdf_given_as_answers_is_called_a_pdf():
    result = run("fill", "visual-plan", "filled.pdf", "-o", "out.pdf")
    assert result.exit_code == 4
    assert result.stderr.startswith("filled.pdf: ") and "mlmp-print read" in result.stderr


def test_every_fault_is_named_at_once_with_its_place():
    bad = {
        "nmae": CANARY,
        "date": CANARY,
        "goals": [{}, {"score_now": 7, "theme": CANARY, "disagrees": CANARY}],
    }
    result = run("fill", "visual-plan", stdin=json.dumps(bad).encode())
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "“nmae”",
        "“Dato” (date)",
        "“Livstema 2” (goals.2.theme)",
        "“Score nu 2” (goals.2.score_now)",
        "“Jeg er uenig i scoren 2” (goals.2.disagrees)",
    ]
    assert "Did you mean “name”?" in result.stderr
    assert CANARY not in result.output


def test_of_very_many_faults_the_first_are_shown_and_the_rest_counted():
    result = run(
        "fill",
        "visual-plan",
        stdin=json.dumps({f"key {number}": CANARY for number in range(1000)}).encode(),
    )
    lines = result.stderr.splitlines()
    assert (result.exit_code, len(lines), lines[-1]) == (4, 51, "… and 950 more.")


def broken_pdfs(filled: bytes) -> dict[str, bytes]:
    other = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(other)
    return {
        "json.pdf": f'{{"name": "{CANARY}"}}'.encode(),
        "html.pdf": f"<html>{CANARY}</html>".encode(),
        "text.pdf": CANARY.encode(),
        "empty.pdf": b"",
        "zip.pdf": b"PK\x03\x04",
        "header.pdf": b"%PDF-1.7\n",
        "half.pdf": filled[: len(filled) // 2],
        "no-end.pdf": filled[: filled.rindex(b"xref\n0")][: len(filled) // 3],
        "ring.pdf": (
            b"%PDF-1.7\n1 0 obj\n<</Pages 1 0 R /Kids [1 0 R]>>\nendobj\n"
            b"trailer\n<</Root 1 0 R /Prev 0>>\nstartxref\n0\n%%EOF"
        ),
        "other.pdf": other.getvalue(),
    }


@pytest.mark.parametrize("name", broken_pdfs(b"xref\n0"))
def test_what_is_no_form_of_ours_is_refused_by_read(folder, name):
    whole = mlmp.fill("visual-plan", {"name": CANARY, "notes": CANARY}).pdf
    (folder / name).write_bytes(broken_pdfs(whole)[name])
    before = contents(folder)
    result = run("read", name, "-o", "out.json")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith(f"{name}: ") and len(result.stderr.splitlines()) == 1
    assert CANARY not in result.output
    assert contents(folder) == before


@pytest.mark.parametrize("name", [name for name in broken_pdfs(b"xref\n0") if name != "other.pdf"])
def test_what_is_no_pdf_is_refused_by_preview(folder, name):
    (folder / name).write_bytes(broken_pdfs((folder / "filled.pdf").read_bytes())[name])
    before = contents(folder)
    result = run("preview", name, "-o", "out.png")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith(f"{name}: ") and CANARY not in result.output
    assert contents(folder) == before


@pytest.mark.parametrize(
    "args", [["fill", "visual-plan"], ["read"], ["preview"]], ids=lambda args: args[0]
)
@pytest.mark.parametrize("name", ["missing", "a-folder", "answers.json/inside", "n" * 300])
def test_an_input_that_cannot_be_read_is_named(folder, args, name):
    (folder / "a-folder").mkdir()
    before = contents(folder)
    result = run(*args, name, "-o", "out")
    assert (result.exit_code, result.stdout) == (4, "")
    what = "holds no PDF" if (args, name) == (["read"], "a-folder") else "cannot be read"
    assert result.stderr.startswith(f"{name}: {what}")
    assert contents(folder) == before


# 5: would overwrite, or cannot write --------------------------------------------------------------

WRITERS = [
    ["blank", "visual-plan"],
    ["fill", "visual-plan", "answers.json"],
    ["read", "filled.pdf"],
    ["preview", "filled.pdf", "--dpi", "20"],
]
every_writer = pytest.mark.parametrize("args", WRITERS, ids=lambda args: args[0])


@every_writer
def test_a_file_that_is_there_is_only_written_over_with_force(folder, args):
    (folder / "old").write_text("old")
    before = contents(folder)
    refused = run(*args, "-o", "old")
    assert (refused.exit_code, refused.stdout) == (5, "")
    assert refused.stderr.startswith("old: ") and "--force" in refused.stderr
    assert contents(folder) == before
    assert run(*args, "-o", "old", "--force").exit_code == 0
    assert contents(folder).keys() == before.keys() and (folder / "old").read_bytes() != b"old"


@every_writer
@pytest.mark.parametrize(
    "output", ["missing/out", "a-folder", "a-folder/", ".", "answers.json/out", "o" * 300]
)
def test_where_no_file_can_be_written_nothing_is(folder, args, output):
    (folder / "a-folder").mkdir()
    before = contents(folder)
    result = run(*args, "-o", output, "--force")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "Unexpected" not in result.stderr
    assert contents(folder) == before


@pytest.mark.parametrize("args", WRITERS[1:], ids=lambda args: args[0])
@pytest.mark.parametrize("spelling", ["same", "detour", "symlink", "hardlink"])
def test_the_input_is_never_written_over_not_even_with_force(folder, args, spelling):
    source = next(arg for arg in args if "." in arg)
    output = {"same": source, "detour": f"../{folder.name}/{source}"}.get(spelling, spelling)
    if spelling == "symlink":
        (folder / spelling).symlink_to(source)
    elif spelling == "hardlink":
        (folder / spelling).hardlink_to(folder / source)
    before = contents(folder)
    result = run(*args, "-o", output, "--force")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "input" in result.stderr
    assert contents(folder) == before


def test_any_of_several_inputs_is_safe(folder):
    (folder / "other.pdf").write_bytes((folder / "filled.pdf").read_bytes())
    before = contents(folder)
    assert (
        run(
            "read", "filled.pdf", "other.pdf", "--format", "jsonl", "-o", "other.pdf", "--force"
        ).exit_code
        == 5
    )
    assert contents(folder) == before


def test_the_password_file_is_an_input_too(folder):
    (folder / "password").write_text("secret")
    before = contents(folder)
    assert (
        run(
            "read", "filled.pdf", "--password-file", "password", "-o", "password", "--force"
        ).exit_code
        == 5
    )
    assert contents(folder) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "args",
    [
        ["blank", "visual-plan", "-o", "-"],
        ["schema", "visual-plan"],
        pytest.param(["forms"], marks=pytest.mark.slow),
        ["--help"],
        pytest.param(["--version"], marks=pytest.mark.slow),
        pytest.param(["fill", "--help"], marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_a_full_disk_behind_stdout_is_said_in_one_line(args):
    with Path("/dev/full").open("wb") as full:
        result = script(*args, stdout=full)
    assert result.returncode == 5
    assert len(result.stderr.splitlines()) == 1 and b"bug" not in result.stderr


@pytest.mark.parametrize(
    "args",
    [["schema", "visual-plan", "--columns"], ["read", "filled.pdf"]],
    ids=lambda args: args[0],
)
@pytest.mark.parametrize("name", ["table.ods", "table.XLS"])
def test_no_file_is_called_a_spreadsheet_that_it_is_not(folder, args, name):
    refused = run(*args, "-o", name)
    assert refused.exit_code == 2 and name in refused.stderr and ".xlsx" in refused.stderr
    assert not (folder / name).exists()


def test_a_report_that_is_there_is_named_with_its_own_option(folder):
    (folder / "report.csv").write_text("old")
    refused = run("read", "filled.pdf", "-o", "new.json", "--report", "report.csv")
    assert refused.exit_code == 5 and (folder / "report.csv").read_text() == "old"
    assert "another name with --report" in refused.stderr and "-o" not in refused.stderr


# 6: encrypted -------------------------------------------------------------------------------------


def test_an_encrypted_file_needs_its_password(folder, example):
    (folder / "shut.pdf").write_bytes(encrypted((folder / "filled.pdf").read_bytes(), "blåbær"))
    (folder / "right").write_text("blåbær\n", "utf-8")
    (folder / "wrong").write_text(CANARY)
    before = contents(folder)
    for args in (
        ["read", "shut.pdf"],
        ["read", "shut.pdf", "--password-file", "wrong"],
        ["preview", "shut.pdf"],
    ):
        refused = run(*args, "-o", "out")
        assert (refused.exit_code, refused.stdout) == (6, "")
        assert refused.stderr.startswith("shut.pdf: is encrypted") and CANARY not in refused.stderr
        assert contents(folder) == before
    opened = run("read", "shut.pdf", "--password-file", "right")
    assert (opened.exit_code, json.loads(opened.stdout)) == (0, example)


@pytest.mark.parametrize(
    "saved",
    [b"secret", b"secret\r\nand a second line", b"\xef\xbb\xbfsecret\r\n"],
    ids=["bare", "CR LF", "BOM"],
)
def test_a_password_file_may_be_saved_by_any_editor(folder, saved):
    with pikepdf.open("filled.pdf") as pdf:
        pdf.save("shut.pdf", encryption=pikepdf.Encryption(user="secret", owner="other", R=6))
    (folder / "password").write_bytes(saved)
    assert run("read", "shut.pdf", "--password-file", "password").exit_code == 0


@pytest.mark.parametrize("command", ["read filled.pdf", "fill wishing-well filled.json -o x.pdf"])
def test_a_password_file_without_end_is_refused_in_words(folder, command):
    (folder / "filled.json").write_text("{}")
    result = run(*command.split(), "--password-file", "/dev/zero")
    assert result.exit_code == 2
    assert result.stderr.startswith("/dev/zero: has more than 4,096 letters in its first line")


@pytest.mark.parametrize(("more", "exit_code"), [(0, 0), (1, 2)])
def test_a_password_may_be_long_but_not_without_end(folder, more, exit_code):
    password = "p" * (PASSWORD_LETTERS + more)
    with pikepdf.open("filled.pdf") as pdf:
        pdf.save("shut.pdf", encryption=pikepdf.Encryption(user=password[:127], owner="o", R=6))
    (folder / "password").write_text(password)
    assert run("read", "shut.pdf", "--password-file", "password").exit_code == exit_code


def test_a_file_that_opens_without_a_password_opens_whatever_password_is_given(folder, example):
    (folder / "open.pdf").write_bytes(
        encrypted((folder / "filled.pdf").read_bytes(), "", owner="theirs")
    )
    (folder / "password").write_text("ours")
    for args in ([], ["--password-file", "password"]):
        result = run("read", "open.pdf", *args)
        assert (result.exit_code, result.stdout and json.loads(result.stdout)) == (0, example)


# 1 and 130 ----------------------------------------------------------------------------------------


def test_an_unexpected_error_shows_neither_answers_nor_traceback_unless_asked(monkeypatch):
    def fails(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(api, "blank", fails)  # there is no known way to make one happen
    result = run("blank", "visual-plan")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "RuntimeError" in result.stderr and CANARY not in result.output
    asked = CliRunner().invoke(main, ["--traceback", "blank", "visual-plan"])
    assert isinstance(asked.exception, RuntimeError)


def test_an_interrupt_ends_with_130_and_leaves_nothing(tmp_path):
    started = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from mlmp_print.cli.commands import run; run()"
    )
    command = [sys.executable, "-c", started, "fill", "visual-plan", "-", "-o", "out.pdf"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, bufsize=0, cwd=tmp_path, **pipes) as child:
        child.stdin.write(
            b" " * 2**20
        )  # more than a pipe holds: once it is written, the child is reading
        child.send_signal(signal.SIGINT)
        output, complaint = child.communicate(timeout=PATIENCE)
    assert (child.returncode, output, complaint) == (130, b"", b"Interrupted.\n")
    assert contents(tmp_path) == {}


# Help, streams, the console script ----------------------------------------------------------------


@pytest.mark.parametrize("name", main.commands)
def test_help_starts_with_two_examples_that_can_be_parsed(name):
    first, *lines = run(name, "--help").stdout.splitlines()
    examples = lines[: lines.index("")]
    assert (first, len(examples)) == ("Examples:", 2)
    for example in examples:
        words = shlex.split(example.partition(">")[0].rpartition("|")[2])
        assert words[:2] == ["mlmp-print", name]
        with main.commands[name].make_context(name, words[2:], parent=click.Context(main)):
            pass  # raises for an option, or a choice, that there is not


def test_help_imports_no_pdf_library():
    program = """
import sys
from click.testing import CliRunner
from mlmp_print.cli.commands import main
for args in (["--help"], ["--version"], *([name, "--help"] for name in main.commands)):
    assert CliRunner().invoke(main, args).exit_code == 0, args
heavy = {"reportlab", "pypdf", "pypdfium2", "fontTools", "PIL", "cryptography"}
print(sorted(heavy & sys.modules.keys()))
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"


def test_the_console_script_pipes_example_into_fill_into_read():
    example = script("schema", "visual-plan", "--example").stdout
    filled = script("fill", "visual-plan", "-", "-o", "-", input=example)
    assert (filled.returncode, filled.stderr) == (0, b"")
    answers = script("read", "-", input=filled.stdout)
    assert (answers.returncode, answers.stderr, answers.stdout) == (0, b"", example)


@in_folder
def test_the_console_script_ends_with_the_exit_codes():
    codes = [
        script(*args).returncode
        for args in (
            ["forms"],
            ["blank", "no"],
            ["read", "answers.json"],
            ["read", "filled.pdf", "-o", "answers.json"],
        )
    ]
    assert codes == [0, 2, 4, 5]


@in_folder
@pytest.mark.parametrize(
    "args",
    [
        "read filled.pdf filled.pdf --format jsonl",
        pytest.param("schema visual-plan", marks=pytest.mark.slow),
        "forms",
        "blank visual-plan",
        pytest.param("--help", marks=pytest.mark.slow),
        "--version",
        pytest.param("fill --help", marks=pytest.mark.slow),
    ],
)
def test_who_has_read_enough_may_close_the_pipe(args):
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        done = script(*args.split(), stdout=theirs)
    finally:
        os.close(theirs)
    assert (done.returncode, done.stderr) == (141, b"")


@in_folder
@pytest.mark.parametrize(
    "command", ["read - --password-file -", "preview - --password-file - -o x.png"]
)
def test_a_pdf_and_its_password_do_not_both_come_from_stdin(command):
    result = run(*command.split())
    assert result.exit_code == 2
    assert "Only one of" in result.stderr


def on_a_terminal(*args: str, stream: str) -> tuple[int, bytes, bytes]:
    """Exit code, what the terminal got, and stderr, of a run with stdout or stdin on a terminal."""
    ours, theirs = pty.openpty()
    try:
        result = script(
            *args, **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, stream: theirs}
        )
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # Linux's way to say that nothing is there and no one will write
            while more := os.read(ours, 1000):
                shown += more
    finally:
        os.close(ours)
    return result.returncode, shown, result.stderr


@in_folder
@pytest.mark.parametrize(
    "args",
    [
        ["blank", "visual-plan"],
        ["fill", "visual-plan", "answers.json", "-o", "-"],
        ["preview", "filled.pdf"],
    ],
    ids=" ".join,
)
def test_binary_is_not_written_to_a_terminal(args):
    code, shown, complaint = on_a_terminal(*args, stream="stdout")
    assert (code, shown) == (5, b"")
    assert b"-o" in complaint


@in_folder
def test_answers_may_be_shown_on_a_terminal():
    code, shown, complaint = on_a_terminal("read", "filled.pdf", stream="stdout")
    assert (code, complaint) == (0, b"")
    assert b'"name": "Peter"' in shown


def test_fill_does_not_wait_for_answers_typed_on_a_terminal():
    code, _, complaint = on_a_terminal("fill", "visual-plan", stream="stdin")
    assert code == 2
    assert b"answers" in complaint
