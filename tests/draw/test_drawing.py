"""What draws a form: a new kind of value, and the libraries that are imported for it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.draw import draw
from mlmp_print.look import look as looks
from mlmp_print.model.kinds import KINDS, Kind

VISITS = """
code = "V"
version = 1
released = 2026-11-22
group = "meeting"

[answers]
meeting = { kind = "time" }

[answers.visits]
list = { count = 2, most = 2 }
time = { kind = "time" }
helper = { kind = "text" }

[[page]]
[[page.block]]
block = "title"
box = [14, 15, 90, 12]
words = "title"
tag = "H1"
[[page.block]]
block = "ask"
box = [14, 40, 90, 8]
path = "meeting"
[[page.block]]
block = "table"
box = [14, 60, 182, 80]
path = "visits"
columns = { time = 1, helper = 2 }

[words.da]
title = "Besøg"
sheet = "Besøg"
about = "Hvem der kommer hvornår"

[words.da.ask]
meeting = { label = "Møde" }
visits = { item = "besøg {n}" }
"visits.time" = { label = "Klokken" }
"visits.helper" = { label = "Hjælper" }
"""


@dataclass(frozen=True)
class TimeOfDay(Kind):
    """A time, HH:MM: a kind that the package does not have."""

    name: ClassVar[str] = "time"
    one_line = True

    def schema(self):
        return {"type": "string", "x-kind": self.name}

    def check(self, value):
        return value or None

    def store(self, value):
        return value

    def load(self, stored):
        return stored or None


@pytest.fixture
def visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A form that asks for times."""
    monkeypatch.setitem(KINDS, TimeOfDay.name, TimeOfDay)
    path = tmp_path / "visits.toml"
    path.write_text(VISITS, "utf-8")
    return str(path)


def test_a_new_kind_is_one_line_in_a_field_and_in_a_table(visits):
    look = looks.load()
    drawing = draw(forms.load(visits, look), look)
    lines = {field.place.pattern: len(field.frame.rules) for field in drawing.texts}
    single = {field.place.pattern for field in drawing.texts if field.frame.single}
    assert single == {"meeting", "visits.time"}
    assert lines == {"meeting": 1, "visits.time": 1, "visits.helper": 3}


def test_a_new_kind_is_filled_and_read_back(visits):
    answers = {"meeting": "09:30", "visits": [{"time": "10:00", "helper": "Anna"}]}
    assert mlmp.read(mlmp.fill(visits, answers).pdf).answers == answers


def test_a_form_is_loaded_without_the_libraries_that_draw():
    program = """
import sys
import mlmp_print.draw.draw
from mlmp_print.definitions import load
from mlmp_print.look import look
load.load("visual-plan", look.load())
print(sorted({"reportlab", "pypdf"} & sys.modules.keys()))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
