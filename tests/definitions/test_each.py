"""Questions that are declared once and asked for each number; what only a number draws."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlmp_print as mlmp
from mlmp_print.model.limits import EACH_MOST

FORM = """
code = "EACH"
version = 1
released = 2026-11-22
group = "citizen"

[answers]
{answers}

[set]
days = [2, 1, 5]
kind = ["a", "b"]

[words.en]
title = "Days"
sheet = "Days"
[words.en.ask]
people = {{ item = "person {{n}}" }}
{words}

[[page]]
only = "days<=2"
[[page.block]]
block = "title"
box = [14, 15, 100, 12]
words = "title"
tag = "H1"
[[page.block]]
block = "table"
box = [14, 30, 182, 100]
path = "people"
columns = {{ name = 60, day = 20 }}

[[page]]
only = "days>=5"
[[page.block]]
block = "title"
box = [14, 15, 100, 12]
words = "title"
tag = "H1"
[[page.block]]
block = "ticked_table"
box = [14, 30, 182, 100]
path = "people"
columns = {{ name = 60 }}
ticks = "day"
"""
ANSWERS = """
[answers.people]
list = { count = 2, most = 4 }
name = { kind = "text", line = true }
day = { kind = "tick", each = "days", example = [[true], [false, true]] }
"""
WORDS = """
"people.name" = { label = "Name" }
"people.day" = { label = "Day {each}", question = "Person {n} comes on day {each}" }
"""


def form(folder: Path, answers: str = ANSWERS, words: str = WORDS) -> str:
    path = folder / "days.toml"
    path.write_text(FORM.format(answers=answers, words=words), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("days", "drawn"), [(1, 1), (2, 2), (5, 5)])
def test_one_declaration_is_as_many_questions_as_the_setting_says(tmp_path, days, drawn):
    own = form(tmp_path)
    look = {"lang": "en", "settings": {"days": days}}
    entry = mlmp.schema(own, **look)["properties"]["people"]["items"]["properties"]
    assert [*entry] == ["name", *(f"day_{number}" for number in range(1, drawn + 1))]
    answers = {"people": [{f"day_{drawn}": True}]}
    assert mlmp.read(mlmp.fill(own, answers, **look).pdf).answers == answers


def test_more_of_them_than_any_sheet_has_are_refused(tmp_path):
    own = Path(form(tmp_path))
    text = own.read_text(encoding="utf-8").replace("[2, 1, 5]", f"[2, 1, 5, {EACH_MOST + 1}]")
    own.write_text(text, encoding="utf-8")
    with pytest.raises(mlmp.DefinitionError, match=f"each is for up to {EACH_MOST} questions"):
        mlmp.blank(str(own), lang="en")


def test_a_number_between_two_choices_needs_the_next_one(tmp_path):
    with pytest.raises(mlmp.AnswersError, match=r"Day 3 1.*days=5"):
        mlmp.fill(form(tmp_path), {"people": [{"day_3": True}]}, lang="en")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('each = "days"', 'each = "dayz"', "there is no setting “dayz”. Did you mean “days”"),
        ('each = "days"', 'each = "kind"', "there is no setting “kind”"),
        ('each = "days"', "each = 3", "there is no setting “3”"),
        ("[[true], [false, true]]", "[true]", "a list for each number"),
        ("[[true], [false, true]]", "true", "a list for each number"),
        ("name = {", 'day_2 = { kind = "text" }\nname = {', "is there already: “day” makes it"),
        ('kind = "tick"', 'kind = "picture"', "no pictures"),
        ('"tick", each', '"tick", only = "kind=a", each', "only is said by each already"),
        ('"text", line', '"text", only = "days>=many", line', "must have a number"),
        ('"text", line', '"text", only = "days>=3", line', "there is no setting “days=3”"),
        ('"text", line', '"text", only = "days", line', "only must be a setting"),
        ("Day {each}", "Day", "label needs {each}, which tells the questions apart"),
        ("Person {n} comes", "Person {m} comes", "only {n} and {each} may stand in them"),
        ('label = "Name"', 'label = "Name {each}"', "only {n} may stand in them"),
    ],
)
def test_a_mistake_is_named(tmp_path, old, new, what):
    answers, words = ANSWERS.replace(old, new), WORDS.replace(old, new)
    assert (answers, words) != (ANSWERS, WORDS)
    with pytest.raises(mlmp.DefinitionError) as caught:
        mlmp.blank(form(tmp_path, answers, words), lang="en")
    assert what in str(caught.value)
