"""The package where Pillow, cryptography and processes are not, as in a web page."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from repository import ROOT

PROGRAM = r"""
import sys
from importlib.abc import MetaPathFinder

BLOCKED = {"PIL", "cryptography", "multiprocessing", "_posixsubprocess"}
if BLOCKED:
    sys.platform = "emscripten"  # there subprocess can be imported, and starts nothing

class Blocker(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocker())
for name in BLOCKED & sys.modules.keys():
    del sys.modules[name]

import hashlib, io, json
from pathlib import Path
import mlmp_print as mlmp
from mlmp_print.page.answer import Request
from mlmp_print.page.calls import call
from mlmp_print.sandbox.elsewhere import run_by, run_here

examples = Path(sys.argv[1])
answers = {"name": "Åse", "goals": [{"text": "cykle", "score_now": 1.5, "theme": "mobility"}]}
table = "Navn;Mål 1\nÅse;cykle\nBo;løbe\n".encode()
sha = lambda data: hashlib.sha256(data).hexdigest()
made = {}
for ink in ("color", "gray"):
    made[f"blank {ink}"] = sha(mlmp.blank("goal-staircase", ink=ink, large=True))
    made[f"lock {ink}"] = sha(mlmp.fill("visual-plan", answers, lock=True, ink=ink).pdf)
pdf = mlmp.fill("visual-plan", answers).pdf
made["fill"] = sha(pdf)
files = {}
mlmp.batch("visual-plan", [{"name": "Åse"}], files.__setitem__)
made["batch"] = {name: sha(data) for name, data in files.items()}
made["zip"] = sha(call("batch", Request({"form": "visual-plan", "table": "t.csv", "output": "zip"},
    {"t.csv": table})).files["ark.zip"])
made["sets"] = sha(call("blank", Request({"forms": ["visual-plan"], "sets": 2})).files["ark.pdf"])
with run_by(run_here):
    assert mlmp.read(pdf).answers == answers
    from xlsxwriter import Workbook
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Navn", "Mål 1"])
        sheet.write_row(1, 0, ["Åse", "cykle"])
    found = call("columns", Request({"form": "visual-plan", "table": "t.xlsx"},
        {"t.xlsx": stream.getvalue()}))
    made["columns"] = [column["path"] for column in found.value["columns"]]
try:
    mlmp.read(pdf)
except mlmp.MlmpError as error:
    made["refused"] = str(error)
try:
    mlmp.fill("preparation-sheet", {"can": {"picture": "bus.png"}}, examples)
    made["picture"] = "taken"
except mlmp.AnswersError as error:
    made["picture"] = str(error)
assert not BLOCKED & sys.modules.keys()
print(json.dumps(made))
"""


def run(blocked: bool) -> dict[str, object]:
    program = PROGRAM if blocked else PROGRAM.replace("BLOCKED = {", "BLOCKED = set() and {")
    pictures = ROOT / "examples" / "pictures"
    command = [sys.executable, "-X", "utf8", "-c", program, str(pictures)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_the_pure_part_makes_the_same_bytes_and_foreign_files_need_a_runner():
    without, usual = run(blocked=True), run(blocked=False)
    assert "cannot start one" in str(without.pop("refused"))
    assert "is not read here" in str(without.pop("picture"))
    assert usual.pop("picture") == "taken"
    assert without == usual
