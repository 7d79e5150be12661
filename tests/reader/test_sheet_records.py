"""The record of a sheet that was read is taken wherever the sheet is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from repository import ROOT

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.reader.sources import find

RECORD = {
    "form": "visual-plan",
    "version": 1,
    "language": "en",
    "sheet_id": "7F3K9Q2N",
    "answers": {"name": "Peter", "goals": [{"text": "bus", "score_now": 2.5}]},
    "drawn": {"size": "a3", "settings": {"goals": 6}},
}


def line(**parts: object) -> bytes:
    return json.dumps({**RECORD, **parts}).encode()


def test_a_record_is_read_as_its_sheet():
    found = mlmp.read(line())
    assert found.answers == RECORD["answers"]
    assert (found.form, found.version, found.language) == ("visual-plan", 1, "en")
    assert found.drawn == {"lang": "en", "size": "a3", "settings": {"goals": 6}}
    assert "goals.score_now" in found.kinds


def test_what_was_read_is_changed_and_drawn_as_it_was():
    changed = mlmp.read(mlmp.change("visual-plan", mlmp.read(line()), {"name": "Åse"}).pdf)
    assert changed.answers == {**RECORD["answers"], "name": "Åse"}
    assert (changed.language, changed.drawn["size"]) == ("en", "a3")


def test_the_life_themes_of_a_look_are_taken_further_with_that_look():
    look = ROOT / "assets" / "looks" / "strandby" / "look.toml"
    answers = {"goals": [{"theme": "home"}]}
    drawn = {"look_name": "Strandby Kommune"}
    found = mlmp.read(line(language="da", answers=answers, drawn=drawn))
    assert (found.answers, found.notes) == (answers, ())
    assert mlmp.read(mlmp.change("visual-plan", found, {}, look=look).pdf).answers == answers
    assert mlmp.read(line(answers=answers)).answers == {}
    assert mlmp.read(line(answers={"goals": [{"theme": "Peter H."}]}, drawn=drawn)).answers == {}


@pytest.mark.parametrize("content", [line() + b"\n" + line(), b"[" + line() + b"," + line() + b"]"])
def test_several_records_where_one_is_wanted_are_called_so(content):
    with pytest.raises(mlmp.PdfError, match="holds several sheets"):
        mlmp.read(content)


def test_what_the_form_does_not_ask_is_left_out_with_a_note():
    answers = {"name": "Peter", "secret": "hemmelig", "goals": [{"score_now": 9}]}
    found = mlmp.read(line(answers=answers))
    assert found.answers == {"name": "Peter"}
    assert {message.path for message in found.notes} == {"secret", "goals.1.score_now"}
    assert "hemmelig" not in str(found.notes)


@pytest.mark.parametrize(
    "data",
    [
        b'{"answers": {}',
        b'{"answers": []}',
        b'{"form": "visual-plan", "answers": "x"}',
        b'[{"answers": {}}, {"answers": {}}]',
        b'{"id": "1", "sheets": [], "x": "answers", "answers": {}}',
        line(form="no-form"),
        line(form=7),
        b"[" * 100_000 + b'"answers"',
    ],
)
def test_what_is_no_record_of_one_sheet_is_refused(data):
    with pytest.raises(mlmp.PdfError):
        mlmp.read(data)


def test_each_line_of_a_named_file_is_a_sheet(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(b"\n".join([line(), b"", line(sheet_id=None), b"{"]))
    received = list(mlmp.read_many([path]))
    assert [one.file.name for one in received] == [f"answers.jsonl#{n}" for n in (1, 3, 4)]
    assert [one.read is not None for one in received] == [True, True, False]


def test_lines_in_a_folder_are_not_read_beside_its_pdfs(tmp_path):
    (tmp_path / "peter.pdf").write_bytes(mlmp.blank("wishing-well"))
    (tmp_path / "answers.jsonl").write_bytes(line())
    assert [source.file.name for source in find([tmp_path])] == ["peter.pdf"]


def test_an_input_of_lines_is_never_written_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("answers.jsonl").write_bytes(line())
    result = CliRunner().invoke(main, ["read", "answers.jsonl", "-o", "answers.jsonl", "--force"])
    assert result.exit_code == 5
    assert Path("answers.jsonl").read_bytes() == line()


def years(folder: Path, sheet_ids: bool) -> tuple[Path, Path]:
    """Lines of six people in two years, in another order in the second."""
    ids = [f"ID{number}" for number in range(6)]
    found = []
    for year, score in (("2026", 3), ("2027", 2)):
        goals = {"goals": [{"text": "bus", "theme": "mobility", "score_now": score}]}
        lines = [line(answers=goals, sheet_id=one if sheet_ids else None) for one in ids]
        (folder / year).mkdir()
        path = folder / year / "answers.jsonl"
        path.write_bytes(b"\n".join(lines if year == "2026" else lines[::-1]))
        found.append(path)
    return found[0], found[1]


def test_goals_on_paper_are_counted_by_sheet_id(tmp_path):
    before, after = years(tmp_path, sheet_ids=True)
    counted = mlmp.effects([after], before=[before]).to_json()
    assert counted["people"] == 6


def test_lines_of_two_years_are_no_pair_by_their_numbers(tmp_path):
    before, after = years(tmp_path, sheet_ids=False)
    with pytest.raises(mlmp.PdfError, match="No two sheets"):
        mlmp.effects([after], before=[before])
