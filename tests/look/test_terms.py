"""One thing has one name: a look that renames it is heard everywhere, and the old name nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sheets import pdfium_words

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.look import Look
from mlmp_print.look.sheet_names import SheetNames
from mlmp_print.look.wording import Wording
from mlmp_print.model.errors import DefinitionError

# What a table's cells and headings may say, in anybody's words; and the page about the course work.
NOT_SAID = ("aliases", "former", "headings", "person", "cells", "group_headings")
OF_MANAGERS = "theory-of-change"  # its goals and themes are those of an organisation

# Term → what the look calls it, and how its old name looks in running words.
RENAMED = {
    "da": {
        "parking_lot": ('"til en anden dag"', "parkeringsplads"),
        "wishing_well": ('"drømmesky"', "ønskebrønd"),
        "staircase": ('"trappen"', "måltrappen"),
        "mood_board": ('"billedtavle"', "moodboard"),
        "wheel": ('{ one = "cirkel", the = "cirklen" }', "livshjul|livshjulet"),
        "plan_meeting": ('{ one = "planmøde", the = "planmødet" }', "møde om min|mødet om min"),
        "preparation_meeting": ('"formødet"', "forberedelsesmødet"),
        "peer_guide": ('"en brugerguide"', "borgerguide"),
        "notes": ('"stikord"', "noter"),
        "goal_type": ('"slags ønske"', "måltype"),
        "follow_up": ('"snak"', "opfølgning"),
        "goal": (
            '{ one = "ønske", many = "ønsker", a = "et ønske", the = "ønsket",'
            ' my = "mit ønske", big = "stort ønske" }',
            "mål|målet|målene|målets",
        ),
        "theme": (
            '{ one = "livsområde", many = "livets områder", a = "et område" }',
            "livstema|tema|temaer|temaet",
        ),
        "score": (
            '{ one = "point", many = "point", the = "pointtallet" }',
            "score|scoren|scorer",
        ),
        "name": ('"kaldenavn"', "(?<!nyt )navn"),  # not that of a file
        "date": ('"dag"', "dato"),
    },
    "en": {
        "parking_lot": ('"for another day"', "parking lot|car park"),
        "wishing_well": ('"dream cloud"', "wishing well"),
        "goal": (
            '{ one = "wish", many = "wishes", a = "a wish", the = "the wish",'
            ' my = "my wish", big = "my big wish" }',
            "goals?",
        ),
        "staircase": ('"the staircase"', "goal staircase"),
        "mood_board": ('"picture board"', "mood board"),
        "theme": (
            '{ one = "part of life", many = "parts of life", a = "a part of life" }',
            "life themes?|themes?",
        ),
    },
    "de": {
        "parking_lot": ('"Für später"', "Parkplatz"),
        "wishing_well": ('"Traumwolke"', "Wunschbrunnen"),
        "goal_type": ('"Art des Wunsches"', "Art des Ziels"),
        "mood_board": ('"Bilderwand"', "Collage"),
        "goal": (
            '{ one = "Wunsch", many = "Wünsche", a = "ein Wunsch", the = "der Wunsch",'
            ' my = "mein Wunsch", big = "mein großer Wunsch" }',
            "Ziel|Ziele|Ziels|Zielen",
        ),
        "theme": (
            '{ one = "Lebensbereich", many = "Bereiche des Lebens", a = "ein Bereich" }',
            "Lebensthema|Lebensthemen|Thema|Themen",
        ),
    },
}
LANG = pytest.mark.parametrize("lang", RENAMED)


def look_file(folder: Path, lang: str, *lines: str) -> Path:
    file = folder / "own.toml"
    file.write_text("\n".join((f'lang = "{lang}"', f"[words.{lang}]", *lines)), "utf-8")
    return file


def renamed(folder: Path, lang: str) -> Path:
    lines = (f'"terms.{term}" = {words}' for term, (words, _) in RENAMED[lang].items())
    return look_file(folder, lang, *lines)


def said(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Key → words, through tables and lists."""
    if isinstance(node, str):
        yield path, node
        return
    entries = node.items() if isinstance(node, Mapping) else enumerate(node)
    for key, value in entries:
        yield from said(value, f"{path}.{key}")


def words_of(look: Look) -> list[tuple[str, str]]:
    """Everything that a language says on paper, on screen and aloud."""
    tables = {key: table for key, table in look.words.items() if key not in NOT_SAID}
    own = {**tables, "forms": {**tables["forms"], OF_MANAGERS: {}}}
    # What people may answer is theirs, and {themes} is filled in when a sheet is drawn.
    every = [(key, re.sub(r"\{\w+\}", "", words)) for key, words in said(own)]
    return [(key, words) for key, words in every if ".example" not in key]


@LANG
def test_a_renamed_thing_has_its_new_name_everywhere_and_the_old_one_nowhere(lang, tmp_path):
    own = looks.load(lang, file=renamed(tmp_path, lang))
    usual = dict(words_of(looks.load(lang)))
    for term, (_, old) in RENAMED[lang].items():
        pattern = re.compile(rf"\b(?:{old})\b", re.IGNORECASE)
        left = {key: words for key, words in words_of(own) if pattern.search(words)}
        assert not left, f"say {{terms.{term}}} there"
        assert any(pattern.search(words) for words in usual.values()), term


