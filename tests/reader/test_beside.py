"""What stands on a returned sheet beside its fields is seen, named, and in no answer."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import viewers
from click.testing import CliRunner, Result
from PIL import Image
from sheets import LONG, PETER
from sheets import run as run_tool
from viewers import VIEWERS, Visit, saved

import mlmp_print as mlmp
from mlmp_print import LossError, UsageError
from mlmp_print.cli.commands import main
from mlmp_print.model import limits
from mlmp_print.reader.serialize import pack, unpack

CANARY = "Kanarie-Hemmelig-77"
RECT = [85, 757, 300, 779]  # above the field of the name
RED = b"1 0 0 RG 4 w 90 760 m 290 776 l S"

TYPES = {
    "FreeText": "a text was written here",
    "Text": "a note was stuck",
    "Ink": "drawn by hand",
    "Stamp": "a stamp or a picture",
    "Highlight": "words were marked",
    "Underline": "words were marked",
    "Squiggly": "words were marked",
    "StrikeOut": "words were marked",
    "Caret": "words were marked",
    "Line": "a line or a shape",
    "Square": "a line or a shape",
    "Circle": "a line or a shape",
    "Polygon": "a line or a shape",
    "PolyLine": "a line or a shape",
    "FileAttachment": "a file was attached to the page",
    "Sound": "a film or a sound",
    "Movie": "a film or a sound",
    "Kanarie": "something was put",  # of no type that the standard knows
}

Change = Callable[[pikepdf.Pdf], Any]


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return mlmp.fill("visual-plan", PETER).pdf


@pytest.fixture(scope="module")
def older(sheet: bytes) -> bytes:
    """The sheet as it was made before files said what their pages look like."""

    def forget(document: pikepdf.Pdf) -> None:
        private = document.Root.PieceInfo.MLMP.Private
        about = json.loads(private.read_bytes())
        del about["pages"]
        private.write(json.dumps(about).encode())

    return changed(sheet, forget)


def changed(data: bytes, change: Change) -> bytes:
    with viewers.changed(data) as document:
        change(document)
        return saved(document)


def annotated(data: bytes, kind: str, page: int = 0, **entries: Any) -> bytes:
    """The sheet with an annotation of a type, by default on the first page."""

    def add(document: pikepdf.Pdf) -> None:
        look = pikepdf.Stream(document, RED, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        look.BBox = RECT
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{kind}"),
            Rect=RECT,
            F=4,
            AP=pikepdf.Dictionary(N=look),
            **entries,
        )
        document.pages[page].obj.Annots.append(document.make_indirect(annotation))

    return changed(data, add)


def beside(data: bytes, **how: Any) -> tuple[tuple[str, int, str], ...]:
    """Kind, page and text of what stands beside the fields, each of which has a note."""
    found = mlmp.read(data, **how)
    assert found.answers == PETER
    assert CANARY not in str([*found.notes, found])
    noted = [note for note in found.notes if note.code]
    assert [note.where.page for note in noted] == [item.page for item in found.beside]
    return tuple((item.kind, item.page, item.text) for item in found.beside)


# Annotations --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TYPES)
def test_an_annotation_of_each_type_is_named_with_its_page_and_place(sheet, kind):
    data = annotated(sheet, kind, Contents=CANARY)
    shown = kind if kind != "Kanarie" else "Other"
    assert beside(data) == ((shown, 1, CANARY),)
    (note,) = mlmp.read(data).notes
    assert str(note).startswith("“Navn”, page 1: ")  # the field that it stands above
    assert "30 mm from the left and 22 mm from the top" in note.what
    assert TYPES[kind] in note.what
    assert mlmp.read(data).beside[0].box == tuple(RECT)


@pytest.mark.parametrize("kind", ["Link", "Popup"])
def test_a_link_or_the_window_of_a_note_is_none(sheet, kind):
    assert beside(annotated(sheet, kind)) == ()


def test_the_words_of_a_rich_text_are_kept_without_its_tags(sheet):
    rich = f"<?xml version='1.0'?><body><p>{CANARY} &amp; <b>mere</b></p></body>"
    ((_, _, text),) = beside(annotated(sheet, "FreeText", RC=rich))
    assert text.split() == [CANARY, "&", "mere"]


@pytest.mark.parametrize(
    "rect",
    [[], [1], ["a"] * 4, [1e30, 0, 2e30, 9], [5, 5, 5, 5], pikepdf.Dictionary(), [float(9)] * 5],
    ids=str,
)
def test_an_annotation_without_a_sensible_place_is_named_all_the_same(sheet, rect):
    def move(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Annots[-1].Rect = rect

    data = changed(annotated(sheet, "Ink"), move)
    assert beside(data) == (("Ink", 1, ""),)
    assert mlmp.read(data, crops=True).answers == PETER


def test_of_very_many_annotations_the_first_are_listed_and_the_rest_counted(sheet):
    def many(document: pikepdf.Pdf) -> None:
        annotations = document.pages[0].obj.Annots
        for _ in range(limits.PDF_BESIDE + 500):
            annotations.append(
                document.make_indirect(
                    pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=RECT, Contents="x" * 1_100)
                )
            )

    found = mlmp.read(changed(sheet, many))
    assert found.answers == PETER
    assert len(found.beside) == limits.PDF_BESIDE
    assert sum(len(item.text) for item in found.beside) == limits.PDF_BESIDE_LETTERS
    told = str(found.notes[-2:])
    assert "500 more things" in told and f"{limits.PDF_BESIDE_LETTERS:,} letters" in told


# Pages and their content --------------------------------------------------------------------------


def drawn_after(document: pikepdf.Pdf) -> None:
    document.pages[1].contents_add(document.make_stream(RED))


def drawn_before(document: pikepdf.Pdf) -> None:
    document.pages[1].contents_add(document.make_stream(RED), prepend=True)


def drawn_into(document: pikepdf.Pdf) -> None:
    page = document.pages[1]
    page.obj.Contents = document.make_stream(page.obj.Contents.read_bytes() + b"\nq " + RED + b" Q")


def emptied(document: pikepdf.Pdf) -> None:
    document.pages[1].obj.Contents = document.make_stream(b"")


def broken(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(b"no zlib")
    stream.write(b"no zlib", filter=pikepdf.Name.FlateDecode)
    document.pages[1].obj.Contents = stream


@pytest.mark.parametrize("draw", [drawn_after, drawn_before, drawn_into, emptied, broken])
def test_a_page_that_was_drawn_on_is_named(sheet, draw):
    data = changed(sheet, draw)
    assert beside(data) == (("Content", 2, ""),)
    assert "is not as it was drawn" in str(mlmp.read(data).notes)


def test_what_another_library_draws_over_a_page_is_named(sheet):
    with pikepdf.new() as red:
        red.add_blank_page().contents_add(red.make_stream(RED))
        stamp = saved(red)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sheet))
    writer.pages[0].merge_page(pypdf.PdfReader(io.BytesIO(stamp)).pages[0])
    out = io.BytesIO()
    writer.write(out)
    assert beside(out.getvalue()) == (("Content", 1, ""),)


def test_a_page_that_is_only_wrapped_up_for_drawing_is_not(sheet):
    def wrap(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.contents_add(document.make_stream(b"q\n"), prepend=True)
            page.contents_add(document.make_stream(b" Q\n"))

    assert beside(changed(sheet, wrap)) == ()


def test_a_page_at_the_end_that_was_drawn_on_is_named():
    filled = mlmp.fill("visual-plan", LONG).pdf

    def draw(document: pikepdf.Pdf) -> None:
        document.pages[-1].contents_add(document.make_stream(RED))

    found = mlmp.read(changed(filled, draw))
    with viewers.changed(filled) as document:
        last = len(document.pages)
    assert [(item.kind, item.page) for item in found.beside] == [("Content", last)]


@pytest.mark.parametrize("file", ["sheet", "older"])
def test_a_page_that_was_added_is_named(file, request):
    def add(document: pikepdf.Pdf) -> None:
        document.add_blank_page(page_size=(595, 842))
        document.pages.insert(0, document.pages[-1])

    data = changed(request.getfixturevalue(file), add)
    assert beside(data) == (("Page", 1, ""), ("Page", 4, ""))


def test_of_the_content_of_an_older_file_nothing_is_said(older):
    assert beside(older) == ()
    assert beside(changed(older, drawn_after)) == ()


def test_content_without_end_costs_no_answers(sheet):
    def bombs(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.obj.Contents = document.make_stream(bytes(limits.PDF_CONTENT_BYTES * 3))

    found = mlmp.read(changed(sheet, bombs))
    assert found.answers == PETER
    assert "whether they were drawn on was not looked at" in str(found.notes)


# Copies that were only filled in -----------------------------------------------------------------


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("answers", [{}, PETER, LONG], ids=["blank", "peter", "long"])
def test_a_copy_that_was_only_filled_in_and_saved_has_nothing_beside_its_fields(viewer, answers):
    made = mlmp.fill("visual-plan", answers, size="a3" if answers == LONG else "a4").pdf
    typed, chosen = {"name": "Åse", "notes": "to\nlinjer"}, {"goals.2.theme": "health"}
    for copy in VIEWERS[viewer]([Visit(made), Visit(made, typed, chosen)]):
        found = mlmp.read(copy)
        assert found.beside == ()
        assert not [note for note in found.notes if note.code]


@pytest.mark.parametrize(
    "arguments",
    [["--object-streams=generate"], ["--stream-data=uncompress"], ["--linearize"]],
    ids=str,
)
def test_nor_has_one_that_qpdf_wrote_anew(sheet, arguments, tmp_path):
    run_tool("qpdf", sheet, *arguments, "PDF", str(tmp_path / "new.pdf"))
    assert beside((tmp_path / "new.pdf").read_bytes()) == ()


def test_nor_has_an_incremental_copy_an_encrypted_or_a_locked_one(sheet):
    writer = pypdf.PdfWriter(io.BytesIO(sheet), incremental=True)
    writer.update_page_form_field_values(writer.pages[0], {"name": PETER["name"]})
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(sheet)
    assert beside(out.getvalue()) == ()
    assert beside(mlmp.encrypt(sheet, "mange æbler"), password="mange æbler") == ()
    assert beside(mlmp.fill("visual-plan", PETER, lock=True).pdf) == ()


# Attachments --------------------------------------------------------------------------------------


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["brev.txt"] = CANARY.encode()


@pytest.mark.parametrize("lock", [False, True], ids=["", "locked"])
def test_an_attached_file_is_named_by_its_kind_and_the_answers_of_a_locked_copy_are_none(lock):
    data = changed(mlmp.fill("visual-plan", PETER, lock=lock).pdf, attach)
    found = mlmp.read(data)
    assert [(item.kind, item.page, item.text) for item in found.beside] == [
        ("Attachment", 0, "brev.txt")
    ]
    assert [str(note) for note in found.notes] == [
        "file: holds an attached file, which is not read"
    ]


def letter(document: pikepdf.Pdf, name: str = "brev.txt") -> pikepdf.Object:
    return document.make_indirect(pikepdf.AttachedFileSpec(document, b"hej", filename=name).obj)


def associated(document: pikepdf.Pdf) -> None:
    """As PDF 2.0 attaches files: to the whole file, or to a page."""
    document.Root.AF = pikepdf.Array([letter(document)])
    document.pages[1].obj.AF = pikepdf.Array([document.Root.AF[0], letter(document, "to.txt")])


def called_as_ours(document: pikepdf.Pdf) -> None:
    document.attachments["answers.json"] = CANARY.encode()


def second_of_our_name(document: pikepdf.Pdf) -> None:
    names = document.Root.Names.EmbeddedFiles.Names
    document.Root.Names.EmbeddedFiles.Names = pikepdf.Array(
        [pikepdf.String("answers.json"), letter(document), *names]
    )


def replaced(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(b'{"answers": {}, "sha256": "0"}')
    document.Root.Names.EmbeddedFiles.Names[1].EF.F = stream


@pytest.mark.parametrize(
    ("lock", "attach_it", "attached"),
    [
        (False, associated, [(0, "brev.txt"), (2, "to.txt")]),
        (False, called_as_ours, [(0, "answers.json")]),
        (True, second_of_our_name, [(0, "brev.txt")]),
        (True, replaced, [(0, "answers.json")]),
    ],
)
def test_every_file_but_the_answers_of_a_locked_copy_is_named(lock, attach_it, attached):
    data = changed(mlmp.fill("visual-plan", PETER, lock=lock).pdf, attach_it)
    found = mlmp.read(data)
    assert [(item.page, item.text) for item in found.beside] == attached
    with pytest.raises(LossError, match="attached files would be lost"):
        mlmp.change("visual-plan", found)


def test_the_name_of_a_file_on_a_page_is_kept(sheet):
    def attach_there(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Annots[-1].FS = letter(document)

    assert beside(changed(annotated(sheet, "FileAttachment"), attach_there)) == (
        ("FileAttachment", 1, "brev.txt"),
    )


# Fields of others ---------------------------------------------------------------------------------


def box_of_ones_own(document: pikepdf.Pdf, *, listed: bool = True, **entries: Any) -> None:
    """A box that a program added, with what somebody wrote into it."""
    widget = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        V=CANARY,
        Rect=RECT,
        **entries,
    )
    document.pages[0].obj.Annots.append(document.make_indirect(widget))
    if listed:
        document.Root.AcroForm.Fields.append(document.pages[0].obj.Annots[-1])


@pytest.mark.parametrize(
    "add",
    [
        lambda file: box_of_ones_own(file, T="Felt 1"),
        lambda file: box_of_ones_own(file, T="Felt 1", listed=False),
        lambda file: box_of_ones_own(file, T="Felt 1", F=2),  # hidden
        lambda file: box_of_ones_own(file, listed=False),  # without a name
    ],
    ids=["listed", "not listed", "hidden", "nameless"],
)
@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
def test_what_a_box_holds_that_is_none_of_the_forms_is_named_and_not_lost(add, tmp_path):
    one, new = tmp_path / "one.pdf", tmp_path / "new.pdf"
    one.write_bytes(changed(mlmp.blank("visual-plan"), add))
    found = mlmp.read(one)
    assert [(item.kind, item.text) for item in found.beside] == [("Field", CANARY)]
    result = command("read", one)
    assert result.exit_code == 3 and "left out" in result.stderr
    assert "is empty" not in result.stderr and "--accept annotations" in result.stderr
    refused = command("fill", "status-sheet", "--from", one, "-o", new)
    assert refused.exit_code == 4 and "pages: 0" not in refused.stderr
    accepted = command("fill", "status-sheet", "--from", one, "-o", new, "--accept", "annotations")
    assert accepted.exit_code == 0


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
def test_an_empty_box_of_others_is_nothing(sheet, named):
    def add(document: pikepdf.Pdf) -> None:
        box_of_ones_own(document, listed=named, **({"T": "Felt 1"} if named else {}))
        del document.pages[0].obj.Annots[-1].V

    assert beside(changed(sheet, add)) == ()


def test_a_tick_of_others_is_named_and_of_very_many_boxes_the_rest_are_counted(sheet):
    def ticks(document: pikepdf.Pdf) -> None:
        for number in range(limits.PDF_BESIDE + 5):
            box_of_ones_own(document, T=f"felt {number}", AS=pikepdf.Name.Ja)
            document.pages[0].obj.Annots[-1].FT = pikepdf.Name.Btn
            document.pages[0].obj.Annots[-1].V = pikepdf.Name.Ja

    found = mlmp.read(changed(sheet, ticks))
    assert found.answers == PETER
    assert [item.text for item in found.beside] == ["Ja"] * limits.PDF_BESIDE
    assert "5 more things" in str(found.notes[-1])


# Pictures -----------------------------------------------------------------------------------------


def is_red(picture: bytes) -> bool:
    colors = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(10**6) or []
    return any(red > 200 and green < 80 > blue for _, (red, green, blue) in colors)


@pytest.mark.parametrize("trusted", [False, True])
def test_a_drawing_is_shown_as_it_is_on_the_page(sheet, trusted):
    (item,) = mlmp.read(annotated(sheet, "Ink"), crops=True, trusted=trusted).beside
    assert is_red(item.picture)
    width, height = Image.open(io.BytesIO(item.picture)).size
    assert 400 < width < 500 and 50 < height < 80  # the box and a margin, at 144 dpi


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_also_on_a_page_that_was_turned(sheet, turned):
    def turn(document: pikepdf.Pdf) -> None:
        document.pages[0].rotate(turned, relative=False)

    (item,) = mlmp.read(changed(annotated(sheet, "Ink"), turn), crops=True).beside
    assert is_red(item.picture)


def test_a_page_too_large_to_draw_costs_no_answers_and_is_named(sheet):
    def grow(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.MediaBox = [0, 0, 14_000, 14_000]

    found = mlmp.read(changed(annotated(sheet, "Ink"), grow), crops=True)
    assert found.answers == PETER and not found.beside[0].picture
    assert "no picture could be made" in str(found.notes)


def test_what_crosses_from_the_sandbox_is_checked(sheet):
    head, pictures = pack(mlmp.read(annotated(sheet, "Ink"), trusted=True))
    unpack(json.loads(json.dumps(head)), pictures)
    for odd in ([["1", [0, 0, 0, 0], "Ink", ""]], [[1, [0, 0, 0], "Ink", ""]], [[1]], [7], {}):
        with pytest.raises((TypeError, ValueError)):
            unpack({**head, "beside": odd}, pictures)


# Nothing is lost unasked --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda sheet: annotated(sheet, "Ink"), "annotations"),
        (lambda sheet: changed(sheet, drawn_after), "page-content"),
        (lambda sheet: changed(sheet, attach), "attachments"),
        (lambda sheet: changed(sheet, lambda file: file.add_blank_page()), "added-pages"),
    ],
    ids=["annotations", "page-content", "attachments", "added-pages"],
)
def test_a_new_sheet_is_refused_until_the_loss_is_accepted(sheet, change, code):
    found = mlmp.read(change(sheet))
    for make in (
        lambda **how: mlmp.change("visual-plan", found, {"name": "Bo"}, **how),
        lambda **how: mlmp.carry("status-sheet", found, **how),
    ):
        for wrong in ((), ("signature",)):
            with pytest.raises(LossError, match="would be lost") as refused:
                make(accept=wrong)
            assert [message.code for message in refused.value.messages] == [f"loss:{code}"]
            assert code in str(refused.value)
        with pytest.raises(UsageError, match="annotations"):
            make(accept=["annotation"])
        make(accept=(code,))


def test_all_that_would_be_lost_is_named_at_once(sheet):
    found = mlmp.read(changed(annotated(sheet, "Ink"), attach))
    with pytest.raises(LossError) as refused:
        mlmp.change("visual-plan", found)
    assert len(refused.value.messages) == 2


# The command line ---------------------------------------------------------------------------------


def command(*arguments: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert CANARY not in result.stderr
    return result


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with a blank sheet on which somebody wrote and drew."""
    blank = mlmp.blank("visual-plan")
    data = annotated(annotated(blank, "FreeText", Contents=f"={CANARY}"), "Ink")
    (tmp_path / "one.pdf").write_bytes(data)
    return tmp_path


