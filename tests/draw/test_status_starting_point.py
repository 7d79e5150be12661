"""The status sheet starts from a filled plan, or from an earlier status sheet."""

import json

import pikepdf
import pytest
from click.testing import CliRunner

import mlmp_print as mlmp
from mlmp_print.cli.commands import main

PETER = {
    "name": "Peter",
    "date": "2019-05-01",
    "purpose": "At Peter får et selvstændigt liv i egen bolig",
    "goals": [
        {
            "text": "vaske mit tøj selv",
            "theme": "practical_tasks",
            "score_now": 2,
            "score_expected": 1,
        },
        {
            "text": "tage bussen med støtte",
            "theme": "mobility",
            "score_now": 3,
            "score_expected": 2,
            "notes": "Anna hjælper",
        },
        {
            "text": "lave en opsparing",
            "theme": "society",
            "score_now": 2.5,
            "score_expected": 1.5,
            "disagrees": True,
        },
    ],
}
STARTS = {
    "name": "Peter",
    "goals": [
        {
            "text": "vaske mit tøj selv",
            "theme": "practical_tasks",
            "score_then": 2,
            "score_expected": 1,
        },
        {
            "text": "tage bussen med støtte",
            "theme": "mobility",
            "score_then": 3,
            "score_expected": 2,
        },
        {"text": "lave en opsparing", "theme": "society", "score_then": 2.5, "score_expected": 1.5},
    ],
}


def plan(answers):
    return mlmp.fill("visual-plan", answers).pdf


# What it starts from ------------------------------------------------------------------------------


def test_a_filled_plan_is_what_the_status_sheet_starts_from():
    assert mlmp.carry("status-sheet", mlmp.read(plan(PETER))).answers == STARTS
    assert mlmp.carry("status-sheet", PETER).answers == STARTS, "plain answers too"


def test_what_is_carried_over_is_filled_in_and_read_back():
    assert mlmp.read(mlmp.fill("status-sheet", STARTS).pdf).answers == STARTS


def test_goals_keep_their_places_when_one_between_is_empty():
    goals = [
        {"text": "første", "score_now": 0.5},
        {},
        {"theme": "health"},
        {},
        {"text": "femte", "score_now": 4, "score_expected": 3.5},
    ]
    carried = mlmp.carry("status-sheet", mlmp.read(plan({"goals": goals})))
    assert carried.answers["goals"] == [
        {"text": "første", "score_then": 0.5},
        {},
        {"theme": "health"},
        {},
        {"text": "femte", "score_then": 4, "score_expected": 3.5},
    ]
    assert not carried.notes


def test_the_next_status_sheet_starts_from_this_one():
    this = {
        **STARTS,
        "date": "2020-05-01",
        "goals": [
            {
                **STARTS["goals"][0],
                "score_now": 0.5,
                "helped": "vaskedag",
                "disagrees": True,
                "own_score": 1,
            }
        ],
    }
    following = mlmp.carry("status-sheet", mlmp.read(mlmp.fill("status-sheet", this).pdf)).answers
    assert following == {
        "name": "Peter",
        "goals": [
            {
                "text": "vaske mit tøj selv",
                "theme": "practical_tasks",
                "score_then": 0.5,
                "score_expected": 1,
            }
        ],
    }


def test_new_answers_win_over_those_carried_over():
    given = {
        "date": "2020-05-01",
        "goals": [{}, {"text": "tage bussen alene", "score_now": 1, "score_then": None}],
    }
    answers = mlmp.carry("status-sheet", PETER, given).answers
    assert answers["date"] == "2020-05-01"
    assert answers["goals"][1] == {
        **STARTS["goals"][1],
        "text": "tage bussen alene",
        "score_now": 1,
    }, "an empty answer says nothing"
    assert answers["goals"][2] == STARTS["goals"][2]


def test_a_form_that_names_no_sources_takes_equal_paths_of_equal_kind(tmp_path):
    form = tmp_path / "diary.toml"
    form.write_text(
        'code = "D"\nversion = 1\nreleased = 2026-11-22\ngroup = "meeting"\n'
        '[answers]\nname = { kind = "text" }\ndate = { kind = "text" }\n'
        'purpose = { kind = "text" }\n'
        '[[page]]\n[[page.block]]\nblock = "zone"\nbox = [14, 40, 182, 30]\npath = "name"\n'
    )
    assert mlmp.carry(str(form), mlmp.read(plan(PETER))).answers == {
        "name": "Peter",
        "purpose": PETER["purpose"],
    }


