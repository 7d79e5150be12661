"""The print job: it shows what the fillable files show, of the right people in the right order.

It is small, and every reader opens it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageChops
from processes import PATIENCE
from qr_codes import qr_codes
from repository import ROOT
from sheets import LONG, MM, PETER, SIX, Letters, letters, run, shown

import mlmp_print as mlmp
from mlmp_print import files
from mlmp_print.batches.sheet_ids import check_character, is_sheet_id
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.wording import Wording
from mlmp_print.model.errors import UsageError
from mlmp_print.pdf.sheet_codes import NO_DIGEST, PanelKey, PanelKind, parse_code
from mlmp_print.printing.course_list import CourseLine, CourseList
from mlmp_print.printing.print_job import PrintJob, PrintLayout

EXAMPLES = ROOT / "examples"
ID = "7F3K9Q2" + check_character("7F3K9Q2")
SET = "preparation-sheet,visual-plan,goal-staircase"


def example(made: mlmp.Template) -> Any:
    return forms.example(made.form, Wording(made.form, made.look))


def job_of(
    made: mlmp.Template, *answers: Any, sheet_id: str = "0", folder: Path = EXAMPLES
) -> bytes:
    out = io.BytesIO()
    job = PrintJob(
        out.write, lambda source: made.flat_form(dict(source[1])), PrintLayout(), "job", "da-DK"
    )
    for each in answers:
        job.add("", [made.print_checked(made.check(each, folder), sheet_id)[0]])
    job.close()
    return out.getvalue()


STRANDBY = ROOT / "assets" / "looks" / "strandby" / "look.toml"
CASES: list[tuple[str, dict[str, Any], Any, str]] = [
    *(
        (form, {"size": size}, None, "0")
        for form, size in zip(forms.names(), ["a4", "a3"] * 7, strict=False)
    ),
    ("visual-plan", {}, LONG, ID),
    ("visual-plan", {"size": "a3", "ink": "gray", "lang": "en"}, LONG, "0"),
    ("visual-plan", {"large": True}, SIX, ID),
    ("status-sheet", {"look": STRANDBY}, None, ID),
    (
        "goal-staircase",
        {"size": "a3", "large": True},
        {"name": "Åse", "goal": "kort " * 200, "steps": [{"text": "x", "done": True}] * 3},
        "0",
    ),
]


@pytest.mark.parametrize(
    ("form", "wanted", "answers", "sheet_id"),
    CASES,
    ids=[f"{form}-{place}" for place, (form, *_) in enumerate(CASES)],
)
def test_a_printed_sheet_looks_like_the_fillable_one(form, wanted, answers, sheet_id):
    made = mlmp.template(form, **wanted)
    given = example(made) if answers is None else answers
    flat, fillable = (
        job_of(made, given, sheet_id=sheet_id),
        made.fill(given, EXAMPLES, sheet_id=sheet_id).pdf,
    )
    pages = list(zip(shown(flat, 60), shown(fillable, 60), strict=True))
    for one, other in pages:
        seen = ImageChops.difference(one, other).convert("L").histogram()
        assert sum(seen[48:]) == 0, "a difference in more than how an edge is smoothed"
        assert one.getextrema() != ((255, 255),) * 3


def test_the_notes_are_those_of_filling():
    made = mlmp.template("visual-plan")
    checked = made.check(LONG)
    assert made.print_checked(checked)[1] == made.fill_checked(checked).notes != ()


# In one file --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many() -> bytes:
    """Two hundred people; some have letters of the fallback face, some have more pages."""
    people = [{**PETER, "name": f"Person {number}"} for number in range(197)]
    return job_of(mlmp.template("visual-plan"), *people, LONG, SIX, {})


def test_what_sheets_share_is_in_the_file_once(many):
    made = mlmp.template("visual-plan")
    small = [len(job_of(made, *[PETER] * count)) for count in (1, 11)]
    assert (small[1] - small[0]) / 10 < 2_000, "bytes a person, without sheet ids"
    numbered = len(job_of(made, *[PETER] * 11, sheet_id=ID)) - len(job_of(made, PETER, sheet_id=ID))
    assert numbered / 10 < 6_000, "and with them"
    with pikepdf.open(io.BytesIO(many)) as document:
        fronts = {page.Contents[0].objgen for page in list(document.pages)[:394:2]}
        assert len(document.pages) > 400 and len(fronts) == 1
        fonts = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert len(fonts) == 3


def test_it_is_flat_and_says_how_to_print_it(many):
    with pikepdf.open(io.BytesIO(many)) as document:
        assert {"/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Names", "/OpenAction"} & set(
            document.Root.keys()
        ) == set()
        assert not any("/Annots" in page or "/StructParents" in page for page in document.pages)
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert "/CreationDate" not in document.docinfo and "/Author" not in document.docinfo


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("qpdf", ["--check", "PDF"]),
        ("pdftotext", ["PDF", "-"]),
        ("mutool", ["draw", "-q", "-o", "/dev/null", "-F", "text", "PDF"]),
        (
            "gs",
            ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dFirstPage=390", "-sDEVICE=bbox", "PDF"],
        ),
    ],
)
def test_every_reader_opens_it(many, program, arguments):
    done = run(program, many, *arguments)
    said = re.sub(
        r"%%(HiRes)?BoundingBox.*\n|warning: ICC support is not available\n", "", done.stderr
    )
    assert (done.returncode, said) == (0, "")
    if program == "gs":
        assert done.stderr.count("%%BoundingBox") == len(pdfium.PdfDocument(many)) - 389
    if program == "pdftotext":
        assert all(f"Person {number}\n" in done.stdout for number in range(197))


# As a batch ---------------------------------------------------------------------------------------


def batch(*args: object, forms_: str = SET) -> Result:
    result = CliRunner().invoke(main, ["batch", forms_, *map(str, args)], prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def names(folder: Path, people: list[str], courses: list[str] | None = None) -> Path:
    path = folder / "names.csv"
    rows = [
        [name, f"9{number:03}", *([courses[number]] if courses else [])]
        for number, name in enumerate(people)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [["Navn", "Sagsnr", *(["Hold"] if courses else [])], *rows]
        )
    path.with_suffix(".toml").write_text(
        'id = "Sagsnr"\n' + ('course = "Hold"\n' if courses else "")
    )
    return path


def sheets(job: Path) -> Iterator[tuple[str, str, str, str]]:
    """What each page of a job is: form and page, sheet id, and the name on it.

    Form, page and id come from the codes, as a scanner sees them. Lists and empty backs have none.
    """
    with pdfium.PdfDocument(job) as document:
        for page in document:
            words = page.get_textpage().get_text_bounded()
            codes = (
                {
                    found.text
                    for found in qr_codes(page.render(scale=150 / 72).to_pil().convert("L"))
                }
                if "Mit liv" in words
                else set()
            )
            name = next((found[0] for found in re.finditer(r"(Åse|Bo|Ceja)", words)), "")
            if not codes:
                yield (
                    ("list" if "Kursusliste" in words else "other" if words.strip() else "empty"),
                    "",
                    "",
                    name,
                )
            for code in codes:
                _, form, number, sheet_id = code.split(":")
                yield form.split(".")[0], number, sheet_id, name


def test_everyone_gets_a_set_each_form_on_paper_of_its_own(tmp_path):
    table = names(tmp_path, ["Åse", "Bo"])
    result = batch(
        table,
        "--columns",
        table.with_suffix(".toml"),
        "--print",
        tmp_path / "job.pdf",
        "--duplex",
        "--spare",
        1,
        "--copies",
        2,
    )
    assert (result.exit_code, result.output) == (0, "2 in the print job, 38 pages.\n")
    one = [
        ("PREP1", "1/1"),
        ("", ""),
        ("VPLAN1", "1/2"),
        ("VPLAN1", "2/2"),
        ("STAIR1", "1/1"),
        ("", ""),
    ]
    found = list(sheets(tmp_path / "job.pdf"))
    assert [kind for kind, *_ in found[:2]] == ["list", "empty"]
    expected = [
        (form or "empty", number, name)
        for name in ("Åse", "Bo", "")
        for _ in range(2)
        for form, number in one
    ]
    front = {("VPLAN1", "2/2"), ("empty", "")}  # where no name is asked for
    assert [(kind, number) for kind, number, *_ in found[2:]] == [
        (kind, number) for kind, number, _ in expected
    ]
    assert all(
        name == wanted or (kind, number) in front
        for (kind, number, _, name), (*_, wanted) in zip(found[2:], expected, strict=True)
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "job.pdf",
        "names.csv",
        "names.toml",
    ]
    assert (tmp_path / "job.pdf").stat().st_mode & 0o777 == 0o600


def test_by_form_all_of_the_first_come_before_the_next(tmp_path):
    table = names(tmp_path, ["Åse", "Bo", "Ceja"])
    assert (
        batch(
            table,
            "--print",
            tmp_path / "job.pdf",
            "--collate",
            "form",
            forms_="goal-staircase,wishing-well",
        ).exit_code
        == 0
    )
    assert [(kind, name) for kind, _, _, name in sheets(tmp_path / "job.pdf")][1:] == [
        (form, name) for form in ("STAIR1", "WELL1") for name in ("Åse", "Bo", "Ceja")
    ]


def test_every_course_has_a_list_of_its_own_and_its_people_behind_it(tmp_path):
    table = names(tmp_path, ["Åse", "Bo", "Ceja"], ["Forår", "Efterår", "Forår"])
    options = [
        "--columns",
        table.with_suffix(".toml"),
        "--print",
        tmp_path / "job.pdf",
        "--spare",
        1,
    ]
    assert (
        batch(
            table, *options, "--sheet-ids", tmp_path / "register.csv", forms_="goal-staircase"
        ).exit_code
        == 0
    )
    found = list(sheets(tmp_path / "job.pdf"))
    assert [(kind, name) for kind, _, _, name in found if kind != "list"] == [
        ("STAIR1", name) for name in ("Åse", "Ceja", "", "Bo", "")
    ]
    assert [kind for kind, *_ in found].count("list") == 2
    with pdfium.PdfDocument(tmp_path / "job.pdf") as document:
        lists = [
            words
            for page in document
            if "Kursusliste" in (words := page.get_textpage().get_text_bounded())
        ]
    ids = [sheet_id for kind, _, sheet_id, _ in found if kind != "list"]
    assert "Forår" in lists[0] and "Åse" in lists[0] and "Ceja" in lists[0] and "Bo" not in lists[0]
    assert "Efterår" in lists[1] and "Bo" in lists[1] and "Åse" not in lists[1]
    assert [[sheet_id in words for sheet_id in ids] for words in lists] == [
        [True, True, True, False, False],
        [False, False, False, True, True],
    ]
    assert all("uden navn" in words for words in lists)


def test_a_list_never_has_a_line_or_a_course_that_cannot_be_read(tmp_path):
    table = names(tmp_path, ["Åse", "Bo", "Ceja"], ["Forår", "\U0001f600", "Forår"])
    options = ["--columns", table.with_suffix(".toml"), "--print", tmp_path / "job.pdf"]
    result = batch(table, *options, forms_="goal-staircase")
    assert (
        result.exit_code == 3
        and "row 3, column “Hold”: holds a letter that none of our fonts has (U+1F600)."
        in result.output
    )
    table.write_text(
        "Sagsnr;Mål 1;Hold\n\U0001f600;bage;\n71;cykle;\n7\U0001f600;gå;\n\u200b;svømme;\n", "utf-8"
    )
    options += ["--force", "--accept", "same-id"]
    assert batch(table, *options, forms_="visual-plan").exit_code == 0
    with pdfium.PdfDocument(tmp_path / "job.pdf") as document:
        words = document[0].get_textpage().get_text_bounded().splitlines()
    assert [line.split() for line in words if re.match(r"[1-4] ", line)] == [
        ["1", "2"],
        ["2", "71"],
        ["3", "4"],
        ["4", "5"],
    ]


def course_list(job: Path) -> list[list[Letters]]:
    """The words on the pages of a job's list, run by run."""
    with pdfium.PdfDocument(job) as document:
        return [
            list(letters(page))
            for page in document
            if "Kursusliste" in page.get_textpage().get_text_bounded()
        ]


