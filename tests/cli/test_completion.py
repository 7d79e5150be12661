"""What a shell offers on Tab, through click's own doors and in the real shells."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class
from marking import slow_unless
from processes import PATIENCE
from shells import environment, line_after, needs

from mlmp_print.cli import completion
from mlmp_print.cli.commands import COMPLETE, main
from mlmp_print.definitions import load as definitions
from mlmp_print.draw.paper import SIZES
from mlmp_print.look.assets import languages
from mlmp_print.look.look import INKS
from mlmp_print.look.look import load as load_look

SHELLS = ("bash", "zsh", "fish")
completion.register()

Offered = Callable[[str], list[str]]


@pytest.fixture(params=SHELLS)
def offered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What a shell is told to offer for a command whose last word is being typed."""
    shell = request.param

    def ask(typed: str) -> list[str]:
        before, _, last = typed.rpartition(" ")
        words = ["mlmp-print", *before.split(), last]
        position = last if shell == "fish" else str(len(words) - 1)
        monkeypatch.setenv("COMP_WORDS", " ".join(words))
        monkeypatch.setenv("COMP_CWORD", position)
        complete = get_completion_class(shell)(main, {}, "mlmp-print", COMPLETE)
        return shown(shell, complete.complete())

    return ask


def shown(shell: str, reply: str) -> list[str]:
    """The values in a reply; what the shell finds itself as `<file>` or `<dir>`."""
    lines = reply.splitlines()
    if shell == "zsh":
        items = list(zip(lines[::3], lines[1::3], strict=True))
    else:
        items = [(line.partition(",")[0], line.partition(",")[2]) for line in lines]
    return [value.partition("\t")[0] if kind == "plain" else f"<{kind}>" for kind, value in items]


def settings_of(name: str, *, large: bool = False) -> list[str]:
    form = definitions.load(name, load_look(large=large))
    lists = [
        f"{key}={count}"
        for key, listing in form.lists.items()
        for count in range(listing.least, listing.most + 1)
    ]
    return lists + [f"{key}={choice}" for key, choices in form.options for choice in choices]


def test_commands_are_offered(offered):
    assert set(offered("")) == {*main.commands}
    assert offered("bl") == ["blank"]


@pytest.mark.parametrize("command", ["blank", "fill", "batch", "schema", "kit"])
def test_forms_are_offered(offered, command):
    assert offered(f"{command} ") == [*definitions.names()]
    assert offered(f"{command} wi") == ["wishing-well"]


def test_a_form_of_ones_own_is_a_file(offered):
    assert offered("blank min-u") == ["<file>"]
    assert offered("batch wishing-well,min-u") == ["<file>"]


def test_several_forms_are_offered_one_after_the_other(offered):
    assert offered("blank wishing-well par") == ["parking-lot"]
    assert offered("batch wishing-well,par") == ["wishing-well,parking-lot"]
    assert "parking-lot,parking-lot" not in offered("batch parking-lot,")


def test_languages_sizes_and_inks_are_offered(offered):
    for command in ("blank wishing-well", "batch wishing-well t.csv", "kit"):
        assert offered(f"{command} --lang ") == [*languages()]
        assert offered(f"{command} --size ") == [*SIZES]
        assert offered(f"{command} --ink ") == [*INKS]
    assert offered("schema wishing-well --lang d") == ["da", "de"]
    assert offered("read x.pdf --format js") == ["json", "jsonl"]


def test_looks_and_other_files_are_found_by_the_shell(offered):
    assert offered("blank wishing-well --look ") == ["<file>"]
    assert offered("fill wishing-well ") == ["<file>"]
    assert offered("kit -o ") == ["<dir>"]


def test_the_settings_of_the_form_typed_before_are_offered(offered):
    assert offered("blank visual-plan --set ") == settings_of("visual-plan")
    assert offered("blank visual-plan --large --set goals_per") == [
        "goals_per_page=1",
        "goals_per_page=2",
    ]
    assert offered("blank visual-plan --set goals=3 --set score=w") == ["score=words"]
    assert offered("blank wishing-well --set ") == []


def test_the_settings_of_several_forms_are_offered(offered):
    both = settings_of("goal-staircase") + settings_of("visual-plan")
    assert set(offered("blank goal-staircase visual-plan --set ")) == set(both)
    assert set(offered("batch goal-staircase,visual-plan t.csv --set ")) == set(both)
    assert set(both) < set(offered("kit --set "))


