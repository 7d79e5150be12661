"""The papers are true: what they show runs, where they link to is there, what is made is fresh."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papers
import pytest
from exports import nested_fdf, nested_xfdf, values_of
from filled_paper import FilledPaper, scan_pdf
from papers import PAPERS, Shown
from processes import PATIENCE
from repository import EXAMPLES, ROOT
from shells import SCRIPTS

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as definitions
from mlmp_print.look.assets import theme_sets
from mlmp_print.look.colors import COLORS
from mlmp_print.look.look import load as load_look

README, DANISH = ROOT / "README.md", ROOT / "LÆSMIG.md"
FROM_A_CLONE = (README, DANISH)  # they show the way from a fresh clone on
TRIED_ELSEWHERE = {"library.md"}  # in tests/test_library_page.py, with the files that it names
LONGEST_README = 150  # lines

MAP = 'id = "Nr"\n[columns]\n"Borger" = "name"\n'
EXPORT = "Nr;Borger;Mål 1\n1;Peter;tage bussen\n2;Åse;bage brød\n"


def by_name(paper: Path) -> str:
    return paper.name


# Links ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS, ids=by_name)
def test_links_lead_somewhere(paper):
    for link in papers.links(paper):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (paper.parent / name).resolve() if name else paper
        assert target.exists(), f"{paper.name} links to {link}"
        assert target.is_relative_to(ROOT), f"{paper.name} links out of the repository: {link}"
        if anchor:
            assert anchor in papers.anchors(target), f"{paper.name} links to {link}"


def test_every_paper_is_found_from_the_readme():
    found, waiting = set(), [README]
    while waiting:
        paper = waiting.pop()
        found.add(paper)
        targets = [
            (paper.parent / link.partition("#")[0]).resolve() for link in papers.links(paper)
        ]
        waiting += [path for path in targets if path in PAPERS and path not in found]
    assert found == {*PAPERS}


def test_the_readme_is_short_and_the_two_know_each_other():
    assert len(README.read_text("utf-8").splitlines()) <= LONGEST_README
    assert DANISH.name in papers.links(README) and README.name in papers.links(DANISH)


# Blocks -----------------------------------------------------------------------------------------


def own_sheets(folder: Path, form: str, goals: list[dict[str, Any]]) -> None:
    """The sheets of six people."""
    folder.mkdir()
    for number in range(6):
        filled = mlmp.fill(form, {"name": f"Person {number}", "goals": goals})
        (folder / f"{number}.pdf").write_bytes(filled.pdf)


def own_files(folder: Path) -> None:
    """What a reader of the docs is taken to have: own tables and maps, and sheets that came back.

    They stand beside `examples` and `assets`, which a clone has.
    """
    (folder / "export.csv").write_text(EXPORT, "utf-8")
    (folder / "names.csv").write_text("Navn\nPeter\nÅse\n", "utf-8")
    (folder / "map.toml").write_text(MAP, "utf-8")
    (goals,) = papers.blocks(ROOT / "docs" / "tables.md", "csv")
    (folder / "export-goals.csv").write_text(goals, "utf-8")
    (folder / "this-year.csv").write_text("id;Dato\nPeter;2027-05-01\nÅse;2027-05-01\n", "utf-8")
    (folder / "corrections.csv").write_text("id;Dato\nPeter;2026-05-01\n", "utf-8")
    shutil.copy(EXAMPLES / "peter.json", folder)
    (folder / "new.json").write_text('{"date": "2027-05-01"}', "utf-8")
    returned = folder / "returned"
    returned.mkdir()
    for name in ("Peter", "Åse"):
        (returned / f"{name}.pdf").write_bytes(mlmp.fill("visual-plan", {"name": name}).pdf)
    goals = [{"text": "Bus", "theme": "mobility", "score_then": 3, "score_now": 2}]
    own_sheets(folder / "status-sheets", "status-sheet", goals)
    for year, score in ((2026, 3), (2027, 2)):
        goals = [{"text": "Bus", "theme": "mobility", "score_now": score}]
        own_sheets(folder / f"plans-{year}", "visual-plan", goals)
    values = values_of((returned / "Peter.pdf").read_bytes())
    (folder / "Peter.fdf").write_bytes(nested_fdf(values))
    (folder / "Hanne.xfdf").write_bytes(nested_xfdf(values))
    shutil.copy(ROOT / "assets" / "looks" / "strandby" / "look.toml", folder)
    shutil.copy(ROOT / "assets" / "looks" / "strandby" / "logo.svg", folder)
    week = "\n".join(papers.blocks(ROOT / "docs" / "new-form.md", "toml"))
    (folder / "our-form.toml").write_text(week, "utf-8")


def own_scans(folder: Path) -> None:
    """Two score cards that were filled in by hand, one of them in doubt, and its correction."""
    card = mlmp.template("score-card")
    marks = {"practice": ["2"]}, {"practice": ["1", "3"]}
    pages = [page for marked in marks for page in FilledPaper(card, marked).pages()]
    scan = scan_pdf(folder / "back.pdf", pages)
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    said = {"scan": digest, "page": 2, "path": "practice", "value": "3"}
    content = {"mlmp_corrections": 1, "corrections": [said]}
    (folder / "corrections.json").write_text(json.dumps(content), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for one page of the docs."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    shutil.copytree(ROOT / "assets" / "looks", tmp_path / "assets" / "looks")
    own_files(tmp_path)
    return tmp_path


def run(shown: list[Shown], folder: Path, environment: dict[str, str]) -> list[tuple[int, str]]:
    """Run commands one after the other in one bash; the exit code and the output of each.

    An output goes into a file: bash waits for no process that a command leaves behind.
    """
    lines = []
    for number, one in enumerate(shown):
        lines.append(f"{{ {one.command}\n}} >.out-{number} 2>&1; echo $? >.code-{number}")
    subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE * 3,
        check=True,
    )
    return [
        (
            int((folder / f".code-{number}").read_text()),
            (folder / f".out-{number}").read_text("utf-8"),
        )
        for number in range(len(shown))
    ]


def check(paper: Path, folder: Path, environment: dict[str, str]) -> None:
    """Run what a paper shows, and compare."""
    shown = papers.commands(paper)
    for one, (code, output) in zip(shown, run(shown, folder, environment), strict=True):
        assert code == one.exit_code, f"$ {one.command}\n{output}"
        assert one.fits(output), f"$ {one.command}\n{output}"


def with_commands() -> Iterator[object]:
    """The pages of the docs that show commands; those that draw a whole kit take longer."""
    for paper in PAPERS:
        shown = [shlex.split(one.command, comments=True) for one in papers.commands(paper)]
        slow = len(shown) > 8 or any("kit" in words for words in shown)
        if shown and paper not in FROM_A_CLONE:
            yield pytest.param(paper, id=paper.name, marks=[pytest.mark.slow] if slow else [])


@pytest.mark.parametrize("paper", list(with_commands()))
def test_the_commands_of_the_docs_do_what_is_shown(paper, folder):
    if paper.name == "new-form.md":  # whose first steps write this file
        shutil.move(folder / "our-form.toml", folder / "min-uge.toml")
        (folder / "peter.json").unlink()
    if paper.name in ("scanning.md", "commands.md"):
        own_scans(folder)
    path = os.pathsep.join([str(SCRIPTS), os.environ["PATH"]])
    check(paper, folder, {**os.environ, "PATH": path})


@pytest.mark.slow
@pytest.mark.parametrize("paper", FROM_A_CLONE, ids=by_name)
def test_the_way_that_the_readme_shows_can_be_followed_from_a_clone(paper, tmp_path):
    """Word for word, in a copy of the repository, with an environment made as it says.

    The dependencies are those of this environment, so that nothing is fetched.
    """
    ignored = shutil.ignore_patterns(".*", "out", "dist", "build", "node_modules", "__pycache__")
    clone = tmp_path / "clone"
    shutil.copytree(ROOT, clone, ignore=ignored)
    libraries = Path(pytest.__file__).parents[1]
    offline = {
        "PYTHONPATH": str(libraries),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_IGNORE_INSTALLED": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this variable as its opposite
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PATH": os.pathsep.join([str(SCRIPTS), os.environ["PATH"]]),  # where python3 is this one
    }
    check(paper, clone, {**os.environ, **offline})
    made = (clone / ".venv" / "bin" / "mlmp-print").read_text("utf-8")
    assert str(clone) in made.splitlines()[0]


PYTHON = [
    pytest.param(paper, id=paper.name)
    for paper in PAPERS
    if papers.blocks(paper, "python") and paper.name not in TRIED_ELSEWHERE
]


@pytest.mark.parametrize("paper", PYTHON)
def test_the_python_of_the_docs_runs(paper, folder):
    """A page is one program: a block may use the names of those above it."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(papers.blocks(paper, "python"))],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("paper", PAPERS, ids=by_name)
