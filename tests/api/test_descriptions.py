"""Descriptions of pictures: from the answers onto the sheet and back, in every format."""

from __future__ import annotations

import io
import json
from typing import Any

import page
import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given
from PIL import Image
from strategies import runs, texts

import mlmp_print as mlmp
from mlmp_print.cli import commands as cli
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.wording import Wording
from mlmp_print.model.errors import AnswersError, DefinitionError

FORM, BOARD = "preparation-sheet", "mood-board"
PHOTO = Image.new("RGB", (40, 30), "red")
BIKE = "A red bike (old),\nby the sea at Łeba"
FORM_FILE = """
code = "PHOTO"
version = 1
released = 2026-11-22
group = "citizen"

[answers]
{questions}

[words.en]
title = "Photos"
sheet = "Photos"

[words.en.ask]
{words}

[[page]]

[[page.block]]
block = "title"
box = [14, 17, 100, 11]
words = "title"
tag = "H1"
"""


def sheet(**answers: Any) -> bytes:
    return mlmp.fill(FORM, answers, lang="en").pdf


def described(**wanted: Any) -> bytes:
    answers = {"can": {"picture": PHOTO, "alt": BIKE}, "dreams": {"picture": PHOTO}}
    return mlmp.fill(FORM, answers, lang="en", **wanted).pdf


