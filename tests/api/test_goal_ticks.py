"""The agreement has as many goals to tick for each participant as its setting says."""

from __future__ import annotations

from itertools import product

import page
import pytest
from click.testing import CliRunner

import mlmp_print as mlmp
from mlmp_print.api.functions import templates
from mlmp_print.cli.commands import main

FORM = "plan-agreement"


def ticks(count: int) -> dict[str, bool]:
    return {f"goal_{number}": True for number in range(1, count + 1)}


def plan(goals: int) -> dict[str, object]:
    return {"name": "Åse", "goals": [{"text": f"mål {n}"} for n in range(1, goals + 1)]}


@pytest.fixture(scope="module")
def five_goals(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "7.pdf"
    path.write_bytes(mlmp.fill("visual-plan", plan(5)).pdf)
    return path


@pytest.mark.parametrize(
    ("goals", "lang", "size", "large"),
    [
        (1, "da", "a4", False),
        (3, "en", "a4", True),
        (4, "de", "a3", False),
        (4, "da", "a4", True),
        (12, "en", "a4", True),
        (12, "de", "a3", False),
    ],
)
def test_every_tick_that_is_drawn_comes_back(goals, lang, size, large):
    answers = {"participants": [{"name": f"P{n}", **ticks(goals)} for n in range(1, 10)]}
    look = {"lang": lang, "size": size, "large": large, "settings": {"goals": goals}}
    sheet = mlmp.read(mlmp.fill(FORM, answers, **look).pdf, check=True)
    assert sheet.answers == answers
    assert not (sheet.notes or sheet.differences or sheet.untold)
    assert sheet.drawn["settings"]["goals"] == goals
    pdf = mlmp.blank(FORM, **look)
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    changed = mlmp.read(mlmp.change(FORM, sheet, {"name": "Åse"}).pdf)
    assert changed.answers == {"name": "Åse", **answers}


@pytest.mark.parametrize(("goals", "large"), [*product((4, 6, 8, 12), (False, True))])
def test_boxes_to_tick_are_large_and_apart(goals, large):
    from mlmp_print.definitions import load as forms
    from mlmp_print.draw.draw import draw
    from mlmp_print.draw.geometry import MM
    from mlmp_print.look.look import load

    look = load("en", large=large)
    drawing = draw(forms.load(FORM, look, {"goals": goals}), look)
    boxes = [button for button in drawing.buttons if ".goal_" in button.place.path]
    assert len(boxes) == goals * (8 if large else 6)
    sides = {round((one.rect[2] - one.rect[0]) / MM, 2) for one in boxes}
    assert min(sides) >= (9 if large else 7)


def test_schema_columns_and_example_are_those_of_the_setting():
    def keys(**options):
        entry = mlmp.schema(FORM, **options)["properties"]["participants"]["items"]
        return [key for key in entry["properties"] if key.startswith("goal_")]

    assert keys() == ["goal_1", "goal_2", "goal_3"]
    assert keys(settings={"goals": 12})[-1] == "goal_12"
    with pytest.raises(mlmp.UsageError, match="goals must be one of"):
        mlmp.schema(FORM, settings={"goals": 13})


def test_a_tick_that_is_not_drawn_is_refused_with_the_setting_for_all_of_them():
    answers = {"participants": [{"goal_4": True, "goal_6": True}]}
    with pytest.raises(mlmp.AnswersError) as caught:
        mlmp.fill(FORM, answers)
    assert str(caught.value).count("setting goals=6") == 2
    assert "goals=4" not in str(caught.value)
    with pytest.raises(mlmp.AnswersError, match="goal_13"):
        mlmp.fill(FORM, {"participants": [{"goal_13": True}]}, settings={"goals": 12})


@pytest.mark.parametrize(
    ("goals", "drawn", "setting"),
    [(0, 3, ""), (3, 3, ""), (4, 3, "goals=4"), (12, 3, "goals=12"), (5, 4, "goals=5"), (5, 5, "")],
)
def test_a_plan_with_more_goals_than_ticks_is_noted_with_the_setting(goals, drawn, setting):
    carried = mlmp.carry(FORM, plan(goals), settings={"goals": drawn})
    assert [entry["goal"] for entry in carried.answers.get("efforts", [])] == [
        str(number) for number in range(1, goals + 1)
    ]
    assert [note.code for note in carried.notes] == ([f"undrawn:{setting}"] if setting else [])


def test_an_older_agreement_keeps_its_ticks_or_says_which_are_lost():
    older = {"participants": [{"name": "Åse", **ticks(5)}]}
    assert mlmp.carry(FORM, older, settings={"goals": 5}).answers == older
    lost = mlmp.carry(FORM, older)
    assert lost.answers == {"participants": [{"name": "Åse", **ticks(3)}]}
    assert [note.code for note in lost.notes] == ["undrawn:goals=5"] * 2


def test_fill_says_the_option(five_goals, tmp_path):
    def fill(name, *more):
        command = ["fill", FORM, "--from", str(five_goals), "-o", str(tmp_path / name), *more]
        return CliRunner().invoke(main, command)

    said = fill("a.pdf")
    assert said.exit_code == 0
    assert "--set goals=5" in said.stderr
    assert "--set" not in fill("b.pdf", "--set", "goals=5").stderr


def test_a_batch_notes_the_rows_whose_plan_has_more_goals(five_goals):
    def notes(**options):
        files: dict[str, bytes] = {}
        outcome = mlmp.batch(
            FORM,
            [{"id": 7, "Navn": "Åse"}],
            files.__setitem__,
            start_from=[five_goals.parent],
            **options,
        )
        return [note.code for note in outcome.notes if note.code.startswith("undrawn")]

    assert notes() == ["undrawn:goals=5"]
    assert notes(settings={"goals": 5}) == []


@pytest.mark.parametrize(
    "heading",
    ["Deltager 1, mål 5", "Participant 1, goal 5", "Person 1, Ziel 5", "participants.1.goal_5"],
)
def test_tables_know_the_column_and_name_it_where_it_is_not_drawn(heading):
    rows = [{"id": 1, "Deltager 1": "Åse", "Deltager 1, mål 4": "x", heading: "x"}]
    files: dict[str, bytes] = {}
    mlmp.batch(FORM, rows, files.__setitem__, settings={"goals": 5})
    assert mlmp.read(files["1.pdf"]).answers == {
        "participants": [{"name": "Åse", "goal_4": True, "goal_5": True}]
    }
    outcome = mlmp.batch(FORM, rows, {}.__setitem__)
    (undrawn,) = [note for note in outcome.notes if note.code.startswith("undrawn")]
    assert undrawn.code == "undrawn:goals=5"
    assert heading in str(undrawn)
    assert "Deltager 1, mål 4" in str(undrawn)


def test_the_table_of_a_form_has_a_column_for_each_tick():
    headings = [*mlmp.columns(FORM, settings={"goals": 12}).values()]
    assert "Deltager 6, mål 12" in headings
    assert "Deltager 1, mål 4" not in mlmp.columns(FORM).values()


def test_a_plan_and_its_agreement_take_one_setting():
    first, second = templates(["visual-plan", FORM], settings={"goals": 5})
    assert first.form.lists["goals"].count == 5
    assert second.form.setting("goals") == 5
