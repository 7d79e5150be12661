"""Several sheets in one file, copied or missing pages, fields that only pages know.

Each is read exactly or refused; no answer of one person becomes another's.
"""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import hostile
import pikepdf
import pypdf
import pytest
import sheets
from click.testing import CliRunner, Result
from hostile import field
from processes import PATIENCE

import mlmp_print as mlmp
from mlmp_print import PdfError
from mlmp_print.cli.commands import main

ANNA: dict[str, Any] = {
    "name": "Anna",
    "date": "2026-01-01",
    "goals": [{"text": "annas mål", "theme": "health", "score_now": 1.5, "score_expected": 0}],
}
BO: dict[str, Any] = {
    "name": "Bo",
    "notes": "Bos noter",
    "goals": [{"text": f"bos mål {number}", "score_now": 2} for number in range(1, 6)],
}
SEVERAL = "several sheets"


@cache
def sheet(who: str, sheet_id: str = "0") -> bytes:
    return (
        mlmp.template("visual-plan")
        .fill(
            {"anna": ANNA, "bo": BO, "anna2": {**ANNA, "name": "Bo"}, "blank": {}}[who],
            sheet_id=sheet_id,
        )
        .pdf
    )


@cache
def stairs() -> bytes:
    return mlmp.fill(
        "goal-staircase", {"name": "Anna", "goal": "trappe", "steps": [{"text": "et trin"}]}
    ).pdf


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def extended(document: pikepdf.Pdf, more: pikepdf.Pdf) -> None:
    """Append all pages of the other file; the fields are left alone, as pikepdf warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        document.pages.extend(more.pages)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with opened(data) as document:
        change(document)
        return hostile.saved(document)


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], prog_name="mlmp-print")
    assert isinstance(result.exception, type(None) | SystemExit), result.exception
    return result


# Putting sheets together ------------------------------------------------------------------------


def with_pikepdf(one: bytes, other: bytes) -> bytes:
    with opened(other) as more:
        return changed(one, lambda document: extended(document, more))


def with_pypdf(one: bytes, other: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    for data in (one, other):
        writer.append(io.BytesIO(data))
    return written(writer)


def with_pypdf_onto_the_first(one: bytes, other: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(one))
    writer.append(io.BytesIO(other))
    return written(writer)


def with_pypdf_by_pages(one: bytes, other: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(one))
    for page in pypdf.PdfReader(io.BytesIO(other)).pages:
        writer.add_page(page)
    return written(writer)


def by_command(*command: str) -> Callable[[bytes, bytes], bytes]:
    def put(one: bytes, other: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "1.pdf").write_bytes(one)
            (folder / "2.pdf").write_bytes(other)
            subprocess.run(
                [sheets.tool(command[0]), *command[1:]],
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=PATIENCE,
            )
            return (folder / "both.pdf").read_bytes()

    return put


def with_new_names(pattern: str) -> Callable[[bytes, bytes], bytes]:
    """As programs do that give the second file's fields new names where those are there already."""

    def rename(document: pikepdf.Pdf) -> None:
        for number, top in enumerate(document.Root.AcroForm.Fields):
            top.T = pikepdf.String(pattern.format(name=top.T, number=400 + number))

    def put(one: bytes, other: bytes) -> bytes:
        with opened(changed(other, rename)) as more:
            return changed(one, lambda document: extended(document, more))

    return put


TOGETHER: dict[str, Callable[[bytes, bytes], bytes]] = {
    "pikepdf": with_pikepdf,
    "pypdf": with_pypdf,
    "pypdf onto": with_pypdf_onto_the_first,
    "pypdf by pages": with_pypdf_by_pages,
    "qpdf": by_command("qpdf", "1.pdf", "--pages", "1.pdf", "2.pdf", "--", "both.pdf"),
    "qpdf from nothing": by_command(
        "qpdf", "--empty", "--pages", "1.pdf", "2.pdf", "--", "both.pdf"
    ),
    "new names, as PyMuPDF": with_new_names("{name} [{number}]"),
    "new names, as pdftk": with_new_names("1.{name}"),
}
EVERY_WAY = pytest.mark.parametrize("way", TOGETHER)


@EVERY_WAY
@pytest.mark.parametrize(
    ("one", "other"), [("anna", "bo"), ("bo", "anna"), ("anna", "anna2"), ("blank", "anna")]
)
def test_the_sheets_of_two_people_in_one_file_are_never_one_persons(
    way: str, one: str, other: str
) -> None:
    with pytest.raises(PdfError, match=SEVERAL):
        mlmp.read(TOGETHER[way](sheet(one), sheet(other)))


