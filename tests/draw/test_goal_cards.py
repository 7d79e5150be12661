"""The goal cards of the plan and the status sheet: any themes, no empty goal, ends said once."""

from __future__ import annotations

import io
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import sheets
from sheets import MM

import mlmp_print as mlmp
from mlmp_print.look.assets import languages
from mlmp_print.prepared.folders import data_folder
from mlmp_print.summary.goal_moves import moves_between

NAMES = (
    "Fritidsbeskæftigelsestilbud",
    "Praktiske opgaver i hjemmet",
    "Kommunikation og fællesskab",
    "Beskæftigelse",
    "Egenomsorg",
    "Sundhed og trivsel i dagen",
    "Kommunikation",
    "Mobilitet",
    "Samfundsliv og økonomi",
    "Familie og netværk omkring",
    "Medicin og behandling",
    "Socialt liv",
)
PER_PAGE = {4: 3, 8: 2, 11: 2, 12: 2}  # themes → goals a page, in usual print


def look_with(count: int, folder: Path) -> Path:
    """The file of a look with so many made-up themes."""
    lines = ['name = "Strandby"']
    for number, name in enumerate(NAMES[:count]):
        gray = 0.87 if number == count - 1 and count % 2 else (0.78, 0.96)[number % 2]
        lines += [f"[themes.t{number}]", 'fill = "#FFE58A"', f"gray = {gray}", 'icon = "house"']
        lines += [f'{lang} = "{name}"' for lang in languages()]
    file = folder / f"look{count}.toml"
    file.write_text("\n".join(lines))
    return file


def goals_only(folder: Path) -> str:
    """The plan without its wheel, which has a rule of its own for names."""
    definition = (data_folder("forms") / "visual-plan.toml").read_text()
    blocks = definition.split("[[page.block]]")
    kept = [block for block in blocks if 'block = "wheel"' not in block]
    file = folder / "visual-plan.toml"
    file.write_text("[[page.block]]".join(kept))
    return str(file)


@cache
def plan(lang: str = "da", *, large: bool = False, **settings: Any) -> bytes:
    return mlmp.blank("visual-plan", lang=lang, large=large, settings=settings)


