"""Run the walkthrough of docs/new-form.md as it stands; wrong turns lead to clear errors."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shlex
from pathlib import Path

import page
import pytest
from click.testing import CliRunner, Result
from repository import ROOT

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks import BLOCKS
from mlmp_print.draw.paper import SIZES
from mlmp_print.look import look as looks
from mlmp_print.model.kinds import KINDS
from mlmp_print.prepared.folders import data_folder

GUIDE = (ROOT / "docs" / "new-form.md").read_text("utf-8")
DEFINITION = "\n".join(re.findall(r"^```toml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE))
COMMANDS = re.findall(r"^\$ mlmp-print (.+)$", GUIDE, re.MULTILINE)
SAID = dict(re.findall(r"^\| (.+?) \| `(min-uge\.toml: .+)` \|$", GUIDE, re.MULTILINE))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "min-uge.toml").write_text(DEFINITION, "utf-8")
    return tmp_path


def run(command: str) -> Result:
    """One command as it stands in the guide; `> file` is done here."""
    asked, _, target = command.partition(" > ")
    result = CliRunner().invoke(main, shlex.split(asked), prog_name="mlmp-print")
    assert isinstance(result.exception, (type(None), SystemExit)), result.exception
    if target:
        Path(target).write_bytes(result.stdout_bytes)
    return result


def test_the_walkthrough_works_as_it_stands(folder):
    results = {command: run(command) for command in COMMANDS}
    assert {
        command: (result.exit_code, result.stderr)
        for command, result in results.items()
        if result.exit_code
    } == {}
    assert len(COMMANDS) == 7 and {command.split()[0] for command in COMMANDS} == {
        "blank",
        "preview",
        "schema",
        "fill",
        "read",
        "kit",
    }
    written = json.loads((folder / "peter.json").read_text("utf-8"))
    assert written["joy"] == "Bowling" and json.loads(results["read peter.pdf"].stdout) == written
    for name in ("min-uge.pdf", "my-week.pdf", "peter.pdf"):
        assert page.validate_pdf_bytes(
            (folder / name).read_bytes(), profile=page.ValidationProfile.PDF_UA_1
        ).is_compliant, name
    html = (folder / "kit" / "index.html").read_text("utf-8")
    assert (
        "da/min-uge-a4.pdf" in html
        and "en/min-uge-a3.pdf" in html
        and "Det skal jeg i denne uge." in html
        and "de/min-uge" not in html
    )


def test_the_sheet_is_read_without_its_definition(folder):
    for command in COMMANDS[3:5]:
        assert run(command).exit_code == 0
    (folder / "min-uge.toml").unlink()
    assert json.loads(run("read peter.pdf").stdout) == json.loads(
        (folder / "peter.json").read_text("utf-8")
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_new_form_keeps_the_law_in_every_variant(lang, size, large):
    form = forms.load("min-uge.toml", looks.load(lang, large=large))
    answers = {
        place.path: f"{number}. " + "Æble og ørred å la Łódź " * number
        for number, place in enumerate(form.places())
    }
    filled = mlmp.fill("min-uge.toml", answers, lang=lang, size=size, large=large)
    assert mlmp.read(filled.pdf).answers == answers
    assert page.validate_pdf_bytes(filled.pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_a_definition_that_is_changed_is_read_again(folder):
    before = mlmp.blank("min-uge.toml")
    (folder / "min-uge.toml").write_text(DEFINITION.replace('"Min uge"', '"Ugen"'), "utf-8")
    os.utime(folder / "min-uge.toml", ns=(1, 1))
    assert mlmp.blank("min-uge.toml") != before


def test_the_guide_lists_kinds_and_blocks_as_they_are():
    kinds, blocks = (
        re.findall(r"^\| `(\w+)` \| .+? \|(.*)\|$", table, re.MULTILINE)
        for table in (GUIDE.split("## 2.")[0], GUIDE.split("## 3.")[1])
    )
    assert [name for name, _ in kinds] == [name for name, kind in KINDS.items() if not kind.implied]
    for name, told in kinds + blocks:
        made = (BLOCKS | KINDS)[name] if (name, told) in kinds else BLOCKS[name]
        keys = {part.name for part in dataclasses.fields(made)} - {"box"}
        wanted = {
            part.name
            for part in dataclasses.fields(made)
            if part.default is dataclasses.MISSING and part.name != "box"
        }
        named = set(re.findall(r"`(\w+)(?: = [^`]*)?`", told))
        assert named <= keys and (wanted <= named or name in KINDS), name
    assert (data_folder("assets") / "icons" / "heart.svg").is_file()


# Wrong turns --------------------------------------------------------------------------------------

WEEK = 'week = { kind = "text", line = true }'
LABEL = 'week = { label = "Uge", example = "47" }'
JOY = '{ block = "zone", box = [218, 109, 65, 74], path = "joy", icon = "heart" }'
BOX = "[210, 17, 46, 9]"
LINES = 'path = "monday", lines = { normal = 6, large = 4 }'

TOLD = {  # the guide's own table: what it writes → how the definition comes to have it
    '`kind = "tekst"`': (WEEK, 'week = { kind = "tekst" }'),
    '`path = "wek"`': ('path = "week"', 'path = "wek"'),
    '`block = "titel"`': ('block = "title"', 'block = "titel"'),
    "`[words.dk]`": ("[words.da]", "[words.dk]"),
    '`labl = "Uge"`': (LABEL, 'week = { labl = "Uge" }'),
    "`box = [210, 17, 460, 9]`": (BOX, "[210, 17, 460, 9]"),
    "a question that no block draws": (f"    {JOY},\n", ""),
    "two blocks on each other": (BOX, "[150, 17, 46, 9]"),
}

WRONG = {
    "no code": ('code = "WEEK"', "", "“code”"),
    "a code of small letters": ('"WEEK"', '"week"', "code"),
    "a code of a foreign letter": ('"WEEK"', '"UGEÆ"', "code"),
    "a code too long for a QR code": ('"WEEK"', '"MINEGENUGEPLAN"', "code"),
    "a version in words": ("version = 1", 'version = "one"', "version"),
    "a version of half": ("version = 1", "version = 1.5", "version"),
    "a day in words": ("released = 2026-11-22", 'released = "i dag"', "2026-11-22"),
    "no group": ('group = "citizen"', "", "“group”"),
    "a wrong group": ('group = "citizen"', 'group = "citizens"', "Did you mean “citizen”"),
    "an order in words": ("[answers]", 'order = "first"\n[answers]', "order"),
    "a wrong orientation": ('"landscape"', '"landskab"', "Did you mean “landscape”"),
    "a wrong key at the top": ("orientation =", "orientering =", "Did you mean “orientation”"),
    "a yes in words": (
        WEEK,
        'week = { kind = "text", line = "yes" }',
        "line must be true or false",
    ),
    "a question in capitals": (WEEK, 'Week = { kind = "text" }', "“Week” is no key"),
    "a question with a space": (WEEK, '"my week" = { kind = "text" }', "“my week” is no key"),
    "a question without a label": (
        WEEK,
        f'{WEEK}\nmood = {{ kind = "text" }}',
        "[words.da.ask]: lacks the key “mood”",
    ),
    "a score in a block for text": (
        'saturday = { kind = "text" }',
        'saturday = { kind = "score" }',
        "“saturday” is a score",
    ),
    "a tick in a block for text": (
        'saturday = { kind = "text" }',
        'saturday = { kind = "tick" }',
        "“saturday” is a tick",
    ),
    "a picture in a block for text": (WEEK, 'week = { kind = "picture" }', "“week” is a picture"),
    "a choice without words": (
        WEEK,
        'week = { kind = "choice", keys = ["a", "b"] }',
        "lacks the key “choices”",
    ),
    "a group in a block for text": (WEEK, 'week.now = { kind = "text" }', "week"),
    "no title": ('title = "Min uge"', "", "[words.da]: lacks the key “title”"),
    "a wrong key among the words": (
        'sheet = "Ugeplan"',
        'sheat = "Ugeplan"',
        "Did you mean “sheet”",
    ),
    "a title that is a number": ('title = "Min uge"', "title = 7", "title must be words"),
    "a letter that is not in the typeface": (
        'title = "Min uge"',
        'title = "Min uge 😀"',
        "U+1F600",
    ),
    "a wrong key for labels": ("[words.da.ask]", "[words.da.aks]", "Did you mean “ask”"),
    "a label without a table": (LABEL, 'week = "Uge"', '{ label = "Name" }'),
    "a label that is empty": (LABEL, 'week = { label = "" }', "label must be words"),
    "a label with braces": (LABEL, 'week = { label = "Uge {number}" }', "{n}"),
    "an open brace": (LABEL, 'week = { label = "Uge {" }', "{n}"),
    "an example that is a number": (
        LABEL,
        'week = { label = "Uge", example = 47 }',
        "example must be words",
    ),
    "an example that is no answer": (
        LABEL,
        'week = { label = "Uge", example = "4\\n7" }',
        "example has a line break",
    ),
    "a label for no question": (
        LABEL,
        f'{LABEL}\nmonth = {{ label = "Måned" }}',
        "[words.da.ask]: has no key “month”",
    ),
    "a page in single brackets": ("[[page]]", "[page]", "[[page]]"),
    "a page for a list there is not": ("[[page]]", '[[page]]\nrepeat = "days"', "“days”"),
    "words that are not there": (
        'words = "title"',
        'words = "heading"',
        "[words.da.words] has no “heading”",
    ),
    "no words": ('words = "title", ', "", "lacks the key “words”"),
    "no first heading": ('tag = "H1"', 'tag = "H2"', "H1"),
    "a heading that skips a level": (
        'icon = "heart"',
        'icon = "heart", tag = "H4"',
        "skips a level",
    ),
    "a tag there is not": ('tag = "H1"', 'tag = "H7"', "“H7”"),
    "no path": (', path = "week"', "", "lacks the key “path”"),
    "an empty path": ('path = "week"', 'path = ""', "page 1"),
    "the same question twice": ('path = "week"', 'path = "name"', "more than once"),
    "no box": (f"box = {BOX}, ", "", "lacks the key “box”"),
    "a box of three numbers": (BOX, "[210, 17, 46]", "[x, y, width, height] in mm"),
    "a box of no number": (BOX, "[nan, 17, 46, 9]", "[x, y, width, height] in mm"),
    "a box turned over": (BOX, "[210, 17, -46, 9]", "297 × 210"),
    "a box too small to write in": (BOX, "[210, 17, 46, 1]", "too small"),
    "a number in words": (LINES, 'path = "monday", lines = "six"', "lines must be a whole number"),
    "only one of normal and large": (
        LINES,
        'path = "monday", lines = { normal = 6 }',
        "lines must be a whole number",
    ),
    "more lines than there is room for": (
        LINES,
        'path = "monday", lines = 20',
        "too low for so many",
    ),
    "an icon there is not": ('icon = "heart"', 'icon = "hart"', "Did you mean “heart”"),
    "a hint on another side": ('icon = "heart"', 'hint = "above"', "“beside” or “below”"),
    "goals that are no list": (
        JOY,
        JOY.replace("zone", "goals").replace(', icon = "heart"', ""),
        "page 1",
    ),
    "a table that is no list": (
        JOY,
        '{ block = "table", box = [218, 109, 65, 74], path = "joy", columns = { a = 1 } }',
        "page 1",
    ),
    "a choice without answers": (
        JOY,
        JOY.replace("zone", "choice").replace(', icon = "heart"', ""),
        "“joy” stands nowhere",
    ),
    "scores for a text": (
        JOY,
        JOY.replace("zone", "score_row").replace(', icon = "heart"', ""),
        "page 1",
    ),
}


def refused(folder: Path, old: str, new: str) -> str:
    """What `blank` says of the definition with `old` replaced by `new`; nothing is written."""
    assert old in DEFINITION, old
    path = folder / "wrong" / "min-uge.toml"
    path.parent.mkdir()
    path.write_text(DEFINITION.replace(old, new, 1), "utf-8")
    result = run("blank wrong/min-uge.toml -o x.pdf")
    assert result.exit_code == 2 and result.stdout == "" and not (folder / "x.pdf").exists(), (
        result.stderr
    )
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


@pytest.mark.parametrize("what", TOLD)
def test_a_mistake_is_answered_as_the_guide_says(folder, what):
    said, told = refused(folder, *TOLD[what]), SAID[what]
    whole = {told, f"{told}."}  # a sentence without a remedy ends here
    assert said.startswith(told.removesuffix("…")) and (told.endswith("…") or said in whole)


def test_every_mistake_of_the_guide_is_tried():
    assert TOLD.keys() == SAID.keys()


@pytest.mark.parametrize(("old", "new", "named"), WRONG.values(), ids=WRONG)
def test_a_wrong_turn_is_an_error_that_names_the_file_and_what_is_wrong(folder, old, new, named):
    said = refused(folder, old, new)
    assert said.startswith("min-uge.toml: ") and named in said and "Unexpected" not in said
