"""Forms filled by other programs, and files that are not our forms at all.

`read` gives the answers, or one clear error. Here one form is tried in detail; `test_every_viewer`
tries every form in every program.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import sheets
from sheets import ANSWERS, EVERY, Sheet, each, fields, opened, pdf
from viewers import Chrome, Visit, changed, in_pdfium, in_poppler, in_pypdf, saved

import mlmp_print as mlmp
from mlmp_print import EncryptedError, PdfError

BLANK, PETER = Sheet("blank"), Sheet("peter")

DANISH = "Æblegrød på øen – å, så gør jeg det selv: “æøå ÆØÅ”"
FOREIGN = "Łukasz Şahin “citat” € æøå"
LINES = "første linje\nanden linje\n\nfjerde"

# What a person types and clicks, and what that is as answers.
TYPED = {
    "name": "Peter Åse",
    "date": "1/5-19",
    "purpose": DANISH,
    "parking_lot": LINES,
    "wishing_well": FOREIGN,
    "goals.1.text": "vaske tøj",
    "goals.2.notes": "måske",
}
CLICKED = {
    "goals.1.theme": "practical_tasks",
    "goals.1.score_now": "2.5",
    "goals.1.score_expected": "0",
    "goals.2.disagrees": "Yes",
    "goals.2.score_now": "4",
}
EXPECTED = {
    "name": "Peter Åse",
    "date": "2019-05-01",
    "purpose": DANISH,
    "parking_lot": LINES,
    "wishing_well": FOREIGN,
    "goals": [
        {"text": "vaske tøj", "theme": "practical_tasks", "score_now": 2.5, "score_expected": 0},
        {"score_now": 4, "disagrees": True, "notes": "måske"},
    ],
}


def widget(document: pikepdf.Pdf, name: str, state: str = "") -> pikepdf.Object:
    """Where a field is shown, or one button of it."""
    return next(
        found
        for found in sheets.widgets(fields(document)[name])
        if not state or state in sheets.states(found)
    )


# pikepdf warns of a page with fields that the form does not list. Some tests do that on purpose.
loses_fields = pytest.mark.filterwarnings(
    "ignore:This document has .* form widget annotation:pikepdf.PageCopyWarning"
)


# Chrome -------------------------------------------------------------------------------------------


def in_chrome(data: bytes, typed: Mapping[str, str], clicked: Mapping[str, str]) -> bytes:
    return in_pdfium([Visit(data, typed, clicked)])[0]


@each(tuple(sheet for sheet in EVERY if sheet.what == "blank"))
def test_what_is_typed_and_clicked_in_chrome_is_read(sheet: Sheet) -> None:
    found = mlmp.read(in_chrome(pdf(sheet), TYPED, CLICKED))
    assert found.answers == EXPECTED
    assert (found.form, found.language) == ("visual-plan", sheet.lang)
    assert found.notes == ()


@pytest.mark.parametrize("state", ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"])
def test_every_score_can_be_clicked_in_chrome(state: str) -> None:
    assert mlmp.read(in_chrome(pdf(BLANK), {}, {"goals.3.score_expected": state})).answers == {
        "goals": [{}, {}, {"score_expected": float(state)}]
    }


@pytest.mark.parametrize(
    "theme",
    [
        "practical_tasks",
        "self_care",
        "mobility",
        "communication",
        "society",
        "employment",
        "social_life",
        "health",
    ],
)
def test_every_theme_can_be_clicked_in_chrome(theme: str) -> None:
    assert mlmp.read(in_chrome(pdf(BLANK), {}, {"goals.2.theme": theme})).answers == {
        "goals": [{}, {"theme": theme}]
    }


def test_what_is_pasted_in_chrome_is_read() -> None:
    chrome = Chrome(pdf(PETER))
    for name, text in TYPED.items():
        chrome.paste(name, text)
    found = mlmp.read(chrome.save()).answers
    assert {
        key: found[key] for key in ("name", "date", "purpose", "parking_lot", "wishing_well")
    } == {key: EXPECTED[key] for key in EXPECTED if key != "goals"}


def test_a_tick_clicked_again_in_chrome_is_taken_back() -> None:
    chrome = Chrome(pdf(BLANK))
    chrome.click("goals.1.disagrees", "Yes")
    chrome.click("goals.1.disagrees", "Yes")
    assert mlmp.read(chrome.save()).answers == {}


@pytest.mark.parametrize(
    ("key", "state", "value"), [("score_now", "2", 2), ("theme", "health", "health")]
)
def test_a_choice_clicked_again_in_chrome_stays_one_choice(
    key: str, state: str, value: Any
) -> None:
    """Chrome never turns a radio button off, whatever the field's flags allow (measured)."""
    chrome = Chrome(pdf(BLANK))
    chrome.click(f"goals.1.{key}", state)
    chrome.click(f"goals.1.{key}", state)
    assert mlmp.read(chrome.save()).answers == {"goals": [{key: value}]}


