"""The house: which room uses which, who uses which library, how long a module is, which fonts."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from repository import ROOT

import mlmp_print
from mlmp_print.text import fonts

PACKAGE = Path(mlmp_print.__file__).parent

# A room uses only rooms that stand above it in this list. Rooms on one step do not use each other.
STEPS = [
    {"prepared"},
    {"text"},
    {"model"},
    {"files"},
    {"sandbox"},
    {"look"},
    {"draw"},
    {"definitions", "pdf"},
    {"printing", "reader", "tables"},
    {"api"},
    {"scanner"},
    {"batches"},
    {"kit", "summary"},
    {"page"},
    {"cli"},
]
STEP = {room: step for step, rooms in enumerate(STEPS) for room in rooms}

# Only these modules may import a library that reads or draws PDF files, pictures or fonts.
USERS = {
    "reportlab": {"draw.canvas"},
    "segno": {"pdf.marks"},
    "pypdf": {
        "pdf.encrypt",
        "reader.pdf", "reader.fields", "reader.field_values", "reader.copies", "reader.objects",
        "reader.visibility", "reader.attachment", "reader.actions", "reader.annotations",
        "reader.font_codes", "reader.shown_text", "reader.check", "reader.check_continuation",
        "reader.footers", "reader.page_content", "reader.signatures", "reader.surroundings",
        "reader.lazy_reader", "reader.lazy_objects", "reader.one_error",
        "reader.fdf", "reader.fdf_syntax", "reader.xfdf",
    },
    "pypdfium2": {
        "pdf.crops", "pdf.decrypt", "pdf.preview", "scanner.pdf_pictures", "scanner.reference",
    },
    "click": {
        "cli.completion", "cli.group", "cli.input", "cli.options", "cli.output", "cli.path_types",
        "cli.row_options", "cli.table_options",
        "cli.commands", "cli.commands.batch", "cli.commands.effects",
        "cli.commands.forms", "cli.commands.kit", "cli.commands.map", "cli.commands.read",
        "cli.commands.scan",
    },
    "fontTools": {"text.fonts", "look.assets"},
    "pyphen": {"text.hyphenation"},
    "PIL": {
        "look.pictures", "look.given_images", "look.picture_sources", "kit.kit",
        "scanner.backs", "scanner.bilevel", "scanner.crops", "scanner.closest_blank",
        "scanner.pictures", "scanner.codes", "scanner.flat", "scanner.flatten", "scanner.ink",
        "scanner.paper_shade", "scanner.pdf_pictures", "scanner.picture_page", "scanner.reference",
        "scanner.relief", "scanner.warp",
    },
    "numpy": {
        "scanner.bands", "scanner.bilevel", "scanner.cells", "scanner.codes", "scanner.cup_ring",
        "scanner.extremes",
        "scanner.flat", "scanner.flatten", "scanner.homography", "scanner.ink",
        "scanner.mark_shape", "scanner.panel_strokes", "scanner.paper_blocks",
        "scanner.paper_shade", "scanner.picture_page", "scanner.place",
        "scanner.reference", "scanner.relief", "scanner.shapes", "scanner.squares",
        "scanner.stains", "scanner.streaks", "scanner.strokes", "scanner.tiles", "scanner.traces",
        "scanner.warp", "scanner.windows", "scanner.writing",
    },
    "zxingcpp": {"scanner.codes"},
    "python_calamine": {"tables.workbook"},
    "subprocess": {"sandbox.sandbox"},  # what parses foreign files runs in no other process
    "xlsxwriter": {"tables.write"},
    "filelock": {"files"},
    "cryptography": {"reader.signatures"},
}  # fmt: skip
NETWORK = {
    "http", "urllib", "socket", "ssl", "ftplib", "smtplib", "requests", "httpx", "aiohttp",
    "xmlrpc", "webbrowser",
}  # fmt: skip

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


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def tree_of(name: str) -> ast.Module:
    """The syntax tree of a module."""
    return parsed(MODULES[name])


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every import in a file, and whether it is one of ours (then without `mlmp_print.`)."""
    above = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(parsed(path)):
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


def room_of(name: str) -> str:
    return name.partition(".")[0]


def rooms_used_by(name: str) -> set[str]:
    """The other rooms that a module imports from."""
    rooms = {room_of(found) for found, ours in imports(MODULES[name]) if ours}
    return (rooms & STEP.keys()) - {room_of(name)}


def libraries_used_by(name: str) -> set[str]:
    """The packages of others that a module imports. `urllib.parse` only takes addresses apart."""
    return {
        found.partition(".")[0]
        for found, ours in imports(MODULES[name])
        if not ours and found != "urllib.parse"
    }


