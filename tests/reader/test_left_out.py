"""What a field holds and no answer can be is named, and nobody takes the rest for all of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

import mlmp_print as mlmp
from mlmp_print.cli.commands import main

CANARY = "Kanarie-Hemmelig-77"
PETER = {"name": "Peter", "goals": [{"text": "Vaske tøj", "score_now": 2}]}


def command(*args: object) -> Result:
    return CliRunner().invoke(main, list(map(str, args)))


def _field(document: pikepdf.Pdf, name: str) -> pikepdf.Object:
    fields, parts = document.Root.AcroForm.Fields, name.split(".")
    for depth, part in enumerate(parts):
        (found,) = [field for field in fields if part == field.T]
        fields = found.Kids if depth + 1 < len(parts) else []
    return found


def _off_the_scale(document: pikepdf.Pdf) -> None:
    _field(document, "goals.1.score_now").V = pikepdf.Name("/99")


def _no_state(document: pikepdf.Pdf) -> None:
    _field(document, "goals.1.score_now").V = pikepdf.Array([1, 2])


def _no_text(document: pikepdf.Pdf) -> None:
    _field(document, "name").V = pikepdf.Name(f"/{CANARY}")


def _too_long(document: pikepdf.Pdf) -> None:
    _field(document, "name").V = pikepdf.String(CANARY * 20_000)


def _unlisted(document: pikepdf.Pdf) -> None:
    """A field that no page shows, with a name that the form does not know."""
    entries = {"/FT": pikepdf.Name.Tx, "/T": pikepdf.String("cpr"), "/V": pikepdf.String(CANARY)}
    document.Root.AcroForm.Fields.append(document.make_indirect(pikepdf.Dictionary(entries)))


@pytest.fixture(
    params=[_off_the_scale, _no_state, _no_text, _too_long, _unlisted],
    ids=["off the scale", "no state", "no text", "too long", "on no page"],
)
def returned(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    change: Callable[[pikepdf.Pdf], None] = request.param
    with pikepdf.open(io.BytesIO(mlmp.fill("visual-plan", PETER).pdf)) as document:
        change(document)
        document.save(tmp_path / "returned.pdf")
    return tmp_path / "returned.pdf"


def test_reading_ends_with_3_until_somebody_has_looked(returned: Path) -> None:
    result = command("read", returned)
    assert result.exit_code == 3 and "--accept left-out" in result.stderr
    assert CANARY not in result.stderr and "Vaske" in result.stdout
    assert command("read", returned, "--accept", "left-out").exit_code == 0


@pytest.mark.parametrize("option", ["--onto", "--from"])
def test_no_new_sheet_loses_it_unasked(returned: Path, option: str) -> None:
    form = "visual-plan" if option == "--onto" else "status-sheet"
    args = ["fill", form, option, returned, "-o", returned.with_name("new.pdf")]
    result = command(*args)
    assert result.exit_code == 4 and "left-out" in result.stderr, result.stderr
    assert not returned.with_name("new.pdf").exists()
    assert command(*args, "--accept", "left-out").exit_code == 0
