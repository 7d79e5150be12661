"""Goals are found by what a form asks, and answers that tell of nobody by their kinds."""

from __future__ import annotations

import pytest

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.model.kinds import KINDS, Choice, Date, Score, Text, Theme, Tick
from mlmp_print.model.paths import flatten, without_positions

CANARY = "Kanarie-Hemmelig-77"


def read(form: str, answers: dict[str, object]) -> mlmp.Read:
    return mlmp.read(mlmp.fill(form, answers).pdf, trusted=True)


def test_the_forms_with_goals_are_those_that_have_a_list_or_a_question_of_them():
    with_goals = {form for form in forms.names() if mlmp.goals(read(form, mlmp.example(form)))}
    assert with_goals == {"visual-plan", "status-sheet", "goal-staircase"}


def test_a_form_of_ones_own_may_call_its_goals_otherwise():
    kinds = {"aims.what": Text(), "aims.now": Score(), "week.day": Text()}
    answers = {"aims": [{}, {"what": "cykle", "now": 1}], "week": [{"day": "mandag"}]}
    (goal,) = mlmp.goals(mlmp.Read("own", 1, "da", answers, kinds=kinds))
    assert (goal.number, goal.path) == (2, "aims.2")
    assert goal.answers == {"what": "cykle", "now": 1}


@pytest.mark.parametrize("form", forms.names())
def test_of_every_form_no_word_and_no_day_is_told(form):
    sheet = read(form, mlmp.example(form))
    told = flatten(mlmp.impersonal(sheet).answers)
    for path, value in told.items():
        kind = sheet.kinds[without_positions(path)]
        assert not isinstance(kind, Text)
        assert isinstance(value, int) and 1900 < value < 2100 if isinstance(kind, Date) else True
    scores = {
        path for path in flatten(sheet.answers) if sheet.kinds[without_positions(path)].states
    }
    assert scores <= told.keys(), "choices, scores and ticks are all there"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text(), CANARY),
        (Date(), CANARY),
        (Score(), CANARY),
        (Tick(), CANARY),
        (Theme(("mobility",)), CANARY),
        (Choice((CANARY,)), CANARY),
        (None, CANARY),
    ],
)
def test_a_forged_file_tells_no_words_whatever_it_calls_them(kind, value):
    kinds = {"answer": kind} if kind else {}
    left_out = mlmp.LeftOut()
    sheet = mlmp.Read("own", 1, "da", {"answer": value}, kinds=kinds, sheet_id="7F3K9Q2N")
    told = mlmp.impersonal(sheet, left_out)
    assert (told.answers, told.sheet_id, left_out.words) == ({}, "0", 1)


def test_a_forged_file_tells_no_words_in_the_name_of_a_question():
    sheet = mlmp.Read("own", 1, "da", {CANARY: 2}, kinds={CANARY: Score()})
    assert mlmp.impersonal(sheet).answers == {}


def test_a_kind_tells_nothing_unless_it_says_so():
    silent = {name for name, kind in KINDS.items() if "impersonal" not in vars(kind)}
    assert silent == {"text", "picture", "description", "theme", "choice"}  # the last two: in OneOf
