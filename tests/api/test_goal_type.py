"""The type of a goal is a question that only some municipalities ask: a setting draws it."""

from __future__ import annotations

import pytest

import mlmp_print as mlmp

ASKED = {"goal_type": "yes"}
ANSWERS = {"goals": [{"text": "vaske tøj", "goal_type": "maintain"}]}


@pytest.mark.parametrize("lang", ["da", "en", "de"])
def test_a_sheet_that_asks_for_it_gives_it_back(lang):
    pdf = mlmp.fill("visual-plan", ANSWERS, lang=lang, settings=ASKED).pdf
    sheet = mlmp.read(pdf, check=True)
    assert sheet.answers == ANSWERS
    assert not (sheet.notes or sheet.differences or sheet.untold)
    assert sheet.drawn["settings"]["goal_type"] == "yes"
    changed = mlmp.change("visual-plan", sheet, {"name": "Åse"})
    assert mlmp.read(changed.pdf).answers == {"name": "Åse", **ANSWERS}


def test_a_sheet_that_does_not_ask_refuses_it_and_says_which_setting():
    with pytest.raises(mlmp.AnswersError, match="Draw it with the setting goal_type=yes"):
        mlmp.fill("visual-plan", ANSWERS)
    with pytest.raises(mlmp.AnswersError, match="goal_type=yes"):
        mlmp.template("visual-plan").check(ANSWERS)
    assert "goal_type" not in str(mlmp.schema("visual-plan"))
    assert "goal_type" in str(mlmp.schema("visual-plan", settings=ASKED))


def test_what_an_older_plan_says_of_it_is_noted_where_it_is_not_asked():
    sheet = mlmp.read(mlmp.fill("visual-plan", ANSWERS, settings=ASKED).pdf)
    carried = mlmp.carry("visual-plan", sheet)
    assert carried.answers == {"goals": [{"text": "vaske tøj"}]}
    assert [note.path for note in carried.notes] == ["goals.1.goal_type"]
    assert mlmp.carry("visual-plan", sheet, settings=ASKED).answers == ANSWERS


@pytest.mark.parametrize(
    ("heading", "cell", "answer"),
    [
        ("Måltype 1", "Fastholde funktionsevne", "maintain"),
        ("Type af mål 1", "Begrænse tab", "limit_loss"),
        ("Goal type 1", "Develop", "develop"),
        ("goals.1.goal_type", "maintain", "maintain"),
    ],
)
def test_tables_know_it(heading, cell, answer):
    files: dict[str, bytes] = {}
    rows = [{"id": 1, "Mål 1": "vaske tøj", heading: cell}]
    mlmp.batch("visual-plan", rows, files.__setitem__, settings=ASKED)
    assert mlmp.read(files["1.pdf"]).answers["goals"][0]["goal_type"] == answer
    without: dict[str, bytes] = {}
    outcome = mlmp.batch("visual-plan", rows, without.__setitem__)
    assert "goal_type=yes" in "\n".join(map(str, outcome.notes))
    assert mlmp.read(without["1.pdf"]).answers == {"goals": [{"text": "vaske tøj"}]}


def test_a_page_without_room_for_it_is_refused_with_what_to_do():
    crowded = {**ASKED, "score": "words"}
    with pytest.raises(mlmp.DefinitionError, match="choose a smaller goals_per_page"):
        mlmp.blank("visual-plan", settings={**crowded, "goals_per_page": 3})
    assert mlmp.blank("visual-plan", settings=crowded)
    assert mlmp.template("visual-plan", settings=crowded).form.setting("goals_per_page") == 2


def test_the_themes_of_our_sets_say_which_theme_of_the_common_language_they_belong_to():
    from mlmp_print.look.assets import theme_sets, themes

    assert all(theme.ffb for name in theme_sets() for theme in themes(name))