def test_a_sheet_with_writing_beside_its_fields_is_not_empty_and_not_all_right(written):
    result = command("read", written / "one.pdf")
    assert result.exit_code == 3 and result.stdout == "{}\n"
    assert "is empty" not in result.stderr
    assert "page 1: a text was written here" in result.stderr
    assert "--accept annotations" in result.stderr
    accepted = command("read", written / "one.pdf", "--accept", "annotations")
    assert accepted.exit_code == 0
    assert "page 1: a text was written here" in accepted.stderr  # it is still named


def test_every_format_holds_what_stands_beside_the_fields(written):
    report = written / "report.csv"
    command("read", written, "-o", written / "a.jsonl", "--pictures", written / "p")
    (line,) = (written / "a.jsonl").read_text("utf-8").splitlines()
    text, drawing = json.loads(line)["beside"]
    assert text["text"] == f"={CANARY}" and (text["page"], text["box"]) == (1, RECT)
    assert drawing["kind"] == "Ink" and "text" not in drawing
    assert is_red((written / drawing["picture"]).read_bytes())
    assert json.loads(line)["answers"] == {}
    command("read", written, "-o", written / "a.csv", "--report", report)
    table = (written / "a.csv").read_text("utf-8-sig")
    assert "sheet_id;beside" in table and f"page 1: ={CANARY}\npage 1: a drawing by hand" in table
    assert command("read", written, "-o", written / "a.xlsx").exit_code == 3
    notes = report.read_text("utf-8")
    assert notes.count(";note;") == 3 and "drawn by hand" in notes and CANARY not in notes


