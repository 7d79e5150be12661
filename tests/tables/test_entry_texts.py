"""Cells of one goal in which a list of several stands."""

from __future__ import annotations

from typing import Any

import pytest

import mlmp_print as mlmp
from mlmp_print.tables.doubts import code_of
from mlmp_print.tables.entry_texts import bulleted, numbered

PLAN = "visual-plan"


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template(PLAN)


def codes(form: Any, rows: list[dict[str, Any]], **options: Any) -> list[tuple[str, str]]:
    outcome = mlmp.batch(form, rows, dry_run=True, **options)
    return [(trouble.where.column, code_of(trouble)) for trouble in outcome.troubles]


@pytest.mark.parametrize(
    "text",
    [
        "1) Gå en tur\n2) Lave mad selv",
        "1. Gå en tur\r\n2. Lave mad selv",
        "1. Gå en tur; 2. Lave mad selv",
        "1. Gå en tur, 2. Lave mad selv, 3. Sove",
        "(1) Gå en tur (2) Lave mad selv",
        "1 Gå en tur\n2 Lave mad selv",
        "1: Gå en tur\n2: Lave mad selv",
        "1 - Gå en tur\n\n2 - Lave mad selv",
        "a) gå en tur b) lave mad",
        "Mål 1: gå en tur. Mål 2: lave mad",
        "Mål 1 - gå en tur\nMål nr. 2 - lave mad",
        "Mål:\n1. gå en tur\n2. lave mad",
        "#1 gå en tur\n#2 lave mad",
    ],
)
def test_a_numbered_list(template, text):
    assert numbered(text, ["Mål"]) >= 2
    row = {"Navn": "Ida", "Mål 1": text, "Mål 2": ""}
    assert codes(template, [row]) == [("Mål 1", "several-in-one")]
    beside = {**row, "Mål 2": "løbe"}
    assert codes(template, [beside]) == [("Mål 1", "several-in-one")]
    assert codes(template, [row], accept=["several-in-one"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "- Gå en tur\n- Lave mad selv",
        "• Gå en tur\n• Lave mad selv",
        "* Gå en tur\n  i skoven\n* Lave mad selv",
        "Mål:\n– Gå en tur\n– Lave mad selv",
        "• Gå en tur • Lave mad selv",
        "Gå en tur;Lave mad selv;",
        "Gå en tur;Lave mad selv",
        "Gå en tur | Lave mad selv",
        "Gå en tur||Lave mad selv",
        "Gå en tur\nLave mad selv\nSove",
    ],
)
def test_a_list_with_bullets_or_from_a_web_form(template, text):
    assert bulleted(text) >= 2
    row = {"Navn": "Ida", "Mål 1": text, "Mål 2": None}
    assert codes(template, [row]) == [("Mål 1", "several-in-one")]
    beside = {**row, "Mål 2": "løbe"}  # then these may be the parts of the first goal
    assert codes(template, [beside]) == []
    both = {**row, "Mål 2": "- løbe\n- synge"}
    assert [code for _, code in codes(template, [both])] == ["several-in-one"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Jeg vil gå en tur\nog lave mad selv",
        "Gå en tur\nLave mad",
        "Jeg vil gå en tur.\nJeg vil lave mad.\nJeg vil sove.",
        "Jeg vil gå en tur\nmed Bo\nog Ida",
        "2 gange om ugen går jeg en tur\n3 gange løber jeg",
        "1. gå en tur inden 2. maj",
        "1½ time om dagen\n2 dage om ugen",
        "1.5 km. Senere 2.5 km.",
        "1 tur om dagen",
        "Jeg vil kunne:\n- lave mad\n- gå en tur",
        "Lave mad - og gå en tur",
        "Gå en tur; lave mad",
        "Gå en tur;",
        "Gå i byen (1) om morgenen",
        "Ida vil (1) lave mad og (2) vaske op",
        "- gå en tur",
        "Mål 2: gå en tur",
        "Jeg vil a) sove",
        "Kl. 1. Jeg spiser. Kl. 2. jeg sover",
        "07-08 morgenmad\n09-10 tur",
        "12 34 56 78",
    ],
)
def test_a_text_of_several_lines_is_one_goal(template, text):
    assert codes(template, [{"Navn": "Ida", "Mål 1": text, "Mål 2": ""}]) == []


def test_rows_of_a_person_are_judged_together(template, tmp_path):
    columns = tmp_path / "map.toml"
    columns.write_text('group_by = "Sagsnr"', "utf-8")
    rows = [
        {"Sagsnr": "7", "Navn": "Ida", "Mål": "- gå en tur\n- løbe"},
        {"Sagsnr": "7", "Navn": "Ida", "Mål": "lave mad"},
        {"Sagsnr": "8", "Navn": "Bo", "Mål": "- gå en tur\n- løbe"},
        {"Sagsnr": "9", "Navn": "Åse", "Mål": "1. gå en tur\n2. løbe"},
        {"Sagsnr": "9", "Navn": "Åse", "Mål": "lave mad"},
    ]
    outcome = mlmp.batch(template, rows, columns=columns, dry_run=True)
    assert [trouble.where.row for trouble in outcome.troubles] == [3, 4]


def test_steps_and_people_of_a_meeting_are_lists_too():
    row = {"Navn": "Ida", "Mål": "bo selv", "Delmål 1": "1) rydde op\n2) vaske"}
    assert codes("goal-staircase", [row]) == [("Delmål 1", "several-in-one")]


def test_no_goal_is_told(template):
    rows = [{"Navn": "Ida", "Mål 1": "1) Kanariefugl\n2) Hund"}]
    [trouble] = mlmp.batch(template, rows, dry_run=True).troubles
    assert "Kanarie" not in str(trouble) and "2" in str(trouble)


def test_what_read_wrote_is_what_somebody_answered(template):
    row = {"form": PLAN, "name": "Ida", "goals.1.text": "1) gå\n2) løbe"}
    assert codes(template, [row]) == []