def test_sheets_with_two_ids_are_two_though_nobody_has_filled_them_in() -> None:
    with pytest.raises(PdfError, match=SEVERAL):
        mlmp.read(with_pikepdf(sheet("blank", "AAAA111C"), sheet("blank", "BBBB2221")))


@pytest.mark.parametrize("way", ["pikepdf", "pypdf", "qpdf"])
def test_two_forms_of_one_person_in_one_file_are_not_half_read(way: str) -> None:
    for one, other in ((sheet("anna"), stairs()), (stairs(), sheet("anna"))):
        with pytest.raises(PdfError, match=SEVERAL):
            mlmp.read(TOGETHER[way](one, other))


@pytest.mark.parametrize(
    "way", [way for way in TOGETHER if way != "pypdf by pages"]
)  # that one loses names
def test_the_same_sheet_twice_in_a_file_is_read_and_said(way: str) -> None:
    found = mlmp.read(TOGETHER[way](sheet("anna"), sheet("anna")))
    assert (found.answers, found.others) == (ANNA, {})
    assert "file: holds a page or a sheet several times, with the same answers" in map(
        str, found.notes
    )


@pytest.mark.parametrize(
    "size", ["a4", "a3"]
)  # of his: the same pages as hers and one more, or other pages
def test_his_goals_are_not_hers_though_nothing_else_on_their_sheets_differs(size: str) -> None:
    hers, his = (
        mlmp.blank("visual-plan"),
        mlmp.blank("visual-plan", settings={"goals": 6}, size=size),
    )
    typed = changed(
        his, lambda document: setattr(field(document, "goals.5.text"), "V", pikepdf.String("hans"))
    )
    with pytest.raises(PdfError, match=SEVERAL):
        mlmp.read(with_pikepdf(hers, typed))


@pytest.mark.parametrize("one_look", [True, False], ids=["same", "other"])
def test_fields_that_a_program_has_made_one_are_of_one_sheet_only_if_they_look_the_same(
    one_look: bool,
) -> None:
    """The second sheet's box is one more widget of the first one's field.

    What it held is nowhere but in its appearance.
    """

    def merge(document: pikepdf.Pdf) -> None:
        with opened(sheet("anna" if one_look else "anna2")) as more:
            extended(document, more)
        theirs = next(widget for widget in document.pages[2].Annots if widget.get("/T") == "name")
        ours, shown = field(document, "name"), ("/Type", "/Subtype", "/Rect", "/AP", "/F")
        kid = document.make_indirect(
            pikepdf.Dictionary({key: ours[key] for key in shown} | {"/Parent": ours})
        )
        document.pages[0].Annots = pikepdf.Array(
            [kid, *(other for other in document.pages[0].Annots if other.get("/T") != "name")]
        )
        for key in shown:
            del ours[key]
        for key in ("/T", "/V", "/FT"):
            del theirs[key]
        theirs.Parent, ours.Kids = ours, pikepdf.Array([kid, theirs])

    data = changed(sheet("anna"), merge)
    if one_look:
        assert mlmp.read(data).answers == ANNA
    else:
        with pytest.raises(PdfError, match=SEVERAL):
            mlmp.read(data)


def test_in_a_folder_such_a_file_is_left_out_and_named_and_alone_it_is_an_error(
    tmp_path: Path,
) -> None:
    (tmp_path / "both.pdf").write_bytes(with_pikepdf(sheet("anna"), sheet("bo")))
    (tmp_path / "cleo.pdf").write_bytes(sheet("anna"))
    result = run("read", tmp_path, "--format", "jsonl")
    assert (result.exit_code, len(result.stdout.splitlines())) == (3, 1)
    assert SEVERAL in result.stderr
    result = run("read", tmp_path / "both.pdf")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "Bo" not in result.stderr.replace("both", "") and "Anna" not in result.stderr


def test_pages_of_one_sheet_put_together_again_are_that_sheet() -> None:
    parted = by_command("qpdf", "--empty", "--pages", "1.pdf", "1", "1.pdf", "2", "--", "both.pdf")(
        sheet("anna"), b""
    )
    found = mlmp.read(parted)
    assert (found.answers, found.notes) == (ANNA, ())


# Fields that only pages know --------------------------------------------------------------------