def test_another_choice_in_chrome_replaces_the_first() -> None:
    found = mlmp.read(
        in_chrome(pdf(PETER), {}, {"goals.1.score_now": "0.5", "goals.1.theme": "health"})
    ).answers
    first, *others = ANSWERS["peter"]["goals"]
    assert found == {
        **ANSWERS["peter"],
        "goals": [{**first, "score_now": 0.5, "theme": "health"}, *others],
    }


def test_a_field_emptied_in_chrome_has_no_answer() -> None:
    found = mlmp.read(
        in_chrome(pdf(PETER), {"purpose": "", "date": "", "goals.3.text": ""}, {})
    ).answers
    expected = json.loads(json.dumps(ANSWERS["peter"]))
    del expected["purpose"], expected["date"], expected["goals"][2]["text"]
    assert found == expected


def test_a_date_that_cannot_be_read_is_kept_as_typed_and_noted() -> None:
    found = mlmp.read(in_chrome(pdf(BLANK), {"date": "til foråret"}, {}))
    assert found.answers == {"date": "til foråret"}
    assert [note.path for note in found.notes] == ["date"]
    assert "foråret" not in str(found.notes[0])


def test_what_chrome_saved_can_be_filled_again_in_chrome() -> None:
    once = in_chrome(pdf(BLANK), {"name": "Peter", "notes": LINES}, CLICKED)
    found = mlmp.read(in_chrome(once, {"name": "Åse"}, {"goals.1.score_now": "3"})).answers
    assert found["name"] == "Åse"
    assert found["notes"] == LINES
    assert found["goals"][0]["score_now"] == 3


# pikepdf and pypdf --------------------------------------------------------------------------------


def by_hand(data: bytes, typed: Mapping[str, str], clicked: Mapping[str, str]) -> bytes:
    """As a script does it: values and states, and the viewer is asked for the appearances."""
    with changed(data) as document:
        found = fields(document)
        for name, text in typed.items():
            found[name].V = pikepdf.String(text)
            del found[name].AP
        for name, state in clicked.items():
            found[name].V = pikepdf.Name(f"/{state}")
            for shown in sheets.widgets(found[name]):
                shown.AS = pikepdf.Name(f"/{state}" if state in sheets.states(shown) else "/Off")
        document.Root.AcroForm.NeedAppearances = True
        return saved(document)


def test_what_a_script_sets_with_pikepdf_is_read() -> None:
    assert mlmp.read(by_hand(pdf(BLANK), TYPED, CLICKED)).answers == EXPECTED


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_every_line_end_is_read_as_one_line_break(newline: str) -> None:
    found = mlmp.read(by_hand(pdf(BLANK), {"notes": f"en{newline}to{newline}{newline}fire"}, {}))
    assert found.answers == {"notes": "en\nto\n\nfire"}


def test_a_script_that_sets_only_what_the_buttons_show_is_read() -> None:
    with changed(pdf(BLANK)) as document:
        for name, state in CLICKED.items():
            del fields(document)[name].V
            widget(document, name, state).AS = pikepdf.Name(f"/{state}")
        data = saved(document)
    assert mlmp.read(data).answers == {
        "goals": [
            {"theme": "practical_tasks", "score_now": 2.5, "score_expected": 0},
            {"score_now": 4, "disagrees": True},
        ]
    }


def test_a_script_that_sets_only_the_values_of_the_buttons_is_read() -> None:
    with changed(pdf(BLANK)) as document:
        for name, state in CLICKED.items():
            fields(document)[name].V = pikepdf.Name(f"/{state}")
        data = saved(document)
    assert mlmp.read(data).answers == {
        "goals": [
            {"theme": "practical_tasks", "score_now": 2.5, "score_expected": 0},
            {"score_now": 4, "disagrees": True},
        ]
    }


def test_a_choice_that_a_script_sets_to_off_has_no_answer() -> None:
    assert mlmp.read(by_hand(pdf(PETER), {}, {"goals.1.score_now": "Off"})).answers["goals"][
        0
    ].keys() == {"text", "theme", "score_expected"}


