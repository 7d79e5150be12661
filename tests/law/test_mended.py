"""What viewers and PDF tools break in a filled sheet.

`read` mends it where it is certain what was meant; elsewhere a note or an error says so.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
import sheets
from sheets import ANSWERS, Sheet, fields, pdf
from viewers import changed, saved

import mlmp_print as mlmp
from mlmp_print import PdfError

PETER = ANSWERS["peter"]
TEXT = "Łukasz “citat” æøå –\nså"


def with_fields(change: Callable[[str, pikepdf.Object, pikepdf.Pdf], None]) -> bytes:
    """Peter's sheet with `TEXT` as notes, and something done to each field that holds anything."""
    with changed(mlmp.fill("visual-plan", {**PETER, "notes": TEXT}).pdf) as document:
        for name, field in fields(document).items():
            if "/V" in field and field.V != "/Off":
                change(name, field, document)
        return saved(document)


def without(key: str) -> Callable[..., None]:
    def change(_name: str, field: pikepdf.Object, _document: pikepdf.Pdf) -> None:
        for shown in [field, *sheets.widgets(field)]:
            if key in shown:
                del shown[key]

    return change


def encoded(mark: bytes, encoding: str, *, stream: bool) -> Callable[..., None]:
    """The texts in another of the encodings that a text string may have."""

    def change(_name: str, field: pikepdf.Object, document: pikepdf.Pdf) -> None:
        if field.FT == "/Tx":
            data = mark + str(field.V).encode(encoding)
            field.V = document.make_stream(data) if stream else pikepdf.String(data)

    return change


def in_an_array(_name: str, field: pikepdf.Object, _document: pikepdf.Pdf) -> None:
    field.V = pikepdf.Array([field.V])


def states_as_strings(_name: str, field: pikepdf.Object, _document: pikepdf.Pdf) -> None:
    if field.FT == "/Btn":
        field.V = pikepdf.String(str(field.V)[1:])


def states_as_strings_with_a_slash(
    _name: str, field: pikepdf.Object, _document: pikepdf.Pdf
) -> None:
    if field.FT == "/Btn":
        field.V = pikepdf.String(str(field.V))


def values_only_shown(_name: str, field: pikepdf.Object, _document: pikepdf.Pdf) -> None:
    if field.FT == "/Btn":
        del field.V


def states_numbered(_name: str, field: pikepdf.Object, _document: pikepdf.Pdf) -> None:
    """Number the states and list their meanings in /Opt (ISO 32000-1 12.7.4.2.4).

    Acrobat does so where two buttons of a group mean the same.
    """
    if field.FT != "/Btn":
        return
    field.Opt = pikepdf.Array()
    for number, shown in enumerate(sheets.widgets(field)):
        [state] = sheets.states(shown)
        field.Opt.append(pikepdf.String(state))
        shown.AP.N[f"/{number}"] = shown.AP.N[f"/{state}"]
        if f"/{state}" != f"/{number}":
            del shown.AP.N[f"/{state}"]
        chosen = pikepdf.Name(f"/{number}" if f"/{state}" == shown.AS else "/Off")
        shown.AS = chosen
        if chosen != "/Off":
            field.V = chosen


MENDED = {
    "no states of the buttons": without("/AS"),
    "no appearances": without("/AP"),
    "texts as UTF-8": encoded(b"\xef\xbb\xbf", "utf-8", stream=False),
    "texts as UTF-16, little end first": encoded(b"\xff\xfe", "utf-16-le", stream=False),
    "texts as streams of UTF-8": encoded(b"\xef\xbb\xbf", "utf-8", stream=True),
    "texts as streams of UTF-16": encoded(b"\xfe\xff", "utf-16-be", stream=True),
    "values in arrays of one": in_an_array,
    "states as strings": states_as_strings,
    "states as strings with a slash": states_as_strings_with_a_slash,
    "choices that only the buttons show": values_only_shown,
    "states numbered": states_numbered,
}


@pytest.mark.parametrize("what", MENDED)
def test_what_was_meant_is_certain_and_read(what: str) -> None:
    found = mlmp.read(with_fields(MENDED[what]))
    assert found.answers == {**PETER, "notes": TEXT}
    assert found.notes == ()


def test_texts_as_streams_of_pdfs_own_encoding_are_read() -> None:
    def change(name: str, field: pikepdf.Object, document: pikepdf.Pdf) -> None:
        if name == "purpose":
            field.V = document.make_stream("så “godt” – ½".encode("pdfdoc_pikepdf"))

    assert mlmp.read(with_fields(change)).answers["purpose"] == "så “godt” – ½"


