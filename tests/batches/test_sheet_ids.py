"""Sheet ids: a scan and a person read them on the paper, and the file says them too."""

from __future__ import annotations

import random

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qr_codes import qr_codes

import mlmp_print as mlmp
from mlmp_print.batches.sheet_ids import ALPHABET, LETTERS, check_character, is_sheet_id, new_id
from mlmp_print.pdf.sheet_codes import parse_code

ID = "7F3K9Q2" + check_character("7F3K9Q2")
LONG = {
    "name": "Åse",
    "goals": [
        {"text": "meget langt mål " * 90},
        {"text": "vaske tøj"},
        {"text": "c"},
        {"text": "d"},
    ],
}


@given(
    st.text(ALPHABET, min_size=LETTERS, max_size=LETTERS), st.integers(0, LETTERS - 1), st.data()
)
def test_one_wrong_letter_is_found(letters, at, data):
    whole = letters + check_character(letters)
    wrong = (
        whole[:at]
        + data.draw(st.sampled_from([letter for letter in ALPHABET if letter != whole[at]]))
        + whole[at + 1 :]
    )
    assert not is_sheet_id(wrong)


def test_nearly_all_letters_that_changed_places_are_found():
    choose = random.Random(1).choice
    ids = [new_id(choose=choose) for _ in range(500)]
    swapped = [
        id_[:at] + id_[at + 1] + id_[at] + id_[at + 2 :]
        for id_ in ids
        for at in range(LETTERS)
        if id_[at] != id_[at + 1]
    ]
    assert sum(map(is_sheet_id, swapped)) < 0.01 * len(swapped)


def test_the_check_character_is_that_of_the_standard():
    assert (
        check_character("A12425GABC1234002") == "M"
    )  # the example of an identifier with this check character


def test_new_ids_are_ids_and_never_one_that_is_taken():
    choose = random.Random(1).choice
    first = [new_id(choose=choose) for _ in range(300)]
    assert all(map(is_sheet_id, first)) and len(set(first)) == 300
    choose = random.Random(1).choice
    assert not set(first) & {new_id(set(first), choose) for _ in range(5)}


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_every_panel_carries_the_id_in_its_codes_and_beside_them(size):
    filled = mlmp.template("visual-plan", size=size).fill(LONG, sheet_id=ID)
    document = pypdfium2.PdfDocument(filled.pdf)
    seen = []
    for page in document:
        codes = [
            found.text for found in qr_codes(page.render(scale=200 / 72).to_pil().convert("L"))
        ]
        assert page.get_textpage().get_text_bounded().count(ID) == len(codes) / 2
        seen += codes
    panels = len(set(seen))
    assert panels >= 4 and len(seen) == 2 * panels
    found = [parse_code(code) for code in seen]
    assert {code.sheet_id for code in found} == {ID}
    own = len(mlmp.template("visual-plan", settings={"goals": 6}).compiled_form().layouts)
    assert {code.key.place for code in found} == {
        *(f"{panel}/{own}" for panel in range(1, own + 1)),
        *(f"C{added}/{panels - own}" for added in range(1, panels - own + 1)),
    }
    assert mlmp.read(filled.pdf).sheet_id == ID


def test_a_sheet_that_no_register_knows_has_none():
    assert mlmp.read(mlmp.blank("goal-staircase")).sheet_id == "0"


def test_a_changed_sheet_keeps_its_id():
    before = mlmp.template("goal-staircase").fill({"name": "Åse"}, sheet_id=ID).pdf
    after = mlmp.change("goal-staircase", mlmp.read(before), {"goal": "cykle"}).pdf
    assert (mlmp.read(after).sheet_id, mlmp.read(after).answers) == (
        ID,
        {"name": "Åse", "goal": "cykle"},
    )