@pytest.mark.parametrize("state", ["9", "1.75", "Ja", "self_care"])
def test_a_score_off_the_scale_is_left_out_and_noted(state: str) -> None:
    found = mlmp.read(by_hand(pdf(BLANK), {}, {"goals.1.score_now": state}))
    assert found.answers == {}
    assert [note.path for note in found.notes] == ["goals.1.score_now"]


def test_what_a_script_sets_with_pypdf_is_read() -> None:
    assert mlmp.read(in_pypdf([Visit(pdf(BLANK), TYPED, CLICKED)])[0]).answers == EXPECTED


def test_an_incremental_update_counts_and_what_it_replaced_does_not() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(PETER)), incremental=True)
    for page in writer.pages:
        writer.update_page_form_field_values(
            page, {"name": "Åse", "goals.1.score_now": "/0.5"}, auto_regenerate=False
        )
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf(PETER))
    found = mlmp.read(out.getvalue()).answers
    assert found["name"] == "Åse"
    assert found["goals"][0]["score_now"] == 0.5
    assert found["purpose"] == ANSWERS["peter"]["purpose"]


# poppler ------------------------------------------------------------------------------------------


def test_what_is_filled_in_with_poppler_is_read() -> None:
    assert mlmp.read(in_poppler([Visit(pdf(BLANK), TYPED, CLICKED)])[0]).answers == EXPECTED


def test_what_is_emptied_and_taken_back_with_poppler_has_no_answer() -> None:
    chosen = {"goals.1.theme": "", "goals.1.score_now": "", "goals.3.disagrees": ""}
    found = mlmp.read(
        in_poppler([Visit(pdf(PETER), {"purpose": "", "goals.1.text": ""}, chosen)])[0]
    ).answers
    expected = json.loads(json.dumps(ANSWERS["peter"]))
    del expected["purpose"], expected["goals"][2]["disagrees"]
    expected["goals"][0] = {"score_expected": 1}
    assert found == expected


# Copies that lost something -----------------------------------------------------------------------


@each(tuple(sheet for sheet in EVERY if sheet.ink == "color"))
def test_a_copy_that_lost_its_description_is_known_by_the_names_of_its_fields(sheet: Sheet) -> None:
    with changed(pdf(sheet)) as document:
        del document.Root.PieceInfo
        data = saved(document)
    found = mlmp.read(data)
    assert found.form == "visual-plan"
    assert found.answers == mlmp.read(pdf(sheet)).answers == ANSWERS[sheet.what]
    assert (found.version, found.language) == (None, None)


NONSENSE = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"form": 7, "schema": {"properties": 3}}',
    b'{"form": "visual-plan"}',
    b"[" * 100_000,
)


@pytest.mark.parametrize("told", NONSENSE, ids=range(len(NONSENSE)))
def test_a_description_that_makes_no_sense_is_passed_over(told: bytes) -> None:
    with changed(pdf(PETER)) as document:
        document.Root.PieceInfo.MLMP.Private.write(told)
        data = saved(document)
    assert mlmp.read(data).answers == ANSWERS["peter"]


@loses_fields
def test_fields_that_only_the_pages_hold_are_read() -> None:
    with changed(pdf(PETER)) as document:
        document.Root.AcroForm.Fields = pikepdf.Array()
        data = saved(document)
    assert mlmp.read(data).answers["name"] == "Peter"


# Files that are not our forms ---------------------------------------------------------------------


def someone_elses_form() -> bytes:
    with changed(pdf(PETER)) as document:
        del document.Root.PieceInfo
        for number, field in enumerate(document.Root.AcroForm.Fields):
            field.T = pikepdf.String(f"felt{number}")
        return saved(document)


def no_form() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document)


NOT_OURS = {
    "empty": b"",
    "spaces": b"   \n",
    "html": b"<!DOCTYPE html><html><body>Mit liv</body></html>",
    "json": b'{"name": "Peter"}',
    "zip": b"PK\x03\x04 and so on",
    "fdf": b"%FDF-1.2\n1 0 obj <</FDF <<>>>> endobj",
    "text": b"Mit liv, min plan",
    "zeros": bytes(5000),
    "only a header": b"%PDF-1.7\n",
    "a header and noise": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "no form": no_form(),
    "another form": someone_elses_form(),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_what_is_not_our_form_is_one_clear_error(what: str) -> None:
    with pytest.raises(PdfError) as error:
        mlmp.read(NOT_OURS[what])
    assert re.match("(is|has|holds|cannot) ", str(error.value))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("what", "name"),
    [("empty", "empty"), ("html", "web page"), ("json", "JSON"), ("zip", "ZIP"), ("fdf", "FDF")],
)
def test_what_it_is_instead_is_said(what: str, name: str) -> None:
    with pytest.raises(PdfError, match=name):
        mlmp.read(NOT_OURS[what])


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="cannot be read"):
        mlmp.read(tmp_path / "nothing.pdf")
    with pytest.raises(PdfError, match="cannot be read"):
        mlmp.read(tmp_path)


