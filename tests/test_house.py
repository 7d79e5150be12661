"""The house: which room may use which, who may touch which library, where the fonts come from, how large a module may be."""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from repository import ROOT

import mlmp_print
from mlmp_print.text import fonts

PACKAGE = Path(mlmp_print.__file__).parent

# A room uses only rooms that stand above it here; rooms of one step do not use each other.
STEPS = [
    {"text"},
    {"model"},
    {"files"},
    {"sandbox"},
    {"look"},
    {"draw"},
    {"definitions", "pdf"},
    {"printing", "reader", "tables"},
    {"api"},
    {"batches"},
    {"kit"},
    {"cli"},
]
STEP = {room: step for step, rooms in enumerate(STEPS) for room in rooms}

# The modules that may import a library which reads or draws PDF files, pictures or fonts; no other module may.
USERS = {
    "reportlab": {"draw.pen", "pdf.marks"},
    "pypdf": {
        "draw.pen", "pdf.encrypt",
        "reader.pdf", "reader.fields", "reader.objects", "reader.actions", "reader.page_text", "reader.check", "reader.check_continuation",
    },
    "pypdfium2": {"pdf.preview"},
    "click": {
        "cli.group", "cli.input", "cli.options", "cli.output",
        "cli.commands", "cli.commands.batch", "cli.commands.blank", "cli.commands.fill",
        "cli.commands.forms", "cli.commands.kit", "cli.commands.preview", "cli.commands.read",
        "cli.commands.schema",
    },
    "fontTools": {"text.fonts", "look.assets"},
    "PIL": {"look.pictures", "kit.kit", "pdf.archive"},
    "python_calamine": {"tables.spreadsheet"},
    "xlsxwriter": {"tables.write"},
    "cryptography": set(),
}  # fmt: skip
NETWORK = {
    "http",
    "urllib",
    "socket",
    "ssl",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "aiohttp",
    "xmlrpc",
    "webbrowser",
}

SHA256 = {
    "regular": "7fb917c89019896d0b52ee84b7cbb3304c18cb90b19a62f5e32712bd23e97669",
    "bold": "5a3b0c8cc8ca545155150b4512a1fa248298df121c50d6557e651e61fbdab92f",
    "fallback": "bfb7bb691513f12e734dc346c03a03f784912432d7e3fa8e56efcf906fe86b3d",
}

LONGEST = 300  # lines of a module
REASON = "# Longer than 300 lines: "  # stands in a module that is, with why


