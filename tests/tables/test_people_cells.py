"""A spreadsheet of answers for people: it says what the sheets say, and a batch understands it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from marking import EVERY_FORM
from repository import ROOT
from sheets import PETER
from strategies import answers, runs

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages
from mlmp_print.look.sheet_names import every_wording
from mlmp_print.model.answers import canonical
from mlmp_print.model.cells import trimmed
from mlmp_print.model.kinds import Choice, Date, Tick
from mlmp_print.model.paths import flatten
from mlmp_print.tables.doubts import CODES
from mlmp_print.tables.people import read_people
from mlmp_print.tables.people_cells import PeopleWords
from mlmp_print.tables.table import Table
from mlmp_print.tables.table_match import TableMatch
from mlmp_print.tables.write import xlsx_table

LANG = pytest.mark.parametrize("lang", languages())
STRANDBY = ROOT / "assets" / "looks" / "strandby" / "look.toml"
AGREEMENT: dict[str, Any] = {
    "name": "Åse",
    "participants": [{"name": "Bo", "role": "provider"}, {"role": "relative"}],
    "agreement": {"agreed": "not_everything"},
}
OWN = {"name": "Åse", "goals": [{"theme": "home", "disagrees": True}, {"theme": "work"}]}


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, list(map(str, args)), prog_name="mlmp-print")
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def cells(path: Path) -> list[dict[str, Any]]:
    """The rows of a spreadsheet, by heading."""
    headings, *rows = calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(headings, row, strict=True)) for row in rows]


def sheet(path: Path, form: str, said: Any, **options: Any) -> Path:
    path.write_bytes(mlmp.fill(form, said, **options).pdf)
    return path


# What stands in it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "theme", "role", "yes"),
    [
        ("da", "Praktiske opgaver", "Personale", "ja"),
        ("en", "Practical tasks", "Support staff", "yes"),
        ("de", "Praktische Aufgaben", "Betreuung", "ja"),
    ],
)
def test_people_read_words_dates_and_numbers(tmp_path, lang, theme, role, yes):
    plan = sheet(tmp_path / "plan.pdf", "visual-plan", PETER, lang=lang)
    agreement = sheet(tmp_path / "agreement.pdf", "plan-agreement", AGREEMENT, lang=lang)
    out = tmp_path / "out.xlsx"
    assert run("read", plan, agreement, "-o", out).exit_code == 0
    row, other = cells(out)
    assert (row["goals.1.theme"], row["goals.3.disagrees"]) == (theme, yes)
    assert (row["date"], row["goals.3.score_now"]) == (datetime.date(2019, 5, 1), 2.5)
    assert other["participants.1.role"] == role


def test_programs_still_read_keys(tmp_path):
    plan = sheet(tmp_path / "plan.pdf", "visual-plan", PETER)
    assert run("read", plan, "-o", tmp_path / "out.csv").exit_code == 0
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "practical_tasks" in text and "2019-05-01" in text and "Praktiske" not in text


def test_a_look_with_its_own_themes_gives_their_names_if_it_is_given(tmp_path):
    plan = sheet(tmp_path / "plan.pdf", "visual-plan", OWN, look=STRANDBY)
    assert run("read", plan, "-o", tmp_path / "keys.xlsx").exit_code == 0
    assert cells(tmp_path / "keys.xlsx")[0]["goals.1.theme"] == "home"
    words = tmp_path / "words.xlsx"
    assert run("read", plan, "-o", words, "--look", STRANDBY).exit_code == 0
    assert cells(words)[0]["goals.1.theme"] == "Mit hjem"
    for table in ("keys.xlsx", "words.xlsx"):
        folder = tmp_path / table.removesuffix(".xlsx")
        done = run("batch", "visual-plan", tmp_path / table, "-o", folder, "--look", STRANDBY)
        assert done.exit_code == 0, done.stderr
        assert mlmp.read(next(folder.glob("*.pdf"))).answers == OWN


def test_a_name_that_two_themes_have_is_not_written(tmp_path):
    look = tmp_path / "look.toml"
    text = STRANDBY.read_text("utf-8").replace('logo = "logo.svg"', "")
    look.write_text(text.replace('"Job og uddannelse"', '"Mit hjem"'), "utf-8")
    plan = sheet(tmp_path / "plan.pdf", "visual-plan", OWN, look=look)
    assert run("read", plan, "-o", tmp_path / "out.xlsx", "--look", look).exit_code == 0
    row = cells(tmp_path / "out.xlsx")[0]
    assert (row["goals.1.theme"], row["goals.2.theme"]) == ("home", "work")


def test_a_look_is_for_spreadsheets_and_a_broken_one_is_refused(tmp_path):
    plan = sheet(tmp_path / "plan.pdf", "visual-plan", PETER)
    done = run("read", plan, "-o", tmp_path / "out.csv", "--look", STRANDBY)
    assert done.exit_code == 2 and ".xlsx" in done.stderr
    broken = tmp_path / "broken.toml"
    broken.write_text("colour = 1", "utf-8")
    done = run("read", plan, "-o", tmp_path / "out.xlsx", "--look", broken)
    assert done.exit_code == 2 and "broken.toml" in done.stderr
    assert not list(tmp_path.glob("out.*"))


def test_a_form_that_is_not_ours_has_its_keys_and_its_dates():
    own = PeopleWords().cells("my-plan", "da", "")
    assert own.cell("role", "provider", Choice(("provider", "relative"))) == "provider"
    assert own.cell("date", "2026-05-01", Date()) == datetime.date(2026, 5, 1)
    for typed in ("i maj", "2026-02-30", "20260501", 5):
        assert own.cell("date", typed, Date()) == typed
    assert own.cell("done", True, Tick()) == "ja"


def test_a_question_that_is_asked_otherwise_today_keeps_its_answer():
    cells_of = PeopleWords().cells("plan-agreement", "da", "")
    older = Choice(("provider", "friend"))
    assert cells_of.cell("participants.1.role", "provider", older) == "provider"
    assert cells_of.cell("name", "2026-05-01", Date()) == "2026-05-01"


# Back into a batch --------------------------------------------------------------------------------


@LANG
@pytest.mark.parametrize(("form", "said"), [("visual-plan", PETER), ("plan-agreement", AGREEMENT)])
def test_the_spreadsheet_goes_back_into_a_batch(tmp_path, lang, form, said):
    one = sheet(tmp_path / "one.pdf", form, said, lang=lang)
    assert run("read", one, "-o", tmp_path / "out.xlsx").exit_code == 0
    done = run("batch", form, tmp_path / "out.xlsx", "-o", tmp_path / "again")
    assert done.exit_code == 0, done.stderr
    [pdf] = (tmp_path / "again").glob("*.pdf")
    assert mlmp.read(pdf).answers == canonical(forms.load(form, looks.load()), said)


@pytest.mark.parametrize("name", EVERY_FORM)
def test_every_answer_to_every_form_comes_back_from_its_cell(name, tmp_path):
    look = looks.load()
    form = forms.load(name, look)
    places = {place.path: place for place in form.all_places()}
    match_of = [(form, every_wording(form, look))]
    words = PeopleWords()

    @runs(15)
    @given(answers(form), st.sampled_from(languages()))
    def law(said, lang):
        values = flatten(canonical(form, said))
        values = {path: value for path, value in values.items() if trimmed(str(value))}
        if not values:
            return
        cells_of = words.cells(name, lang, "")
        row = [cells_of.cell(path, value, places[path].kind) for path, value in values.items()]
        path = tmp_path / "t.xlsx"
        path.write_bytes(xlsx_table([*values, "id"], [[*row, "1"]]))
        table = Table(path)
        match = TableMatch.of(match_of, table.headers, accepted=frozenset(CODES))
        [person] = read_people(match, table)
        assert not person.troubles
        assert person.answers[0].values == values

    law()


def _days():
    """The days that a table may name."""
    return st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


def test_every_day_comes_back(tmp_path):
    cells_of = PeopleWords().cells("visual-plan", "da", "")
    look = looks.load()
    form = forms.load("visual-plan", look)
    kind = next(place.kind for place in form.places() if place.path == "date")

    @runs(15)
    @given(st.lists(_days().map(datetime.date.isoformat), min_size=1, max_size=40))
    @example(["1900-01-01", "1900-02-28", "1900-03-01", "2100-12-31"])
    def law(days):
        rows = [[cells_of.cell("date", day, kind)] for day in days]
        path = tmp_path / "t.xlsx"
        path.write_bytes(xlsx_table(["date"], rows))
        table = Table(path)
        match = TableMatch.of([(form, every_wording(form, look))], table.headers)
        found = [person.answers[0].values.get("date") for person in read_people(match, table)]
        assert found == days

    law()