def python(program: str, *arguments: object) -> str:
    """Run a program in a new process, and return what it prints."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# Rooms --------------------------------------------------------------------------------------------


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
    ours_found = {(name, True) for name in found}
    assert set(imports(module)) == {("os.path", False)} | ours_found


def test_a_room_uses_only_rooms_below_it():
    wrong = [
        f"{name} uses {other}, which is not below {room_of(name)}"
        for name in MODULES
        for other in rooms_used_by(name)
        if STEP[other] >= STEP[room_of(name)]
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_right_modules_import_the_heavy_libraries():
    wrong = [
        f"{name} imports {library}; USERS allows it in {sorted(USERS[library])}"
        for name in MODULES
        for library in libraries_used_by(name) & USERS.keys()
        if name not in USERS[library]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_imports_the_network():
    wrong = [
        f"{name} imports {library}"
        for name in MODULES
        for library in libraries_used_by(name) & NETWORK
    ]
    assert not wrong, "\n".join(wrong)


def test_every_user_of_a_library_does_import_it():
    idle = [
        f"{name} stands in USERS and does not import {library}"
        for library, users in USERS.items()
        for name in users
        if library not in libraries_used_by(name)
    ]
    assert not idle, "\n".join(idle)


def test_importing_the_package_imports_nothing_heavy():
    heavy = {*USERS, "numpy", "asyncio", "multiprocessing"} - {"click"}
    program = f"""
import sys, mlmp_print, mlmp_print.cli.commands
print(sorted({heavy!r} & sys.modules.keys()))
"""
    assert python(program) == "[]\n"


# Public names -------------------------------------------------------------------------------------


def test_every_public_name_is_there():
    assert all(getattr(mlmp_print, name).__doc__ for name in mlmp_print.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        mlmp_print.nothing  # noqa: B018


def test_no_room_has_the_name_of_a_public_function():
    """Once a room is imported, its package replaces the function, and the second call fails."""
    assert STEP.keys() & {*mlmp_print.__all__} == set()


@pytest.mark.slow
def test_each_public_function_can_be_called_twice_in_one_process(tmp_path):
    program = """
import sys, mlmp_print as mlmp
from pathlib import Path
folder = Path(sys.argv[1])
(folder / "t.csv").write_text("Navn\\nPeter\\n", "utf-8")
for number in (1, 2):
    mlmp.forms()
    mlmp.template("wishing-well")
    mlmp.schema("wishing-well")
    mlmp.columns("wishing-well")
    mlmp.check("wishing-well", mlmp.example("wishing-well"))
    mlmp.preview(mlmp.blank("wishing-well"), dpi=18)
    mlmp.layouts("wishing-well")
    mlmp.encrypt(mlmp.blank("wishing-well"), "mange æbler")
    with mlmp.language("da"):
        pass
    filled = mlmp.fill("wishing-well", {"name": "Peter"}).pdf
    found = mlmp.read(filled)
    mlmp.carry("wishing-well", found)
    mlmp.change("wishing-well", found, {"name": "Åse"})
    mlmp.batch("wishing-well", folder / "t.csv", folder / str(number))
    mlmp.draft_map("wishing-well", folder / "t.csv")
    mlmp.print_sets("wishing-well", folder / f"sets-{number}.pdf", ["Bo"])
    mlmp.goals(found)
    mlmp.impersonal(found)
    register = folder / "register.csv"
    mlmp.batch("wishing-well", [{"name": "Bo"}], folder / f"ids-{number}", sheet_ids=register)
    mlmp.Returns(mlmp.read_register(register))
    print([received.read.answers["name"] for received in mlmp.read_many([folder / str(number)])])
    goal = {"score_then": 3, "score_now": 2}
    sheets = [mlmp.fill("status-sheet", {"goals": [goal]}).pdf for _ in range(5)]
    mlmp.effects(sheets)
    review = mlmp.write_review(folder / f"review-{number}", [])
    corrections = '{"mlmp_corrections": 1, "corrections": []}'
    (folder / "corrections.json").write_text(corrections, "utf-8")
    page = mlmp.preview(mlmp.blank("wishing-well"), dpi=150)
    said = mlmp.read_corrections(folder / "corrections.json")
    list(mlmp.review_items(mlmp.scan([page], corrections=said)))
