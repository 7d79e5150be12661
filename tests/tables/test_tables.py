"""Tables in and out: formats, cells as people write them, columns, people, and CSV files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from repository import ROOT
from spreadsheets import opendocument, spreadsheet

from mlmp_print.definitions import load as forms
from mlmp_print.look import look
from mlmp_print.look.language import cell_words
from mlmp_print.look.wording import Wording
from mlmp_print.model import kinds
from mlmp_print.model.cells import fold, shown
from mlmp_print.model.errors import AnswersError, DefinitionError, InvalidValue, UsageError
from mlmp_print.model.names import StateNames
from mlmp_print.model.paths import unflatten
from mlmp_print.tables.column_map import ColumnMap
from mlmp_print.tables.match_lines import match_lines
from mlmp_print.tables.people import read_people
from mlmp_print.tables.person_answers import PersonAnswers, person_answers
from mlmp_print.tables.row import Row
from mlmp_print.tables.table import Table
from mlmp_print.tables.table_match import TableMatch
from mlmp_print.tables.write import csv_line

EXAMPLES = ROOT / "examples"
GRID = [["Navn", "Formål"], ["Åse", "Ro; og\n“orden”"], ["Bo €", ""]]


def form_and_wordings(name: str = "visual-plan") -> tuple[Any, list[Wording]]:
    looks = [look.load("da"), look.load("en")]
    form = forms.load(name, looks[0])
    return form, [Wording(form, look_) for look_ in looks]


def table(folder: Path, content: str | bytes, name: str = "table.csv") -> Table:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Table(path)


def people(opened: Table, column_map: ColumnMap | None = None) -> list[PersonAnswers]:
    everyone = read_people(match(list(opened.headers), column_map), opened)
    return [replace(person.answers[0], troubles=person.troubles) for person in everyone]


def csv_of(grid: list[list[str]], delimiter: str) -> str:
    return "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in grid
    )


def fault(folder: Path, content: str | bytes, name: str = "table.csv") -> str:
    with pytest.raises(AnswersError) as caught:
        list(table(folder, content, name).rows())
    return str(caught.value)


# Formats ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_of_every_dialect_is_read(tmp_path, delimiter, encoding):
    opened = table(tmp_path, csv_of(GRID, delimiter).encode(encoding))
    assert [list(opened.headers), *(row.cells for row in opened.rows())] == GRID


def test_a_row_has_the_number_that_the_spreadsheet_shows(tmp_path):
    opened = table(tmp_path, 'Navn;Noter\r\nÅse;"to\nlinjer"\r\n\r\n;\r\nBo;\r\n')
    assert [(row.number, row.cells[0]) for row in opened.rows()] == [(2, "Åse"), (5, "Bo")]
    assert [row.number for row in table(tmp_path, "sep=,\r\nNavn,Noter\r\nÅse,\r\n").rows()] == [2]


def test_the_cells_of_a_row_are_counted(tmp_path):
    rows = list(
        table(tmp_path, "Navn;Dato;Noter\nÅse\nBo;;;;\nEva;;x;y\nUffe;\0;\nIda;#REF!;\n").rows()
    )
    assert [[(fault.where.column, fault.what) for fault in row.faults] for row in rows] == [
        [("", "has too few cells: 1 instead of 3")],
        [],
        [("", "has too many cells: 4 instead of 3")],
        [("Dato", "holds a control character")],
        [("Dato", "is a formula's error")],
    ]


def test_what_breaks_a_csv_is_named_with_its_place_and_without_its_contents(tmp_path):
    unclosed = fault(tmp_path, 'Navn;Noter\nÅse;fin\nBo;"Kanarie\nog mere\n')
    assert (
        "row 3 (line 3), column 2: a quotation mark is opened and never closed" in unclosed
        and "Kanarie" not in unclosed
    )
    assert "row 2 (line 2): something follows a closing quotation mark" in fault(
        tmp_path, 'Navn;Noter\n"Åse"x;y\n'
    )
    assert "longer than 131,072 letters" in fault(tmp_path, f'Navn\n"{"x" * 140_000}"\n')
    assert "column 2: the heading “navn” is that of column 1 too" in fault(tmp_path, "Navn;navn \n")
    assert "control character" in fault(tmp_path, "Navn\0;Noter\n")
    assert "is empty" in fault(tmp_path, " \n")
    assert "is a PDF, not a table" in fault(tmp_path, b"%PDF-1.7")
    assert "neither UTF-8" in fault(tmp_path, b"Navn\n\x81\xe6\n")
    with pytest.raises(AnswersError, match="cannot be read"):
        Table(tmp_path / "none.csv")


def test_json_and_jsonl_nested_or_flat_are_read(tmp_path):
    records = [
        {"name": "Åse", "goals": [{}, {"text": "bage", "score_now": 1.5}]},
        {"Navn": "Bo", "Mål 1": "synge"},
    ]
    for name, content in (
        ("t.json", json.dumps(records)),
        ("t.jsonl", "\n".join(map(json.dumps, records))),
    ):
        opened = table(tmp_path, content, name)
        assert opened.headers == ("name", "goals.2.text", "goals.2.score_now", "Navn", "Mål 1")
        assert [list(row.cells) for row in opened.rows()] == [
            ["Åse", "bage", 1.5, None, None],
            [None, None, None, "Bo", "synge"],
        ]


def test_what_read_writes_as_jsonl_is_a_table(tmp_path):
    line = json.dumps(
        {
            "file": "a.pdf",
            "form": "visual-plan",
            "version": 1,
            "language": "da",
            "answers": {"name": "Åse", "goals": [{"text": "bage"}]},
        }
    )
    (person,) = people(table(tmp_path, line, "t.jsonl"))
    assert unflatten(person.values) == {"name": "Åse", "goals": [{"text": "bage"}]}


def test_a_bad_line_of_jsonl_is_one_bad_row(tmp_path):
    rows = list(
        table(
            tmp_path,
            '{"name": "Åse"}\n{"name": \n[]\n{"name": "a", "name": "b"}\n{"name": "Bo"}\n',
            "t.jsonl",
        ).rows()
    )
    assert [(row.number, bool(row.faults)) for row in rows] == [
        (1, False),
        (2, True),
        (3, True),
        (4, True),
        (5, False),
    ]
    assert "must be a list" in fault(tmp_path, '{"name": "Åse"}', "t.json")


def test_a_spreadsheet_keeps_its_row_numbers_dates_and_numbers(tmp_path):
    good, bad = people(Table(spreadsheet(tmp_path / "t.xlsx")))
    assert (good.row, good.values) == (
        5,
        {"name": "Åse", "date": "2026-04-19", "goals.1.score_now": 1.5},
    )
    assert [
        (trouble.where.row, trouble.where.column, trouble.path) for trouble in bad.troubles
    ] == [
        (6, "Dato", "date"),
        (6, "Score nu 1", "goals.1.score_now"),
    ]


def test_an_opendocument_sheet_is_read_and_a_broken_one_named(tmp_path):
    (person,) = people(Table(opendocument(tmp_path / "t.ods")))
    assert (person.row, person.values) == (2, {"name": "Åse", "date": "2026-04-19"})
    assert "no spreadsheet that can be read" in fault(tmp_path, b"PK\x03\x04 and nothing", "t.xlsx")
    assert "no spreadsheet that can be read" in fault(
        tmp_path, b"\xd0\xcf\x11\xe0 and nothing", "t.xls"
    )


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("mlmp_print.tables.spreadsheet.TABLE_BYTES", 100)
    with pytest.raises(AnswersError, match="at most 100 are read"):
        Table(spreadsheet(tmp_path / "t.xlsx"))


# Cells --------------------------------------------------------------------------------------------

UNDERSTOOD = [
    (kinds.Score(), "2", 2),
    (kinds.Score(), "1,5", 1.5),
    (kinds.Score(), " 1.5 ", 1.5),
    (kinds.Score(), "1½", 1.5),
    (kinds.Score(), "½", 0.5),
    (kinds.Score(), "2 - Moderat nedsat funktionsevne", 2),
    *(
        (kinds.Score(), cell, None)
        for cell in ("Ikke vurderet", "ej vurderet", "not assessed", "Nicht bewertet")
    ),
    (kinds.Score(), 3.0, 3),
    (kinds.Date(), "2017/04/19", "2017-04-19"),
    (kinds.Score(), "1 1/2", 1.5),
    (kinds.Date(), "19-04-2017", "2017-04-19"),
    (kinds.Date(), "1/5-26", "2026-05-01"),
    (kinds.Date(), "20.12.2016", "2016-12-20"),
    (kinds.Date(), "2026-05-01", "2026-05-01"),
    (kinds.Date(), "01-05-2026 00:00:00", "2026-05-01"),
    (kinds.Date(), "2026-05-01T10:30", "2026-05-01"),
    (kinds.Date(), "01-05-2026 kl. 10.00", "2026-05-01"),
    (kinds.Date(), "1.5.2026 um 10:30 Uhr", "2026-05-01"),
    *(
        (kinds.Date(), cell, "2026-05-01")
        for cell in (
            "1. maj 2026",
            "den 1. Maj 2026 kl. 10.00",
            "1 May 2026",
            "1. Mai 2026",
            "01.maj.2026",
        )
    ),
    *(
        (kinds.Date(), cell, "2026-03-05")
        for cell in ("5. marts 2026", "5 March 2026", "5. März 2026", "5. mar. 2026")
    ),
    (kinds.Date(), date(2026, 5, 1), "2026-05-01"),
    (kinds.Date(), datetime(2026, 5, 1, 10, 30), "2026-05-01"),
    *(
        (kinds.Tick(), cell, True)
        for cell in ("ja", "JA", "yes", "x", "1", "true", "SAND", "WAHR", 1, 1.0, True)
    ),
    *(
        (kinds.Tick(), cell, None)
        for cell in ("nej", "Nein", "no", "0", "false", "FALSK", "FALSCH", 0, False)
    ),
    (kinds.Theme(("health", "social_life")), "Sundhed", "health"),
    (kinds.Theme(("health", "social_life")), "social life", "social_life"),
    (kinds.Theme(("health", "social_life")), "health", "health"),
    (kinds.Text(), 4000.0, "4000"),
    (kinds.Text(), 1.25, "1,25"),
    (kinds.Text(), date(2026, 5, 1), "01-05-2026"),
]
NAMES = StateNames.of(
    [("Sundhed", "health"), ("Social life", "social_life")], {}, ("health", "social_life")
)


@pytest.mark.parametrize(("kind", "cell", "value"), UNDERSTOOD)
def test_a_cell_is_understood(kind, cell, value):
    assert kind.check(kind.from_cell(cell, NAMES, cell_words())) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        *(
            (kinds.Score(), cell)
            for cell in (
                "7",
                "1,25",
                "2-3",
                "2 - 3",
                "2 eller 3",
                "to",
                "-1",
                "2 - eller 3",
                "1,5,5",
                date(2026, 5, 1),
                True,
                float("nan"),
                "½½",
            )
        ),
        *(
            (kinds.Date(), cell)
            for cell in (
                "31-02-2026",
                "04/28/2026",
                "maj 2026",
                "46131",
                46131,
                "2026",
                "2026-05-01T23:00Z",
            )
        ),
        *(
            (kinds.Date(), cell)
            for cell in ("31. februar 2026", "5. majs 2026", "5. ma 2026", "5. maj 26")
        ),
        *((kinds.Tick(), cell) for cell in ("måske", "2", "-", 2)),
        *((kinds.Theme(("health",)), cell) for cell in ("Rumfart", "helth", 3)),
        (kinds.Text(), True),
    ],
)
def test_a_cell_that_is_not_understood_is_refused_and_never_guessed_or_shown(kind, cell):
    with pytest.raises(InvalidValue) as caught:
        kind.check(kind.from_cell(cell, NAMES, cell_words()))
    if isinstance(cell, str) and len(cell) > 4:
        assert cell not in caught.value.what + caught.value.remedy


def test_a_cell_in_a_message_for_people_looks_as_in_a_danish_spreadsheet():
    cells = (None, True, 4000.0, 0.5, 7, datetime(2026, 5, 1, 10, 30), "x", [])
    texts = ["", "ja", "4000", "0,5", "7", "01-05-2026 10:30", "x", ""]
    assert [shown(cell) for cell in cells] == texts


# Columns ------------------------------------------------------------------------------------------


def match(headers: list[str], column_map: ColumnMap | None = None) -> TableMatch:
    form, wordings = form_and_wordings()
    return TableMatch.of([(form, wordings)], headers, column_map)


def test_a_column_is_known_by_path_label_of_any_language_or_alias():
    matched = match(
        ["goals.1.text", "  MÅL   2", "Score now 1", "borgers-navn", "Goal 12", "Noter", "Noter 1"]
    )
    assert list(matched.matches[0].paths.values()) == [
        "goals.1.text",
        "goals.2.text",
        "goals.1.score_now",
        "name",
        "goals.12.text",
        "notes",
        "goals.1.notes",
    ]


def test_what_older_sheets_called_a_question_or_a_choice_is_known_still():
    german = look.load("de")
    plan, agreement = (forms.load(name, german) for name in ("visual-plan", "plan-agreement"))
    matched = TableMatch.of(
        [(plan, [Wording(plan, german)])], ["Zahl erwartet 1", "Erwartete Zahl 2"]
    ).matches[0]
    assert list(matched.paths.values()) == ["goals.1.score_expected", "goals.2.score_expected"]
    matched = TableMatch.of(
        [(agreement, [Wording(agreement, german)])], ["Rolle 1", "Rolle 2"]
    ).matches[0]
    person = person_answers(matched, [Row(2, ("Dienst", "Anbieter"))], ["Rolle 1", "Rolle 2"], "1")
    assert (person.values, person.troubles) == (
        {"participants.1.role": "provider", "participants.2.role": "provider"},
        [],
    )


@pytest.mark.parametrize("name", forms.names())
def test_the_headings_that_schema_writes_are_all_matched(name):
    form, wordings = form_and_wordings(name)
    for wording in wordings:
        columns = forms.columns(form, wording)
        assert list(
            TableMatch.of([(form, wordings)], list(columns.values())).matches[0].paths.values()
        ) == list(columns)


def test_only_the_number_that_is_a_position_can_be_beyond_the_end_of_a_list():
    form, wordings = form_and_wordings("plan-agreement")
    headers = [
        "Deltager 31",
        "Deltager 31, mål 1",
        "Deltager 1, mål 31",
        "Deltager 2, mål 2",
        "participants.31.name",
        "Deltager",
    ]
    matched = TableMatch.of([(form, wordings)], headers)
    assert {
        header: fault.what.partition(";")[0] for header, fault in matched.unmatched.refused.items()
    } == dict.fromkeys(
        ("Deltager 31", "Deltager 31, mål 1", "participants.31.name"), "is entry 31 of “Deltager”"
    )


def test_a_map_comes_before_all_and_can_leave_a_column_out():
    column_map = ColumnMap("m.toml", columns={"Formål": "notes", "Noter": "", "Hvem": "name"})
    assert match(["Formål", "Noter", "Hvem"], column_map).matches[0].paths == {
        "Formål": "notes",
        "Noter": None,
        "Hvem": "name",
    }


def test_the_match_shows_what_is_left_out_and_what_is_near_it():
    matched = match(["Sagsnr", "Navn", "Skore nu 1"], ColumnMap("m.toml", id="Sagsnr"))
    assert list(match_lines(matched)) == [
        "Sagsnr     → id",
        "Navn       → name",
        "Skore nu 1 → – (nearest: “Score nu 1”)",
    ]


def test_the_match_shows_every_use_of_a_column():
    column_map = ColumnMap("m.toml", id="Sag", group_by="Sag", course="Hold", password="Kode")
    lines = match_lines(match(["Sag", "Hold", "Kode", "Mål"], column_map))
    assert list(lines) == [
        "Sag  → id + one person",
        "Hold → course",
        "Kode → password",
        "Mål  → goals.text",
    ]


def test_an_empty_key_of_json_is_left_out_as_any_other_and_is_no_column_of_the_map():
    form, wordings = form_and_wordings()
    matched = TableMatch.of([(form, wordings)], ["", "name"], records=True)
    assert list(match_lines(matched)) == ["key 1 → –", "name  → name"]


@pytest.mark.parametrize(
    ("column_map", "message"),
    [
        (
            ColumnMap("m.toml", id="Sag"),
            "m.toml: the table has no column “Sag”. Did you mean “Sagsnr”?",
        ),
        (
            ColumnMap("m.toml", columns={"Navm": "name"}),
            "the table has no column “Navm”. Did you mean “Navn”?",
        ),
        (
            ColumnMap("m.toml", columns={"Navn": "nam"}),
            "the form has no question “nam”. Did you mean “name”?",
        ),
        (ColumnMap("m.toml", columns={"Navn": "goals.13.text"}), "no question “goals.13.text”"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(column_map, message):
    with pytest.raises(UsageError) as caught:
        match(["Sagsnr", "Navn"], column_map)
    assert message in str(caught.value)


def test_two_columns_for_one_question_and_none_at_all_are_refused():
    with pytest.raises(
        AnswersError, match="the columns “Navn” and “Name” are both the question “Navn”"
    ):
        match(["Navn", "Name"])
    with pytest.raises(AnswersError, match="no column is a question of visual-plan"):
        match(["a", "b"])


def test_a_map_file_with_a_wrong_key_names_the_right_ones(tmp_path):
    (tmp_path / "m.toml").write_text('groupby = "Sagsnr"')
    with pytest.raises(
        DefinitionError, match=r"m\.toml: has no key “groupby”. Did you mean “group_by”"
    ):
        ColumnMap.read(tmp_path / "m.toml")
    (tmp_path / "m.toml").write_text("[columns]\nNavn = 1")
    with pytest.raises(DefinitionError, match="what “Navn” is must be a text"):
        ColumnMap.read(tmp_path / "m.toml")


def test_everything_that_is_wrong_with_a_map_is_said_at_once(tmp_path):
    lines = [
        'group_by = ["a", "b"]', "id = 7", "name = 3", "heading_row = 0", 'hidden = "x"',
        "sheet = 3", "foo = 1", "[columns]", "Navn = 3", '"Mål" = "goals.1.text"',
    ]  # fmt: skip
    (tmp_path / "m.toml").write_text("\n".join(lines), "utf-8")
    with pytest.raises(DefinitionError) as caught:
        ColumnMap.read(tmp_path / "m.toml")
    said = str(caught.value).splitlines()
    for what in ("foo", "group_by must", "id must", "“Navn”", "name must", "sheet must",
                 "heading_row must", "hidden must"):  # fmt: skip
        assert [what in line for line in said].count(True) == 1, what
    assert len(said) == 8


def test_headings_are_compared_without_case_spaces_and_punctuation():
    assert fold("  Mål nr. 1:") == fold("mål-NR 1") == "målnr1"


# People -------------------------------------------------------------------------------------------


def test_the_example_with_a_row_a_person():
    everyone = people(
        Table(EXAMPLES / "case-export-wide.csv"), ColumnMap.read(EXAMPLES / "case-export-wide.toml")
    )
    assert [(person.row, person.id, person.troubles) for person in everyone] == [
        (2, "7001", []),
        (3, "7002", []),
        (4, "7003", []),
    ]
    assert unflatten(everyone[1].values) == {
        "name": "Bo Thorlund",
        "date": "2026-05-01",
        "purpose": "At Bo får venner",
        "goals": [
            {
                "text": "gå til kor",
                "theme": "social_life",
                "score_now": 2,
                "score_expected": 0.5,
                "disagrees": True,
            }
        ],
    }
    assert unflatten(everyone[2].values)["goals"][1] == {}, "a goal keeps its place"


def test_the_example_with_a_row_a_goal_merges_the_goal_that_two_provide():
    everyone = people(
        Table(EXAMPLES / "case-export-long.csv"), ColumnMap.read(EXAMPLES / "case-export-long.toml")
    )
    assert [(person.row, person.id, person.troubles) for person in everyone] == [
        (2, "7001", []),
        (5, "7002", []),
    ]
    first, second = unflatten(everyone[0].values)["goals"]
    assert first == {
        "text": "bage brød om lørdagen",
        "theme": "practical_tasks",
        "score_now": 2.5,
        "score_expected": 1.5,
        "notes": "Bofællesskabet Lærken, Dagtilbuddet Møllen",
    }
    assert second["text"] == "cykle til dagtilbuddet"


GROUPED = ColumnMap("m.toml", group_by="Sag")


def test_rows_of_one_person_need_not_stand_together(tmp_path):
    everyone = people(
        table(tmp_path, "Sag;Navn;Mål\n1;Åse;bage\n2;Bo;synge\n1;Åse;cykle\n"), GROUPED
    )
    assert [
        (person.id, [goal["text"] for goal in unflatten(person.values)["goals"]])
        for person in everyone
    ] == [("2", ["synge"]), ("1", ["bage", "cykle"])]


def test_rows_of_one_person_that_disagree_are_a_fault_of_the_later(tmp_path):
    (person,) = people(
        table(tmp_path, "Sag;Navn;Mål;Score nu\n1;Åse;bage;2\n1;Ase;bage;3\n1;;cykle;1\n"), GROUPED
    )
    assert [
        (trouble.where.row, trouble.where.column, trouble.path) for trouble in person.troubles
    ] == [
        (3, "Navn", "name"),
        (3, "Score nu", "goals.1.score_now"),
    ]
    assert "differs from row 2" in person.troubles[0].sentence and "Ase" not in str(person.troubles)


def test_a_row_of_nobody_is_a_fault(tmp_path):
    everyone = people(table(tmp_path, "Sag;Navn;Mål\n1;Åse;bage\n;Bo;synge\n"), GROUPED)
    assert [
        [(trouble.where.row, trouble.sentence.split(",")[0]) for trouble in person.troubles]
        for person in everyone
    ] == [[(3, "is empty")]], "perhaps the first one's"


def test_every_fault_of_a_row_is_named_at_once_without_what_stands_there(tmp_path):
    (person,) = people(
        table(tmp_path, "Navn;Dato;Score nu 2;Livstema 1\n;31-02-2026;Kanarie;Rumfart\n")
    )
    assert [
        (trouble.where.row, trouble.where.column, trouble.path) for trouble in person.troubles
    ] == [
        (2, "Dato", "date"),
        (2, "Score nu 2", "goals.2.score_now"),
        (2, "Livstema 1", "goals.1.theme"),
    ]
    assert not any(word in str(person.troubles) for word in ("Kanarie", "Rumfart", "31"))


def test_a_sheet_without_a_name_is_a_fault_where_the_table_has_names(tmp_path):
    (person,) = people(table(tmp_path, "Navn;Noter\n;hej\n"))
    assert [(trouble.where.column, trouble.path) for trouble in person.troubles] == [
        ("Navn", "name")
    ]
    assert people(table(tmp_path, "Noter\nhej\n"))[0].troubles == []


# Out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+4512345678", "-vaske", "@SUM(A1)", "\tx", "'=x", "''-x", "'hej", "hej", 'a;b\n"c"'],
)
def test_what_could_be_a_formula_is_guarded_and_reads_back_equal(tmp_path, cell):
    line = csv_line([cell])
    assert line.strip('"')[0] not in "=+-@\t"
    assert next(table(tmp_path, "Noter\n" + line).rows()).cells[0] == cell
