"""What is prepared counts only while it is whole, and while all that it was made from is the same.

Whatever is wrong with it, the sheet is drawn anew, and has the bytes that it should have.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import checkouts
import pytest

import mlmp_print as mlmp
from mlmp_print.api.prepared_blanks import PreparedBlank, named, prepare
from mlmp_print.pdf.prepared_form import prepared
from mlmp_print.prepared import store
from mlmp_print.prepared.store import INDEX, PIECES
from mlmp_print.text import fonts

PLAN = PreparedBlank("visual-plan", "da", "a4", "color")
WELL = PreparedBlank("wishing-well", "da", "a4", "color")


def forget() -> None:
    """Forget what this process has taken from a folder."""
    prepared.cache_clear()
    fonts.face.cache_clear()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two sheets."""
    folder = tmp_path_factory.mktemp("whole")
    prepare(folder, [PLAN, WELL], times=True)
    return folder


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """The plan, drawn anew."""
    return PLAN.drawn().fill({})[0]


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that folder, which this process uses."""
    copy = tmp_path / "prepared"
    shutil.copytree(whole, copy)
    forget()
    with store.using(copy):
        yield copy
    forget()


def is_prepared() -> bool:
    return named("visual-plan", {}) is not None


@pytest.mark.usefixtures("folder")
def test_what_is_whole_is_used_and_has_the_right_bytes(drawn):
    assert is_prepared()
    assert mlmp.blank("visual-plan") == drawn
    assert fonts._prepared("regular").data == fonts.made("regular").data


# Damage -------------------------------------------------------------------------------------------


def cut(name: str, part: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: int(len(data) * part)])

    return damage


def flip(name: str, part: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[int(len(data) * part)] ^= 1
        (folder / name).write_bytes(data)

    return damage


def resigned(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    """Change the index, and give it the digest that it should have then."""

    def damage(folder: Path) -> None:
        index = json.loads((folder / INDEX).read_bytes().partition(b"\n")[2])
        change(index)
        rest = json.dumps(index).encode()
        digest = hashlib.sha256(rest).hexdigest().encode()
        (folder / INDEX).write_bytes(digest + b"\n" + rest)

    return damage


def replaced(name: str) -> Callable[[Path], None]:
    """A folder of this name in the place of the file."""

    def damage(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return damage


DAMAGE: dict[str, Callable[[Path], None]] = {
    "no index": lambda folder: (folder / INDEX).unlink(),
    "no pieces": lambda folder: (folder / PIECES).unlink(),
    "no folder": shutil.rmtree,
    "an empty index": cut(INDEX, 0),
    "half an index": cut(INDEX, 0.5),
    "no pieces in the file": cut(PIECES, 0),
    "a bit of the index": flip(INDEX, 0.5),
    "a bit of its digest": flip(INDEX, 0),
    "a folder for an index": replaced(INDEX),
    "a folder for the pieces": replaced(PIECES),
    "another version": resigned(lambda index: index.update(version="0.0.9")),
    "another format": resigned(lambda index: index.update(format=0)),
    "a list of entries": resigned(lambda index: index.update(entries=[])),
    "no inputs": resigned(lambda index: index.pop("inputs")),
    "an input that is gone": resigned(
        lambda index: index["inputs"].update({"forms/gone.toml": [1, None, "0"]})
    ),
    "an input of another size": resigned(
        lambda index: index["inputs"]["forms/visual-plan.toml"].__setitem__(0, 1)
    ),
    "no such piece": resigned(
        lambda index: index["entries"][PLAN.entry].update(pieces=[[10**9, 10]])
    ),
    "a piece before the start": resigned(
        lambda index: index["entries"][PLAN.entry].update(pieces=[[-1, 10]])
    ),
    "pieces that are none": resigned(lambda index: index["entries"].update({PLAN.entry: 1})),
    "the entry of another sheet": resigned(
        lambda index: index["entries"].update({PLAN.entry: index["entries"][WELL.entry]})
    ),
    "the entry of a face": resigned(
        lambda index: index["entries"].update({PLAN.entry: index["entries"]["face bold"]})
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_damaged_is_drawn_anew(folder, drawn, damage):
    damage(folder)
    with store.using(folder):
        assert not is_prepared()
        assert mlmp.blank("visual-plan") == drawn


@pytest.mark.parametrize("part", [0.1, 0.35, 0.6, 0.9])
@pytest.mark.parametrize("damage", [cut, flip])
def test_no_damage_to_the_pieces_reaches_a_sheet(folder, drawn, damage, part):
    damage(PIECES, part)(folder)
    assert mlmp.blank("visual-plan") == drawn


def test_a_damaged_face_is_cut_anew_and_the_sheets_on_it_still_count(folder, drawn):
    resigned(lambda index: index["entries"].pop("face regular"))(folder)
    with store.using(folder):
        assert is_prepared()
        assert mlmp.blank("visual-plan") == drawn


def test_nothing_is_prepared_where_nothing_lies(tmp_path, drawn):
    forget()
    with store.using(tmp_path):
        assert not is_prepared()
        assert mlmp.blank("visual-plan") == drawn


# Edits --------------------------------------------------------------------------------------------

PREPARE = """
import pathlib, sys
from mlmp_print.api.prepared_blanks import PreparedBlank, prepare
prepare(pathlib.Path("prepared"), [PreparedBlank("visual-plan", "da", "a4", "color")], times=True)
"""
# Prints whether the plan is prepared, and whether its bytes are those of one drawn anew.
COMPARE = """
import mlmp_print as mlmp
from mlmp_print.api.prepared_blanks import PreparedBlank, named
ready, sheet = named("visual-plan", {}), mlmp.blank("visual-plan")
from mlmp_print.prepared import store
from mlmp_print.text import fonts
fonts.face.cache_clear()
with store.using(None):
    drawn = PreparedBlank("visual-plan", "da", "a4", "color").drawn()
    print(ready is not None, sheet == drawn.fill({})[0])
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = checkouts.copy(tmp_path_factory.mktemp("checkout"))
    checkouts.python(folder, PREPARE)
    return folder