print(sorted(name for name in mlmp.__all__ if name[0].islower()))
"""
    functions = [
        "batch",
        "blank",
        "carry",
        "change",
        "check",
        "columns",
        "draft_map",
        "effects",
        "encrypt",
        "example",
        "fill",
        "forms",
        "goals",
        "impersonal",
        "language",
        "layouts",
        "preview",
        "print_sets",
        "read",
        "read_corrections",
        "read_many",
        "read_register",
        "review_items",
        "scan",
        "schema",
        "template",
        "write_review",
    ]
    expected = f"['Peter']\n['Peter']\n{functions}\n"
    assert python(program, tmp_path) == expected, "call the new function here too"


# Size and words -----------------------------------------------------------------------------------


def test_a_module_is_not_too_long_without_a_reason():
    texts = {name: path.read_text("utf-8") for name, path in MODULES.items()}
    too_long = [
        f"{name} has {len(text.splitlines())} lines"
        for name, text in texts.items()
        if len(text.splitlines()) > LONGEST and REASON not in text
    ]
    assert not too_long, "\n".join([f"split these, or write why: “{REASON}…”", *too_long])


def test_no_class_name_stands_twice():
    places: dict[str, list[str]] = {}
    for name in MODULES:
        for node in ast.walk(tree_of(name)):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(name)
    twice = [f"{name}: {', '.join(found)}" for name, found in places.items() if len(found) > 1]
    assert not twice, "\n".join(twice)


def undocumented(node: ast.AST, path: str) -> Iterator[str]:
    """The public classes, functions and methods without a docstring.

    What is inside a private class, or inside a function, is private too.
    """
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for member in getattr(node, "body", ()):
        if not isinstance(member, kinds) or member.name.startswith("_"):
            continue
        here = f"{path}.{member.name}"
        if not ast.get_docstring(member):
            yield here
        if isinstance(member, ast.ClassDef):
            yield from undocumented(member, here)


def test_what_is_public_is_documented():
    missing = [member for name in MODULES for member in undocumented(tree_of(name), name)]
    missing += [name for name in MODULES if not ast.get_docstring(tree_of(name))]
    assert not missing, "\n".join(["without a docstring:", *missing])


def test_a_missing_docstring_would_be_found():
    program = """
class A:
    "a"
    def b(self): ...
    def _c(self): ...
class _D:
    def e(self): ...
def f(): ...
"""
    assert list(undocumented(ast.parse(program), "m")) == ["m.A.b", "m.f"]


# Fonts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", fonts.SOURCES)
def test_a_font_is_the_one_we_measured(name):
    assert hashlib.sha256(fonts.font_file(name)).hexdigest() == SHA256[name], (
        "measure the sheets again before taking another version of a font"
    )


# The first bytes of TrueType, OpenType, collections, Apple's TrueType, WOFF, WOFF 2 and Type 1.
FONT_STARTS = (
    b"\x00\x01\x00\x00\x00", b"OTTO", b"ttcf", b"true\x00", b"wOFF", b"wOF2",
    b"%!PS-AdobeFont", b"\x80\x01",
)  # fmt: skip
BUILT = {"__pycache__", "node_modules", "out"}  # folders of files that git does not keep


def repository_files() -> Iterator[Path]:
    """The files of the repository, without environments and what was built or fetched."""
    for top in ROOT.iterdir():
        if top.name.startswith(".") or (top / "pyvenv.cfg").exists():
            continue
        found = [top] if top.is_file() else top.rglob("*")
        yield from (file for file in found if not BUILT & {*file.relative_to(ROOT).parts})


def test_no_font_file_lies_in_the_repository():
    files = [file for file in repository_files() if file.is_file()]
    assert len(files) > len(MODULES)
    fonts_found = [file for file in files if file.read_bytes().startswith(FONT_STARTS)]
    assert not fonts_found


# Papers -------------------------------------------------------------------------------------------


def test_the_architecture_page_and_its_drawing_show_every_room_in_order():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawing = (ROOT / "docs" / "rooms.svg").read_text("utf-8")
    rooms = [room for step in STEPS for room in step]
    assert [room for room in rooms if f"| `{room}` |" not in page] == []
    heights = {room: int(re.search(rf'y="(\d+)"[^\n]*>{room}<', drawing)[1]) for room in rooms}
    for lower, upper in pairwise(STEPS):
        assert min(heights[room] for room in lower) > max(heights[room] for room in upper)


def test_modules_that_the_architecture_page_names_are_there():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    modules = re.findall(r"`((?:\w+/)+\w+)\.?\w*`", page)
    named = [path for path in modules if path.partition("/")[0] in STEP]
    assert [
        path
        for path in named
        if not (PACKAGE / f"{path}.py").exists() and not (PACKAGE / path).is_dir()
    ] == []
