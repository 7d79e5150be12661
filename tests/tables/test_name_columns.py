"""A name that stands in several columns, and texts that differ in what nobody sees."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.model.cells import seen
from mlmp_print.model.errors import AnswersError, DefinitionError, UsageError


@pytest.fixture(scope="module")
def template() -> mlmp.Template:
    return mlmp.template("wishing-well")


@pytest.fixture(scope="module")
def plan() -> mlmp.Template:
    return mlmp.template("visual-plan")


def filled(
    template: mlmp.Template, folder: Path, table: str, map_text: str = "", **options: Any
) -> tuple[dict[str, Any], mlmp.Outcome]:
    """The answers by the file's name, and the outcome."""
    path = folder / "t.csv"
    path.write_text(table, "utf-8")
    columns = folder / "map.toml" if map_text else None
    if columns:
        columns.write_text(map_text, "utf-8")
    files: dict[str, bytes] = {}
    outcome = mlmp.batch(template, path, files.__setitem__, columns=columns, **options)
    return {name: mlmp.read(pdf).answers for name, pdf in files.items()}, outcome


@pytest.mark.parametrize(
    ("heads", "cells", "name"),
    [
        ("Fornavn;Efternavn", "Ida;Test", "Ida Test"),
        ("Efternavn;Fornavn", "Test;Ida", "Ida Test"),
        ("last name;middle name;First Name", "Test;Marie;Ida", "Ida Marie Test"),
        ("Vorname;Nachname", "Ida ;\u00a0Test", "Ida Test"),
        ("Fornavn;Mellemnavn;Efternavn", "Ida;;Test", "Ida Test"),
        ("Fornavn;Efternavn", ";Test", "Test"),
        ("Fornavn;Efternavn;Navn", "Ida;Test;Bo Prøve", "Bo Prøve"),
    ],
)
def test_first_and_last_names_are_joined_if_nothing_else_is_the_name(
    template, tmp_path, heads, cells, name
):
    answers, outcome = filled(template, tmp_path, f"Sagsnr;{heads}\n1;{cells}\n")
    assert answers == {"1.pdf": {"name": name}}
    notes = " ".join(note.sentence for note in outcome.notes)
    assert ("is put together from" in notes) == (name != "Bo Prøve")


@pytest.mark.parametrize("heads", ["Fornavn", "Efternavn", "Fornavn;First name;Efternavn"])
def test_a_part_of_a_name_alone_is_no_name(template, tmp_path, heads):
    table = f"dreams.dreams;{heads}\nx;{';'.join('abc'[: heads.count(';') + 1])}\n"
    with pytest.raises(AnswersError):
        filled(template, tmp_path, table)


def test_a_map_says_which_columns_are_the_name(template, tmp_path):
    table = "Nr;A;B;C;Navn\n7;Ida;;Test;x\n"
    map_text = 'id = "Nr"\nname = ["A", "B", "C"]\n[columns]\n"Navn" = ""\n'
    answers, outcome = filled(template, tmp_path, table, map_text)
    assert answers == {"7.pdf": {"name": "Ida Test"}} and not outcome.notes
    answers, _ = filled(template, tmp_path, "A\nIda\n", 'name = "A"\n')
    assert answers == {"2.pdf": {"name": "Ida"}}


def test_a_row_without_any_part_of_the_name_fails(template, tmp_path):
    _, outcome = filled(template, tmp_path, "id;Fornavn;Efternavn\n1;;\n2;a;b\n")
    [trouble] = outcome.troubles
    assert (trouble.where.row, trouble.where.column, trouble.path) == (2, "Fornavn", "name")


def test_a_part_that_cannot_be_printed_is_named_at_its_own_column(template):
    outcome = mlmp.batch(template, [{"Fornavn": "Ida", "Efternavn": True}], dry_run=True)
    assert [trouble.where.column for trouble in outcome.troubles] == ["Efternavn"]


@pytest.mark.parametrize(
    "setting", ["[]", "7", '""', '["A", ""]', '["A", "A"]', '["A", 7]', "{A = 1}"]
)
def test_a_name_that_names_no_columns_is_refused(template, tmp_path, setting):
    with pytest.raises(DefinitionError, match="name must be the heading of a column, or a list"):
        filled(template, tmp_path, "A;Navn\nx;y\n", f"name = {setting}\n")


def test_everything_that_is_wrong_with_the_columns_of_a_name_is_said_at_once(template, tmp_path):
    map_text = (
        'password = "Kode"\nname = ["Fornavm", "B", "Kode"]\n'
        '[columns]\n"B" = ""\n"Fornavn" = "name"\n'
    )
    with pytest.raises(UsageError) as caught:
        filled(template, tmp_path, "Fornavn;B;Kode\nx;y;z\n", map_text)
    said = str(caught.value).splitlines()
    assert len(said) == 4
    assert "no column “Fornavm”. Did you mean “Fornavn”?" in said[0]
    assert "“B” is a part of the name" in said[1] and "“Kode” is a part of the name" in said[2]
    assert "“Fornavn”: the map says already what the name is" in said[3]


