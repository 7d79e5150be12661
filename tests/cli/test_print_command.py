"""The command `print`: sets of sheets for a course, with names or without."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from qr_codes import qr_codes

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.look import look as looks
from mlmp_print.tables.write import xlsx_table

WELL = "wishing-well"  # one page
PLAN = "visual-plan"  # two pages
COURSE = f"{WELL},{PLAN}"
SECRET = "Åse Ødegård"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands work in a folder of their own."""
    monkeypatch.chdir(tmp_path)


def run(*args: object, stdin: bytes = b"") -> Result:
    words = ["print", *map(str, args)]
    result = CliRunner().invoke(main, words, prog_name="mlmp-print", input=stdin)
    assert isinstance(result.exception, (type(None), SystemExit)), result.exception
    return result


def printed(*args: object, stdin: bytes = b"") -> list[str]:
    """The text of each page of the job."""
    result = run(*args, "-o", "course.pdf", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    return page_texts(Path("course.pdf").read_bytes())


def docx() -> bytes:
    """The least that Word would know as its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


def page_texts(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def refused(exit_code: int, *args: object, stdin: bytes = b"") -> str:
    """What is said of a command that writes nothing."""
    result = run(*args, "-o", "course.pdf", stdin=stdin)
    assert result.exit_code == exit_code, result.stderr
    assert not Path("course.pdf").exists()
    assert SECRET not in result.stderr
    return result.stderr


LIST = looks.load().say("print.title")
SHEETS = {form.languages["da"].sheet: form.name for form in mlmp.forms()}
LETTERS = {WELL: "W", PLAN: "P"}


def form_of(page: str) -> str:
    """Which sheet a page is of: a letter for each, L for the list, "" for an empty back."""
    words = " ".join(page.split())
    if words.startswith(LIST):
        return "L"
    found = (LETTERS[form] for sheet, form in SHEETS.items() if f"· {sheet} ·" in words)
    return next(found) if words else ""


# Sets without names -------------------------------------------------------------------------------


def test_without_names_a_job_is_one_set_and_no_list():
    assert [*map(form_of, printed(COURSE))] == ["W", "P", "P"]


def test_five_sets_of_two_sheets_follow_each_other():
    assert [*map(form_of, printed(COURSE, "--sets", 5))] == ["W", "P", "P"] * 5


def test_two_sided_each_form_begins_on_a_front_and_an_empty_back_has_no_number():
    pages = printed(COURSE, "--sets", 2, "--duplex")
    assert [*map(form_of, pages)] == ["W", "", "P", "P"] * 2
    assert ["side 1 af 1" in pages[0], "side 1 af 2" in pages[2], "side 2 af 2" in pages[3]]
    with pikepdf.open("course.pdf") as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_copies_repeat_each_whole_set():
    pages = printed(COURSE, "-", "--copies", 2, stdin="Navn\nÅse\nBo\n".encode())
    assert [*map(form_of, pages)] == ["L", *["W", "P", "P"] * 4]
    names = ["Åse" if "Åse" in page else "Bo" for page in pages[1:] if form_of(page) == "W"]
    assert names == ["Åse", "Åse", "Bo", "Bo"]


def test_a_job_goes_to_stdout_as_other_data_does():
    result = CliRunner().invoke(main, ["print", WELL, "--sets", "2"])
    assert result.exit_code == 0
    assert len(page_texts(result.stdout_bytes)) == 2


def test_a_job_is_drawn_as_the_options_say():
    (page,) = printed(WELL, "--lang", "en", "--size", "a3", "--large", "--ink", "gray")
    assert "Wishing well" in page
    with pikepdf.open("course.pdf") as pdf:
        wide, high = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert max(wide, high) == pytest.approx(420 / 25.4 * 72, abs=0.1)


def test_a_setting_goes_to_the_forms_that_have_it():
    pages = printed(COURSE, "--set", "goals=4", "--sets", 1)
    assert [*map(form_of, pages)] == ["W", "P", "P", "P"]
    Path("course.pdf").unlink()
    assert "goal" in refused(2, COURSE, "--set", "gaols=4")


# Names --------------------------------------------------------------------------------------------

NAMES = ("Åse Ødegård", "Bo", "Çelik Ş. Yılmaz")

TEXTS = {
    "utf-8": "\n".join(NAMES).encode(),
    "bom-crlf": "\r\n".join([*NAMES, ""]).encode("utf-8-sig"),
    "utf-16": "\n".join(NAMES).encode("utf-16"),
    "blank-lines": ("\n\n" + "\n \n".join(NAMES) + "\n\n").encode(),
    "heading": "\n".join(["Navn", *NAMES]).encode(),
    "english-heading": "\n".join(["", "NAME:", *NAMES]).encode(),
    "title": "\n".join(["Forløb 3", "", "Navn", *NAMES]).encode(),
    "spaces": "\n".join(f"  {name}\t" for name in NAMES).encode(),
}


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("source", ["names.txt", "names", "-"])
def test_a_text_has_a_name_on_each_line(kind, source):
    if source != "-":
        Path(source).write_bytes(TEXTS[kind])
    pages = printed(WELL, source, stdin=TEXTS[kind])
    assert [*map(form_of, pages)] == ["L", "W", "W", "W"]
    for name, page in zip(NAMES, pages[1:], strict=True):
        assert name in pages[0]
        assert name in page


def test_danish_letters_of_windows_are_read():
    Path("names.txt").write_bytes("Åse Ødegård\r\nBo Æbelø\r\n".encode("cp1252"))
    listed, *_ = printed(WELL, "names.txt")
    assert "Åse Ødegård" in listed
    assert "Bo Æbelø" in listed


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl"])
def test_a_table_gives_its_names_and_nothing_else(ending):
    rows = [["Navn", "Mål 1", "Score nu 1"], [SECRET, "bage brød", "2"], ["Bo", "cykle", "3"]]
    path = Path(f"names.{ending}")
    path.write_bytes(table(rows, ending))
    result = run(PLAN, path, "-o", "course.pdf")
    assert result.exit_code == 0, result.stderr
    pages = page_texts(Path("course.pdf").read_bytes())
    assert [*map(form_of, pages)] == ["L", "P", "P", "P", "P"]
    assert SECRET in pages[1]
    assert not any("bage brød" in page for page in pages)
    assert "Mål 1" in result.stderr or "key" in result.stderr  # never quiet about what is left out
    assert "bage" not in result.stderr


def table(rows: list[list[str]], ending: str) -> bytes:
    if ending == "csv":
        return "\n".join(";".join(row) for row in rows).encode()
    records = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    if ending == "json":
        return json.dumps(records).encode()
    if ending == "jsonl":
        return "\n".join(map(json.dumps, records)).encode()
    return xlsx_table(rows[0], rows[1:])


def test_first_and_last_names_are_joined_as_in_a_batch():
    Path("names.csv").write_text("Fornavn;Efternavn\nÅse;Ødegård\n", "utf-8")
    listed, sheet = printed(WELL, "names.csv")
    assert SECRET in listed
    assert SECRET in sheet


def test_sets_without_a_name_follow_those_with_one():
    pages = printed(WELL, "-", "--sets", 2, stdin=b"Bo\n")
    assert [*map(form_of, pages)] == ["L", "W", "W", "W"]
    assert pages[0].count(looks.load().say("print.spare")) == 2


def test_a_name_as_long_as_can_be_keeps_its_place_and_is_told():
    long = "Anna-Margrethe Kirstine " * 12
    result = run(WELL, "-", "-o", "course.pdf", stdin=f"{long}\nBo\n".encode())
    assert result.exit_code == 0, result.stderr
    assert "row 1" in result.stderr
    assert "Margrethe" not in result.stderr
    assert "Margrethe" in page_texts(Path("course.pdf").read_bytes())[0]


def test_five_hundred_names_are_listed_on_as_many_pages_as_they_need():
    names = "\n".join(f"Borger Nr{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(500))
    pages = printed(WELL, "-", "--duplex", stdin=names.encode())
    kinds = [*map(form_of, pages)]
    assert kinds.count("W") == 500
    lists = kinds.count("L")
    assert lists > 10
    begin = lists + lists % 2  # a list that ends on a front has an empty back
    assert kinds[lists : begin + 4] == [""] * (lists % 2) + ["W", "", "W", ""]


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n\n \n", "\ufeff", "Navn\n", "Navn\n\n"])
@pytest.mark.parametrize("source", ["names.txt", "names.csv", "-"])
def test_no_name_is_no_job(text, source):
    if source != "-":
        Path(source).write_text(text, "utf-8")
    said = refused(4, WELL, source, stdin=text.encode())
    assert len(said.splitlines()) == 1


UNCLEAR = {
    "two names on a line": ("Åse Ødegård, Bo\nKim\n", "row 1"),
    "cells": ("Kim\nÅse Ødegård;Skanderborg\n", "row 2"),
    "tabs": ("Åse Ødegård\t4\n", "row 1"),
    "numbers before names": ("1. Åse Ødegård\n2. Bo\n", "row 1"),
    "bullets": ("• Åse Ødegård\n• Bo\n", "row 1"),
    "a name twice": ("Åse Ødegård\nBo\nåse ødegård\n", "same-name"),
    "totals": ("Åse Ødegård\nI alt: 1\n", "totals"),
    "a number": ("Åse Ødegård\n1234\n", "no-person"),
    "a heading of people": ("\nDeltagere:\nÅse Ødegård\n", "row 2"),
    "a title": ("Kursus 1/5:\nÅse Ødegård\n", "no-person"),
    "a remark": ("# holdet\nÅse Ødegård\n", "row 1"),
    "an address": ("Åse Ødegård <aase@example.org>\n", "“@”"),
    "a CPR number": ("Bo\nÅse Ødegård 010190-1234\n", "CPR number"),
    "damaged letters": ("Ã…se Ã˜degÃ¥rd\nBo\n", "damaged-text"),
    "nothing in words": ("NULL\nÅse Ødegård\n", "null-words"),
    "markup": ("<b>Åse Ødegård</b>\nBo\n", "web page"),
    "a control character": ("Åse Ødegård\nB\0o\n", "row 2"),
    "letters that no typeface has": ("Åse Ødegård\nBo \U0001f600\n", "row 2"),
}


@pytest.mark.parametrize("what", UNCLEAR)
@pytest.mark.parametrize("source", ["names.txt", "-"])
def test_what_is_unclear_is_refused_with_its_row_and_without_a_name(what, source):
    text, named = UNCLEAR[what]
    Path("names.txt").write_text(text, "utf-8")
    assert named in refused(4, WELL, source, stdin=text.encode())


@pytest.mark.parametrize("what", ["a name twice", "totals", "a number"])
def test_who_has_looked_accepts_it(what):
    text, code = UNCLEAR[what]
    assert len(printed(WELL, "-", "--accept", code, stdin=text.encode())) > 2


def test_below_a_heading_a_comma_is_part_of_the_name():
    pages = printed(WELL, "-", stdin="Navn\nØdegård, Åse\nHansen, Bo\n".encode())
    assert "Ødegård, Åse" in pages[1]


def test_all_faults_are_told_at_once():
    said = refused(4, WELL, "-", stdin="Åse;1\nBo;2\nKim\n".encode())
    assert "row 1" in said
    assert "row 2" in said


@pytest.mark.parametrize(
    ("name", "contents", "named"),
    [
        ("names.csv", "Åse Ødegård\nBo\n".encode(), "Navn"),
        ("names.csv", b"Sagsnr;By\n17;Skanderborg\n", "Navn"),
        ("names.pdf", b"%PDF-1.7\n", "PDF"),
        ("names.html", b"<html></html>", "web page"),
        ("names.json", b'["Bo"]', "names.json"),
        ("names.docx", b"PK\x03\x04rubbish", "names.docx"),
        ("names.docx", docx(), "a Word document"),
        ("names.txt", docx(), "a Word document"),
        ("names.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "a Word document"),
        ("names.rtf", b"{\\rtf1 Bo}", "a document, not a list of names"),
    ],
)
def test_what_is_no_list_of_names_is_refused(name, contents, named):
    Path(name).write_bytes(contents)
    said = refused(4, WELL, name)
    assert named in said
    assert len(said.splitlines()) == 1


def test_a_row_without_a_name_is_told_what_helps_here():
    Path("names.csv").write_text("Navn;Mål 1\n;bage\nKim;\n", "utf-8")
    result = run(WELL, "names.csv", "-o", "course.pdf")
    assert result.exit_code == 4 and "row 2" in result.stderr
    assert "Write the name, or delete the row." in result.stderr and "map" not in result.stderr


def test_a_file_that_is_not_there_is_named():
    assert "names.txt" in refused(4, WELL, "names.txt")
    Path("names").mkdir()
    assert "names" in refused(4, WELL, "names")


@pytest.mark.parametrize(
    "args",
    [
        ("wishing-wall",),
        (f"{WELL},{WELL}",),
        (",",),
        (WELL, "--sets", "0"),
        (WELL, "--sets", "-1"),
        (WELL, "--sets", "1001"),
        (WELL, "--sets", "many"),
        (WELL, "--copies", "0"),
        (WELL, "--copies", "101"),
        (WELL, "--accept", "same-name"),
        (WELL, "--marks", "maybe"),
        (WELL, "--size", "a5"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(args):
    refused(2, *args)


def test_forms_with_a_space_between_are_told_of_the_comma():
    assert f"Write a comma between forms, and no space: {WELL},{PLAN}." in refused(2, WELL, PLAN)


def test_a_file_that_exists_is_written_over_only_with_force():
    Path("course.pdf").write_bytes(b"mine")
    result = run(WELL, "-o", "course.pdf")
    assert result.exit_code == 5
    assert "--force" in result.stderr
    assert Path("course.pdf").read_bytes() == b"mine"
    assert run(WELL, "-o", "course.pdf", "--force").exit_code == 0


def test_the_list_of_names_is_never_written_over():
    Path("names.txt").write_text("Bo\n", "utf-8")
    result = run(WELL, "names.txt", "-o", "names.txt", "--force")
    assert result.exit_code == 5
    assert Path("names.txt").read_text("utf-8") == "Bo\n"


# Forms without a name, and marks ------------------------------------------------------------------


def test_a_form_that_asks_for_no_name_is_printed_without_it_and_that_is_told():
    result = run("score-card", "-", "-o", "course.pdf", stdin=b"Bo\n")
    assert result.exit_code == 0, result.stderr
    assert "list only" in result.stderr
    listed, *_ = page_texts(Path("course.pdf").read_bytes())
    assert "Bo" in listed


def test_marks_are_left_off_and_the_rest_stays():
    marked, plain = run(WELL).stdout_bytes, run(WELL, "--marks", "off").stdout_bytes
    assert page_texts(marked) == page_texts(plain)
    assert len(codes(marked)) == 2
    assert codes(plain) == []


def codes(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        picture = document[0].render(scale=150 / 72).to_pil()
    return [code.text for code in qr_codes(picture)]
