"""Which answers of an older sheet a new one starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlmp_print as mlmp

PLAN = {
    "name": "Åse",
    "goals": [{"text": "vaske tøj"}, {"text": "tage bussen"}, {"score_now": 2}],
}


@pytest.fixture(scope="module")
def plan() -> mlmp.Read:
    return mlmp.read(mlmp.fill("visual-plan", PLAN).pdf, trusted=True)


@pytest.mark.parametrize(
    ("setting", "goal"), [(1, "vaske tøj"), (2, "tage bussen"), (3, None), (12, None)]
)
def test_a_staircase_starts_from_the_goal_that_is_chosen(plan, setting, goal):
    carried = mlmp.carry("goal-staircase", plan, settings={"goal": setting})
    assert carried.answers == {"name": "Åse", **({"goal": goal} if goal else {})}
    assert [note.path for note in carried.notes] == ([] if goal else ["goal"])


def test_a_staircase_starts_from_an_older_one_too():
    older = {"goal": "vaske tøj", "steps": [{"text": "sortere", "done": True}]}
    assert mlmp.carry("goal-staircase", older, settings={"goal": 2}).answers == older


def test_the_agreement_starts_from_the_goals_of_the_plan_or_from_an_older_agreement(plan):
    efforts = mlmp.carry("plan-agreement", plan).answers["efforts"]
    assert efforts == [{"goal": "1"}, {"goal": "2"}, {"goal": "3"}]
    assert mlmp.carry("plan-agreement", {"goals": [{}, {"text": "x"}]}).answers["efforts"] == [
        {},
        {"goal": "2"},
    ]
    older = {"efforts": [{"goal": "tage bussen", "what": "øve ruten"}]}
    assert mlmp.carry("plan-agreement", older).answers == older


def test_the_chosen_goal_moves_no_field():
    usual, chosen = (
        mlmp.template("goal-staircase", settings={"goal": goal}).compiled_form().layouts
        for goal in (1, 2)
    )
    assert [layout.digest for layout in usual] == [layout.digest for layout in chosen]
    assert usual[0].key != chosen[0].key, "a scan says which goal it is of"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("5", "from must be the path"),
        ('["name", 5]', "from must be the path"),
        ('"goals.{gaol}.text"', "there is no setting “gaol”. Did you mean “goal”?"),
        ('"goals.{score}.text"', "there is no setting “score”"),
        ('"goals.{goal.text"', "a brace too few or too many"),
    ],
)
def test_a_wrong_from_is_refused(tmp_path, source, words):
    form = note(tmp_path, f"from = {source}")
    with pytest.raises(mlmp.DefinitionError, match=words):
        mlmp.schema(form)


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_a_number_that_is_none_names_no_entry_and_no_setting(tmp_path, plan, number):
    form = note(tmp_path, f'from = "goals.{number}.text"')
    assert not mlmp.carry(form, plan).answers
    form = note(tmp_path, f'only = "goal={number}"')
    with pytest.raises(mlmp.DefinitionError, match="there is no setting"):
        mlmp.schema(form)


def note(folder: Path, key: str) -> str:
    """The path of a form with one question, which has a key more."""
    form = folder / "note.toml"
    form.write_text(
        f"""
        code = "NOTE"
        version = 1
        released = 2026-11-22
        group = "citizen"
        [answers]
        name = {{ kind = "text", {key} }}
        [set]
        goal = [1, 2]
        score = ["a", "b"]
        [[page]]
        [[page.block]]
        block = "ask"
        box = [14, 20, 100, 9]
        path = "name"
        [words.da]
        title = "Note"
        sheet = "Note"
        about = "En note."
        [words.da.ask]
        name = {{ label = "Navn", example = "Åse" }}
        """,
        "utf-8",
    )
    return str(form)