def buttons(data: bytes, key: str) -> dict[tuple[str, str], tuple[int, tuple[float, ...]]]:
    """(path, state) → the page and the box in mm of each button of a question."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        for path, field in sheets.fields(document).items():
            if path.rpartition(".")[2] == key:
                for widget in sheets.widgets(field):
                    for state in sheets.states(widget):
                        box = tuple(float(edge) / MM for edge in widget.Rect)
                        found[path, state] = pages[widget.P.objgen], box
    return found


def pages_of(data: bytes) -> dict[str, int]:
    """Path → the page that its field stands on."""
    with pikepdf.open(io.BytesIO(data)) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        return {
            path: pages[next(iter(sheets.widgets(field))).P.objgen]
            for path, field in sheets.fields(document).items()
        }


def page_words(data: bytes, number: int) -> str:
    with pdfium.PdfDocument(data) as document:
        return " ".join(document[number].get_textpage().get_text_bounded().split())


# Any set of themes --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [4, 8, 11, 12])
def test_any_set_of_themes_draws_with_names_of_28_letters(count, large, tmp_path):
    file = look_with(count, tmp_path)
    for form in (goals_only(tmp_path), "status-sheet"):
        data = mlmp.blank(form, look=file, large=large)
        themes = {where: found for where, found in buttons(data, "theme").items() if where[1]}
        assert len(themes) == 3 * count
        for (page, one), (other_page, other) in combinations(themes.values(), 2):
            apart = one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01
            above = one[3] <= other[1] + 0.01 or other[3] <= one[1] + 0.01
            assert page != other_page or apart or above


@pytest.mark.parametrize("count", [4, 8, 11, 12])
def test_so_many_goals_stand_on_a_page_as_have_room_for_two_lines_each(count, tmp_path):
    made = mlmp.template(goals_only(tmp_path), look=look_with(count, tmp_path))
    assert made.form.setting("goals_per_page") == PER_PAGE[count]


@pytest.mark.parametrize("lang", languages())
def test_the_usual_plan_has_three_goals_on_its_page(lang):
    pages = pages_of(plan(lang))
    assert {pages[f"goals.{number}.text"] for number in (1, 2, 3)} == {1}
    assert pages["notes"] == 1


def test_a_choice_of_goals_a_page_is_kept():
    settings = {"score": "words", "goals_per_page": 1}
    assert mlmp.template("visual-plan", settings=settings).form.setting("goals_per_page") == 1


# No empty goal ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "per"), [(3, 1), (3, 2), (4, 2), (1, 2), (5, 1)])
def test_large_print_draws_no_empty_goal_and_the_notes_once(count, per):
    data = plan(large=True, goals=count, goals_per_page=per)
    pages = pages_of(data)
    goals = {path.split(".")[1] for path in pages if path.startswith("goals.")}
    assert goals == {str(number) for number in range(1, count + 1)}
    last = pages[f"goals.{count}.text"]
    assert pages["notes"] == (last if count % per else last + 1)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_usual_print_gives_the_notes_the_room_of_the_goals_that_are_not_there(count):
    pages = pages_of(plan(goals=count))
    assert f"goals.{count + 1}.text" not in pages
    assert pages["notes"] == pages[f"goals.{count}.text"]


def test_goals_pages_with_their_boxes_in_the_same_places_have_one_digest():
    goals = {
        count: mlmp.template("visual-plan", settings={"goals": count}).compiled_form().layouts[1]
        for count in (1, 2, 3, 4, 5, 6)
    }
    assert goals[3].targets == goals[4].targets == goals[6].targets
    assert goals[3].digest == goals[6].digest
    assert goals[4].digest == goals[5].digest != goals[3].digest, "the notes are on another page"
    assert len({goals[count].digest for count in (1, 2, 3)}) == 3


# Ends, faces, sizes -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("large", [False, True])
def test_the_ends_of_a_scale_are_said_once_for_rows_that_stand_together(lang, large):
    data = plan(lang, large=large)
    high = " ".join(mlmp.template("visual-plan", lang=lang).look.say("score.high").split())
    for page in {pages_of(data)[f"goals.{number}.text"] for number in (1, 2, 3)}:
        cards = sum(pages_of(data)[f"goals.{number}.text"] == page for number in (1, 2, 3))
        assert page_words(data, page).count(high) == cards


def test_rows_stand_12_mm_apart_and_halves_are_7_mm_wide():
    for form in ("visual-plan", "status-sheet"):
        found = buttons(mlmp.blank(form), "score_now")
        expected = buttons(mlmp.blank(form), "score_expected")
        for (path, state), (page, (left, bottom, right, _)) in found.items():
            other_page, other = expected[path.replace("_now", "_expected"), state]
            assert page == other_page
            assert abs(bottom - other[1]) >= 11.99
            assert right - left >= 7.0


def test_faces_stand_on_the_sheet_if_they_are_asked_for_and_change_no_field():
    for form in ("visual-plan", "status-sheet"):
        usual = mlmp.blank(form)
        faces = mlmp.blank(form, settings={"faces": "yes"})
        assert faces != usual
        assert pages_of(faces).keys() == pages_of(usual).keys()


# The citizen's own score --------------------------------------------------------------------------

OWN: dict[str, Any] = {
    "goals": [
        {
            "text": "tage bussen",
            "score_now": 3,
            "score_expected": 2,
            "disagrees": True,
            "own_score": 1.5,
            "own_words": "Jeg kan mere",
        }
    ]
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("lang", languages())
def test_the_own_score_and_words_come_back(lang, large):
    settings = {"own_score": "yes"}
    pdf = mlmp.fill("visual-plan", OWN, lang=lang, large=large, settings=settings).pdf
    sheet = mlmp.read(pdf, check=True)
    assert sheet.answers == OWN
    assert not (sheet.notes or sheet.differences or sheet.untold)
    assert mlmp.goals(sheet)[0].answers["own_score"] == 1.5


def test_a_sheet_without_the_setting_refuses_them():
    with pytest.raises(mlmp.AnswersError, match="own_score=yes"):
        mlmp.fill("visual-plan", OWN)


def test_effects_count_the_recorded_score_and_not_the_own_one():
    then = filled({"goals": [{**OWN["goals"][0], "own_score": 0}]})
    now = filled({"goals": [{**OWN["goals"][0], "score_now": 2, "own_score": 4}]})
    (move,) = moves_between(then, now)
    assert (move.then, move.expected, move.now) == (3, 2, 2)


def filled(answers: dict[str, Any]) -> mlmp.Read:
    settings = {"own_score": "yes"}
    return mlmp.read(mlmp.fill("visual-plan", answers, settings=settings).pdf, trusted=True)


def test_the_own_score_is_not_carried_to_the_status_sheet():
    carried = mlmp.carry("status-sheet", filled(OWN)).answers["goals"][0]
    assert carried["score_then"] == 3
    assert "own_score" not in carried