def locked(**how: Any) -> bytes:
    with changed(pdf(PETER)) as document:
        return saved(document, encryption=pikepdf.Encryption(**how))


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_an_encrypted_copy_needs_the_right_password(revision: int) -> None:
    strong = {"aes": True, "metadata": True} if revision >= 4 else {"aes": False, "metadata": False}
    data = locked(owner="ejer", user="bruger", R=revision, **strong)
    with pytest.raises(EncryptedError, match="needs a password"):
        mlmp.read(data)
    with pytest.raises(EncryptedError, match="wrong"):
        mlmp.read(data, password="forkert")
    assert mlmp.read(data, password="bruger").answers == ANSWERS["peter"]
    assert mlmp.read(data, password="ejer").answers == ANSWERS["peter"]


def test_a_copy_that_is_only_protected_from_changes_needs_no_password() -> None:
    assert mlmp.read(locked(owner="ejer", user="")).answers == ANSWERS["peter"]


@pytest.mark.parametrize("share", [part / 25 for part in range(1, 25)])
def test_a_truncated_file_is_one_clear_error(share: float) -> None:
    """Never half of the answers."""
    with pytest.raises(PdfError, match=r"^(is|has) "):
        mlmp.read(pdf(PETER)[: int(len(pdf(PETER)) * share)])


@pytest.mark.parametrize("place", range(0, 100, 4))
def test_a_damaged_file_is_read_or_is_one_clear_error(place: int) -> None:
    """After a bad transfer a stretch of another file stands in ours.

    Half of the stretches lie in the tables at the end.
    """
    data = bytearray(pdf(PETER))
    start = len(data) * place // 100 if place % 8 else len(data) - 40 - 100 * place
    data[start : start + 60] = bytes(reversed(pdf(PETER)[2000:2060]))
    try:
        assert mlmp.read(bytes(data)).form == "visual-plan"
    except PdfError as error:
        assert re.match("(is|has) ", str(error))


def loop_in_itself(document: pikepdf.Pdf) -> None:
    goals = next(field for field in document.Root.AcroForm.Fields if field.T == "goals")
    goals.Kids.append(goals)


def loop_to_the_top(document: pikepdf.Pdf) -> None:
    goals = next(field for field in document.Root.AcroForm.Fields if field.T == "goals")
    goals.Kids[0].Kids[0].Kids = pikepdf.Array([goals])


def loop_of_two(document: pikepdf.Pdf) -> None:
    one, other = document.Root.AcroForm.Fields[0], document.Root.AcroForm.Fields[1]
    one.Kids, other.Kids = pikepdf.Array([other]), pikepdf.Array([one])


def loop_of_parents(document: pikepdf.Pdf) -> None:
    goals = next(field for field in document.Root.AcroForm.Fields if field.T == "goals")
    goals.Parent = goals.Kids[0]
    document.Root.AcroForm.Fields = pikepdf.Array()


def loop_of_pages(document: pikepdf.Pdf) -> None:
    document.Root.Pages.Kids.append(document.Root.Pages)


