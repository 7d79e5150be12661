"""The calls of the page, in CPython: what the four jobs need, from the first click to the file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import Any

import pypdfium2
import pytest
from repository import ROOT

import mlmp_print as mlmp
from mlmp_print.page.answer import Answer, Request
from mlmp_print.page.calls import CALLS, answered, call
from mlmp_print.page.elsewhere import prepare
from mlmp_print.page.elsewhere import run as run_elsewhere
from mlmp_print.page.said import error_said
from mlmp_print.pdf import crops, preview
from mlmp_print.reader import sheet
from mlmp_print.tables.write import Worksheet, xlsx_workbook

TABLE = "Sagsnr;Navn;Mål 1;Score nu 1;Hobby\n7;Åse;cykle;2;x\n8;Bo;løbe;9;y\n9;Ib;gå;1;z\n".encode()


def ask(name: str, files: dict[str, bytes] | None = None, **args: Any) -> Answer:
    answer = call(name, Request(args, files or {}))
    json.dumps(answer.value)  # it must cross to the page
    return answer


@pytest.fixture(scope="module")
def filled() -> bytes:
    return ask("fill", form="wishing-well", answers={"name": "Åse"}).files["wishing-well.pdf"]


def test_seven_calls():
    assert [*CALLS] == ["forms", "blank", "fill", "batch", "read", "preview", "columns"]


def test_the_sheets_to_pick_from_have_names_pages_and_sets():
    value = ask("forms", lang="da").value
    plan = next(form for form in value["forms"] if form["name"] == "visual-plan")
    assert plan["sheet"] and plan["pages"]["a4-large"] > plan["pages"]["a4"] == 2
    assert {"everyone", "table"} == {one["key"] for one in value["sets"]}
    assert [one["name"] for one in value["languages"]] == ["Dansk", "Deutsch", "English"]
    assert value["themes"][0]["color"].startswith("#")


def test_a_form_for_the_screen_has_every_question_with_words_choices_and_room():
    value = ask("forms", form="visual-plan", lang="da", settings={"goals": 2}).value
    asked = {question["path"]: question for question in value["questions"]}
    assert asked["purpose"]["room"]["lines"] == 2 and asked["purpose"]["room"]["words"] > 10
    scores = [state["value"] for state in asked["goals.2.score_now"]["states"]]
    assert scores == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
    assert asked["goals.1.theme"]["states"][2]["value"] == "mobility"
    assert value["lists"] == [{"key": "goals", "name": "Mål", "count": 2, "least": 1, "most": 12}]
    board = ask("forms", form="preparation-sheet").value["questions"]
    assert next(q for q in board if q["path"] == "can.picture")["room"]["width"] > 100


def test_sets_with_and_without_names_are_one_pdf_for_the_printer():
    forms = ["preparation-sheet", "visual-plan"]
    nameless = ask("blank", forms=forms, sets=2)
    assert (nameless.value["sets"], nameless.value["people"]) == (2, 0)
    named = ask("blank", forms=forms, names="Åse\nBo\n", duplex=True)
    assert named.value["people"] == 2
    assert named.files[named.value["file"]].startswith(b"%PDF")


def test_an_empty_sheet_to_fill_in_is_the_one_of_the_library():
    made = ask("blank", forms=["wishing-well"], to_fill=True, lang="en")
    assert made.files["wishing-well.pdf"] == mlmp.blank("wishing-well", lang="en")


def test_a_sheet_is_filled_kept_and_opened_again(filled):
    assert filled == mlmp.fill("wishing-well", {"name": "Åse"}).pdf
    picture = (ROOT / "examples" / "pictures" / "bus.png").read_bytes()
    answers = {"name": "Åse", "can": {"picture": "bus.png"}}
    kept = ask("fill", {"bus.png": picture}, form="preparation-sheet", answers=answers, keep=True)
    data = kept.files[kept.value["file"]]
    again = ask("fill", {"mine.json": data}, open="mine.json")
    assert (again.value["form"], again.value["answers"]) == ("preparation-sheet", answers)
    assert again.files == {"bus.png": picture}
    made = ask("fill", dict(again.files), form="preparation-sheet", answers=answers)
    assert mlmp.read(made.files["preparation-sheet.pdf"], trusted=True).pictures


def test_what_is_wrong_with_answers_is_said_in_the_language_of_the_page():
    faults = ask("fill", form="wishing-well", answers={"date": "i maj"}, check=True).value["faults"]
    assert faults[0]["path"] == "date" and "er ikke en dato" in faults[0]["what"]


@pytest.mark.parametrize("data", [b"", b"[1]", b"\xff", b'{"answers": 1}', b"%PDF-1.7"])
def test_a_file_that_holds_no_answers_is_one_sentence(data):
    with pytest.raises(mlmp.MlmpError):
        ask("fill", {"a.json": data}, open="a.json")


def test_a_table_shows_what_each_column_is_and_what_nobody_knows():
    found = ask("columns", {"t.csv": TABLE}, form="visual-plan", table="t.csv")
    columns = {column["header"]: column for column in found.value["columns"]}
    assert columns["Sagsnr"]["roles"] == ["id"] and columns["Navn"]["path"] == "name"
    assert (columns["Hobby"]["path"], columns["Mål 1"]["first"]) == ("", "cykle")
    mapped = {**found.value["map"], "columns": {"Hobby": "wishing_well"}}
    again = ask("columns", {"t.csv": TABLE}, form="visual-plan", table="t.csv", map=mapped)
    asked = {question["path"]: question["column"] for question in again.value["questions"]}
    assert asked["wishing_well"] == "Hobby"
    by_file = {"t.csv": TABLE, "k.toml": again.files["kolonner.toml"]}
    third = ask("columns", by_file, form="visual-plan", table="t.csv", map="k.toml")
    assert third.value["map"] == again.value["map"]


def test_a_row_with_an_error_is_mended_and_everyone_is_filled():
    table = {"form": "visual-plan", "table": "t.csv"}
    seen = ask("batch", {"t.csv": TABLE}, **table).value
    assert [person["ready"] for person in seen["people"]] == [True, False, True]
    fault = seen["people"][1]["faults"][0]
    assert (fault["row"], fault["column"]) == (3, "Score nu 1")
    assert seen["people"][1]["cells"][0]["cells"]["Score nu 1"] == "9"
    rest = ask("batch", {"t.csv": TABLE}, output="zip", **table)
    assert rest.value["written"] == 2
    assert rest.files["failed-rows.csv"].decode("utf-8-sig").count("\n") == 2
    mends = [{"row": 3, "column": "Score nu 1", "value": "2,5"}]
    taken: dict[str, bytes] = {}
    request = Request(
        {**table, "output": "zip", "mends": mends}, {"t.csv": TABLE}, take=taken.__setitem__
    )
    made = call("batch", request)
    assert (made.value["written"], made.value["failed"]) == (3, 0)
    with zipfile.ZipFile(io.BytesIO(made.files["ark.zip"])) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == taken


def test_the_zip_is_that_of_the_library(tmp_path):
    made = ask("batch", {"t.csv": TABLE}, form="visual-plan", table="t.csv", output="zip")
    (tmp_path / "t.csv").write_bytes(TABLE)
    with mlmp.language("da"):
        mlmp.batch("visual-plan", tmp_path / "t.csv", tmp_path / "ark.zip")
    assert made.files["ark.zip"] == (tmp_path / "ark.zip").read_bytes()


def test_sheets_are_handed_over_one_by_one_without_a_zip():
    taken: dict[str, bytes] = {}
    args = {"form": "visual-plan", "table": "t.csv", "output": "sheets"}
    made = call("batch", Request(args, {"t.csv": TABLE}, take=taken.__setitem__))
    assert [*taken] == ["7.pdf", "9.pdf"] and [*made.files] == ["failed-rows.csv"]
    packed = ask("batch", {**taken, **made.files}, pack=True).files["ark.zip"]
    zipped = ask("batch", {"t.csv": TABLE}, form="visual-plan", table="t.csv", output="zip")
    assert packed == zipped.files["ark.zip"]


def test_of_very_many_sheets_each_full_group_comes_as_a_zip_after_its_last_sheet():
    handed: list[tuple[str, bytes]] = []
    args = {"form": "visual-plan", "table": "t.csv", "output": "sheets", "zipped": 2}
    five = TABLE + "10;Eva;ro;1;z\n11;Ida;gå;1;z\n12;Per;gå;1;z\n".encode()
    call("batch", Request(args, {"t.csv": five}, take=lambda *made: handed.append(made)))
    names = [name for name, _ in handed]
    assert names == ["7.pdf", "9.pdf", "ark.zip", "10.pdf", "11.pdf", "ark.zip", "12.pdf"]
    sheets = dict(handed)
    with zipfile.ZipFile(io.BytesIO(sheets.pop("ark.zip"))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == {name: sheets[name] for name in ("10.pdf", "11.pdf")}


def test_a_doubt_is_said_in_words_without_its_code():
    twice = "Navn;Mål 1\nBo;gå\nBo;løbe\n".encode()
    found = ask("columns", {"t.csv": twice}, form="visual-plan", table="t.csv").value
    (doubt,) = found["doubts"]
    assert (found["rows"], doubt["accept"], doubt["row"]) == (2, "same-name", 2)
    assert doubt["meaning"] and "same-name" not in doubt["what"]
    seen = ask("batch", {"t.csv": twice}, form="visual-plan", table="t.csv", accept=["same-name"])
    assert seen.value["people"][0]["cells"][0]["cells"]["Mål 1"] == "gå"


def test_a_doubt_about_a_cell_speaks_of_no_code_that_is_typed():
    table = {"t.csv": "Navn;Mål 1\nBjÃ¸rn;gå\n".encode()}
    found = ask("batch", table, form="visual-plan", table="t.csv")
    (fault,) = found.value["people"][0]["faults"]
    assert fault["accept"] == "damaged-text" and fault["column"] == "Navn" and not fault["remedy"]
    for said in (fault["text"], fault["sentence"], fault["what"]):
        assert said and "damaged-text" not in said and "accept" not in said


def test_a_workbook_with_several_tables_names_them_to_choose_from():
    sheets = [Worksheet(name, ["Navn", "Mål 1"], [["Bo", "gå"]]) for name in ("Nord", "Syd")]
    book = {"t.xlsx": xlsx_workbook(sheets)}
    with pytest.raises(mlmp.AnswersError) as caught:
        ask("columns", book, form="visual-plan", table="t.xlsx")
    assert error_said(caught.value)["messages"][0]["choices"] == ["Nord", "Syd"]
    chosen = ask("columns", book, form="visual-plan", table="t.xlsx", worksheet="Syd")
    assert chosen.value["sheet"] == "Syd"


def test_rows_that_are_done_are_left_out_and_what_was_kept_is_packed():
    rest = ask(
        "batch", {"t.csv": TABLE}, form="visual-plan", table="t.csv", output="zip", leave_out=[2, 3]
    )
    assert [person["row"] for person in rest.value["people"]] == [4]
    packed = ask("batch", {"7.pdf": b"%PDF"}, pack=True).files["ark.zip"]
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist() == ["7.pdf"]


def test_a_table_is_printed_as_one_job():
    made = ask("batch", {"t.csv": TABLE}, form="visual-plan", table="t.csv", output="print")
    assert made.value["done"] == 2 and made.value["pages"] >= 4
    assert made.files["ark.pdf"].startswith(b"%PDF")


def test_a_doubt_is_an_error_that_says_how_it_is_accepted():
    twice = TABLE.replace(b"9;Ib;", b"7;Ib;")
    text, _ = answered("batch", '{"form": "visual-plan", "table": "t.csv"}', {"t.csv": twice}, "da")
    error = json.loads(text)["error"]
    assert error["messages"][0]["accept"] == "same-id"
    seen = ask("batch", {"t.csv": twice}, form="visual-plan", table="t.csv", accept=["same-id"])
    assert len(seen.value["people"]) == 3


def test_returned_sheets_become_one_table(filled):
    other = ask("fill", form="wishing-well", answers={"name": "Bo"}).files["wishing-well.pdf"]
    sheets = []
    for name, data in (("a.pdf", filled), ("b.pdf", other), ("c.pdf", other)):
        found = ask("read", {name: data}, file=name).value
        sheets.append({"file": name, "sheet": found["sheet"]})
    assert found["said"] == [
        {"path": "name", "question": "“Navn”", "kind": "text", "value": "Bo", "words": "Bo"}
    ]
    sheets[0]["changes"] = {"name": "Åse Ø"}
    table = ask("read", sheets=sheets, rows="file", format="csv")
    assert table.value["columns"][-1] == {"path": "name", "kind": "text"}
    assert [one["name"] for one in table.value["sheets"]] == ["Åse Ø", "Bo", "Bo"]
    assert table.value["without_id"] == 3
    assert [row[-1] for row in table.value["rows"]] == ["Åse Ø", "Bo", "Bo"]
    assert table.value["sheets"][2]["notes"]
    assert ask("read", sheets=sheets).files["svar.xlsx"].startswith(b"PK")
    private = ask("read", sheets=sheets, format="csv", no_persons=True)
    assert "Bo" not in private.files["svar.csv"].decode()
    assert private.value["left_out"]["words"] == 3


def test_a_question_with_two_answers_is_asked_and_the_choice_counts(filled):
    sheet = ask("read", {"a.pdf": filled}, file="a.pdf").value["sheet"]
    given = {"file": "a.pdf", "sheet": {**sheet, "others": {"name": ["Bo", "Åse"]}}}
    open_table = ask("read", sheets=[{**given, "changes": {"name": None}}]).value
    (double,) = open_table["sheets"][0]["doubles"]
    assert (double["path"], double["kind"]) == ("name", "text")
    assert [one["words"] for one in double["values"]] == ["Åse", "Bo"]
    assert "Navn" not in open_table["headings"]
    chosen = ask("read", sheets=[{**given, "changes": {"name": "Bo"}}]).value
    assert chosen["rows"][0][-1] == "Bo"


def test_where_each_goal_has_a_row_a_sheet_without_goals_is_counted(filled):
    sheet = ask("read", {"a.pdf": filled}, file="a.pdf").value["sheet"]
    table = ask("read", sheets=[{"file": "a.pdf", "sheet": sheet}], rows="goal").value
    assert (table["rows"], table["without_goals"]) == ([], 1)


def test_a_sheet_that_the_page_made_up_is_left_out():
    table = ask("read", sheets=[{"file": "x", "sheet": {"form": 1}}]).value
    assert table["sheets"][0]["left_out"]


def test_a_picture_of_a_page_is_drawn_of_what_is_made_here_and_of_a_foreign_file(filled):
    shown = ask("preview", form="wishing-well", answers={"name": "Åse"}, dpi=36)
    assert shown.files["1.png"].startswith(b"\x89PNG") and shown.value["height"] > 200
    assert ask("preview", {"a.pdf": filled}, file="a.pdf", dpi=36).files["1.png"]
    row = ask("preview", {"t.csv": TABLE}, form="visual-plan", table="t.csv", row=2, dpi=36)
    assert row.files["1.png"] != ask("preview", form="visual-plan", dpi=36).files["1.png"]


def test_a_foreign_file_is_read_elsewhere_and_the_call_is_made_again(filled):
    results: list[dict[str, Any]] = []
    text, files = answered("read", '{"file": "a"}', {"a": filled}, "da", results="[]")
    asked = json.loads(text)["elsewhere"]
    assert asked["seconds"] == 5 and files["file"] == filled
    head, data = run_elsewhere(asked["function"], files["file"], json.dumps(asked["values"]))
    results.append({"key": asked["key"], "head": json.loads(head)})
    text, _ = answered(
        "read", '{"file": "a"}', {"a": filled}, "da",
        results=json.dumps(results), result_data={asked["key"]: data},
    )  # fmt: skip
    assert json.loads(text)["value"]["answers"] == {"name": "Åse"}
    results[0] = {"key": asked["key"], "lost": "time"}
    text, _ = answered("read", '{"file": "a"}', {"a": filled}, "da", results=json.dumps(results))
    assert json.loads(text)["error"]["kind"] == "PdfError"


def test_only_what_reads_foreign_files_runs_elsewhere():
    with pytest.raises(ValueError, match="os:system"):
        run_elsewhere("os:system", b"", "{}")
    with pytest.raises(ValueError, match="os:system"):
        prepare("os:system", "{}")


@pytest.mark.parametrize(
    ("function", "password", "is_loaded"),
    [(preview.DRAW, None, True), (crops.DRAW, None, True),
     (sheet.READ, "hemmelig", True), (sheet.READ, None, False)],
)  # fmt: skip
def test_pdfium_is_loaded_before_the_time_of_a_file_is_counted(function, password, is_loaded):
    program = (
        "import json, sys\n"
        "from mlmp_print.page.elsewhere import prepare\n"
        "function, password = json.loads(sys.argv[1])\n"
        "prepare(function, json.dumps({'password': password}))\n"
        "print('pypdfium2' in sys.modules, function.split(':')[0] in sys.modules)\n"
    )
    arguments = [sys.executable, "-c", program, json.dumps([function, password])]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(is_loaded), "True"]


def test_a_filled_sheet_comes_with_a_picture_of_each_page_and_where_each_question_stands():
    goals = [{"text": f"Mål {number}"} for number in range(1, 5)]
    made = ask("fill", form="visual-plan", answers={"goals": goals}, dpi=36)
    assert made.value["pages"] == ["1.png", "2.png", "3.png"]
    assert all(made.files[name].startswith(b"\x89PNG") for name in made.value["pages"])
    places = made.value["places"]
    assert (places["purpose"], places["goals.1.theme"], places["goals.4.text"]) == (1, 2, 3)
    board = ask("fill", form="preparation-sheet", answers={}, dpi=36, large=True).value
    assert board["places"]["wishes.picture"] == 2


def test_the_words_of_one_more_entry_come_without_drawing_and_an_example_when_asked():
    asked = {"form": "visual-plan", "settings": {"goals": 7}, "words_only": True, "example": True}
    value = ask("forms", **asked).value
    last = value["questions"][-1]
    assert (last["path"], last["room"]) == ("goals.7.notes", None)
    assert value["example"]["goals"][0]["theme"] and value["version"] == 1
    two = value["score"][2]
    assert (two["words"], two["example"]) == ("noget hjælp", "Vi vasker mit tøj sammen.")


def test_a_message_without_a_remedy_has_none_in_danish_either():
    answers = {"goals": [{"text": "a"}] * 5}
    (note,) = ask("fill", form="visual-plan", answers=answers, check=True).value["notes"]
    assert note["what"].startswith("har 5 punkter") and note["remedy"] == ""


@pytest.mark.parametrize("duplex", [True, False])
@pytest.mark.parametrize(
    "asked",
    [
        {"sets": 5},
        {"names": "Åse\nBo\n" + "\n".join(f"Navn {n}" for n in range(30)), "copies": 2},
        {"names": "Åse", "sets": 3},
        {"sets": 2, "large": True, "size": "a3", "settings": {"goals": 7}},
    ],
)
def test_sides_and_pieces_of_paper_are_those_that_are_printed(asked, duplex):
    job = {"forms": ["preparation-sheet", "visual-plan", "goal-staircase"], "duplex": duplex}
    seen = ask("blank", check=True, **job, **asked).value
    made = ask("blank", **job, **asked)
    for key in ("sets", "people", "sides", "papers"):
        assert seen[key] == made.value[key]
    assert seen["papers"] == made.value["pages"] // (2 if duplex else 1)
    with pypdfium2.PdfDocument(made.files["ark.pdf"]) as pdf:
        printed = [page for page in pdf if page.get_objects() and any(page.get_objects())]
        assert len(printed) == seen["sides"]


def test_settings_say_what_they_may_be():
    forms = {form["name"]: form for form in ask("forms", lang="da").value["forms"]}
    assert forms["visual-plan"]["ranges"] == {"goals": [1, 12]}
    assert forms["goal-staircase"]["ranges"] == {"steps": [3, 6]}
    for form in forms.values():
        assert form["settings"].keys() == form["ranges"].keys() | form["options"].keys()