def controls(pdf: bytes) -> dict[str, tuple[str, str, str]]:
    """For each picture's field, its name, its contents, and the text of its element."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        nums = document.Root.StructTreeRoot.ParentTree.Nums
        elements = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        for widget in document.pages[0].Annots:
            if widget.get("/T") == "picture":
                element = elements[int(widget.StructParent)]
                said = str(widget.TU), str(widget.Contents), str(element.Alt)
                found[str(widget.Parent.T)] = said
    return found


# Heard --------------------------------------------------------------------------------------------


def test_a_control_says_whether_a_picture_is_there_and_what_it_shows():
    said = controls(described())
    for names in said.values():
        assert len(set(names)) == 1
    assert said["can"][0] == (
        "A picture of something I can do: there is one. A red bike (old), by the sea at Łeba"
    )
    assert said["dreams"][0] == "A picture of something I dream of: there is one"
    assert said["interests"][0] == "A picture of something I am interested in: none yet"


@pytest.mark.parametrize("lock", [False, True])
def test_a_described_picture_conforms(tmp_path, lock):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(described(lock=lock))
    profiles = [page.ValidationProfile.PDF_UA_1]
    profiles += [page.ValidationProfile.PDF_A_3A] if lock else []
    for profile in profiles:
        assert page.validate_pdf(str(path), profile=profile).is_compliant


def test_the_page_shows_the_picture_and_not_its_description():
    def drawn(pdf: bytes) -> bytes:
        with pdfium.PdfDocument(pdf) as document:
            document.init_forms()
            return document[0].render(scale=1).to_pil().tobytes()

    plain = sheet(can={"picture": PHOTO}, dreams={"picture": PHOTO})
    assert drawn(described()) == drawn(plain)


# Read back ----------------------------------------------------------------------------------------


@runs(25)
@given(texts())
def test_any_description_comes_back(words):
    read = mlmp.read(sheet(can={"picture": PHOTO, "alt": words}), trusted=True)
    wanted = words.replace("\r\n", "\n").replace("\r", "\n")
    assert read.answers["can"].get("alt", "") == wanted


def test_a_list_of_pictures_has_a_description_each():
    entries = [{"picture": PHOTO, "alt": f"Picture {n}"} if n % 2 else {} for n in range(1, 12)]
    read = mlmp.read(mlmp.fill(BOARD, {"pictures": entries}).pdf)
    assert [entry.get("alt") for entry in read.answers["pictures"]] == [
        entry.get("alt") for entry in entries
    ]


def through_pikepdf(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def through_pypdf(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    name = {"name": "Peter"}
    writer.update_page_form_field_values(writer.pages[0], name, auto_regenerate=False)
    writer.write(out := io.BytesIO())
    return out.getvalue()


def through_pdfium(data: bytes) -> bytes:
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        document[0].render(scale=0.2)
        document.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize("client", [through_pikepdf, through_pypdf, through_pdfium])
def test_a_description_survives_another_program(client):
    read = mlmp.read(client(described()))
    assert read.answers["can"]["alt"] == BIKE


def test_a_locked_copy_has_the_description_in_its_attached_answers():
    read = mlmp.read(described(lock=True), check=True)
    assert (read.answers["can"]["alt"], read.differences, read.untold) == (BIKE, (), ())


def test_a_check_tells_that_a_name_and_a_description_differ():
    assert mlmp.read(described(), check=True).differences == ()
    with pikepdf.open(io.BytesIO(described())) as document:
        for widget in document.pages[0].Annots:
            if widget.get("/T") == "picture":
                widget.MK.CA = "Somebody else"
        document.save(out := io.BytesIO())
    found = mlmp.read(out.getvalue(), check=True).differences
    assert [message.path for message in found][:1] == ["can.picture"]


def test_a_description_of_a_picture_that_is_gone_is_left_out_with_a_note():
    with pikepdf.open(io.BytesIO(described())) as document:
        for widget in document.pages[0].Annots:
            if widget.get("/T") == "picture":
                del widget.AP
        document.save(out := io.BytesIO())
    read = mlmp.read(out.getvalue())
    assert read.answers == {}
    assert [note.path for note in read.notes if "describes" in note.what] == ["can.alt"]


# Never quiet --------------------------------------------------------------------------------------


def test_a_description_without_its_picture_is_refused():
    with pytest.raises(AnswersError, match="describes a picture that is not there") as refused:
        mlmp.fill(FORM, {"can": {"alt": BIKE}, "dreams": {"picture": "", "alt": "x"}})
    assert [fault.path for fault in refused.value.messages] == ["can.alt", "dreams.alt"]
    assert "bike" not in str(refused.value)


def test_of_a_picture_with_a_fault_only_the_fault_is_told():
    answers = {"can": {"picture": "../secret.png", "alt": BIKE}}
    assert [fault.path for fault in mlmp.check(FORM, answers).faults] == ["can.picture"]


def test_the_schema_asks_for_the_picture_of_a_description():
    schema = mlmp.schema(FORM)["properties"]["can"]
    assert schema["dependentRequired"] == {"alt": ["picture"]}
    assert schema["properties"]["alt"]["type"] == "string"


def test_a_changed_sheet_keeps_a_description_as_long_as_its_picture():
    read = mlmp.read(described())
    kept = mlmp.change(FORM, read, {"name": "Peter"}, lang="en")
    assert mlmp.read(kept.pdf).answers["can"]["alt"] == BIKE
    other = mlmp.change(FORM, read, {"can": {"alt": "A blue one"}})
    assert mlmp.read(other.pdf).answers["can"]["alt"] == "A blue one"
    for new in ({"picture": PHOTO}, {"picture": None}):
        changed = mlmp.change(FORM, read, {"can": new})
        assert "alt" not in mlmp.read(changed.pdf).answers.get("can", {})
        assert [note.path for note in changed.notes] == ["can.alt"]
    both = mlmp.change(FORM, read, {"can": {"picture": PHOTO, "alt": "A blue one"}})
    assert both.notes == ()
    assert mlmp.read(both.pdf).answers["can"]["alt"] == "A blue one"


def test_neither_picture_nor_description_is_carried_over():
    carried = mlmp.carry(FORM, mlmp.read(described()))
    assert carried.answers == {}
    assert [note.path for note in carried.notes] == ["can.picture", "can.alt", "dreams.picture"]


# Tables and the command line ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["da", "en", "de"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_has_a_column_for_each_description(tmp_path, lang, ending):
    PHOTO.save(tmp_path / "bike.png")
    headings = mlmp.columns(FORM, lang=lang)
    columns = [headings[path] for path in ("name", "can.picture", "can.alt", "dreams.picture")]
    cells = ["Peter", "bike.png", "A red bike", "bike.png"]
    table = tmp_path / f"people.{ending}"
    if ending == "csv":
        table.write_text("\n".join(";".join(row) for row in (columns, cells)), "utf-8")
    else:
        with xlsxwriter.Workbook(table) as workbook:
            written = workbook.add_worksheet()
            written.write_row(0, 0, columns)
            written.write_row(1, 0, cells)
    outcome = mlmp.batch(FORM, table, tmp_path / "out")
    assert not outcome.troubles
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    answers = mlmp.read(pdf).answers
    assert (answers["can"]["alt"], "alt" in answers["dreams"]) == ("A red bike", False)


def test_a_row_with_a_lone_description_fails_alone():
    rows = [{"name": "Peter", "can.alt": "A red bike"}, {"name": "Anna"}]
    taken: dict[str, bytes] = {}
    outcome = mlmp.batch(FORM, rows, taken.__setitem__)
    assert len(taken) == 1
    (trouble,) = outcome.troubles
    assert (trouble.where.row, trouble.what) == (1, "describes a picture that is not there")


def test_the_command_line_writes_a_description_with_its_picture_only(tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(described())

    def read(*options: str) -> tuple[dict[str, Any], str]:
        done = CliRunner().invoke(cli.main, ["read", str(tmp_path / "sheet.pdf"), *options])
        return json.loads(done.stdout), done.stderr

    alone, said = read()
    assert alone == {}
    assert "describes a picture that is left out" in said
    answers = tmp_path / "answers.json"
    options = ["-o", str(answers), "--pictures", str(tmp_path / "photos")]
    CliRunner().invoke(cli.main, ["read", str(tmp_path / "sheet.pdf"), *options])
    whole = json.loads(answers.read_text("utf-8"))
    assert whole["can"]["alt"] == BIKE
    again = mlmp.fill(FORM, whole, tmp_path)
    assert mlmp.read(again.pdf).answers["can"]["alt"] == BIKE


# Keys ---------------------------------------------------------------------------------------------


def own_form(folder: Any, *questions: str) -> str:
    """A form with questions that are pictures, or texts if their key ends in `alt`."""
    lines, words = [], []
    for key in questions:
        kind = "text" if key.endswith("alt") else "picture"
        lines.append(f'{key} = {{ kind = "{kind}" }}')
        words.append(f'{key} = {{ label = "{key}" }}')
    path = folder / "photos.toml"
    text = FORM_FILE.format(questions="\n".join(lines), words="\n".join(words))
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("questions", "keys"),
    [
        (["photo"], ["photo", "alt"]),
        (["photo", "alt"], ["photo", "photo_alt", "alt"]),
        (["photo", "map"], ["photo", "photo_alt", "map", "map_alt"]),
    ],
)
def test_a_description_has_a_key_that_no_other_question_has(tmp_path, questions, keys):
    properties = mlmp.schema(own_form(tmp_path, *questions), lang="en")["properties"]
    assert list(properties) == keys


def test_a_key_that_two_questions_would_have_is_refused(tmp_path):
    with pytest.raises(DefinitionError, match="“photo_alt” is what the description"):
        mlmp.schema(own_form(tmp_path, "photo", "map", "photo_alt"), lang="en")


@pytest.mark.parametrize("lang", ["da", "en", "de"])
def test_a_description_is_called_after_its_picture(lang):
    look = looks.load(lang)
    form = forms.load(BOARD, look, {"pictures": 2})
    words = Wording(form, look)
    places = {place.path: place for place in form.places()}
    picture, description = places["pictures.2.picture"], places["pictures.2.alt"]
    for name in (words.label, words.question, words.column):
        assert name(description).startswith(name(picture))
        assert name(description) != name(picture)
