"""A new language costs one file: Swedish, written into a copy of the assets, and no Python."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import checkouts
import pytest
from sheets import pdfium_words

from mlmp_print.look import language
from mlmp_print.model.cells import CellWords
from mlmp_print.model.errors import DefinitionError
from mlmp_print.prepared.folders import data_folder

# What a translator changes in da.toml, as far as this test looks at it.
SWEDISH = {
    'tag = "da-DK"': 'tag = "sv-SE"',
    'name = "Dansk"': 'name = "Svenska"',
    "side {page} af {pages}": "sida {page} av {pages}",
    'title = "Mit liv – Min plan"': 'title = "Mitt liv – Min plan"',
    '"januar | februar | marts': '"januari | februari | mars',
    "juni | juli | august": "juni | juli | augusti",
    'yes = "ja | j | sand"': 'yes = "ja | j | sant"',
    'no = "nej | n | falsk"': 'no = "nej | n | falskt"',
    '"ikke vurderet | ej vurderet | ikke bedømt | ej bedømt"': '"ej bedömt"',
    'name = "navn"': 'name = "namn"',
    'date = "dato"': 'date = "datum"',
    'goal = { one = "mål"': 'goal = { one = "steg"',
    'theme = { one = "livstema"': 'theme = { one = "livsområde"',
    'score = { one = "score"': 'score = { one = "poäng"',
    'social_life = "Socialt liv"': 'social_life = "Socialt umgänge"',
    'health = "Sundhed"': 'health = "Hälsa"',
    'disagrees = "jeg er uenig i {terms.score.the}"': 'disagrees = "oense"',
}
TABLE = """\
Namn;Datum;Steg 1;Livsområde 1;Poäng nu 1;Oense 1;Poäng nu 2;Oense 2
Åsa;1 maj 2027;Tvätta mina kläder;Hälsa;1,5;ja;ej bedömt;nej
Örjan;den 3 februari 2027 kl. 10.30;Handla själv;Socialt umgänge;ej bedömt;FALSKT;2;SANT
"""
ANSWERS = [
    {
        "name": "Åsa",
        "date": "2027-05-01",
        "goals": [
            {
                "text": "Tvätta mina kläder",
                "theme": "health",
                "score_now": 1.5,
                "disagrees": True,
            }
        ],
    },
    {
        "name": "Örjan",
        "date": "2027-02-03",
        "goals": [
            {"text": "Handla själv", "theme": "social_life"},
            {"score_now": 2, "disagrees": True},
        ],
    },
]


def swedish() -> str:
    words = (data_folder("assets") / "languages" / "da.toml").read_text("utf-8")
    for danish, translation in SWEDISH.items():
        assert danish in words, danish
        words = words.replace(danish, translation)
    return words


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that has one file more than ours: sv.toml."""
    folder = checkouts.copy(tmp_path_factory.mktemp("checkout"))
    (folder / "assets" / "languages" / "sv.toml").write_text(swedish(), "utf-8")
    return folder


def run(checkout: Path, *args: str) -> str:
    """The standard output of a command in the checkout."""
    result = subprocess.run(
        [sys.executable, "-m", "mlmp_print", *args],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONIOENCODING": "utf-8"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_sheet_is_drawn_in_the_new_language(checkout):
    run(checkout, "blank", "visual-plan", "--lang", "sv", "-o", "plan.pdf")
    sheet = (checkout / "plan.pdf").read_bytes()
    [first, *_] = pdfium_words(sheet)
    assert all(word in first for word in ("Mitt liv – Min plan", "Namn", "Datum", "Hälsa"))
    assert re.search(r"sida 1 av \d", first)
    assert b"sv-SE" in sheet


def test_a_table_is_read_in_the_new_language(checkout):
    (checkout / "people.csv").write_text(TABLE, "utf-8")
    accepted = ("--accept", "scores-alone")  # two of the scores have no goal
    run(checkout, "batch", "visual-plan", "people.csv", "--lang", "sv", "-o", "out", *accepted)
    files = sorted(path.name for path in (checkout / "out").glob("*.pdf"))
    printed = run(checkout, "read", *(f"out/{name}" for name in files), "--format", "jsonl")
    people = [json.loads(line) for line in printed.splitlines()]
    answers = [person.get("answers", person) for person in people]
    assert sorted(answers, key=lambda one: one["name"]) == ANSWERS


@pytest.mark.slow
def test_cells_in_the_new_language_stand_beside_those_in_ours(checkout):
    """Whatever language the sheet is in."""
    (checkout / "mixed.csv").write_text(
        "Navn;Dato\nÅsa;3 februari 2027\nÅse;3. februar 2027\nAnn;February 3, 2027\n", "utf-8"
    )
    run(checkout, "batch", "visual-plan", "mixed.csv", "-o", "mixed")
    files = sorted((checkout / "mixed").glob("*.pdf"))
    for file in files:
        assert json.loads(run(checkout, "read", str(file)))["date"] == "2027-02-03"
    assert len(files) == 3


# A language file with a mistake -----------------------------------------------------------------


@pytest.fixture
def own_assets(tmp_path, monkeypatch):
    """A folder of assets that a test may change."""
    shutil.copytree(data_folder("assets") / "languages", tmp_path / "assets" / "languages")
    monkeypatch.setattr("mlmp_print.look.assets.data_folder", tmp_path.joinpath)
    monkeypatch.setattr("mlmp_print.look.language.data_folder", tmp_path.joinpath)
    language.cell_words.cache_clear()
    yield tmp_path / "assets" / "languages"
    language.cell_words.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (
            'not_scored = "ej bedömt"\n',
            "",
            "languages/sv.toml: has no words for “cells.not_scored”",
        ),
        ("[cells]", "[cell]", "languages/sv.toml: has no words for “cells.months”"),
        ("januari | ", "", "languages/sv.toml: [cells]: months must be twelve names"),
    ],
)
def test_a_mistake_in_the_words_of_cells_is_named(own_assets, old, new, named):
    assert old in swedish()
    (own_assets / "sv.toml").write_text(swedish().replace(old, new), "utf-8")
    with pytest.raises(DefinitionError) as caught:
        language.cell_words()
    assert str(caught.value).startswith(named)


def test_a_word_with_two_meanings_has_none():
    """“no” is yes in Polish, and “listopad” is November there and October in Croatian."""
    english = language.language_words("en")["cells"]
    months = [f"m{number}" for number in range(12)]
    polish = {**english, "yes": "tak | no", "no": "nie", "months": " | ".join(months)}
    polish["months"] = polish["months"].replace("m10", "listopad")
    croatian = {**polish, "months": " | ".join(months).replace("m9", "listopad")}
    words = CellWords.of([english, polish, croatian])
    assert "listopad" not in words.months and words.months["may"] == 5
    assert "no" not in words.yes | words.no and {"tak", "yes"} <= words.yes