def test_a_checkout_uses_what_was_prepared_in_it(checkout):
    assert checkouts.python(checkout, COMPARE) == "True True\n"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("assets/languages/da.toml", "side {page}", "Side {page}"),  # as many bytes
        pytest.param(
            "assets/themes/mlmp8.toml", 'fill = "#F', 'fill = "#E', marks=pytest.mark.slow
        ),
        pytest.param("assets/icons/house.svg", " ", "  ", marks=pytest.mark.slow),
        pytest.param(
            "forms/visual-plan.toml", "version = 1", "version = 2", marks=pytest.mark.slow
        ),
        ("mlmp_print/draw/blocks/wheel.py", '"""', '""" '),
        pytest.param("mlmp_print/pdf/compile.py", '"""', '""" ', marks=pytest.mark.slow),
    ],
)
def test_an_edit_is_seen_at_once_and_its_undoing_too(checkout, file, old, new):
    path = checkout / file
    text = path.read_text("utf-8")
    assert old in text
    try:
        path.write_text(text.replace(old, new, 1), "utf-8")
        assert checkouts.python(checkout, COMPARE) == "False True\n"
    finally:
        path.write_text(text, "utf-8")
    assert checkouts.python(checkout, COMPARE) == "True True\n"


def test_a_file_with_another_time_and_the_same_bytes_has_not_changed(checkout):
    os.utime(checkout / "forms" / "visual-plan.toml", (1, 1))
    assert checkouts.python(checkout, COMPARE) == "True True\n"


def test_another_font_is_never_filled_by_the_numbers_of_the_old_one(checkout, tmp_path):
    """A newer version of a font may number its glyphs differently."""
    name, _ = fonts.SOURCES["regular"]
    files = tmp_path / name / "files"
    files.mkdir(parents=True)
    (tmp_path / name / "__init__.py").touch()
    for key in ("regular", "bold"):  # bold letters for both
        (files / fonts.SOURCES[key][1]).write_bytes(fonts.font_file("bold"))
    assert checkouts.python(checkout, COMPARE, path=tmp_path) == "False True\n"