def test_a_form_without_names_has_no_columns_for_one(tmp_path):
    with pytest.raises(UsageError, match="no form here asks for a name"):
        filled(mlmp.template("theory-of-change"), tmp_path, "A;Mål\nx;y\n", 'name = "A"\n')


def test_two_columns_mapped_to_the_name_are_told_how_to_be_one(template, tmp_path):
    map_text = '[columns]\n"A" = "name"\n"B" = "name"\n'
    with pytest.raises(AnswersError, match=r'name = \["A", "B"\] at the top of the map'):
        filled(template, tmp_path, "A;B\nx;y\n", map_text)


# What nobody sees ---------------------------------------------------------------------------------

UNSEEN = ["Ida Test ", "Ida  Test", "\u00a0Ida\u00a0Test", "Ida\u200b Te\u00adst", "\ufeffIda Test"]
GROUPED = 'id = "Sagsnr"\ngroup_by = "Sagsnr"\n[columns]\n"Mål" = "goals.text"\n'


@pytest.mark.parametrize("name", UNSEEN)
def test_a_name_that_looks_the_same_is_the_same(plan, tmp_path, name):
    table = f"Sagsnr;Navn;Mål\n1;Ida Test;et\n1;{name};to\n1\u00a0;Ida Test;to \n"
    answers, outcome = filled(plan, tmp_path, table, GROUPED)
    assert not outcome.troubles
    goals = [{"text": "et"}, {"text": "to"}]
    assert answers == {"1.pdf": {"name": "Ida Test", "goals": goals}}


def test_letters_and_their_marks_may_be_apart(plan, tmp_path):
    apart = unicodedata.normalize("NFD", "Åse")
    table = f"Sagsnr;Navn;Mål\n{apart};Åse;et\nÅse;{apart};to\n"
    answers, _ = filled(plan, tmp_path, table, GROUPED)
    assert list(answers) == ["Åse.pdf"]


def test_capitals_still_tell_apart(plan, tmp_path):
    table = "Sagsnr;Navn;Mål\na;Ida;et\nA;Bo;to\na;ida;tre\n"
    answers, outcome = filled(plan, tmp_path, table, GROUPED)
    assert list(answers) == ["A.pdf"] and outcome.failed == 1


def test_a_map_finds_a_heading_that_looks_the_same(plan, tmp_path):
    map_text = 'id = "Sags nr"\n[columns]\n"Mit  mål " = "goals.1.text"\n'
    table = "Sags\u00a0nr;Navn;Mit\u00a0mål\n1;Ida;et\n"
    answers, _ = filled(plan, tmp_path, table, map_text)
    assert answers == {"1.pdf": {"name": "Ida", "goals": [{"text": "et"}]}}


def test_states_scores_and_dates_are_understood(plan, tmp_path):
    table = (
        "Navn;Dato;Mål 1;Livstema 1;Score nu 1;Uenig 1\n"
        "Ida;1/5-2026\u00a0;et;Prak\u00adtiske  opgaver;\u200b2\u00a0;ja\ufeff\n"
    )
    answers, outcome = filled(plan, tmp_path, table)
    assert not outcome.troubles
    [goal] = answers["2.pdf"]["goals"]
    assert goal["theme"] == "practical_tasks" and goal["score_now"] == 2 and goal["disagrees"]


def test_what_is_written_inside_an_answer_stays(plan, tmp_path):
    answers, _ = filled(plan, tmp_path, 'Navn;Noter\nIda;"a  b\n  c"\n')
    assert answers["2.pdf"]["notes"] == "a  b\n  c"


def test_an_answer_of_which_nothing_is_seen_is_none(plan, tmp_path):
    _, outcome = filled(plan, tmp_path, "id;Navn\n1;\u200b\u00a0\n")
    assert "is empty" in outcome.troubles[0].sentence


def test_a_password_is_used_as_it_was_written(template, tmp_path):
    table = "Navn;Kode\nIda;ab  cd\n"
    path, columns = tmp_path / "t.csv", tmp_path / "map.toml"
    path.write_text(table, "utf-8")
    columns.write_text('password = "Kode"\n', "utf-8")
    files: dict[str, bytes] = {}
    mlmp.batch(template, path, files.__setitem__, columns=columns)
    assert mlmp.read(files["2.pdf"], password="ab  cd").answers == {"name": "Ida"}


def test_seeing_twice_changes_nothing():
    @runs(100)
    @given(st.text(st.sampled_from("aÅ \u00a0\u00ad\u200b\u200d\ufeff\u030a\n\u202a"), max_size=8))
    def law(text):
        once = seen(text)
        assert seen(once) == once and seen(f" {text}\u00a0") == once

    law()
