"""FDF and XFDF: which form they are of, what does not fit, and what stands beside their fields."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from exports import Value, fdf, nested_fdf, nested_xfdf, values_of, xfdf
from sheets import PETER

import mlmp_print as mlmp
from mlmp_print import LossError, UsageError
from mlmp_print.cli.commands import main

CANARY = "Kanarie-Hemmelig-77"
GOAL = {"text": "vaske tøj\nselv", "theme": "mobility", "score_now": 2.5, "disagrees": True}
ACROBAT = xfdf(
    '<fields><field name="name"><value>Åse Ærø</value></field><field name="goals"><field name="1">'
    '<field name="text"><value>vaske tøj\nselv</value></field>'
    '<field name="score_now"><value>2.5</value></field>'
    '<field name="theme"><value>mobility</value></field>'
    '<field name="disagrees"><value>Yes</value></field></field></field></fields>'
)
ANSWERS = {"name": "Åse Ærø", "goals": [GOAL]}


@pytest.fixture(scope="module")
def values() -> dict[str, Value]:
    return values_of(mlmp.fill("visual-plan", PETER).pdf)


@pytest.fixture(scope="module")
def exported(values: dict[str, Value]) -> bytes:
    return nested_fdf(values)


def run(*args: object, **how: Any) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="mlmp-print", **how)


def plan(field: str) -> bytes:
    """An XFDF of a visual plan with one more field."""
    return xfdf(
        f'<fields><field name="name"><value>Åse</value></field><field name="purpose"/><field '
        f'name="goals.1.notes"/><field name="parking_lot"/><field name="notes"/>{field}</fields>'
    )


def noted(found: mlmp.Read) -> str:
    return "\n".join(map(str, found.notes))


# Where files are named ---------------------------------------------------------------------------


def test_every_door_takes_them(tmp_path: Path) -> None:
    path = tmp_path / "back.xfdf"
    path.write_bytes(ACROBAT)
    for source in (path, str(path), ACROBAT, io.BytesIO(ACROBAT)):
        assert mlmp.read(source).answers == ANSWERS
    filled = [mlmp.fill("visual-plan", given) for given in (path, str(path), ACROBAT)]
    filled.append(mlmp.fill("visual-plan", io.BytesIO(ACROBAT)))
    assert {mlmp.read(made.pdf, trusted=True).answers == ANSWERS for made in filled} == {True}
    assert mlmp.check("visual-plan", ACROBAT).faults == ()
    assert [received.file.name for received in mlmp.read_many([tmp_path])] == ["back.xfdf"]


def test_contents_and_not_names_tell_what_a_file_is(tmp_path: Path, exported: bytes) -> None:
    pdf = mlmp.fill("visual-plan", PETER).pdf
    for name, data in {
        "a.fdf": pdf,
        "b.pdf": exported,
        "c.xfdf": exported,
        "d.fdf": ACROBAT,
    }.items():
        (tmp_path / name).write_bytes(data)
    result = run("read", tmp_path, "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record["version"] for record in records] == [1, None, None, None]
    assert [record["answers"]["name"] for record in records] == [
        "Peter",
        "Peter",
        "Peter",
        "Åse Ærø",
    ]


def test_a_sheet_is_filled_with_an_export(tmp_path: Path, exported: bytes) -> None:
    (tmp_path / "back.json").write_bytes(exported)
    assert (
        run("fill", "visual-plan", tmp_path / "back.json", "-o", tmp_path / "p.pdf").exit_code == 0
    )
    assert mlmp.read(tmp_path / "p.pdf").answers == mlmp.read(exported).answers
    result = run("fill", "visual-plan", "-o", tmp_path / "q.pdf", input=ACROBAT)
    assert result.exit_code == 0
    assert mlmp.read(tmp_path / "q.pdf").answers == ANSWERS


def test_a_new_sheet_starts_from_an_export_and_none_is_changed(
    tmp_path: Path, exported: bytes
) -> None:
    (tmp_path / "back.fdf").write_bytes(exported)
    started = run("fill", "status-sheet", "--from", tmp_path / "back.fdf", "-o", tmp_path / "s.pdf")
    assert started.exit_code == 0
    assert (
        mlmp.read(tmp_path / "s.pdf").answers["goals"][0]["score_then"]
        == PETER["goals"][0]["score_now"]
    )
    (tmp_path / "new.json").write_text("{}")
    changed = run(
        "fill", "visual-plan", tmp_path / "new.json", "--onto", tmp_path / "back.fdf", "-o", "x.pdf"
    )
    assert changed.exit_code == 2 and "--from" in changed.stderr
    with pytest.raises(UsageError, match="no sheet that could be changed"):
        mlmp.change("visual-plan", mlmp.read(exported), {"name": "Bo"})


def test_what_an_export_says_is_empty_is_emptied_on_a_sheet(values: dict[str, Value]) -> None:
    sheet = mlmp.read(mlmp.fill("visual-plan", PETER).pdf, trusted=True)
    emptied = nested_fdf({**values, "name": Value("", is_state=False)})
    changed = mlmp.change("visual-plan", sheet, emptied)
    assert "name" not in mlmp.read(changed.pdf, trusted=True).answers
    left = nested_fdf({name: value for name, value in values.items() if name != "name"})
    kept = mlmp.change("visual-plan", sheet, left)
    assert mlmp.read(kept.pdf, trusted=True).answers["name"] == "Peter"


def test_a_check_has_no_page_to_look_at(tmp_path: Path, exported: bytes) -> None:
    (tmp_path / "a.fdf").write_bytes(exported)
    result = run("read", tmp_path / "a.fdf", "--check")
    assert result.exit_code == 3 and "was not checked" in result.stderr
    assert json.loads(result.stdout)["name"] == "Peter"


# Which form --------------------------------------------------------------------------------------


def test_a_form_that_is_not_certain_is_named() -> None:
    found = mlmp.read(ACROBAT)
    assert (found.form, found.version, found.language, found.drawn) == (
        "visual-plan",
        None,
        None,
        {},
    )
    assert "may be status-sheet" in noted(found)
    assert mlmp.read(ACROBAT.replace(b"score_now", b"score_then")).form == "status-sheet"


def test_fields_of_no_form_of_ours_are_refused() -> None:
    with pytest.raises(mlmp.PdfError, match="not one of our forms"):
        mlmp.read(xfdf('<fields><field name="cpr"><value>1</value></field></fields>'))


def test_values_of_another_form_fill_nothing(tmp_path: Path, exported: bytes) -> None:
    (tmp_path / "a.fdf").write_bytes(exported)
    result = run("fill", "parking-lot", tmp_path / "a.fdf", "-o", tmp_path / "p.pdf")
    assert result.exit_code == 4 and "another form: visual-plan" in result.stderr
    assert not (tmp_path / "p.pdf").exists()


def test_a_sheet_that_is_there_twice_may_be_of_two_people() -> None:
    first = b"<</T (name) /V (Bo)>> <</T (goals.1.text) /V (x)>> <</T (purpose) /V (y)>> "
    with pytest.raises(mlmp.PdfError, match="several sheets"):
        mlmp.read(fdf(b"/Fields [%s<</T (name) /V (%s)>>]" % (first, CANARY.encode())))
    assert mlmp.read(fdf(b"/Fields [%s%s]" % (first, first))).answers["name"] == "Bo"


# What does not fit -------------------------------------------------------------------------------

LONG = "x" * 20_001
UNFIT = {
    "an unknown field": ('<field name="cpr"><value>{}</value></field>', "another field|cpr"),
    "an unknown state": (
        '<field name="goals.1.disagrees"><value>{}</value></field>',
        "in a state that this question does not have",
    ),
    "a score off the scale": (
        '<field name="goals.1.score_now"><value>9{}</value></field>',
        "in a state that this question does not have",
    ),
    "two values": ("<field name='date'><value>{}</value><value/></field>", "neither a text"),
    "a long text": (f"<field name='wishing_well'><value>{LONG}{{}}</value></field>", "letters"),
    "a goal far out": ('<field name="goals.999.text"><value>{}</value></field>', "no question"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNFIT)
def test_what_does_not_fit_is_named_and_fills_nothing(what: str) -> None:
    field, message = UNFIT[what]
    data = plan(field.format(CANARY))
    found = mlmp.read(data)
    assert found.answers == {"name": "Åse"}
    assert CANARY not in noted(found)
    with pytest.raises(mlmp.AnswersError, match=message) as refused:
        mlmp.fill("visual-plan", data)
    assert CANARY not in str(refused.value)


def test_a_box_that_a_program_added_stands_beside_the_answers(tmp_path: Path) -> None:
    """As in the PDF that the data were exported from."""
    data = plan(f'<field name="Text Box 1"><value>{CANARY}</value></field>')
    (tmp_path / "back.xfdf").write_bytes(data)
    (beside,) = mlmp.read(data).beside
    assert (beside.page, beside.kind, beside.text) == (0, "Field", CANARY)
    assert run("read", tmp_path / "back.xfdf").exit_code == 3
    assert run("read", tmp_path / "back.xfdf", "--accept", "annotations").exit_code == 0


def test_a_date_that_is_none_is_kept_as_typed_and_fills_nothing() -> None:
    data = plan('<field name="date"><value>in May</value></field>')
    assert mlmp.read(data).answers["date"] == "in May"
    with pytest.raises(mlmp.AnswersError, match="is not a date"):
        mlmp.fill("visual-plan", data)


def test_letters_outside_of_values_are_named() -> None:
    found = mlmp.read(plan(f'<field name="date">{CANARY}</field>'))
    assert "letters that stand in no value" in noted(found) and CANARY not in noted(found)


def test_a_picture_in_a_field_is_named() -> None:
    can = b"<</T (can) /Kids [<</T (text) /V (x)>> <</T (picture) /AP <</N 2 0 R>>>>]>>"
    data = fdf(b"/Fields [%s]" % can, b"2 0 obj <<>> stream\nx\nendstream endobj\n")
    found = mlmp.read(data)
    assert (found.form, found.answers) == ("preparation-sheet", {"can": {"text": "x"}})
    assert "holds a picture or a drawing here" in noted(found)


# Beside the fields -------------------------------------------------------------------------------

BESIDE = (
    b"/Annots [<</Subtype /FreeText /Page 0 /Rect [85 757 300 779] /Contents (%s)>>"
    b"<</Subtype /Ink /Page 1 /Rect [0 0 9 9]>> <</Subtype /Popup>> <</Subtype /Text /Page -5>>]"
)
BESIDE_XFDF = (
    '<annots><freetext page="0" rect="85,757,300,779"><contents-richtext><body><p>{}</p></body>'
    '</contents-richtext></freetext><ink page="1" rect="0,0,9,9"><inklist><gesture>1,2;3,4'
    '</gesture></inklist></ink><text rect="nan,1,2"><popup page="0"/></text></annots>'
)


@pytest.mark.parametrize("kind", ["FDF", "XFDF"])
def test_what_stands_beside_the_fields_is_named_with_its_code(
    tmp_path: Path, values: dict[str, Value], kind: str
) -> None:
    if kind == "FDF":
        data = nested_fdf(values).replace(b"/F (sheet.pdf)", BESIDE % CANARY.encode())
    else:
        data = nested_xfdf(values).replace(b"<f ", BESIDE_XFDF.format(CANARY).encode() + b"<f ")
    found = mlmp.read(data, crops=True)
    assert [(item.page, item.kind, item.text) for item in found.beside] == [
        (1, "FreeText", CANARY),
        (2, "Ink", ""),
        (0, "Text", ""),
    ]
    assert found.beside[0].box == (85, 757, 300, 779)
    assert {note.code for note in found.notes} == {"annotations"}
    assert "30 mm from the left and 267 mm from the bottom" in noted(found)
    assert CANARY not in noted(found)
    (tmp_path / "a.fdf").write_bytes(data)
    assert run("read", tmp_path / "a.fdf").exit_code == 3
    assert run("read", tmp_path / "a.fdf", "--accept", "annotations").exit_code == 0
    with pytest.raises(LossError, match="annotations"):
        mlmp.fill("visual-plan", data)
    assert mlmp.fill("visual-plan", data, accept=["annotations"]).pdf
    fill = ("fill", "visual-plan", tmp_path / "a.fdf", "-o", tmp_path / "p.pdf")
    refused = run(*fill)
    assert refused.exit_code == 4 and "--accept annotations" in refused.stderr
    assert run(*fill, "--accept", "annotations").exit_code == 0


ELSEWHERE = {
    "changes to a PDF": (b"/Differences 1 0 R", "annotations"),
    "other files": (b"/EmbeddedFDFs [(a.fdf)]", "attachments"),
    "new pages": (b"/Pages [<<>>]", "added-pages"),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_else_an_fdf_holds_is_named(what: str, values: dict[str, Value]) -> None:
    entry, code = ELSEWHERE[what]
    found = mlmp.read(nested_fdf(values).replace(b"/F (sheet.pdf)", entry))
    assert [note.code for note in found.notes] == [code]
    assert found.answers["name"] == "Peter"


def test_signatures_are_named() -> None:
    signed = b"<</T (sign) /V <</Type /Sig /Name (Hanne) /Contents <00>>>>>"
    found = mlmp.read(fdf(b"/Fields [<</T (name) /V (Bo)>> <</T (purpose)>> %s]" % signed))
    assert "Hanne signed it, which was not verified" in noted(found).replace("“", "").replace(
        "”", ""
    )
    signed_xfdf = ACROBAT.replace(b"</xfdf>", b'<Signature xmlns="x"/></xfdf>')
    assert [item.kind for item in mlmp.read(signed_xfdf).beside] == ["Signature"]
