"""Dates of the yearly cycle that are worked out from that of the meeting, if a setting asks."""

from __future__ import annotations

import pytest

import mlmp_print as mlmp

ASKED = {"dates": "from_meeting"}
MEETING = {"dates": {"meeting": "2026-05-01"}}
WORKED_OUT = {"dates": {"known": "2026-02-06", "meeting": "2026-05-01", "status": "2027-05-01"}}


def test_nothing_is_worked_out_unasked():
    filled = mlmp.fill("yearly-cycle", MEETING)
    assert mlmp.read(filled.pdf).answers == MEETING
    assert not filled.notes


def test_dates_are_worked_out_and_each_has_a_note_without_any_date():
    filled = mlmp.fill("yearly-cycle", MEETING, settings=ASKED)
    assert mlmp.read(filled.pdf).answers == WORKED_OUT
    assert [note.path for note in filled.notes] == ["dates.known", "dates.status"]
    assert "84 days before" in filled.notes[0].what and "365 days after" in filled.notes[1].what
    assert not any("202" in str(note) for note in filled.notes)


def test_a_date_that_is_given_stays_and_is_noted_if_it_is_another():
    given = {"dates": {**WORKED_OUT["dates"], "known": "2026-02-01"}}
    filled = mlmp.fill("yearly-cycle", given, settings=ASKED)
    assert mlmp.read(filled.pdf).answers == given
    assert [note.path for note in filled.notes] == ["dates.known"]
    assert "stays as it is given" in filled.notes[0].what


def test_a_new_date_of_the_meeting_names_the_old_dates_that_stay():
    old = mlmp.read(mlmp.fill("yearly-cycle", MEETING, settings=ASKED).pdf)
    changed = mlmp.change("yearly-cycle", old, {"dates": {"meeting": "2026-06-01"}}, settings=ASKED)
    stays = [note.path for note in changed.notes if "stays as it is given" in note.what]
    assert stays == ["dates.known", "dates.status"]


def test_without_a_meeting_nothing_is_worked_out_and_no_year_is_made_up():
    assert not mlmp.fill("yearly-cycle", {}, settings=ASKED).notes
    first = {"dates": {"meeting": "0001-01-01"}}
    filled = mlmp.fill("yearly-cycle", first, settings=ASKED)
    assert "known" not in mlmp.read(filled.pdf).answers["dates"]
    assert "cannot be worked out" in filled.notes[0].what


def test_a_batch_works_them_out_for_everyone():
    files = {}
    rows = [{"Navn": "Peter", "Mødet om min plan": "01-05-2026"}]
    mlmp.batch("yearly-cycle", rows, files.__setitem__, settings=ASKED)
    (pdf,) = files.values()
    assert mlmp.read(pdf).answers == {"name": "Peter", **WORKED_OUT}


def test_the_setting_moves_nothing_on_the_paper():
    usual, asked = (
        mlmp.template("yearly-cycle", settings=settings).compiled_form().layouts
        for settings in ({}, ASKED)
    )
    assert [layout.digest for layout in usual] == [layout.digest for layout in asked]
    assert usual[0].key != asked[0].key, "a scan says that they are asked for"


FORM = """code = "D"
version = 1
released = 2026-11-22
group = "meeting"
[answers]
first = {{ kind = "date" }}
next = {{ kind = "{kind}", due = {due} }}
[set]
dates = ["given", "due"]
[[page]]
block = [
    {{ block = "title", box = [14, 15, 90, 12], words = "title", tag = "H1" }},
    {{ block = "ask", box = [14, 40, 90, 12], path = "first" }},
    {{ block = "ask", box = [14, 60, 90, 12], path = "next" }},
]
[words.da]
title = "T"
sheet = "S"
[words.da.ask]
first = {{ label = "A" }}
next = {{ label = "B" }}
"""


@pytest.mark.parametrize(
    ("kind", "due", "message"),
    [
        ("date", '{ of = "frist", days = 7, when = "dates=due" }', "Did you mean “first”"),
        ("date", '{ of = "next", days = 7, when = "dates=due" }', "there is no date “next”"),
        ("date", '{ of = "first", days = 7, when = "dates=du" }', "there is no setting “dates=du”"),
        ("date", '{ of = "first", days = 0.5, when = "dates=due" }', "must be another date"),
        ("date", '{ of = "first", days = 7 }', "when"),
        ("date", '"first"', "must be"),
        ("text", '{ of = "first", days = 7, when = "dates=due" }', "due is for a date"),
    ],
)
def test_a_wrong_definition_is_named(tmp_path, kind, due, message):
    path = tmp_path / "due.toml"
    path.write_text(FORM.format(kind=kind, due=due), "utf-8")
    with pytest.raises(mlmp.DefinitionError, match=r"answers.*next") as raised:
        mlmp.template(str(path))
    assert message in str(raised.value)