def test_a_list_shows_every_name_whole_and_clear_of_what_stands_beside_it(tmp_path):
    long = [
        "Maximiliane-Charlotte von Österreich-Donaudampfschifffahrt",
        "Mohammad Abdul-Rahman ibn Khalid al-Farooqi ben Yusuf al-Hashimi",
    ]
    long += [" ".join(["Åse-Marie"] * 20), "Å" * 200, "Bo " * 1300]
    table = names(tmp_path, ["Bo", *long, *["Åse"] * 20])
    options = [
        "--columns",
        table.with_suffix(".toml"),
        "--print",
        tmp_path / "job.pdf",
        "--sheet-ids",
        tmp_path / "register.csv",
        "--spare",
        1,
    ]
    assert batch(table, *options, forms_="goal-staircase").exit_code == 0
    pages = course_list(tmp_path / "job.pdf")
    shown = "".join(run.text for page in pages for run in page if run.left < 110 * MM)
    assert "…" not in shown
    for name in long[:-1]:
        assert re.sub(r"\s", "", name) in shown
    assert shown.count("Bo") == 1301
    numbers = [
        run
        for page in pages
        for run in page
        if re.fullmatch(r"\d{1,2}", run.text) and run.left < 22 * MM
    ]
    assert [int(run.text) for run in numbers] == list(range(1, 28))
    assert max(run.right for run in numbers) - min(run.right for run in numbers) < 2, (
        "they end below each other"
    )
    for page in pages:
        ids = [run for run in page if is_sheet_id(run.text)]
        assert all(
            run.right < ids[0].left
            for run in page
            if 22 * MM < run.left < ids[0].left - 1 and run.bottom < 200 * MM
        )
        assert min(run.bottom for run in page) > 8 * MM
        assert min(run.bottom for run in page if run.left > 22 * MM) > 12 * MM, "above the footer"