@pytest.mark.parametrize(
    ("name", "stored", "read"),
    [
        ("notes", "en\rto\r\ntre", "en\nto\ntre"),
        (
            "notes",
            "en\vto\ftre\x85fire",
            "en\nto\ntre\nfire",
        ),  # Word's line break within a paragraph is \v
        ("notes", "en\x00 to\x07\x00", "en to"),
        ("notes", "  blanke\u00a0 og \n", "  blanke\u00a0 og \n"),
        ("notes", "A\u030ase e\u0301n", "A\u030ase e\u0301n"),
        ("notes", "Off", "Off"),
        ("name", "Peter\r\nÅse\n", "Peter Åse"),
        ("name", "\nPeter ", "Peter"),
        ("name", "\n", None),
        ("date", " 1/5 2019\n", "2019-05-01"),
        ("date", "   ", None),
    ],
)
def test_the_text_is_what_was_typed_with_the_line_breaks_that_the_sheet_has(
    name: str, stored: str, read: str | None
) -> None:
    with changed(pdf(Sheet("blank"))) as document:
        fields(document)[name].V = pikepdf.String(b"\xfe\xff" + stored.encode("utf-16-be"))
        found = mlmp.read(saved(document))
    assert found.answers.get(name) == read
    assert found.notes == ()
    assert mlmp.read(mlmp.fill("visual-plan", found.answers).pdf).answers == found.answers


# What is not certain ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [7, True, pikepdf.Array(["en", "to"]), pikepdf.Dictionary(), pikepdf.Name.Nej],
    ids=repr,
)
def test_a_value_of_another_kind_is_left_out_and_noted(value: Any) -> None:
    with changed(pdf(Sheet("peter"))) as document:
        fields(document)["purpose"].V = value
        found = mlmp.read(saved(document))
    assert found.answers == {key: answer for key, answer in PETER.items() if key != "purpose"}
    assert [note.path for note in found.notes] == ["purpose"]


@pytest.mark.parametrize(("shows", "value"), [("/0.5", "/3"), ("/Off", "/3"), ("/0.5", "/Off")])
def test_a_choice_that_shows_something_else_is_noted(shows: str, value: str) -> None:
    with changed(pdf(Sheet("peter"))) as document:
        score = fields(document)["goals.1.score_now"]
        score.V = pikepdf.Name(value)
        for shown in score.Kids:
            shown.AS = pikepdf.Name(shows if shows[1:] in sheets.states(shown) else "/Off")
        found = mlmp.read(saved(document))
    assert found.answers["goals"][0].get("score_now") == (3 if value == "/3" else None)
    assert [note.path for note in found.notes] == ["goals.1.score_now"]


def flattened_by_pdfium() -> bytes:
    with pdfium.PdfDocument(pdf(Sheet("peter"))) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def flattened_by_qpdf() -> bytes:
    with changed(pdf(Sheet("peter"))) as document:
        document.flatten_annotations("all")
        return saved(document)


@pytest.mark.parametrize(
    "flattened", [flattened_by_pdfium, flattened_by_qpdf], ids=lambda made: made.__name__
)
def test_a_flattened_sheet_is_an_error_and_not_an_empty_form(
    flattened: Callable[[], bytes],
) -> None:
    with pytest.raises(PdfError, match="flattened"):
        mlmp.read(flattened())


def test_a_sheet_that_lost_a_page_says_which_answers_may_be_missing(tmp_path: Any) -> None:
    source, target = tmp_path / "whole.pdf", tmp_path / "first.pdf"
    source.write_bytes(pdf(Sheet("peter")))
    assert not sheets.run(
        "qpdf", pdf(Sheet("peter")), "PDF", "--pages", ".", "1", "--", str(target)
    ).returncode
    found = mlmp.read(target)
    assert found.answers == {key: answer for key, answer in PETER.items() if key != "goals"}
    assert {note.path for note in found.notes} == {"file", "goals", "notes"}
    assert all("page" in note.what for note in found.notes)


@pytest.mark.parametrize("room", [3, 7])
def test_a_whole_sheet_says_nothing_of_lost_pages(room: int) -> None:
    assert mlmp.read(mlmp.blank("visual-plan", settings={"goals": room})).notes == ()


def test_a_sheet_put_together_again_from_its_pages_is_known_by_its_fields() -> None:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(pdf(Sheet("peter"))))
    out = io.BytesIO()
    writer.write(out)
    found = mlmp.read(out.getvalue())
    assert (found.form, found.answers, found.language) == ("visual-plan", PETER, None)