def without_list(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm.Fields = pikepdf.Array()


def without_form(document: pikepdf.Pdf) -> None:
    del document.Root.AcroForm


def without_goals(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm.Fields = pikepdf.Array(
        [top for top in document.Root.AcroForm.Fields if top.T != "goals"]
    )


def without_anything(document: pikepdf.Pdf) -> None:
    del document.Root.AcroForm, document.Root.PieceInfo


@pytest.mark.parametrize(
    "change",
    [without_list, without_form, without_goals, without_anything],
    ids=lambda change: change.__name__,
)
def test_scores_themes_and_choices_are_read_too_where_only_pages_know_the_fields(
    change: Callable[[pikepdf.Pdf], None],
) -> None:
    found = mlmp.read(changed(sheet("anna"), change), check=True)
    assert (found.answers, found.differences) == (ANNA, ())
    assert "“Score nu 1”: stands on a page, but not in the file's list of fields" in map(
        str, found.notes
    )


def test_pages_copied_into_a_new_file_with_pikepdf_are_read() -> None:
    with opened(sheet("anna")) as source, pikepdf.new() as document:
        extended(document, source)
        found = mlmp.read(hostile.saved(document))
    assert (found.form, found.answers) == ("visual-plan", ANNA)


def test_pages_copied_without_the_names_above_their_fields_are_told_so() -> None:
    """pypdf's `add_page` drops the parent of a widget.

    Then “text” may be any goal's, and “notes” another question's.
    """
    for sources in ([sheet("anna")], [sheet("anna"), sheet("bo")]):
        writer = pypdf.PdfWriter()
        for page in (page for data in sources for page in pypdf.PdfReader(io.BytesIO(data)).pages):
            writer.add_page(page)
        with pytest.raises(PdfError, match="lost their names"):
            mlmp.read(written(writer))


# Pages and boxes that nobody sees ---------------------------------------------------------------


def page_deleted(data: bytes) -> bytes:
    def delete(document: pikepdf.Pdf) -> None:
        del document.pages[1]

    return changed(data, delete)


def page_removed(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.remove_page(1)
    return written(writer)


def annotations_removed(data: bytes) -> bytes:
    def remove(document: pikepdf.Pdf) -> None:
        del document.pages[1].obj["/Annots"]

    return changed(data, remove)


@pytest.mark.parametrize(
    "taken_out", [page_deleted, page_removed, annotations_removed], ids=lambda made: made.__name__
)
def test_answers_of_a_page_that_was_taken_out_are_marked(
    taken_out: Callable[[bytes], bytes],
) -> None:
    found = mlmp.read(taken_out(sheet("anna")), check=True)
    assert found.answers == ANNA
    goal = {f"goals.1.{key}" for key in ANNA["goals"][0]}
    assert {note.path for note in found.notes if note.what == "is shown on no page"} == goal
    expected = {*goal, "goals", "notes"}
    if taken_out is not annotations_removed:  # the page itself is gone
        expected.add("file")
        assert "these are missing: 2" in str(found.notes)
    assert {note.path for note in found.notes} == expected
    assert {note.path for note in found.differences} == goal


def again(document: pikepdf.Pdf, first: bool, **entries: Any) -> pikepdf.Object:
    """Another field of the name `name`."""
    made = document.make_indirect(
        pikepdf.Dictionary(
            {
                "/T": pikepdf.String("name"),
                "/FT": pikepdf.Name.Tx,
                "/V": pikepdf.String("Cleo"),
                **entries,
            }
        )
    )
    document.Root.AcroForm.Fields.insert(0 if first else len(document.Root.AcroForm.Fields), made)
    return made


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("flags", [None, 2])
def test_of_two_fields_the_one_that_can_be_seen_counts(first: bool, flags: int | None) -> None:
    def change(document: pikepdf.Pdf) -> None:
        made = again(
            document,
            first,
            **{"/Subtype": pikepdf.Name.Widget, "/Rect": field(document, "name").Rect},
        )
        if flags is not None:
            made.F = flags
            document.pages[0].Annots.insert(0, made)

    found = mlmp.read(changed(sheet("anna"), change), check=True)
    assert (found.answers, found.others) == (ANNA, {"name": ("Cleo",)})
    assert [note.path for note in found.notes if "twice" in note.what] == ["name"]
    assert [note.path for note in found.differences] == ["name"]


def test_of_two_that_can_be_seen_on_one_page_both_are_given() -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Annots.append(
            again(
                document,
                False,
                **{"/Subtype": pikepdf.Name.Widget, "/Rect": pikepdf.Array([50, 50, 90, 90])},
            )
        )

    found = mlmp.read(changed(sheet("anna"), change))
    assert (found.answers, found.others) == (ANNA, {"name": ("Cleo",)})
    assert [note.path for note in found.notes] == ["name"]


def test_what_further_fields_hold_is_loaded_as_answers_are_and_only_where_something_is_chosen(
    tmp_path: Path,
) -> None:
    def change(document: pikepdf.Pdf) -> None:
        for name, state in (("score_now", "/2"), ("score_expected", "/Off"), ("strange", "/2")):
            entries = {
                "/T": pikepdf.String(f"goals.1.{name}"),
                "/FT": pikepdf.Name.Btn,
                "/Ff": 1 << 15,
                "/V": pikepdf.Name(state),
            }
            document.Root.AcroForm.Fields.append(
                document.make_indirect(pikepdf.Dictionary(entries))
            )

    (tmp_path / "x.pdf").write_bytes(changed(sheet("anna"), change))
    assert mlmp.read(tmp_path / "x.pdf").others == {"goals.1.score_now": (2,)}
    assert json.loads(run("read", tmp_path / "x.pdf", "--format", "jsonl").stdout)["others"] == {
        "goals.1.score_now": [2]
    }


def no_area(document: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    del document
    widget.Rect = pikepdf.Array([100, 100, 100, 120])


def off_the_page(document: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    del document
    widget.Rect = pikepdf.Array([-200, 100, -100, 120])


def hidden(document: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    del document
    widget.F = 32


def look_without_area(document: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    del document
    look = widget.AP.N if isinstance(widget.AP.N, pikepdf.Stream) else widget.AP.N[str(widget.AS)]
    look.BBox = pikepdf.Array([0, 0, 0, 0])


def layer_off(document: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    group = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("x"))
    )
    document.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([group]), D=pikepdf.Dictionary(OFF=pikepdf.Array([group]))
    )
    widget.OC = group


@pytest.mark.parametrize("path", ["name", "goals.1.theme"])
@pytest.mark.parametrize(
    "change",
    [no_area, off_the_page, hidden, look_without_area, layer_off],
    ids=lambda change: change.__name__,
)
def test_check_names_an_answer_whose_box_cannot_be_seen(
    path: str, change: Callable[[pikepdf.Pdf, pikepdf.Object], None]
) -> None:
    def hide(document: pikepdf.Pdf) -> None:
        shown = next(
            shown
            for shown in [field(document, path), *field(document, path).get("/Kids", [])]
            if shown.get("/AS") != "/Off" and "/Rect" in shown
        )
        change(document, shown)

    found = mlmp.read(changed(sheet("anna"), hide), check=True)
    assert found.answers == ANNA
    assert [note.path for note in found.differences] == [path]
    assert found.differences[0].what.startswith("cannot be seen")


def test_a_layer_that_is_on_hides_nothing() -> None:
    def layer_on(document: pikepdf.Pdf) -> None:
        layer_off(document, field(document, "name"))
        document.Root.OCProperties.D = pikepdf.Dictionary()

    assert mlmp.read(changed(sheet("anna"), layer_on), check=True).differences == ()


# Names of fields, and of files ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Peter Hansen 010203-1234", "Hansen", "010203-1234.name", "goals.1.Peter"]
)
def test_a_fields_name_that_may_be_a_persons_is_not_shown(name: str) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm.Fields.append(
            document.make_indirect(
                pikepdf.Dictionary(
                    T=pikepdf.String(name), FT=pikepdf.Name.Tx, V=pikepdf.String("x")
                )
            ),
        )

    found = mlmp.read(changed(sheet("anna"), change), check=True)
    assert found.answers == ANNA
    assert "another field: is no question of this form; left out" in map(str, found.notes)
    assert not any(
        part in f"{found.notes}{found.differences}" for part in ("Peter", "Hansen", "010203")
    )


def test_a_file_that_is_named_twice_is_read_once_and_that_is_said(tmp_path: Path) -> None:
    file, link = tmp_path / "anna.pdf", tmp_path / "link.pdf"
    file.write_bytes(sheet("anna"))
    link.symlink_to(file)
    result = run(
        "read", file, file, link, f"{tmp_path}/*.pdf", tmp_path / "gone.pdf", "--format", "jsonl"
    )
    assert (result.exit_code, len(result.stdout.splitlines())) == (3, 1)
    assert "anna.pdf: file: is named more than once; read once" in result.stderr
    assert f"is also named as {link}; read once" in result.stderr
    received = list(mlmp.read_many([file, file]))
    assert [one.read.answers for one in received if one.read] == [ANNA]
    assert [str(note) for note in received[0].notes] == ["file: is named more than once; read once"]