def test_a_list_of_25_is_one_page(tmp_path):
    table = names(tmp_path, ["Åse"] * 25, ["Forår"] * 25)
    options = [
        "--columns",
        table.with_suffix(".toml"),
        "--print",
        tmp_path / "job.pdf",
        "--sheet-ids",
        tmp_path / "register.csv",
    ]
    assert batch(table, *options).exit_code == 0
    assert len(course_list(tmp_path / "job.pdf")) == 1


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("course", ["Hold 1", "Et langt kursusnavn " * 12])
def test_a_code_says_that_a_list_is_one_and_its_words_keep_off_it(course, large):
    look = looks.load("da", "gray", large)
    lines = [CourseLine(f"Åse {number}") for number in range(40)]
    pages = list_pages(CourseList(look, course, ("Den visuelle plan",), lines))
    found = [qr_codes(page)[0] for page in pages]
    codes = [parse_code(code.text) for code in found]
    variant = "DAA4LG" if large else "DAA4G"
    assert [code.key for code in codes] == [
        PanelKey("LIST", 1, variant, number, len(pages), PanelKind.COURSE_LIST)
        for number in range(1, len(pages) + 1)
    ]
    assert {code.digest for code in codes} == {NO_DIGEST}
    for page, code in zip(pages, found, strict=True):
        at, quiet = code.position, 11  # pixels: four modules of 0.5 mm at 150 dpi
        box = at.top_left.x, at.top_left.y, at.bottom_right.x, at.bottom_right.y
        around = page.crop((box[0] - quiet, box[1] - quiet, box[2] + quiet, box[3] + quiet))
        around.paste(
            255, (quiet - 1, quiet - 1, around.width - quiet + 1, around.height - quiet + 1)
        )
        assert around.getextrema() == (255, 255)