def test_what_cannot_be_carried_over_is_noted_without_its_text():
    carried = mlmp.carry(
        "status-sheet",
        {"name": "to\nlinjer", "goals": [{"theme": "hemmeligt"}] + [{"text": "x"}] * 12},
    )
    assert [note.path for note in carried.notes] == ["goals.13", "name", "goals.1.theme"]
    assert not any(word in str(note) for note in carried.notes for word in ("linjer", "hemmeligt"))
    assert len(carried.answers["goals"]) == 12


def test_faults_of_the_new_answers_are_faults():
    with pytest.raises(mlmp.AnswersError, match=r"goals\.1\.score_now"):
        mlmp.carry("status-sheet", PETER, {"goals": [{"score_now": 5}]})


# The command line ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.pdf").write_bytes(plan(PETER))
    return tmp_path


def run(*arguments, **kwargs):
    return CliRunner().invoke(main, list(arguments), **kwargs)


def test_fill_from_a_plan_needs_no_answers(folder):
    done = run("fill", "status-sheet", "--from", "plan.pdf", "-o", "status.pdf")
    assert (done.exit_code, done.stderr) == (0, "")
    assert mlmp.read(folder / "status.pdf").answers == STARTS


def test_fill_from_a_plan_with_answers_beside_it(folder):
    (folder / "new.json").write_text(json.dumps({"goals": [{"score_now": 0.5}]}))
    for arguments, data in (("new.json",), None), (("-",), '{"goals": [{"score_now": 0.5}]}'):
        done = run(
            "fill",
            "status-sheet",
            *arguments,
            "--from",
            "plan.pdf",
            "-o",
            "status.pdf",
            "--force",
            input=data,
        )
        assert done.exit_code == 0, done.stderr
        assert mlmp.read(folder / "status.pdf").answers["goals"][0] == {
            **STARTS["goals"][0],
            "score_now": 0.5,
        }


@pytest.mark.usefixtures("folder")
def test_the_older_sheet_is_never_written_over():
    assert (
        run("fill", "status-sheet", "--from", "plan.pdf", "-o", "plan.pdf", "--force").exit_code
        == 5
    )


def test_a_file_that_is_no_form_or_broken_or_missing(folder):
    with pikepdf.new() as foreign:
        foreign.add_blank_page()
        foreign.save(folder / "foreign.pdf")
    (folder / "broken.pdf").write_bytes(plan(PETER)[:5000])
    for name in ("foreign.pdf", "broken.pdf", "missing.pdf"):
        done = run("fill", "status-sheet", "--from", name, "-o", "status.pdf")
        assert done.exit_code == 4, name
        assert done.stderr.startswith(f"{name}:")
        assert not (folder / "status.pdf").exists()


def test_an_encrypted_plan_needs_its_password(folder):
    with pikepdf.open(folder / "plan.pdf") as document:
        document.save(folder / "shut.pdf", encryption=pikepdf.Encryption(user="ord", owner="ejer"))
    done = run("fill", "status-sheet", "--from", "shut.pdf", "-o", "status.pdf")
    assert done.exit_code == 6
    assert "--from-password-file" in done.stderr
    (folder / "password").write_text("ord\n")
    assert (
        run(
            "fill",
            "status-sheet",
            "--from",
            "shut.pdf",
            "--from-password-file",
            "password",
            "-o",
            "status.pdf",
        ).exit_code
        == 0
    )
    assert mlmp.read(folder / "status.pdf").answers == STARTS


@pytest.mark.usefixtures("folder")
def test_wrong_usage():
    assert run("fill", "status-sheet", "-", "--from", "-", "-o", "status.pdf").exit_code == 2
    assert (
        run(
            "fill",
            "status-sheet",
            "--from-password-file",
            "password",
            "-o",
            "status.pdf",
            input="{}",
        ).exit_code
        == 2
    )


def test_notes_of_reading_go_to_stderr(folder):
    with pikepdf.open(folder / "plan.pdf") as document:
        document.Root.AcroForm.Fields.append(
            document.make_indirect(
                pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="fremmed", V="hemmeligt")
            )
        )
        document.save(folder / "more.pdf")
    done = run("fill", "status-sheet", "--from", "more.pdf", "-o", "-", "--accept", "left-out")
    assert done.exit_code == 0
    assert done.stderr == "Note: more.pdf: fremmed: is no question of this form; left out\n"
