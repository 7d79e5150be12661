"""Warming, in a Python of its own, as a worker of the page is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SCRIPT = """
import json, sys
from mlmp_print.page.calls import answered
from mlmp_print.page.warming import steps

language = sys.argv[1]
loaded = list(steps(language))
before = set(sys.modules)
args = json.dumps({"forms": ["visual-plan"], "lang": language, "sets": 5})
text, files = answered("blank", args, {}, language)
print(json.dumps([loaded, json.loads(text)["value"]["pages"], sorted(set(sys.modules) - before)]))
"""


@pytest.mark.parametrize("language", ["da", "de"])
def test_after_warming_the_first_sheet_imports_nothing(language: str):
    command = [sys.executable, "-c", SCRIPT, language]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded, pages, imported = json.loads(done.stdout)
    assert len(loaded) > 5 and pages == 10
    assert imported == []
