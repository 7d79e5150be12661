"""Building and installing go on where the sheets cannot be prepared, and say so."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import checkouts
import pytest
from repository import ROOT

# Runs a hook of hatchling: builds a wheel, or does what an editable install asks of our hook.
WHEEL = """
import sys
sys.stderr = sys.stdout
from hatchling.build import build_wheel
build_wheel("dist")
"""
EDITABLE = """
import pathlib, sys
sys.stderr = sys.stdout
from hatchling.bridge.app import Application
from hatch_build import PrepareHook
root = str(pathlib.Path.cwd())
hook = PrepareHook(root, {}, None, None, root, "wheel", Application())
hook.initialize("editable", {})
hook.finalize("editable", {}, "")
"""
IS_PREPARED = """
from mlmp_print.api.prepared_blanks import named
print(named("visual-plan", {}) is not None)
"""
BLANK = "import mlmp_print; print(len(mlmp_print.blank('visual-plan')) > 50_000)"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy with all that a wheel is built from, and one form, so that this is quick."""
    folder = checkouts.copy(tmp_path / "checkout")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for form in (folder / "forms").glob("*.toml"):
        if form.stem != "visual-plan":
            form.unlink()
    return folder


@pytest.fixture
def without(tmp_path: Path) -> Path:
    """A folder that hides ReportLab, as if it were not installed."""
    folder = tmp_path / "without"
    folder.mkdir()
    (folder / "reportlab.py").write_text("raise ImportError('no reportlab here')", "utf-8")
    return folder


def files_of(checkout: Path) -> list[str]:
    (wheel,) = (checkout / "dist").iterdir()
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(checkout / "installed")
        return opened.namelist()


@pytest.mark.slow
def test_a_wheel_takes_the_prepared_sheets_in(checkout):
    (checkout / "prepared").mkdir()
    (checkout / "prepared" / "index.json").write_text("stale", "utf-8")
    checkouts.python(checkout, WHEEL)
    assert "mlmp_print/data/prepared/index.json" in files_of(checkout)
    assert checkouts.python(checkout / "installed", IS_PREPARED) == "True\n"
    assert (checkout / "prepared" / "index.json").read_text("utf-8") == "stale"


@pytest.mark.slow
def test_a_wheel_that_was_built_without_a_library_has_none_and_works(checkout, without):
    said = checkouts.python(checkout, WHEEL, path=without)
    assert "No sheets are prepared" in said and "no reportlab here" in said
    assert not [name for name in files_of(checkout) if "prepared/" in name and "data" in name]
    assert checkouts.python(checkout / "installed", BLANK) == "True\n"


@pytest.mark.slow
def test_an_editable_install_prepares_in_the_checkout(checkout):
    assert "Prepared 12 sheets" in checkouts.python(checkout, EDITABLE)
    assert checkouts.python(checkout, IS_PREPARED) == "True\n"


@pytest.mark.slow
def test_an_editable_install_goes_on_where_nothing_can_be_prepared(checkout, without):
    said = checkouts.python(checkout, EDITABLE, path=without)
    assert "No sheets are prepared" in said
    assert checkouts.python(checkout, BLANK) == "True\n"


def test_an_editable_install_goes_on_over_a_definition_with_a_mistake(checkout):
    """Whoever writes a form has it installed like this."""
    form = checkout / "forms" / "visual-plan.toml"
    form.write_text(form.read_text("utf-8").replace("version = 1", "version = 'one'"), "utf-8")
    assert "No sheets are prepared" in checkouts.python(checkout, EDITABLE)