def test_a_list_of_sheets_without_marks_has_no_code():
    listed = CourseList(looks.load(), "", ("Hjul",), [CourseLine("Åse")], scanned=False)
    assert not qr_codes(list_pages(listed)[0])


def list_pages(listed: CourseList) -> list[Image.Image]:
    """The pages of a list as a scanner sees them."""
    out = io.BytesIO()
    job = PrintJob(out.write, pytest.fail, PrintLayout(), "job", "da-DK")
    job.add_list("", listed.sheets())
    job.close()
    with pdfium.PdfDocument(out.getvalue()) as document:
        return [page.render(scale=150 / 72, grayscale=True).to_pil() for page in document]


def test_a_list_in_large_print_is_a_third_larger_and_keeps_its_words_apart(tmp_path):
    table = names(tmp_path, ["Bo", "Maximiliane-Charlotte von Habsburg-Lothringen", *["Åse"] * 30])
    found = {}
    for large in (False, True):
        job = tmp_path / f"{large}.pdf"
        options = ["--print", job, "--sheet-ids", tmp_path / f"{large}.csv"]
        extra = ["--large"] if large else []
        columns = ["--columns", table.with_suffix(".toml")]
        assert batch(table, *columns, *options, *extra, forms_="goal-staircase").exit_code == 0
        found[large] = course_list(job)
    usual, large = ([run for page in found[size] for run in page] for size in (False, True))
    for words in ("Bo", "Kursusliste", "Udleveret"):
        one, other = (next(run for run in runs if run.text == words) for runs in (usual, large))
        assert (other.top - other.bottom) / (one.top - one.bottom) == pytest.approx(4 / 3, rel=0.03)
    for page in found[True]:
        for one, other in combinations(page, 2):
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            assert min(wide, high) < 0.6, (one.text, other.text)


def test_a_list_breaks_between_the_names_of_the_sheets(tmp_path):
    table = names(tmp_path, ["Åse"])
    every = (
        "preparation-sheet,visual-plan,plan-agreement,status-sheet,"
        "goal-staircase,mood-board,peer-backpack"
    )
    assert (
        batch(table, "--print", tmp_path / "job.pdf", "--lang", "de", forms_=every).exit_code == 0
    )
    with pdfium.PdfDocument(tmp_path / "job.pdf") as document:
        lines = document[0].get_textpage().get_text_bounded().split("\r\n")
    start = next(place for place, line in enumerate(lines) if line.startswith("In jedem Satz"))
    assert [
        lines[start].rstrip(" ·").rpartition(" · ")[2],
        lines[start + 1].partition(" · ")[0],
    ] == ["Zwischenstand", "Die Zieltreppe"]


def test_a_job_is_the_same_whatever_makes_it_and_holds_only_the_good_rows(tmp_path):
    table = names(tmp_path, ["Åse", "", "Bo"])
    for jobs in (1, 2):
        result = batch(table, "--print", tmp_path / f"{jobs}.pdf", "--jobs", jobs, "--force")
        assert (
            result.exit_code == 3
            and "2 in the print job" in result.output
            and f"1 not: see {tmp_path / f'{jobs}-failed-rows.csv'}" in result.output
        )
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    assert [name for kind, *_, name in sheets(tmp_path / "1.pdf") if kind == "STAIR1"] == [
        "Åse",
        "Bo",
    ]