def nothing_where_fields_should_be(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm.Fields = pikepdf.Array(
        [None, 7, pikepdf.String("felt"), pikepdf.Array(), pikepdf.Name.Felt]
    )


def fields_that_are_no_list(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm.Fields = pikepdf.Name.Goals


def values_of_the_wrong_type(document: pikepdf.Pdf) -> None:
    for field in fields(document).values():
        field.V = pikepdf.Array([1, pikepdf.Name.Nej])


def names_of_the_wrong_type(document: pikepdf.Pdf) -> None:
    for field in fields(document).values():
        field.T = 7


def deep_fields(document: pikepdf.Pdf) -> None:
    top = document.make_indirect(pikepdf.Dictionary(T=pikepdf.String("dyb"), FT=pikepdf.Name.Tx))
    document.Root.AcroForm.Fields.append(top)
    for _ in range(2000):
        below = document.make_indirect(pikepdf.Dictionary(T=pikepdf.String("x")))
        top.Kids, top = pikepdf.Array([below]), below


def no_pages(document: pikepdf.Pdf) -> None:
    document.Root.Pages = pikepdf.Dictionary()


def no_catalog_type(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Array()


TWISTED = (
    loop_in_itself,
    loop_to_the_top,
    loop_of_two,
    loop_of_parents,
    loop_of_pages,
    nothing_where_fields_should_be,
    fields_that_are_no_list,
    values_of_the_wrong_type,
    names_of_the_wrong_type,
    deep_fields,
    no_pages,
    no_catalog_type,
)


@loses_fields
@pytest.mark.parametrize("twist", TWISTED, ids=lambda twist: twist.__name__)
def test_a_twisted_file_is_read_or_is_one_clear_error(twist: Any) -> None:
    with changed(pdf(PETER)) as document:
        twist(document)
        data = saved(document)
    try:
        found = mlmp.read(data)
    except PdfError as error:
        assert re.match("(is|has|holds) ", str(error))
    else:
        assert found.form == "visual-plan"
        assert sheets.stored(found.answers).items() <= sheets.stored(ANSWERS["peter"]).items()


def test_looped_kids_do_not_hide_the_other_answers() -> None:
    with changed(pdf(PETER)) as document:
        loop_in_itself(document)
        data = saved(document)
    assert mlmp.read(data).answers == ANSWERS["peter"]


def test_of_two_fields_with_one_name_the_first_counts_and_it_is_noted() -> None:
    with changed(pdf(PETER)) as document:
        again = document.make_indirect(
            pikepdf.Dictionary(
                T=pikepdf.String("name"), FT=pikepdf.Name.Tx, V=pikepdf.String("Paul")
            )
        )
        document.Root.AcroForm.Fields.append(again)
        data = saved(document)
    found = mlmp.read(data)
    assert found.answers == ANSWERS["peter"]
    assert [note.path for note in found.notes] == ["name"]
    assert "twice" in found.notes[0].what


def test_a_field_that_is_no_question_of_ours_is_left_out_and_noted() -> None:
    with changed(pdf(PETER)) as document:
        more = document.make_indirect(
            pikepdf.Dictionary(
                T=pikepdf.String("cpr"), FT=pikepdf.Name.Tx, V=pikepdf.String("0101010000")
            )
        )
        document.Root.AcroForm.Fields.append(more)
        data = saved(document)
    found = mlmp.read(data)
    assert found.answers == ANSWERS["peter"]
    assert [note.path for note in found.notes] == ["cpr"]
    assert "0101010000" not in str(found.notes)


BAD_NAMES = (
    "",
    "..",
    "goals",
    "goals.1",
    "goals.0.text",
    "goals.99999.text",
    "goals.9999.text",
    "goals.text",
    "goals.1.2.text",
    "name.1",
    "__class__",
    "na\nme",
    "næste" * 2000,
)


@pytest.mark.parametrize("name", BAD_NAMES, ids=lambda name: repr(name[:20]))
def test_a_field_with_a_bad_name_does_no_harm(name: str) -> None:
    with changed(pdf(PETER)) as document:
        more = document.make_indirect(
            pikepdf.Dictionary(T=pikepdf.String(name), FT=pikepdf.Name.Tx, V=pikepdf.String("x"))
        )
        document.Root.AcroForm.Fields.append(more)
        data = saved(document)
    try:
        assert mlmp.read(data).answers == ANSWERS["peter"]
    except PdfError as error:
        assert re.match("(is|has) ", str(error))


def test_no_answer_is_logged_when_a_damaged_file_is_read(caplog: pytest.LogCaptureFixture) -> None:
    """A program that uses the library keeps logs, and none may quote what a person wrote."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="pypdf")
    before, found, after = pdf(PETER).partition(b"/V (vaske mit t")
    assert found
    head, broken, rest = before.rpartition(b"/MK <<")
    assert broken
    with contextlib.suppress(PdfError):
        mlmp.read(head + b"/[K <<" + rest + found + after)
    assert not re.search("Peter|vaske|bussen|opsparing|musik|Japan", caplog.text)


def test_no_error_shows_an_answer() -> None:
    with changed(pdf(PETER)) as document:
        del document.Root.PieceInfo
        for field in document.Root.AcroForm.Fields:
            field.T = pikepdf.String(f"Naboen {field.T}")
        data = saved(document)
    with pytest.raises(PdfError) as error:
        mlmp.read(data)
    assert not any(answer in str(error.value) for answer in ("Peter", "musik", "Naboen"))
    assert opened(PETER).Root.AcroForm.Fields[0].T == "name"
