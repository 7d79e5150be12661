"""Who has answered: the counts add up, whoever sends whatever back in whatever order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlmp_print as mlmp
from mlmp_print.batches.sheet_ids import new_id
from mlmp_print.model.limits import REGISTER_BYTES, REGISTER_CELL_LETTERS

FORMS = ("visual-plan", "wishing-well")
PEOPLE = {f"SHEET{number}": str(number) for number in range(5)}  # the last one has no id
REGISTER = {
    sheet_id: mlmp.RegisterEntry(id_ if id_ != "4" else "", id_, ",".join(FORMS), "a")
    for sheet_id, id_ in PEOPLE.items()
}

COPY = st.tuples(st.sampled_from(sorted(PEOPLE)), st.sampled_from(FORMS), st.sampled_from("AB"))


def received(number: int, sheet_id: str, form: str, name: str) -> mlmp.Received:
    sheet = mlmp.Read(form, 1, "da", {"name": name}, sheet_id=sheet_id)
    return mlmp.Received(Path(f"{number}.pdf"), sheet)


@given(st.lists(COPY, max_size=12))
def test_every_sheet_is_back_or_missing_and_every_copy_is_named(copies):
    returns = mlmp.Returns(REGISTER)
    taken = [returns.add(received(number, *copy)) for number, copy in enumerate(copies)]
    back = {(sheet_id, form) for sheet_id, form, _ in copies}
    missing = {(one.sheet_id, form) for one in returns.missing for form in one.forms}
    assert back | missing == {(sheet_id, form) for sheet_id in REGISTER for form in FORMS}
    assert not back & missing
    several = {(sheet.sheet_id, sheet.form): sheet for sheet in returns.twice}
    names: dict[tuple[str, str], list[str]] = {}
    for sheet_id, form, name in copies:
        names.setdefault((sheet_id, form), []).append(name)
    assert {key: len(sheet.files) for key, sheet in several.items()} == {
        key: len(said) for key, said in names.items() if len(said) > 1
    }
    assert all(sheet.same == (len({*names[key]}) == 1) for key, sheet in several.items())
    assert returns.copies_agree == all(sheet.same for sheet in several.values())
    for (sheet_id, form, name), place in zip(copies, taken, strict=True):
        said = list(dict.fromkeys(names[sheet_id, form]))
        assert place.copy == said.index(name) + 1
    answered = len({sheet_id for sheet_id, _ in back})
    assert returns.summary.startswith(f"{answered} of 5 returned")
    assert f"{5 - answered} missing" in returns.summary


@given(st.permutations(sorted(PEOPLE)))
def test_the_sheets_of_a_person_have_one_key_and_nobody_else_has_it(order):
    returns = mlmp.Returns(REGISTER)
    keys: dict[str, set[tuple[str, ...]]] = {}
    for number, sheet_id in enumerate(order):
        for form in FORMS:
            place = returns.add(received(number, sheet_id, form, "A"))
            keys.setdefault(sheet_id, set()).add(place.key)
    assert all(len(found) == 1 for found in keys.values())
    assert len(set.union(*keys.values())) == len(PEOPLE)


def test_sheets_without_an_id_are_all_of_different_people():
    returns = mlmp.Returns()
    keys = {returns.add(received(number, "0", FORMS[0], "A")).key for number in range(3)}
    assert (len(keys), returns.uncertain, returns.twice) == (3, 3, ())


def test_a_register_over_its_limits_is_refused(tmp_path):
    register = tmp_path / "register.csv"
    letters = REGISTER_CELL_LETTERS + 1
    register.write_text(
        f"sheet_id;id;row;forms;batch\n{new_id()};{'9' * letters};2;visual-plan;0\n"
    )
    with pytest.raises(mlmp.AnswersError, match="has a cell with more than"):
        mlmp.read_register(register)
    with register.open("ab") as file:
        file.truncate(REGISTER_BYTES + 1)  # a hole, which takes no room
    with pytest.raises(mlmp.AnswersError, match="is more than"):
        mlmp.read_register(register)