def test_with_nobody_in_it_there_is_no_job(tmp_path):
    table = names(tmp_path, ["", ""])
    assert batch(table, "--print", tmp_path / "job.pdf").exit_code == 4
    assert not (tmp_path / "job.pdf").exists() and not list(tmp_path.glob(".*"))


def test_a_job_is_not_written_over_and_leaves_nothing_half(tmp_path):
    table = names(tmp_path, ["Åse"])
    (tmp_path / "job.pdf").write_bytes(b"old")
    assert batch(table, "--print", tmp_path / "job.pdf").exit_code == 5
    assert batch(table, "--print", table, "--force").exit_code == 5, "the table"
    assert (tmp_path / "job.pdf").read_bytes() == b"old"

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mlmp.batch(
            "goal-staircase", table, print_job=tmp_path / "job.pdf", force=True, progress=stop
        )
    assert (tmp_path / "job.pdf").read_bytes() == b"old" and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    "option", [["--duplex"], ["--spare", "1"], ["--copies", "2"], ["--collate", "form"]]
)
def test_what_belongs_to_a_print_job_is_refused_without_one(tmp_path, option):
    assert batch(names(tmp_path, ["Åse"]), "-o", tmp_path / "out", *option).exit_code == 2


# Sheet ids ----------------------------------------------------------------------------------------