@LANG
def test_no_sheet_prints_or_speaks_the_old_name(lang, tmp_path):
    file = renamed(tmp_path, lang)
    old = "|".join(pattern for _, pattern in RENAMED[lang].values())
    pattern = re.compile(rf"\b(?:{old})\b", re.IGNORECASE)
    for form in ("parking-lot", "wishing-well", "visual-plan", "course-programme"):
        pages = " ".join(pdfium_words(mlmp.blank(form, look=file)))
        assert not pattern.search(pages), form
    [parking] = pdfium_words(mlmp.blank("parking-lot", look=file))
    word = RENAMED[lang]["parking_lot"][0].strip('"')
    assert word[0].upper() + word[1:] in parking


def test_messages_and_headings_of_tables_follow(tmp_path):
    own = looks.load("da", file=renamed(tmp_path, "da"))
    names = SheetNames(Wording(forms.load("visual-plan", own), own))
    assert names.question("goals.2.text") == "Ønske 2"
    assert names.question("goals.1.score_now") == "Point nu 1"
    assert names.question("parking_lot") == "Til en anden dag"
    assert names.wording.entry("goals", 3) == "ønske 3"


def test_the_kit_and_the_effects_follow(tmp_path):
    own = looks.load("da", file=renamed(tmp_path, "da"))
    assert own.say("effects.all") == "Alle ønsker"
    assert own.say("effects.theme") == "Livsområde"
    assert Wording(forms.load("parking-lot", own), own).name == "Til en anden dag"


def test_a_sheet_that_names_another_calls_it_by_its_heading(tmp_path):
    heading = '"forms.preparation-sheet.words.heading" = "Mit liv i billeder"'
    own = looks.load(file=look_file(tmp_path, "da", heading))
    assert own.say("forms.course-programme.words.sheet") == "Vi laver arket ”Mit liv i billeder”"


def test_a_look_may_refer_to_a_term(tmp_path):
    file = look_file(tmp_path, "da", '"forms.visual-plan.about" = "Her er {terms.goal.my}."')
    own = looks.load(file=file)
    assert Wording(forms.load("visual-plan", own), own).about == "Her er mit mål."


# Looks from before there were terms ---------------------------------------------------------------

PLACE = '"forms.visual-plan.ask.parking_lot.label"'


def test_an_older_look_that_renames_the_parking_lot_at_one_place_renames_it_everywhere(tmp_path):
    own = looks.load(file=look_file(tmp_path, "da", f'{PLACE} = "Til en anden dag"'))
    parking = own.words["forms"]["parking-lot"]
    assert (parking["sheet"], parking["words"]["heading"]) == ("Til en anden dag",) * 2
    assert own.words["forms"]["visual-plan"]["ask"]["parking_lot"]["label"] == "Til en anden dag"


def test_beside_a_term_a_place_may_have_words_of_its_own(tmp_path):
    lines = ('"terms.parking_lot" = "senere"', f'{PLACE} = "Det kan vente"')
    own = looks.load(file=look_file(tmp_path, "da", *lines))
    assert own.words["forms"]["parking-lot"]["sheet"] == "Senere"
    assert own.words["forms"]["visual-plan"]["ask"]["parking_lot"]["label"] == "Det kan vente"


def test_other_words_stay_where_an_older_look_puts_them(tmp_path):
    date = '"forms.visual-plan.ask.date.label" = "Plandato"'
    title = '"forms.visual-plan.title" = "Plan"'
    own = looks.load(file=look_file(tmp_path, "da", date, title))
    plan, card = (own.words["forms"][name] for name in ("visual-plan", "parking-lot"))
    assert (plan["ask"]["date"]["label"], plan["title"]) == ("Plandato", "Plan")
    assert (card["ask"]["date"]["label"], card["title"]) == ("Dato", "Mit liv – Min plan")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            (f'{PLACE} = "Senere"', '"forms.parking-lot.sheet" = "Venteplads"'),
            "own.toml: [words.da] has two names for one thing: “Senere” and “Venteplads”. "
            "Give its name as “terms.parking_lot”",
        ),
        (
            ('"terms.goal" = "ønske"',),
            "own.toml: “terms.goal” in [words.da] needs exactly these forms, each a text: "
            "one, many, a, the, my, big",
        ),
        (
            ('"terms.goal" = { one = "ønske" }',),
            "own.toml: “terms.goal” in [words.da] needs exactly these forms, each a text: "
            "one, many, a, the, my, big",
        ),
        (
            ('"terms.goal.one" = "ønske"',),
            "own.toml: “terms.goal.one” in [words.da] is one form of a word. "
            "Give all its forms, in a table, as “terms.goal”",
        ),
        (
            ('"terms.parking" = "senere"',),
            "own.toml: [words.da] has “terms.parking”, but the language has no words there",
        ),
        (
            ('"terms.parking_lot" = "{terms.later}"',),
            "own.toml: has no words for “terms.later”",
        ),
        (
            ('"terms.parking_lot" = "{terms.parking_lot}"',),
            "own.toml: “terms.parking_lot” refers to itself",
        ),
    ],
)
def test_what_cannot_be_one_name_is_refused(lines, sentence, tmp_path):
    with pytest.raises(DefinitionError) as refused:
        looks.load(file=look_file(tmp_path, "da", *lines))
    assert str(refused.value) == sentence
