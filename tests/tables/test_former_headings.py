"""Tables with yesterday's headings and choices are understood, though the sheets say others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages
from mlmp_print.look.sheet_names import every_wording, state_names
from mlmp_print.tables.column_map import ColumnMap
from mlmp_print.tables.form_columns import FormColumns
from mlmp_print.tables.form_match import FormMatch
from mlmp_print.tables.known_headings import KnownHeadings

# Headings as `read --headings words` wrote them, in the languages whose sheets said so.
YESTERDAY = {
    ("da", "mood-board"): {"Det siger billederne": "words"},
    ("en", "visual-plan"): {
        "Score now 1": "goals.1.score_now",
        "Score expected 2": "goals.2.score_expected",
    },
    ("en", "plan-agreement"): {"Aids": "conditions.aids", "Effort 2, goal": "efforts.2.goal"},
    ("en", "goal-staircase"): {"My overall goal": "goal"},
    ("en", "preparation-sheet"): {"I want to be able to": "want_to.text"},
    ("en", "mood-board"): {"The pictures say": "words"},
    ("en", "theory-of-change"): {
        "Efforts 1": "rows.1.efforts",
        "Result goal 1": "rows.1.result_goal",
        "Indicators (result goal) 2": "rows.2.result_indicators",
        "Effect goal 1": "rows.1.effect_goal",
        "Indicators (effect goal) 1": "rows.1.effect_indicators",
    },
    ("de", "visual-plan"): {"Zweck": "purpose", "Ich sehe die Zahl anders 1": "goals.1.disagrees"},
    ("de", "status-sheet"): {"Zahl letztes Mal 3": "goals.3.score_then"},
    ("de", "goal-staircase"): {"Mein Ziel": "goal"},
    ("de", "wishing-well"): {"Ein kleiner Schritt": "first_step"},
    ("de", "plan-agreement"): {"Nächstes Gespräch": "agreement.next_follow_up"},
}
ROLES = {
    "da": ("Borger", "Myndighed", "Udfører", "Pårørende"),
    "en": ("Citizen", "Authority", "Provider", "Relative"),
    "de": ("Ich selbst", "Amt", "Anbieter", "Familie"),
}


@pytest.mark.parametrize(("lang", "name"), YESTERDAY)
def test_yesterdays_headings_are_the_same_questions(lang, name):
    look = looks.load(lang)
    form = forms.load(name, look)
    headings = YESTERDAY[lang, name]
    wordings = every_wording(form, look)
    known = KnownHeadings.of(FormColumns(form, grouped=False), wordings)
    match = FormMatch.of(known, ["Name", *headings], ColumnMap())
    assert {head: path for head, path in match.paths.items() if head != "Name"} == headings


@pytest.mark.parametrize("lang", languages())
def test_yesterdays_roles_and_answers_are_understood(lang):
    look = looks.load(lang)
    form = forms.load("plan-agreement", look)
    places = {place.pattern: place for place in form.all_places()}
    names = state_names(places["participants.role"], every_wording(form, look))
    found = [names.state(role) for role in ROLES[lang]]
    assert found == ["citizen", "authority", "provider", "relative"]


def test_a_table_of_yesterday_fills_todays_sheets(tmp_path: Path):
    table = tmp_path / "yesterday.csv"
    table.write_text(
        "Navn;Deltager 1;Deltager 1, rolle;Er vi enige?\nKim;Bo;Udfører;Ikke om alt\n", "utf-8"
    )
    command = ["batch", "plan-agreement", str(table), "-o", str(tmp_path / "out")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    [filled] = (tmp_path / "out").glob("*.pdf")
    answers = mlmp.read(filled).answers
    assert answers["participants"] == [{"name": "Bo", "role": "provider"}]
    assert answers["agreement"] == {"agreed": "not_everything"}