def test_blocks_of_toml_can_be_read(paper):
    for block in papers.blocks(paper, "toml"):
        tomllib.loads(block)


def test_the_page_of_the_commands_is_as_their_help_has_it(tmp_path):
    program = [sys.executable, ROOT / "docs" / "make_commands.py", tmp_path / "made.md"]
    subprocess.run(program, check=True, timeout=PATIENCE)
    made = (tmp_path / "made.md").read_text("utf-8")
    assert made == (ROOT / "docs" / "commands.md").read_text("utf-8"), "run `make docs`"


# Facts ------------------------------------------------------------------------------------------


def test_the_page_on_looks_names_every_colour_and_set_of_themes():
    page = (ROOT / "docs" / "look.md").read_text("utf-8")
    assert [name for name in (*COLORS, *theme_sets()) if f"`{name}`" not in page] == []


def test_the_danish_readme_names_every_form_as_its_sheet_does():
    page = DANISH.read_text("utf-8")
    look = load_look("da")
    for name in definitions.names():
        sheet = look.say(f"forms.{name}.sheet")
        assert f"| {sheet} | `{name}` |" in page


def test_the_readme_lists_every_command():
    page = README.read_text("utf-8")
    assert [name for name in main.commands if f"| `mlmp-print {name}" not in page] == []