def test_a_table_of_sheets_without_such_things_has_no_column_for_them(sheet, tmp_path):
    (tmp_path / "one.pdf").write_bytes(sheet)
    assert command("read", tmp_path, "-o", tmp_path / "a.csv").exit_code == 0
    assert "beside" not in (tmp_path / "a.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("form", "option"), [("visual-plan", "--onto"), ("status-sheet", "--from")]
)
def test_fill_refuses_and_names_the_option_that_accepts(written, form, option):
    one, new = written / "one.pdf", written / "new.pdf"
    result = command("fill", form, option, one, "-o", new)
    assert result.exit_code == 4 and not new.exists()
    assert f"{one}: what was written or drawn" in result.stderr
    assert "--accept annotations" in result.stderr
    forced = command("fill", form, option, one, "-o", new, "--force")
    assert forced.exit_code == 4 and not new.exists()  # --force only writes over files
    accepted = command("fill", form, option, one, "-o", new, "--accept", "annotations")
    assert accepted.exit_code == 0 and mlmp.read(new).beside == ()


def test_a_code_that_there_is_not_and_one_without_a_sheet_are_refused(written):
    assert command("read", written / "one.pdf", "--accept", "ink").exit_code == 2
    (written / "a.json").write_text("{}")
    result = command("fill", "visual-plan", written / "a.json", "--accept", "annotations")
    assert result.exit_code == 2 and "--onto" in result.stderr