def register(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_the_register_knows_whose_sheets_they_are(tmp_path):
    table = names(tmp_path, ["Åse", "", "Bo"])
    options = ["--columns", table.with_suffix(".toml"), "--sheet-ids", tmp_path / "register.csv"]
    assert (
        batch(
            table, *options, "--print", tmp_path / "job.pdf", "-o", tmp_path / "out", "--spare", 1
        ).exit_code
        == 3
    )
    headings, *lines = register(tmp_path / "register.csv")
    assert headings == ["sheet_id", "id", "row", "forms", "batch"]
    assert [line[1:4] for line in lines] == [
        ["9000", "2", SET],
        ["9002", "4", SET],
        ["", "spare 1", SET],
    ]
    ids = [line[0] for line in lines]
    assert all(map(is_sheet_id, ids)) and len(set(ids)) == 3
    for form in SET.split(","):
        assert mlmp.read(tmp_path / "out" / f"9000-{form}.pdf").sheet_id == ids[0]
        assert mlmp.read(tmp_path / "out" / f"9002-{form}.pdf").sheet_id == ids[1]
    assert {
        (name, sheet_id)
        for kind, _, sheet_id, name in sheets(tmp_path / "job.pdf")
        if kind == "STAIR1"
    } == {*zip(("Åse", "Bo", ""), ids, strict=True)}
    assert (tmp_path / "register.csv").stat().st_mode & 0o777 == 0o600


def test_a_register_is_added_to_and_a_batch_that_goes_on_gives_the_same_ids(tmp_path):
    table = names(tmp_path, ["Åse", "Bo"])
    options = ["--sheet-ids", tmp_path / "register.csv", "-o", tmp_path / "out"]
    assert batch(table, *options, forms_="goal-staircase").exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    first = register(tmp_path / "register.csv")
    (tmp_path / "out" / "9000.pdf").unlink()
    assert batch(table, *options, "--resume", forms_="goal-staircase").output.endswith(
        "1 filled, 1 there already.\n"
    )
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert register(tmp_path / "register.csv") == first
    assert batch(table, *options, "--force", forms_="goal-staircase").exit_code == 0
    again = register(tmp_path / "register.csv")
    assert again[:3] == first and len(again) == 5 and len({line[0] for line in again}) == 5


def test_spare_sets_of_a_course_with_nobody_in_it_are_not_made_and_have_no_ids(tmp_path):
    table = names(tmp_path, ["Åse", "", "Bo"], ["Forår", "Sommer", "Efterår"])
    options = [
        "--columns",
        table.with_suffix(".toml"),
        "--sheet-ids",
        tmp_path / "register.csv",
        "--print",
        tmp_path / "job.pdf",
        "--spare",
        2,
    ]
    assert batch(table, *options, forms_="goal-staircase").exit_code == 3
    ids = [sheet_id for kind, _, sheet_id, _ in sheets(tmp_path / "job.pdf") if kind == "STAIR1"]
    assert len(ids) == 6
    found = register(tmp_path / "register.csv")[1:]
    assert [line[2] for line in found] == ["2", "4", "spare 1", "spare 2", "spare 3", "spare 4"]
    assert ids == [found[place][0] for place in (0, 2, 3, 1, 4, 5)]


def test_a_file_that_is_no_register_is_left_alone(tmp_path):
    table = names(tmp_path, ["Åse"])
    other = tmp_path / "register.csv"
    good = f"sheet_id;id;row;forms;batch\n{ID};1;2;x;0\n"
    broken = "row 2: is not a line"
    for content, message in (
        ("a;b\n1;2\n", "is not a register"),
        (good.replace(ID, "none"), broken),
        (good[:-1] + ";\n", broken),
    ):
        other.write_text(content)
        result = batch(table, "--sheet-ids", other, "-o", tmp_path / "out")
        assert result.exit_code == 4 and message in result.output
        assert other.read_text() == content and not list((tmp_path / "out").glob("*.pdf"))
    assert batch(table, "--sheet-ids", table, "-o", tmp_path / "out").exit_code == 5


def test_an_id_is_never_given_to_somebody_else(tmp_path):
    table = names(tmp_path, ["Åse", "Bo"])
    options = ["--sheet-ids", tmp_path / "register.csv", "--spare", 1]
    assert (
        batch(table, *options, "--print", tmp_path / "1.pdf", forms_="goal-staircase").exit_code
        == 0
    )
    names(tmp_path, ["Ceja", "Åse", "Bo"])
    assert (
        batch(
            table, *options, "--print", tmp_path / "2.pdf", "--resume", forms_="goal-staircase"
        ).exit_code
        == 0
    )
    found = [
        [
            (sheet_id, name)
            for kind, _, sheet_id, name in sheets(tmp_path / f"{job}.pdf")
            if kind == "STAIR1"
        ]
        for job in (1, 2)
    ]
    assert not {sheet_id for sheet_id, _ in found[0]} & {sheet_id for sheet_id, _ in found[1]}
    assert sorted(line[0] for line in register(tmp_path / "register.csv")[1:]) == sorted(
        sheet_id for job in found for sheet_id, _ in job
    )


@pytest.mark.slow
def test_batches_at_once_lose_no_ids(tmp_path):
    table = names(tmp_path, ["Åse", "Bo"])
    made = [
        subprocess.Popen(
            [sys.executable, "-c", "from mlmp_print.cli.commands import run; run()", *arguments],
            stderr=subprocess.PIPE,
            text=True,
        )
        for job in range(4)
        for arguments in [
            [
                "batch",
                "goal-staircase",
                table,
                "--print",
                tmp_path / f"{job}.pdf",
                "--sheet-ids",
                tmp_path / "register.csv",
            ]
        ]
    ]
    said = [process.communicate(timeout=PATIENCE)[1] for process in made]
    assert [process.returncode for process in made] == [0] * 4, said
    ids = [line[0] for line in register(tmp_path / "register.csv")[1:]]
    assert len(ids) == len(set(ids)) == 8
    assert {
        found[2]
        for job in range(4)
        for found in sheets(tmp_path / f"{job}.pdf")
        if found[0] == "STAIR1"
    } == set(ids)


def test_an_id_that_is_about_stays_when_a_later_run_fails(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("Navn;Jeg kan: billede\nÅse;a.png\n")
    Image.new("RGB", (40, 40), "red").save(tmp_path / "a.png")
    options = ["-o", tmp_path / "out", "--sheet-ids", tmp_path / "register.csv", "--resume"]
    assert batch(table, *options, forms_="preparation-sheet").exit_code == 0
    first = register(tmp_path / "register.csv")
    (tmp_path / "a.png").rename(tmp_path / "b.png")
    assert batch(table, *options, forms_="preparation-sheet").exit_code == 4
    assert register(tmp_path / "register.csv") == first


# What is written beside the files -----------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        ["-o", "out", "--print", "out/9000.pdf"],
        ["-o", "out", "--report", "out/9001.PDF"],
        ["-o", "out", "--report", "out/failed-rows.csv"],
        ["--print", "j.pdf", "--report", "j.pdf"],
        ["-o", "out", "--sheet-ids", "r.csv", "--report", "./r.csv", "--resume"],
        ["--print", "none/j.pdf", "--sheet-ids", "r.csv"],
        ["-o", "out", "--report", "look.toml", "--force", "--look", "look.toml"],
    ],
)
def test_no_two_files_are_one_and_no_input_is_written_over(tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    table = names(tmp_path, ["Åse", "Bo"])
    (tmp_path / "look.toml").write_bytes(STRANDBY.read_bytes().replace(b"logo", b"# logo"))
    (tmp_path / "r.csv").write_text(f"sheet_id;id;row;forms;batch\n{ID};1;2;x;0\n")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    result = batch(table, *options, forms_="goal-staircase")
    assert result.exit_code == 5, result.output
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    assert not list(tmp_path.glob("out/*.pdf"))


def test_going_on_writes_over_nothing_that_is_not_its_own(tmp_path):
    table = names(tmp_path, ["Åse", ""])
    other = tmp_path / "report.csv"
    other.write_text("precious")
    (tmp_path / "out").mkdir()
    assert (
        batch(
            table, "-o", tmp_path / "out", "--report", other, "--resume", forms_="goal-staircase"
        ).exit_code
        == 5
    )
    (tmp_path / "out" / "failed-rows.csv").write_text("precious")
    assert batch(table, "-o", tmp_path / "out", "--resume", forms_="goal-staircase").exit_code == 5
    assert other.read_text() == (tmp_path / "out" / "failed-rows.csv").read_text() == "precious"
    for path in (other, tmp_path / "out" / "failed-rows.csv"):
        path.unlink()
    for _ in range(2):
        assert (
            batch(
                table,
                "-o",
                tmp_path / "out",
                "--report",
                other,
                "--resume",
                forms_="goal-staircase",
            ).exit_code
            == 3
        )


def test_what_a_killed_run_left_is_taken_away_and_what_a_living_one_writes_is_not(tmp_path):
    table = names(tmp_path, ["Åse"])
    (tmp_path / ".0123456789abcdef.part").write_bytes(b"left")
    living = files.AtomicFile(tmp_path / "other.pdf")
    living.add(b"whole")
    assert batch(table, "--print", tmp_path / "job.pdf").exit_code == 0
    living.close()
    assert (tmp_path / "other.pdf").read_bytes() == b"whole" and not list(tmp_path.glob(".*"))


# Several forms, locked, encrypted -----------------------------------------------------------------


def plans(folder: Path, *more: dict[str, Any]) -> Path:
    path = folder / "plans.jsonl"
    people = [
        {"id": "1", "name": "Åse", "goals.1.text": "bage", "Kode": "hemmelig-1"},
        {"id": "2", "name": "Bo", "goals.1.text": "cykle", "Kode": "hemmelig-2"},
        *more,
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in people))
    return path