def test_a_mistake_that_stands_there_already_is_no_crash(offered, tmp_path):
    wrong = tmp_path / "look.toml"
    wrong.write_text("name = ", "utf-8")
    assert offered("blank vizual-plan --set ") == []
    assert offered(f"blank visual-plan --look {wrong} --set ") == []
    assert offered("blank visual-plan --set goals --set score=n") == ["score=numbers"]
    assert offered("blank visual-plan --look missing.toml --set ") == []


def test_bash_gets_the_part_behind_the_equals_sign(monkeypatch):
    """Bash takes `goals=6` for three words, and replaces only the last."""

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", "\n".join(["mlmp-print", "blank", "visual-plan", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words) + 2))
        return shown("bash", completion.Bash(main, {}, "mlmp-print", COMPLETE).complete())

    assert ask("--set", "score", "=") == ["numbers", "words"]
    assert ask("--set", "score", "=", "w") == ["words"]
    assert ask("--set", "=", "score", "=", "w") == ["words"]
    assert ask("--set", "score=w") == ["score=words"]  # without “=” in COMP_WORDBREAKS
    assert ask("--lang", "=", "d") == ["da", "de"]
    assert ask("--set", "goals", "=", "6", "--ink", "g") == ["gray"]


# The real program, in real shells ---------------------------------------------------------------


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts that switch completion on, as the program writes them."""
    folder = tmp_path_factory.mktemp("scripts")
    for shell in SHELLS:
        done = subprocess.run(
            ["mlmp-print"],
            env=environment(**{COMPLETE: f"{shell}_source"}),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        assert not done.stderr
        (folder / shell).write_bytes(done.stdout)
    return folder


TYPED = {  # what is typed, with Tab → what stands there then
    "mlmp-print bla\twis\t--ink g\t": "mlmp-print blank wishing-well --ink gray ",
    "mlmp-print blank visual-plan --set sc\tw\t": "mlmp-print blank visual-plan --set score=words ",
    "mlmp-print batch mood-board,vis\t": "mlmp-print batch mood-board,visual-plan ",
    "mlmp-print blank min\t": "mlmp-print blank min-uge.toml ",
    "mlmp-print kit --look my\t": "mlmp-print kit --look my-look.toml ",
}


@pytest.mark.parametrize("keys", [slow_unless(at == 0, keys) for at, keys in enumerate(TYPED)])
@pytest.mark.parametrize("shell", [pytest.param(name, marks=needs[name]) for name in SHELLS[:2]])
def test_tab_completes_in_a_real_shell(scripts, tmp_path, shell, keys):
    for name in ("min-uge.toml", "my-look.toml"):
        (tmp_path / name).touch()
    assert line_after(shell, scripts / shell, keys, tmp_path) == TYPED[keys]


@needs["fish"]
def test_fish_offers_what_fits(scripts, tmp_path):
    (tmp_path / "min-uge.toml").touch()

    def ask(typed: str) -> list[str]:
        program = f"source {scripts / 'fish'}; complete -C '{typed}'"
        done = subprocess.run(
            ["fish", "--no-config", "-c", program],
            env=environment(HOME=str(tmp_path)),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return [line.partition("\t")[0] for line in done.stdout.splitlines()]

    assert ask("mlmp-print bla") == ["blank"]
    assert ask("mlmp-print batch mood-board,vis") == ["mood-board,visual-plan"]
    assert ask("mlmp-print blank visual-plan --set score=") == ["score=numbers", "score=words"]
    assert ask("mlmp-print blank min") == ["min-uge.toml"]


def test_completing_imports_nothing_that_draws_or_reads_a_pdf():
    program = """
import sys
from mlmp_print.cli.commands import run
try:
    run()
except SystemExit:
    heavy = {"reportlab", "fontTools", "pypdf", "pypdfium2", "segno", "numpy", "xlsxwriter"}
    print(sorted(heavy & sys.modules.keys()))
"""
    asked = {
        COMPLETE: "bash_complete",
        "COMP_WORDS": "mlmp-print blank visual-plan --set score=w",
        "COMP_CWORD": "4",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stdout == "plain,score=words\n[]\n"
