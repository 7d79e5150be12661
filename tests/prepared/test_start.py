"""A program imports a library when it needs it, and not before."""

from __future__ import annotations

import json
from pathlib import Path

import checkouts
import pytest
from checkouts import HEAVY
from sheets import PETER

from mlmp_print.api.prepared_blanks import PreparedBlank

PLAN = PreparedBlank("visual-plan", "da", "a4", "color")
# Runs commands with what is prepared in a folder, and says on a last line what they have imported.
COMMANDS = f"""
import json, sys
from pathlib import Path
from mlmp_print.prepared import store
from mlmp_print.cli.commands import main
folder, *commands = sys.argv[1:]
with store.using(Path(folder)):
    for arguments in map(json.loads, commands):
        main(arguments, prog_name="mlmp-print", standalone_mode=False)
print()
print(sorted({{*{HEAVY}}} & sys.modules.keys()))
"""


PREPARE = f"""
import sys
from pathlib import Path
from mlmp_print.api.prepared_blanks import PreparedBlank, prepare
prepare(Path(sys.argv[1]), [PreparedBlank{tuple(PLAN)!r}], times=True)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    checkouts.python(checkouts.ROOT, PREPARE, folder)  # other tests leave things in this process
    return folder


def imported(folder: Path, *arguments: object) -> str:
    """The heavy libraries that a command imports."""
    return imported_by(folder, [arguments])


def imported_by(folder: Path, commands: list[tuple[object, ...]]) -> str:
    """The heavy libraries that commands import which run one after another in a process."""
    given = [json.dumps([*map(str, arguments)]) for arguments in commands]
    *_, line = checkouts.python(checkouts.ROOT, COMMANDS, folder, *given).splitlines()
    return line


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(PETER), "utf-8")
    return path


def test_a_prepared_blank_needs_no_library(folder, tmp_path):
    assert imported(folder, "blank", "visual-plan", "-o", tmp_path / "plan.pdf") == "[]"
    assert (tmp_path / "plan.pdf").read_bytes() == PLAN.drawn().fill({})[0]


def test_filling_a_prepared_form_and_reading_it_need_no_library_here(folder, tmp_path, answers):
    """The sandbox has pypdf, in a process of its own."""
    filled, found = tmp_path / "filled.pdf", tmp_path / "found.json"
    fill, read = ("fill", "visual-plan", answers, "-o", filled), ("read", filled, "-o", found)
    assert imported_by(folder, [fill, read]) == "[]"
    assert json.loads(found.read_text("utf-8")) == PETER


def test_letters_of_the_other_face_and_a_long_answer_need_no_library_but_for_codes(
    folder, tmp_path, answers
):
    """The codes of a sheet with more pages are other codes."""
    answers.write_text(json.dumps({**PETER, "name": "Łukasz Ćwik"}), "utf-8")
    assert imported(folder, "fill", "visual-plan", answers, "-o", tmp_path / "1.pdf") == "[]"
    answers.write_text(json.dumps({**PETER, "notes": "Langt svar. " * 300}), "utf-8")
    only_codes = imported(folder, "fill", "visual-plan", answers, "-o", tmp_path / "2.pdf")
    assert only_codes == "['segno']"


def test_what_is_not_prepared_imports_what_draws(folder, tmp_path):
    found = imported(folder, "blank", "visual-plan", "--large", "-o", tmp_path / "plan.pdf")
    assert "reportlab" in found and "pypdf" not in found


def test_help_imports_no_library(folder):
    commands = [("--help",), ("blank", "--help"), ("batch", "--help"), ("read", "--help")]
    assert imported_by(folder, commands) == "[]"


def test_importing_the_package_or_its_functions_imports_no_library():
    program = f"""
import sys, mlmp_print
names = [getattr(mlmp_print, name) for name in mlmp_print.__all__ if name != "batch"]
print(sorted({{*{HEAVY}}} & sys.modules.keys()))
"""
    assert checkouts.python(checkouts.ROOT, program) == "[]\n"