def test_of_somebody_with_a_fault_in_one_form_nothing_is_made(tmp_path):
    table = plans(tmp_path, {"name": "Ceja", "goals.1.score_now": 9})
    result = batch(table, "-o", tmp_path / "out", forms_="visual-plan,goal-staircase")
    assert result.exit_code == 3
    made = [f"{row}-{form}.pdf" for row in (1, 2) for form in ("goal-staircase", "visual-plan")]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == made
    assert mlmp.read(tmp_path / "out" / "1-goal-staircase.pdf").answers == {"name": "Åse"}


def test_forms_that_do_not_go_together_are_refused(tmp_path):
    table = plans(tmp_path)
    assert (
        "is asked for twice"
        in batch(table, "-o", tmp_path / "out", forms_="visual-plan,visual-plan").output
    )
    result = batch(
        table, "-o", tmp_path / "out", "--filename", "{id}", forms_="visual-plan,goal-staircase"
    )
    assert result.exit_code == 2 and "need {form} in the file name" in result.output
    with pytest.raises(UsageError, match="Say where the files go"):
        mlmp.batch("visual-plan", table)


def test_names_of_forms_may_have_blanks_around_them_and_one_must_be_there(tmp_path):
    table = plans(tmp_path)
    assert (
        batch(table, "-o", tmp_path / "out", forms_="goal-staircase, visual-plan ,").exit_code == 0
    )
    assert (tmp_path / "out" / "1-visual-plan.pdf").exists()
    result = batch(table, "-o", tmp_path / "none", forms_=" , ")
    assert (
        result.exit_code == 2
        and "Name a form" in result.output
        and not (tmp_path / "none").exists()
    )


