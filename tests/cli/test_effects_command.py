"""The command `effects`: what it writes, what it says, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import mlmp_print as mlmp
from mlmp_print.cli.commands import main

GOAL = {"text": "Bus", "theme": "mobility", "score_then": 3}
NOW = (2, 3, 4)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["effects", *map(str, args)], prog_name="mlmp-print")


def goals(number: int, **more: Any) -> dict[str, Any]:
    return {"name": f"P{number}", "goals": [{**GOAL, "score_now": NOW[number % 3], **more}]}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The status sheets of 18 people, of whom six moved each way."""
    folder = tmp_path_factory.mktemp("status")
    template = mlmp.template("status-sheet", lang="da")
    for number in range(18):
        (folder / f"{number}.pdf").write_bytes(template.fill(goals(number)).pdf)
    return folder


def test_all_three_formats_are_written(sheets, tmp_path):
    for ending, start in ((".json", b"{"), (".xlsx", b"PK"), (".pdf", b"%PDF")):
        result = run(sheets, "-o", tmp_path / f"out{ending}")
        assert result.exit_code == 0, result.output
        assert (tmp_path / f"out{ending}").read_bytes().startswith(start)
        assert "18 goals of 18 people counted." in result.output
    found = json.loads((tmp_path / "out.json").read_text())
    assert [found["all"][name] for name in ("less", "stayed", "more")] == [6, 6, 6]
    assert mlmp.effects([sheets]).to_json() == found
    assert b"da-DK" in (tmp_path / "out.pdf").read_bytes(), "the language of the sheets"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_counted(sheets, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    result = run(sheets, tmp_path / "broken.pdf", "-o", tmp_path / "out.json")
    assert result.exit_code == 3
    assert "broken.pdf" in result.output
    assert json.loads((tmp_path / "out.json").read_text())["people"] == 18


def test_few_people_are_refused_and_nothing_is_written(sheets, tmp_path):
    result = run(*(sheets / f"{number}.pdf" for number in range(4)), "-o", tmp_path / "out.pdf")
    assert result.exit_code == 4
    assert "Fewer than 5 people" in result.output
    assert not (tmp_path / "out.pdf").exists()


def test_plans_of_two_years(tmp_path):
    template = mlmp.template("visual-plan")
    for year in (1, 2):
        (tmp_path / f"{year}").mkdir()
        for number in range(6 + year):
            answers = {"goals": [{"text": "Bus", "score_now": 4 - year}]}
            (tmp_path / f"{year}" / f"{number}.pdf").write_bytes(template.fill(answers).pdf)
    alone = run(tmp_path / "2", "-o", tmp_path / "out.json")
    assert alone.exit_code == 4
    assert "--before" in alone.output
    result = run(tmp_path / "2", "--before", tmp_path / "1", "-o", tmp_path / "out.json")
    assert result.exit_code == 3, "one has no earlier plan"
    assert "Sheets without an earlier one of the same id or name: 1" in result.output
    assert json.loads((tmp_path / "out.json").read_text())["people"] == 7


def test_plans_that_ask_for_the_type_of_each_goal(tmp_path):
    template = mlmp.template("visual-plan", settings={"goal_type": "yes"})
    for year in (1, 2):
        (tmp_path / f"{year}").mkdir()
        for number in range(10):
            kind = "develop" if number % 2 else "maintain"
            score = 3 - (year - 1) * (number % 2)
            goal = {"text": "Bus", "goal_type": kind, "score_now": score}
            pdf = template.fill({"goals": [goal]}).pdf
            (tmp_path / f"{year}" / f"{number}.pdf").write_bytes(pdf)
    result = run(tmp_path / "2", "--before", tmp_path / "1", "-o", tmp_path / "out.json")
    assert result.exit_code == 0, result.output
    types = json.loads((tmp_path / "out.json").read_text())["goal_types"]
    found = {row["goal_type"]: (row["less"], row["stayed"]) for row in types}
    assert found == {"develop": (5, 0), "maintain": (0, 5), "limit_loss": (0, 0)}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-o", "out.docx"], "End the name after -o in .xlsx, .pdf or .json"),
        (["-o", "out.pdf", "--before", "-"], "not stdin"),
        (["-o", "out.pdf", "--lang", "xx"], "There is no language"),
        (["-o", "out.pdf", "--ink", "pink"], "There is no ink"),
        ([], "Missing option"),
    ],
)
def test_a_wrong_option_is_told_before_anything_is_read(sheets, args, said):
    result = run(sheets, *args)
    assert (result.exit_code, said in result.output) == (2, True), result.output


def test_a_file_that_exists_is_kept(sheets, tmp_path):
    (tmp_path / "out.json").write_text("mine")
    result = run(sheets, "-o", tmp_path / "out.json")
    assert result.exit_code == 5
    assert "--force" in result.output
    assert (tmp_path / "out.json").read_text() == "mine"
