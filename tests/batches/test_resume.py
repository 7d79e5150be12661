"""A batch that goes on writes over nobody's work, and makes nobody's file somebody else's.

What it refuses says what to do.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from processes import needs_proc
from repository import EXAMPLES

import mlmp_print as mlmp
from mlmp_print.batches.job import Batch
from mlmp_print.batches.journal import NAME, alone
from mlmp_print.cli.commands import main
from mlmp_print.model.errors import AnswersError, OutputError, UsageError

HEADS = "Sagsnr;Navn;Score nu 1;Mål 1"


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("id.toml").write_text('id = "Sagsnr"\n')
    Path("group.toml").write_text('group_by = "Sagsnr"\n[columns]\n"Mål" = "goals.text"\n')


def table(name: str, *rows: str, heads: str = HEADS) -> str:
    Path(name).write_text("\n".join([heads, *rows]) + "\n", "utf-8")
    return name


def batch(*args: object, form: str = "visual-plan") -> Result:
    result = CliRunner().invoke(main, ["batch", form, *map(str, args)], prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def left(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def read_csv(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def name_in(path: str) -> str:
    return str(mlmp.read(Path(path)).answers["name"])


def typed(path: str, note: str) -> bytes:
    """A file that staff have filled in further."""
    found = mlmp.read(Path(path))
    Path(path).write_bytes(mlmp.change("visual-plan", found, {"notes": note}).pdf)
    return Path(path).read_bytes()


# Files ----------------------------------------------------------------------------------------


def test_a_file_that_was_changed_since_is_kept_and_its_row_named():
    told = [
        table("t.csv", "1;Anna;1;a", "2;Bo;2;b"),
        "--columns",
        "id.toml",
        "-o",
        "out",
        "--report",
        "report.csv",
    ]
    assert batch(*told).exit_code == 0
    work = typed("out/1.pdf", "written by hand")
    for rows in (["1;Anna;1;a", "2;Bo;2;b"], ["1;Anna;1;a new one", "2;Bo;2;b"]):
        table("t.csv", *rows)
        result = batch(*told, "--resume")
        assert result.exit_code == 3 and "1 there already, 1 not: see" in result.output
        said = f"{Path('out/1.pdf')}: was changed since it was made, and is left as it is."
        assert f"row 2: {said} --force makes it anew." in result.output and read_csv("report.csv")[
            1
        ] == [
            "2",
            "",
            "",
            said,
        ]
        assert read_csv("out/failed-rows.csv")[1] == [said, *rows[0].split(";")]
        assert Path("out/1.pdf").read_bytes() == work
    assert "1 filled, 1 there already" in batch(*told, "--resume", "--force").output
    assert (
        "notes" not in mlmp.read(Path("out/1.pdf")).answers
        and not Path("out/failed-rows.csv").exists()
    )


def test_without_ids_only_the_same_table_goes_on():
    told = ["--columns", "map.toml", "-o", "out"]
    Path("map.toml").write_text("")
    table("t.csv", "Anna;1;a", "Birgit;2;b", "Carl;9;c", heads="Navn;Score nu 1;Mål 1")
    assert batch("t.csv", *told).exit_code == 3
    Path("mended.csv").write_bytes(Path("out/failed-rows.csv").read_bytes().replace(b";9;", b";3;"))
    before = left("out")
    result = batch("mended.csv", *told, "--resume")
    assert result.exit_code == 5 and left("out") == before
    assert (
        f"{Path('out/2.pdf')}: is there already, made from another table" in result.output
        and "the column of ids" in result.output
    )
    assert batch("t.csv", *told, "--resume").exit_code == 3 and left("out") == before
    assert (
        batch("mended.csv", *told, "--resume", "--force").exit_code == 0
        and name_in("out/2.pdf") == "Carl"
    )


def test_another_form_is_not_written_over_the_first():
    told = [table("t.csv", "1;Anna;1;a", "2;Bo;2;b"), "--columns", "id.toml", "-o", "out"]
    assert batch(*told).exit_code == 0
    before = left("out")
    result = batch(*told, "--resume", form="parking-lot")
    assert result.exit_code == 5 and left("out") == before
    assert (
        "1.pdf: is there already, of the form “visual-plan”" in result.output
        and "--filename {form}-{id}" in result.output
    )
    assert batch(*told, "--resume", "--filename", "{form}-{id}", form="parking-lot").exit_code == 0
    assert {
        name: data for name, data in left("out").items() if name in before and name != NAME
    } == {k: v for k, v in before.items() if k != NAME}
    assert "2 filled" in batch(*told, "--resume", "--lang", "en").output, (
        "the same form for the same people is made anew"
    )
    assert mlmp.read(Path("out/1.pdf")).language == "en"


def test_another_person_under_the_same_name_is_refused_before_anything_is_written():
    told = ["--columns", "id.toml", "-o", "out", "--filename", "{row}"]
    assert batch(table("t.csv", "1;Anna;1;a", "2;Bo;2;b"), *told).exit_code == 0
    before = left("out")
    table("t.csv", "3;Carl;1;new", "1;Anna;1;a", "2;Bo;2;b")
    result = batch("t.csv", *told, "--resume")
    assert (
        result.exit_code == 5
        and "2.pdf: is there already, made for somebody else than who stands in row 2"
        in result.output
    )
    assert left("out") == before
    assert b"Sagsnr" not in before[NAME] and not any(
        name in before[NAME] for name in (b"Anna", b"Bo")
    )


def test_rows_with_the_same_id_are_told_apart_by_their_table():
    told = ["--columns", "id.toml", "-o", "out"]
    assert batch(table("t.csv", "7;Anna;1;a", "7;Birgit;9;b"), *told).exit_code == 3
    Path("mended.csv").write_bytes(Path("out/failed-rows.csv").read_bytes().replace(b";9;", b";3;"))
    before = left("out")
    assert batch("mended.csv", *told, "--resume").exit_code == 5 and left("out") == before


def test_the_mended_rows_of_people_with_ids_are_added():
    told = ["--columns", "id.toml", "-o", "out"]
    table("t.csv", "1;Anna;1;a", "2;Birgit;9;b")
    assert batch("t.csv", *told).exit_code == 3
    Path("mended.csv").write_bytes(Path("out/failed-rows.csv").read_bytes().replace(b";9;", b";3;"))
    result = batch("mended.csv", *told, "--resume")
    assert result.exit_code == 0 and result.output.endswith("1 filled.\n")
    assert (name_in("out/1.pdf"), name_in("out/2.pdf"), Path("out/failed-rows.csv").exists()) == (
        "Anna",
        "Birgit",
        False,
    )


def test_a_batch_killed_before_it_renamed_a_file_leaves_the_older_one_to_its_owner():
    told = ["--columns", "id.toml", "-o", "out", "--filename", "{row}"]
    assert batch(table("t.csv", "1;Anna;1;a"), *told).exit_code == 0
    assert batch(table("other.csv", "2;Bo;1;a"), *told[:2], "-o", "bo", *told[4:]).exit_code == 0
    journal = Path("out", NAME)  # as a batch leaves it that was told to write over Anna's file
    journal.write_bytes(journal.read_bytes() + Path("bo", NAME).read_bytes())
    assert batch("other.csv", *told, "--resume").exit_code == 5 and name_in("out/2.pdf") == "Anna"
    assert "1 there already" in batch("t.csv", *told, "--resume").output
    assert len(journal.read_bytes().splitlines()) == 1


@pytest.mark.parametrize("known", ["begun", "done"])
def test_files_of_a_journal_in_another_format_are_left_alone(known):
    told = [table("t.csv", "1;Anna;1;a"), "--columns", "id.toml", "-o", "out"]
    assert batch(*told).exit_code == 0
    journal = Path("out", NAME)
    entry = json.loads(journal.read_bytes())
    other = {"begun": {"1.pdf": ["visual-plan", entry["person"]]}}
    if known == "done":
        other = {"done" if key == "file" else key: said for key, said in entry.items()}
    journal.write_text(json.dumps(other))
    before = left("out")
    result = batch(*told, "--resume")
    assert result.exit_code == 5 and "1.pdf: is there already. Give --force" in result.output
    assert left("out") == before


def test_what_is_refused_says_whether_going_on_fits():
    told = [table("t.csv", "1;Anna;1;a", "2;Bo;9;b"), "--columns", "id.toml", "-o", "out"]
    assert batch(*told).exit_code == 3
    assert "--resume adds what is missing" in batch(*told).output
    assert "--resume" not in batch(*told, form="parking-lot").output
    table("t.csv", "2;Bo;9;b")
    result = batch(*told)
    assert (
        result.exit_code == 5
        and f"{Path('out/failed-rows.csv')}: is there already. --resume adds what is missing."
        in result.output
    )


def test_a_folder_is_looked_at_only_while_no_other_batch_writes_into_it():
    told = [table("t.csv", "1;Anna;1;a"), "--columns", "id.toml", "-o", "out", "--resume"]
    assert batch(*told).exit_code == 0
    typed("out/1.pdf", "written by hand")
    with alone(Path("out")):
        assert "another batch is writing into it" in batch(*told).output
    with (
        pytest.raises(OutputError, match="another batch is writing into it"),
        alone(Path("out"), new=True),
    ):
        pass


@needs_proc
def test_what_a_file_is_stands_in_the_journal_before_it_gets_its_name(monkeypatch):
    """A power cut loses what is not: then a file would be there that nobody knows."""
    synced: list[str] = []
    fsync = os.fsync

    def noted(file: int) -> None:
        synced.append(Path(f"/proc/self/fd/{file}").readlink().name)
        fsync(file)

    monkeypatch.setattr(os, "fsync", noted)
    mlmp.batch(
        "visual-plan",
        table("t.csv", *(f"{number};Bo;1;a" for number in range(20))),
        "out",
        columns="id.toml",
    )
    part = [name if name in (NAME, "out") else "file" for name in synced]
    chunks = [NAME, "out", "out", NAME, "out"]  # “out” once more for the journal, which is new
    assert part == [*["file"] * 20, *chunks, "file", "out"], "the last is the journal, in order"


def test_a_file_that_appears_during_a_batch_is_not_written_over():
    def write(done: int, _: int) -> None:
        if done == 16:
            Path("out/1100.pdf").write_text("precious")

    rows = [f"{1000 + number};Bo;1;a" for number in range(200)]
    outcome = mlmp.batch(
        "visual-plan", table("t.csv", *rows), "out", columns="id.toml", progress=write
    )
    assert (outcome.written, outcome.failed) == (199, 1)
    assert Path("out/1100.pdf").read_text() == "precious"
    assert [message.where.row for message in outcome.troubles] == [102]
    assert not list(Path("out").glob(".*.part"))


def test_journal_and_register_have_no_hash_by_which_a_table_is_guessed_in_a_hurry():
    rows = table("t.csv", "Anna;1", heads="Navn;Score nu 1")
    assert batch(rows, "-o", "out", "--sheet-ids", "register.csv").exit_code == 0
    digest = hashlib.sha256(Path(rows).read_bytes()).hexdigest()
    for known in (digest, [digest, 2]):
        fast = hashlib.sha256(json.dumps(known).encode()).hexdigest()
        assert json.loads(Path("out", NAME).read_bytes())["person"] != fast[:5]
    assert not Path("register.csv").read_text("utf-8-sig").count(digest[:16])


def test_a_line_goes_with_its_file():
    """Its hashes would let somebody confirm a guess of the answers."""
    told = [table("t.csv", "1;Anna;1;a", "2;Bo;2;b"), "--columns", "id.toml", "-o", "out"]
    assert batch(*told).exit_code == 0
    Path("out/2.pdf").unlink()
    table("t.csv", "1;Anna;1;a")
    assert batch(*told, "--resume").exit_code == 0
    lines = Path("out", NAME).read_text().splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["1.pdf"]


# The list of rows that failed -----------------------------------------------------------------


def test_a_list_that_was_mended_in_its_place_is_not_replaced():
    told = ["--columns", "id.toml", "-o", "out"]
    table("t.csv", "1;Anna;1;a", "2;Bo;9;b")
    assert batch("t.csv", *told).exit_code == 3
    mended = Path("out/failed-rows.csv").read_bytes().replace(b";9;", b";3;")
    Path("out/failed-rows.csv").write_bytes(mended)
    before = left("out")
    result = batch("t.csv", *told, "--resume")
    assert (
        result.exit_code == 5
        and "To mend it, run a copy of it" in result.output
        and left("out") == before
    )
    table("t.csv", "1;Anna;1;a", "2;Bo;3;b")
    assert batch("t.csv", *told, "--resume").exit_code == 0, (
        "nobody failed, so that the list need not be written"
    )
    assert Path("out/failed-rows.csv").read_bytes() == mended
    assert (
        batch("out/failed-rows.csv", *told, "--resume").exit_code == 0
        and Path("out/failed-rows.csv").read_bytes() == mended
    )


def test_a_list_that_the_batch_itself_is_read_from_is_not_taken_away():
    heads = "Sagsnr;Navn;Jeg kan: billede"
    told = ["--columns", "id.toml", "-o", "out"]
    assert (
        batch(
            table("t.csv", "1;Anna;a.png", "2;Bo;", heads=heads), *told, form="preparation-sheet"
        ).exit_code
        == 3
    )
    picture = next((EXAMPLES / "pictures").glob("*.png"))
    Path("out/a.png").write_bytes(picture.read_bytes())
    assert batch("out/failed-rows.csv", *told, "--resume", form="preparation-sheet").exit_code == 0
    assert Path("out/failed-rows.csv").exists() and name_in("out/1.pdf") == "Anna"


def test_a_fault_found_late_stops_rather_than_writing_over_a_list():
    heads = "Sagsnr;Navn;Jeg kan: billede"
    table("t.csv", "1;Anna;", "2;Bo;none.png", heads=heads)
    Path("out").mkdir()
    Path("out/failed-rows.csv").write_text("precious")
    result = batch("t.csv", "--columns", "id.toml", "-o", "out", form="preparation-sheet")
    assert (
        result.exit_code == 5
        and f"{Path('out/failed-rows.csv')}: is there already" in result.output
    )
    assert Path("out/failed-rows.csv").read_text() == "precious" and not list(
        Path("out").glob("*.part")
    )


def test_print_jobs_side_by_side_have_lists_of_their_own():
    table("a.csv", "1;Anna;1;a", "2;Bo;9;b")
    table("b.csv", "3;Carl;1;a")
    assert f"see {Path('a-failed-rows.csv')}" in batch("a.csv", "--print", "a.pdf").output
    failed = Path("a-failed-rows.csv").read_bytes()
    assert batch("b.csv", "--print", "b.pdf").exit_code == 0
    assert batch("b.csv", "--print", "b.pdf", "--force").exit_code == 0
    assert (
        Path("a-failed-rows.csv").read_bytes() == failed and not Path("b-failed-rows.csv").exists()
    )
    Path("a.pdf").unlink()
    result = batch("a.csv", "--print", "a.pdf")
    assert (
        result.exit_code == 5
        and "Give --force to write over it, or another name with --print" in result.output
    )
    table("a.csv", "1;Anna;1;a", "2;Bo;2;b")
    assert batch("a.csv", "--print", "a.pdf").exit_code == 0, (
        "nobody failed, so that the list is not touched"
    )
    assert Path("a-failed-rows.csv").read_bytes() == failed


def test_a_report_that_somebody_wrote_into_is_kept():
    told = [table("t.csv", "1;Anna;1;a", "2;Bo;9;b"), "--columns", "id.toml", "-o", "out"]
    report = ["--report", "report.csv", "--resume"]
    assert batch(*told, *report).exit_code == batch(*told, *report).exit_code == 3
    Path("report.csv").write_bytes(Path("report.csv").read_bytes() + b"2;;;called him\r\n")
    before = Path("report.csv").read_bytes()
    assert batch(*told, *report).exit_code == 5
    assert Path("report.csv").read_bytes() == before
    assert batch(*told, *report, "--force").exit_code == 3
    assert Path("report.csv").read_bytes() != before


# A table that is saved meanwhile --------------------------------------------------------------


def saved_meanwhile(path: str, rows: list[str], at: int) -> Callable[[int, int], None]:
    """Hears how far a batch is, and saves the table again when so many are done."""
    later = [rows]

    def progress(done: int, _: int) -> None:
        if done >= at and later:
            table(path, *later.pop())

    return progress


def test_a_table_that_is_saved_meanwhile_stops_the_batch_with_whole_files_of_the_old_one():
    rows = [f"{1000 + number};Person {number};1;a" for number in range(400)]
    again = saved_meanwhile(table("t.csv", *rows), ["999;Ny;1;a", *rows], 100)
    with pytest.raises(AnswersError, match=r"t\.csv: was changed while it was read\. Run it again"):
        mlmp.batch(
            "visual-plan",
            "t.csv",
            "out",
            columns="id.toml",
            sheet_ids="register.csv",
            progress=again,
        )
    whose = {line[0]: line[1] for line in read_csv("register.csv")}
    made = sorted(Path("out").glob("*.pdf"))
    assert 100 <= len(made) < 300 and not list(Path("out").glob("*.part"))
    for path in (made[0], made[-1]):
        read = mlmp.read(path)
        assert (
            whose[read.sheet_id] == path.stem
            and read.answers["name"] == f"Person {int(path.stem) - 1000}"
        )
    assert (
        CliRunner()
        .invoke(
            main, ["batch", "visual-plan", "t.csv", "-o", "out", "--columns", "id.toml", "--resume"]
        )
        .exit_code
        == 0
    )


@pytest.mark.parametrize(
    "rest", ["9{number};Bo;b\n", "", "\udcff\n"], ids=["others", "fewer", "no text"]
)
def test_a_grouped_table_that_is_saved_meanwhile_is_said_so(rest):
    rows = "".join(f"{number};Person {number};a\n" * 2 for number in range(700))
    Path("t.csv").write_text(f"Sagsnr;Navn;Mål\n{rows}", "utf-8")

    def save(done: int, _: int) -> None:
        if done == 16:
            other = "".join(rest.format(number=number) for number in range(2000))
            Path("t.csv").write_bytes(
                f"Sagsnr;Navn;Mål\n{rows[:5000]}{other}".encode("utf-8", "surrogateescape")
            )

    with pytest.raises(AnswersError, match="was changed while it was read"):
        mlmp.batch("visual-plan", "t.csv", "out", columns="group.toml", progress=save)


def test_a_table_that_was_saved_before_anything_is_written_is_said_so():
    found = Batch.of("visual-plan", table("t.csv", "1;Anna;1;a"), "id.toml")
    table("t.csv", "1;Anna;1;another one")
    with pytest.raises(AnswersError, match="was changed while it was read"):
        found.run("out")
    assert not Path("out").exists()


# Rows of nobody -------------------------------------------------------------------------------

LOOSE = ["1;Anna;a", ";;b", ";;c", "2;Bo;d", "3;Carl;e", "", ";I alt;5"]


def test_a_row_without_its_person_fails_the_one_above_too_and_mended_they_are_one():
    told = ["--columns", "group.toml", "-o", "out"]
    result = batch(table("t.csv", *LOOSE, heads="Sagsnr;Navn;Mål"), *told)
    assert result.exit_code == 3 and "2 filled, 2 not" in result.output
    said = "column “Sagsnr”: is empty, so it is not known whose row it is."
    told_rows = [line for line in result.output.splitlines() if line.startswith("row ")]
    same = "If it belongs to the same person as row 2, write the same in both."
    assert told_rows == [
        f"row 3, {said} {same}",
        f"row 4, {said} {same}",
        f"row 8, {said} Write it.",
    ]
    failed = read_csv("out/failed-rows.csv")
    assert [line[1:] for line in failed[1:]] == [
        ["1", "Anna", "a"],
        ["", "", "b"],
        ["", "", "c"],
        ["", "I alt", "5"],
    ]
    assert {path.name for path in Path("out").glob("*.pdf")} == {"2.pdf", "3.pdf"}
    mended = (
        Path("out/failed-rows.csv")
        .read_text("utf-8-sig")
        .replace(";;;b", ";1;;b")
        .replace(";;;c", ";1;;c")
        .splitlines()
    )
    assert (
        "0 filled, 1 not"
        in batch(table("mended.csv", *mended[1:], heads=mended[0]), *told, "--resume").output
    ), "what it sums up is not known either"
    assert (
        "1 filled."
        in batch(table("mended.csv", *mended[1:-1], heads=mended[0]), *told, "--resume").output
    )
    assert [goal["text"] for goal in mlmp.read(Path("out/1.pdf")).answers["goals"]] == [
        "a",
        "b",
        "c",
    ]


# Small things ---------------------------------------------------------------------------------


def test_a_report_may_lie_in_a_folder_that_is_made_first(tmp_path):
    told = [table("t.csv", "1;Anna;1;a"), "--columns", "id.toml"]
    assert batch(*told, "-o", "new", "--report", tmp_path / "new" / "r.csv").exit_code == 0
    assert batch(*told, "-o", tmp_path / "newer", "--report", "newer/r.csv").exit_code == 0
    assert batch(*told, "-o", "newest", "--report", "none/r.csv").exit_code == 5


def test_what_is_not_asked_for_need_not_be_in_the_table():
    Path("map.toml").write_text('id = "Sagsnr"\npassword = "Kode"\ncourse = "Hold"\n')
    told = [
        table("t.csv", "1;Anna;;", "2;Bo;hemmelig;\U0001f600", heads="Sagsnr;Navn;Kode;Hold"),
        "--columns",
        "map.toml",
    ]
    result = batch(*told, "--print", "job.pdf")
    assert result.exit_code == 3 and [line[:24] for line in result.output.splitlines()[:-1]] == [
        "row 3, column “Hold”: ho"
    ]
    result = batch(*told, "-o", "out")
    assert result.exit_code == 3 and [line[:24] for line in result.output.splitlines()[:-1]] == [
        "row 2, column “Kode”: is"
    ]
    assert mlmp.read(Path("out/2.pdf"), password="hemmelig").answers["name"] == "Bo"
    for asked in (["--print", "2.pdf", "-o", "both"], ["--dry-run"]):
        result = batch(*told, *asked)
        assert (
            result.exit_code == 4
            and "row 2, column “Kode”" in result.output
            and "row 3, column “Hold”" in result.output
        )


def test_a_batch_without_processes_is_refused():
    with pytest.raises(UsageError, match="jobs must be a whole number from 1 to 64"):
        mlmp.batch("visual-plan", table("t.csv", "1;Anna;1;a"), "out", jobs=0)


def test_an_id_in_several_rows_is_noted_once():
    rows = [
        "7;Anna;1;a",
        "8;Bo;1;b",
        "7;Anna;1;c",
        "7;Anna;1;d",
        "9;Eva;1;e",
        "8;Bo;1;f",
        "9;Eva;1;g",
    ]
    told = [table("t.csv", *rows), "--columns", "id.toml"]
    said = (
        "row 2, column “Sagsnr”: the id in this row stands in 3 rows, and 2 other ids in several: "
        "should they be one person? Then give group_by in a map."
    )
    for asked in (["--dry-run"], ["-o", "out", "--report", "r.csv"], ["--print", "job.pdf"]):
        result = batch(*told, *asked)
        assert (
            result.exit_code == 0
            and result.output.count("should they be one person") == 1
            and f"Note: {said}" in result.output
        )
    assert read_csv("r.csv")[1][:2] == ["2", "Sagsnr"] and len(read_csv("r.csv")) == 2
    Path("g.toml").write_text('id = "Navn"\ngroup_by = "Sagsnr"\n')
    assert "should they" not in batch(*told[:1], "--columns", "g.toml", "--dry-run").output
    assert f"Note: {said}" in batch(*told[:1], "--dry-run").output  # known as an id by its heading