@pytest.mark.parametrize("option", ["-o", "--print", "--report", "--sheet-ids"])
def test_what_a_batch_writes_are_files(tmp_path, option, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = batch(names(tmp_path, ["Åse"]), "--print", "job.pdf", option, "-")
    assert result.exit_code == 2 and f"{option} is not written to stdout" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["names.csv", "names.toml"]


def test_a_table_is_not_read_from_stdin(tmp_path):
    result = batch("-", "-o", tmp_path / "out")
    assert (
        result.exit_code == 2 and "A table is a file, not stdin: it is read twice." in result.output
    )


def test_without_a_terminal_a_password_is_not_asked_for(tmp_path):
    result = batch(plans(tmp_path), "-o", tmp_path / "out", "--encrypt")
    assert (
        result.exit_code == 2
        and "no terminal to ask for the password on" in result.output
        and not (tmp_path / "out").exists()
    )


def test_a_setting_goes_to_the_forms_that_have_it(tmp_path):
    table = plans(tmp_path)
    given_ = {"forms_": "visual-plan,goal-staircase"}
    assert batch(table, "-o", tmp_path / "out", "--set", "goals=6", **given_).exit_code == 0
    assert len(pdfium.PdfDocument(tmp_path / "out" / "1-visual-plan.pdf")) == 3
    result = batch(table, "-o", tmp_path / "none", "--set", "stepz=6", **given_)
    assert (
        result.exit_code == 2
        and "None of the forms has a setting “stepz”. Did you mean “steps”?" in result.output
    )


def test_locked_copies_are_those_of_fill(tmp_path):
    table = plans(tmp_path)
    assert batch(table, "-o", tmp_path / "out", "--lock", forms_="visual-plan").exit_code == 0
    expected = mlmp.fill("visual-plan", {"name": "Åse", "goals": [{"text": "bage"}]}, lock=True).pdf
    assert (tmp_path / "out" / "1.pdf").read_bytes() == expected


def test_every_file_has_the_password_of_its_row(tmp_path):
    table = plans(tmp_path, {"name": "Ceja"}, {"name": "Dorte", "Kode": "½½½½"})
    (tmp_path / "map.toml").write_text('password = "Kode"\n')
    options = ["--columns", tmp_path / "map.toml", "-o", tmp_path / "out"]
    result = batch(table, *options, forms_="visual-plan")
    assert (
        result.exit_code == 3
        and "hemmelig" not in result.output
        and "½" not in result.output.replace("such as ½", "")
    )
    assert "row 3, column “Kode”: is empty, so the file cannot be encrypted" in result.output
    assert "row 4, column “Kode”: The password has a character" in result.output
    for row, password in ((1, "hemmelig-1"), (2, "hemmelig-2")):
        data = (tmp_path / "out" / f"{row}.pdf").read_bytes()
        assert mlmp.read(data, password=password).answers["goals"] == [
            {"text": "bage" if row == 1 else "cykle"}
        ]
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data))
    assert b"hemmelig" not in (tmp_path / "out" / ".mlmp-print.jsonl").read_bytes()
    made = {path: path.read_bytes() for path in (tmp_path / "out").glob("*.pdf")}
    assert "2 there already" in batch(table, *options, "--resume", forms_="visual-plan").output
    assert {path: path.read_bytes() for path in (tmp_path / "out").glob("*.pdf")} == made
    table.write_text(table.read_text().replace("hemmelig-1", "hemmelig-9"))
    assert (
        "1 filled, 1 there already"
        in batch(table, *options, "--resume", forms_="visual-plan").output
    )
    assert batch(table, *options, "--lock", forms_="visual-plan").exit_code == 2


def test_the_rows_of_one_person_may_not_differ_in_course_id_or_password(tmp_path):
    heads = ["Sag", "Navn", "Nr", "Hold", "Kode"]
    rows = [
        ["a", "Åse", "", "", ""],
        ["a", "Åse", "71", "Forår", "hemmelig-1"],
        ["b", "Bo", "72", "Forår", "hemmelig-2"],
    ]
    rows += [["b", "Bo", "", "Efterår", "hemmelig-3"], ["b", "Bo", "73", "Forår", ""]]
    (tmp_path / "t.csv").write_text("\n".join(map(";".join, [heads, *rows])), "utf-8")
    (tmp_path / "map.toml").write_text(
        'group_by = "Sag"\nid = "Nr"\ncourse = "Hold"\npassword = "Kode"\n'
    )
    options = [tmp_path / "t.csv", "--columns", tmp_path / "map.toml"]
    result = batch(
        *options, "-o", tmp_path / "out", "--print", tmp_path / "job.pdf", forms_="goal-staircase"
    )
    assert (
        result.exit_code == 3 and "hemmelig" not in result.output and "Efterår" not in result.output
    )
    same = "differs from row 4, which belongs to the same person. Use one value."
    assert [line for line in result.output.splitlines() if line.startswith("row ")] == [
        f"row 6, column “Nr”: {same}",
        f"row 5, column “Hold”: {same}",
        f"row 5, column “Kode”: {same}",
    ]
    assert (
        mlmp.read((tmp_path / "out" / "71.pdf").read_bytes(), password="hemmelig-1").answers["name"]
        == "Åse"
    )
    with pdfium.PdfDocument(tmp_path / "job.pdf") as document:
        assert "Forår" in document[0].get_textpage().get_text_bounded()


def test_one_password_for_all(tmp_path):
    table = plans(tmp_path)
    (tmp_path / "password").write_text("mange æbler\n")
    assert (
        batch(
            table,
            "-o",
            tmp_path / "out",
            "--password-file",
            tmp_path / "password",
            forms_="visual-plan",
        ).exit_code
        == 0
    )
    assert mlmp.read(tmp_path / "out" / "2.pdf", password="mange æbler").answers["name"] == "Bo"
    (tmp_path / "password").write_text("\n")
    result = batch(
        table,
        "-o",
        tmp_path / "empty",
        "--password-file",
        tmp_path / "password",
        forms_="visual-plan",
    )
    assert (
        result.exit_code == 2
        and "password is empty" in result.output
        and not (tmp_path / "empty").exists()
    )
    assert (
        batch(
            table, "--print", tmp_path / "job.pdf", "--password-file", tmp_path / "password"
        ).exit_code
        == 2
    )
