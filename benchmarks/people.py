"""Invent people: every benchmark fills the same plans, as answers or from a table."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from typing import Any

from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.model.form import Form
from mlmp_print.model.paths import flatten

FORM, LANG, SIZE = "visual-plan", "da", "a4"
ACCEPTED = ["same-name"]  # many of the people are called alike, and none has an id
FIRST_ROW = 2  # of the table; the headings are row 1

_FIRST = [
    "Peter",
    "Åse",
    "Mads",
    "Sofie",
    "Jørgen",
    "Karen-Marie",
    "Ali",
    "Freja",
    "Bent",
    "Ida",
    "Søren",
]
_LAST = ["Bjørn Sørensen", "Holm", "Østergaard", "Nielsen", "Krogh Andersen", "Yılmaz", "Lund"]
_PURPOSES = [
    "At bo for mig selv, med venner og et arbejde, jeg er glad for.",
    "At få et selvstændigt liv i egen bolig, hvor jeg selv bestemmer, "
    "hvad jeg skal lave, og hvornår jeg skal det.",
    "At have det godt i min krop.",
    "At blive færdig med skolen og finde et sted, hvor der er brug for mig.",
]
_PARKED = [
    "Naboen spiller for høj musik om aftenen. Det taler vi om til næste møde.",
    "Hvem passer katten, når jeg er på ferie?",
    "Ny telefon",
]
_WISHES = [
    "At rejse til Japan og se kirsebærtræerne blomstre",
    "En hund",
    "At spille i et band, der øver hver uge, også om sommeren",
    "Et kolonihavehus",
]
_GOALS = [
    ("vaske mit tøj selv hver anden uge", "practical_tasks", "Trine viser det første gang"),
    ("tage bussen til arbejde uden støtte", "mobility", "Vi øver ruten sammen"),
    ("lave en opsparing til rejsen", "society", "Spørg i banken"),
    ("gå i bad hver dag uden at blive mindet om det", "self_care", "Seddel på spejlet"),
    ("ringe til min søster om søndagen", "communication", "Efter kaffen"),
    ("finde en praktikplads", "employment", "Jobcentret har en liste"),
    ("gå til fodbold", "social_life", "Den første gang går Ole med"),
    ("spise morgenmad", "health", "Havregryn og mælk på indkøbslisten"),
]


def form() -> Form:
    """Load the form that all benchmarks fill."""
    return forms.load(FORM, looks.load(LANG))


def plan(number: int) -> dict[str, Any]:
    """Make one person's plan with three goals; the same number gives the same plan."""
    goals = []
    for place in range(3):
        text, theme, notes = _GOALS[(number + 3 * place) % len(_GOALS)]
        now = (number + place) % 7 / 2 + 1
        goals.append(
            {
                "text": text,
                "theme": theme,
                "score_now": now,
                "score_expected": now - 1,
                "notes": notes,
            }
        )
    goals[number % 3]["disagrees"] = True
    return {
        "name": f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}",
        "date": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "purpose": _PURPOSES[number % len(_PURPOSES)],
        "parking_lot": _PARKED[number % len(_PARKED)],
        "wishing_well": _WISHES[number % len(_WISHES)],
        "notes": f"Næste møde: {number % 28 + 1}. maj",
        "goals": goals,
    }


def write_table(path: Path, rows: int) -> Path:
    """Write the first `rows` plans as a CSV file; its headings are the questions' paths."""
    headings = [place.path for place in form().places()]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(headings)
        for number in range(rows):
            values = flatten(plan(number))
            out.writerow(
                ["ja" if values.get(path) is True else values.get(path, "") for path in headings]
            )
    return path


def read_table(path: Path, rows: int) -> list[dict[str, str]]:
    """Read the filled cells of the first `rows` people by path, as any script would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = islice(csv.DictReader(file, delimiter=";"), rows)
        return [{heading: cell for heading, cell in row.items() if cell} for row in first]