def name_of(path: Path) -> str:
    """`reader.pdf` for `mlmp_print/reader/pdf.py`; a package is called by its folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path
    for path in PACKAGE.rglob("*.py")
    if path not in (PACKAGE / "__init__.py", PACKAGE / "__main__.py")
}
every_module = pytest.mark.parametrize("name", sorted(MODULES))


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module that is imported anywhere in a file, and whether it is one of ours (then without `mlmp_print.`)."""
    above = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [(alias.name, 0) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module not in (None, "mlmp_print"):
            names = [(node.module, node.level)]
        elif isinstance(node, ast.ImportFrom):  # from . import look
            names = [(alias.name, node.level or len(above) + 1) for alias in node.names]
        else:
            continue
        for name, level in names:
            if level:
                yield ".".join((*above[: len(above) + 1 - level], name)), True
            else:
                yield name.removeprefix("mlmp_print."), name.partition(".")[0] == "mlmp_print"


# Rooms ----------------------------------------------------------------------------------------------------------------


def test_every_module_stands_in_a_room():
    assert {name.partition(".")[0] for name in MODULES} == STEP.keys(), (
        "a new room needs a step in STEPS"
    )


def test_imports_are_found_in_all_their_spellings(tmp_path, monkeypatch):
    module = tmp_path / "pdf" / "some.py"
    module.parent.mkdir()
    ours = [
        "from . import tree",
        "from .. import look as l",
        "from ..model.kinds import Kind",
        "import mlmp_print.api",
        "from mlmp_print import draw",
    ]
    module.write_text(
        "\n".join([*ours, "import os.path", "def f():", "    from .operators import Runs"])
    )
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    found = {"pdf.tree", "look", "model.kinds", "api", "draw", "pdf.operators"}
    assert set(imports(module)) == {("os.path", False), *((name, True) for name in found)}


@every_module
def test_a_room_uses_only_rooms_below_it(name):
    room = name.partition(".")[0]
    used = {found.partition(".")[0] for found, ours in imports(MODULES[name]) if ours}
    assert {other for other in (used & STEP.keys()) - {room} if STEP[other] >= STEP[room]} == set()


@every_module
def test_only_the_right_modules_import_the_heavy_libraries_and_none_the_network(name):
    used = {
        found.partition(".")[0]
        for found, ours in imports(MODULES[name])
        if not ours and found != "urllib.parse"
    }
    assert {library for library in used & USERS.keys() if name not in USERS[library]} == set()
    assert used & NETWORK == set()


def test_every_user_named_here_does_import_its_library():
    for library, users in USERS.items():
        assert {
            user
            for user in users
            if library not in {found.partition(".")[0] for found, _ in imports(MODULES[user])}
        } == set()


def test_importing_the_package_imports_nothing_heavy():
    heavy = {library for library in USERS if library != "click"} | {
        "numpy",
        "asyncio",
        "multiprocessing",
    }
    program = f"import sys, mlmp_print, mlmp_print.cli.commands\nprint(sorted({heavy!r} & sys.modules.keys()))"
    assert (
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        == "[]\n"
    )


# Public names ---------------------------------------------------------------------------------------------------------


def test_every_public_name_is_there():
    assert all(getattr(mlmp_print, name).__doc__ for name in mlmp_print.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        mlmp_print.nothing  # noqa: B018


def test_no_room_has_the_name_of_a_public_function():
    """Once a room is imported, it would stand in the package where the function was, and the second call would fail."""
    assert STEP.keys() & {*mlmp_print.__all__} == set()


def test_each_public_function_can_be_called_twice_in_one_process(tmp_path):
    program = """
import sys, mlmp_print as mlmp
from pathlib import Path
folder = Path(sys.argv[1])
(folder / "t.csv").write_text("Navn\\nPeter\\n", "utf-8")
for number in (1, 2):
    mlmp.template("wishing-well")
    mlmp.schema("wishing-well")
    mlmp.encrypt(mlmp.blank("wishing-well"), "mange æbler")
    filled = mlmp.fill("wishing-well", {"name": "Peter"}).pdf
    found = mlmp.read(filled)
    mlmp.carry("wishing-well", found)
    mlmp.change("wishing-well", found, {"name": "Åse"})
    mlmp.batch("wishing-well", folder / "t.csv", folder / str(number))
    print([received.read.answers["name"] for received in mlmp.read_many([folder / str(number)])])
print(sorted(name for name in mlmp.__all__ if name[0].islower()))
"""
    said = subprocess.run(
        [sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True
    ).stdout
    functions = [
        "batch",
        "blank",
        "carry",
        "change",
        "encrypt",
        "fill",
        "read",
        "read_many",
        "schema",
        "template",
    ]
    assert said == f"['Peter']\n['Peter']\n{functions}\n", "a new function is to be called here too"


# Size and words -------------------------------------------------------------------------------------------------------


@every_module
def test_a_module_is_not_too_long_without_a_reason(name):
    text = MODULES[name].read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST or REASON in text


def test_no_class_name_stands_twice():
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert {name: count for name, count in names.items() if count > 1} == {}


def undocumented(node: ast.AST, path: str) -> Iterator[str]:
    """The public classes, functions and methods without a docstring; what is inside a private one or a function is private."""
    for member in getattr(node, "body", ()):
        if isinstance(
            member, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and not member.name.startswith("_"):
            here = f"{path}.{member.name}"
            if not ast.get_docstring(member):
                yield here
            if isinstance(member, ast.ClassDef):
                yield from undocumented(member, here)


@every_module
def test_what_is_public_is_documented(name):
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    assert ast.get_docstring(tree)
    assert list(undocumented(tree, name)) == []


def test_a_missing_docstring_would_be_found():
    tree = ast.parse(
        'class A:\n    "a"\n    def b(self): ...\n    def _c(self): ...\nclass _D:\n    def e(self): ...\ndef f(): ...\n'
    )
    assert list(undocumented(tree, "m")) == ["m.A.b", "m.f"]


# Fonts ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", fonts.SOURCES)
def test_a_font_is_the_one_we_measured(name):
    assert hashlib.sha256(fonts.font_file(name)).hexdigest() == SHA256[name], (
        "measure the sheets again before taking another version of a font"
    )


def test_no_font_file_lies_in_the_repository():
    magic = (
        b"\x00\x01\x00\x00\x00",
        b"OTTO",
        b"ttcf",
        b"true\x00",
        b"wOFF",
        b"wOF2",
        b"%!PS-AdobeFont",
        b"\x80\x01",
    )
    kept = [
        path
        for path in ROOT.iterdir()
        if not path.name.startswith(".") and not (path / "pyvenv.cfg").exists()
    ]
    made = {"__pycache__", "node_modules"}
    everything = [
        file
        for top in kept
        for file in ([top] if top.is_file() else top.rglob("*"))
        if file.is_file() and not made & {*file.parts}
    ]
    assert len(everything) > len(MODULES)
    assert [file for file in everything if file.read_bytes().startswith(magic)] == []
